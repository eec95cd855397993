/** What the recorder says of the meaning of a stream: recognised by itself, folded as it grows, and as of any message. */
import { expect, test } from 'vitest';
import { createRecorder, type Recorder } from '../../../src/recorder/recorder.ts';
import { createDecodings } from '../../../src/recorder/decodings.ts';
import { createFilteredIndex } from '../../../src/core/select/filtered-index.ts';
import { captureFrom, draw, EPOCH } from '../core/drawing.ts';

const chunk = (content: string): string =>
  JSON.stringify({ object: 'chat.completion.chunk', model: 'm', choices: [{ index: 0, delta: { content }, finish_reason: null }] });
const STOP = JSON.stringify({ object: 'chat.completion.chunk', model: 'm', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });

function recorderOf(limits = {}): { recorder: Recorder; tell: (drawing: string) => void } {
  const recorder = createRecorder({ now: () => EPOCH + 10_000, schedule: () => undefined, limits });
  let told = 0;
  let drawing = 'a 0ms create https://s.test/chat\na 1ms open';
  const tell = (more: string): void => {
    drawing += `\n${more}`;
    const all = draw(drawing);
    recorder.observe(all.slice(told));
    told = all.length;
  };
  return { recorder, tell };
}

const text = async (recorder: Recorder, until?: number): Promise<string | undefined> => {
  const answer = await recorder.ask('decoded', { connection: 1, attempt: 1, until });
  return answer?.parts.flatMap((part) => (part.kind === 'text' ? [part.text] : [])).join();
};

test('a connection has its protocol as soon as the decoders are there', async () => {
  const { recorder, tell } = recorderOf();
  tell(`a 10ms message message # ${chunk('Hi')}`);
  expect(recorder.ask('connections', { now: EPOCH })[0]!.protocol).toBeUndefined();
  await recorder.ask('decoded', { connection: 1, attempt: 1 });
  expect(recorder.ask('connections', { now: EPOCH })[0]!.protocol).toEqual({ id: 'openai-chat', name: 'OpenAI Chat', certainty: 'certain' });
});

test('an answer grows with the stream, and each word names its message', async () => {
  const { recorder, tell } = recorderOf();
  tell(`a 10ms message message # ${chunk('High')}`);
  expect(await text(recorder)).toBe('High');
  tell(`a 30ms message message # ${chunk(' tide')}\na 40ms message message # ${STOP}`);
  const answer = await recorder.ask('decoded', { connection: 1, attempt: 1 });
  expect(answer).toMatchObject({ verdict: 'open', facts: { model: 'm', stopReason: 'stop' }, streams: 1 });
  expect(answer!.parts[0]).toMatchObject({ kind: 'text', text: 'High tide', pieces: new Float64Array([0, 0, 4, 1]) });
  tell('a 50ms close');
  expect(await recorder.ask('decoded', { connection: 1, attempt: 1 })).toMatchObject({ verdict: 'complete' });
});

test('each row of one connection says what it means', async () => {
  const { recorder, tell } = recorderOf();
  tell(`a 10ms message message # ${chunk('High')}\na 20ms message message # ${STOP}`);
  const says = (connections?: number[]): (string | undefined)[] =>
    recorder.ask('messages', { filter: { connections }, from: 0, to: 10 }).rows.map(({ meaning }) => meaning);
  // The decoders are not there yet.
  expect(says()).toEqual([undefined, undefined]);
  await recorder.ask('decoded', { connection: 1, attempt: 1 });
  expect(says()).toEqual(['text "High"', expect.stringContaining('stop')]);
  tell(`b 30ms create https://s.test/other\nb 31ms open\nb 32ms message message # ${chunk('Low')}`);
  // Rows of several connections are not decoded: each would need its stream folded.
  expect(says()).toEqual([undefined, undefined, undefined]);
  expect(says([2])).toEqual(['text "Low"']);
});

test('as of a message', async () => {
  const { recorder, tell } = recorderOf();
  tell(`a 10ms message message # ${chunk('one')}\na 20ms message message # ${chunk(' two')}`);
  expect(await text(recorder, 0)).toBe('one');
  expect(await text(recorder)).toBe('one two');
});

test('what was followed stays when the capture drops it; what was dropped before is not there', async () => {
  const { recorder, tell } = recorderOf({ messages: 8192 });
  const tellThousand = (from: number): void =>
    tell(Array.from({ length: 1000 }, (_, n) => `a ${10 + from + n}ms message message # ${chunk(`${from + n} `)}`).join('\n'));
  for (let from = 0; from < 10_000; from += 1000) {
    tellThousand(from);
    const shown = await text(recorder);
    expect(shown?.startsWith('0 1 2 ')).toBe(true);
    expect(shown?.endsWith(` ${from + 999} `)).toBe(true);
  }
  for (let from = 10_000; from < 20_000; from += 1000) tellThousand(from);
  const shown = await text(recorder);
  expect(shown?.startsWith('0 1 2 ')).toBe(false);
  expect(shown?.endsWith(' 19999 ')).toBe(true);
});

test('the headline says how a stream stands without its text, and the worst finding of its connection', async () => {
  const { recorder, tell } = recorderOf();
  const call = (n: number): string =>
    JSON.stringify({
      object: 'chat.completion.chunk',
      model: 'm',
      choices: [{ index: 0, delta: { tool_calls: [{ index: n, id: `c${n}`, function: { name: 'tide', arguments: `{"n":${n}}` } }] }, finish_reason: null }],
    });
  tell([0, 1, 2].map((n) => `a ${10 + n}ms message message # ${call(n)}`).join('\n'));
  const said = await recorder.ask('headline', { connection: 1, attempt: 1 });
  expect(said).toEqual({
    decoded: expect.objectContaining({
      verdict: 'open',
      facts: { model: 'm' },
      calls: ['tide({"n":0})', 'tide({"n":1})'],
      moreCalls: 1,
      streams: 1,
    }) as unknown,
    recognised: { id: 'openai-chat', name: 'OpenAI Chat', certainty: 'certain' },
    finding: undefined,
  });
  tell('b 20ms create https://s.test/gone\nb 21ms request r1\nb 25ms response r1 404\nb 26ms end r1\nb 30ms fatal');
  const plain = await recorder.ask('headline', { connection: 2, attempt: 1 });
  expect([plain.decoded, plain.finding?.severity, plain.finding?.connection]).toEqual([undefined, 'error', 2]);
  expect(await recorder.ask('headline', { connection: 7, attempt: 1 })).toEqual({ finding: undefined });
});

test('what the user has chosen for an origin comes before what is recognised, and is taken back', async () => {
  const { recorder, tell } = recorderOf();
  tell(`a 10ms message message # ${chunk('Hi')}`);
  const said = async (): Promise<unknown> => {
    const { decoded, recognised } = await recorder.ask('headline', { connection: 1, attempt: 1 });
    return [decoded?.protocol.id, decoded?.protocol.certainty, recognised?.id, recorder.ask('connections', { now: EPOCH })[0]!.protocol?.id];
  };
  const choose = (...as: string[]): void =>
    recorder.ask('setSettings', { settings: { protocols: as.map((one) => ({ origin: 'https://s.test', found: 'openai-chat', as: one })) } });
  const itself = ['openai-chat', 'certain', 'openai-chat', 'openai-chat'];
  expect(await said()).toEqual(itself);
  choose('');
  expect(await said()).toEqual([undefined, undefined, 'openai-chat', undefined]);
  expect(await text(recorder)).toBeUndefined();
  choose('ollama');
  expect(await said()).toEqual(['ollama', 'certain', 'openai-chat', 'ollama']);
  // A name of another version.
  choose('carrier-pigeon');
  expect(await said()).toEqual(itself);
  choose();
  expect(await said()).toEqual(itself);
  recorder.ask('setSettings', { settings: { protocols: [{ origin: 'https://other.test', found: 'openai-chat', as: '' }] } });
  expect(await said()).toEqual(itself);
  expect((await recorder.ask('protocols')).map(({ id }) => id)).toEqual(expect.arrayContaining(['openai-chat', 'mcp']));
});

test('rows are found by what they mean, and by the protocol of their stream, as soon as the decoders are there', async () => {
  const { recorder, tell } = recorderOf();
  tell(`a 10ms message message # ${chunk('High')}\na 20ms message message # ${chunk(' tide')}\na 30ms message message # ${STOP}`);
  tell('b 40ms create https://s.test/plain\nb 41ms open\nb 50ms message message # text "High"');
  const search = (query: string, connections?: number[]) => recorder.ask('messages', { filter: { query, connections }, from: 0, to: 10 });
  const found = (query: string, connections?: number[]): number[] => search(query, connections).rows.map(({ index }) => index);
  expect(search('meaning:high')).toMatchObject({ total: 0, complete: false, search: { looked: 0, held: 4 } });
  await recorder.ask('decoded', { connection: 1, attempt: 1 });
  expect(search('meaning:high')).toMatchObject({ total: 1, complete: true, search: { looked: 4, held: 4, cutShort: 0 } });
  expect([found('meaning:high'), found('meaning:stop*,tide'), found('-meaning:text')]).toEqual([[0], [1, 2], [2, 3]]);
  expect([found('protocol:openai-chat'), found('protocol:"OpenAI Chat" -meaning:stop'), found('protocol:mcp')]).toEqual([[0, 1, 2], [0, 1], []]);
  expect(found('protocol:*', [2])).toEqual([]);
  // It goes on with the stream, and with what the user has chosen.
  tell(`a 60ms message message # ${chunk('Higher')}`);
  expect(found('meaning:high')).toEqual([0, 4]);
  recorder.ask('setSettings', { settings: { protocols: [{ origin: 'https://s.test', found: 'openai-chat', as: '' }] } });
  expect(found('meaning:high')).toEqual([]);
});

test('keep-alives are left out: comments, and what a protocol calls so', async () => {
  const { recorder, tell } = recorderOf();
  const start = JSON.stringify({ type: 'message_start', message: { id: 'm', type: 'message', role: 'assistant', content: [], model: 'm' } });
  tell(`a 10ms message message_start # ${start}\na 20ms message ping # {"type":"ping"}`);
  // A ping of a stream that no decoder knows is a message as any other.
  tell('b 40ms create https://s.test/plain\nb 41ms open\nb 50ms message ping # {"type":"ping"}');
  await recorder.ask('decoded', { connection: 1, attempt: 1 });
  const found = (query: string): number[] => recorder.ask('messages', { filter: { query }, from: 0, to: 10 }).rows.map(({ index }) => index);
  expect([found('is:keepalive'), found('-is:keepalive')]).toEqual([[1], [0, 2]]);
});

test('a search folds the streams bit by bit, and is complete when all was folded and looked at', () => {
  const messages = Array.from({ length: 1000 }, (_, n) => `a ${10 + n}ms message message # ${chunk(`${n} `)}`).join('\n');
  const capture = captureFrom(`a 0ms create https://s.test/chat\na 1ms open\n${messages}`);
  const found = createDecodings(capture, () => []).search(undefined, (rows) => createFilteredIndex(capture, { query: 'meaning:7' }, rows));
  const looked: (number | undefined)[] = [];
  while (!found.complete && looked.length < 100) {
    found.step(() => true);
    looked.push(found.looked);
  }
  expect(found.complete).toBe(true);
  expect(looked.slice(0, 3)).toEqual([0, 0, 0]);
  expect([found.looked, found.length, found.cutShort]).toEqual([1000, 271, 0]);
});

test('nothing is recognised, or held', async () => {
  const { recorder, tell } = recorderOf();
  tell('a 10ms message message # hello');
  expect(await recorder.ask('decoded', { connection: 1, attempt: 1 })).toBeNull();
  expect(await recorder.ask('decoded', { connection: 1, attempt: 9 })).toBeNull();
  expect(await recorder.ask('decoded', { connection: 7, attempt: 1 })).toBeNull();
  expect(recorder.ask('connections', { now: EPOCH })[0]!.protocol).toBeUndefined();
});
