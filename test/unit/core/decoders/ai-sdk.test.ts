/** AI SDK: both forms of its stream, compared with what its own clients made of the samples, and live with the `ai` package on random streams. */
import { DefaultChatTransport, readUIMessageStream, type UIMessage } from 'ai';
import { describe, expect, it } from 'vitest';
import fc from '../../../property.ts';
import { sized } from '../../../sizes.ts';
import type { Decoded } from '../../../../src/core/decoders/decode.ts';
import type { Part } from '../../../../src/core/decoders/part.ts';
import { aiSdk } from '../../../../src/core/decoders/ai-sdk.ts';
import { decode, expected, formatOf, head, messagesOf, sample } from './sample.ts';

type Chunk = Readonly<Record<string, unknown>>;
type Piece = Readonly<Record<string, unknown>>;

const eventsOf = (chunks: readonly Chunk[], end = 'data: [DONE]\n\n') => chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('') + end;
const fold = (chunks: readonly Chunk[]) => decode(messagesOf(eventsOf(chunks)), { by: aiSdk });
const idsOf = ({ faults }: Decoded) => faults.map(({ id }) => id);

/** A part of the client's message, and one of ours, in the same words. Arguments that are not whole are left out: the client guesses the rest. */
function clientPart(part: Piece): Piece[] {
  const type = String(part['type']);
  const { toolCallId, toolName, rawInput, input = rawInput, output, errorText, state } = part;
  if (type === 'step-start') return [];
  if (type === 'text' || type === 'reasoning') return [{ [type]: part['text'] }];
  if (toolCallId !== undefined)
    return [{ call: toolCallId, name: toolName ?? type.slice('tool-'.length), ...(state !== 'input-streaming' && { input }), output, error: errorText }];
  if (type.startsWith('data-')) return [{ [type]: part['data'] }];
  return [{ value: part }];
}

function ownPart(part: Part): Piece[] {
  if (part.kind === 'text' || part.kind === 'reasoning') return [{ [part.kind]: part.text }];
  if (part.kind === 'call')
    return [{ call: part.id, name: part.name, ...(part.state !== 'streaming' && { input: part.arguments }), output: part.result, error: part.error }];
  if (part.kind === 'value' && part.name.startsWith('data-')) return [{ [part.name]: part.value }];
  return part.kind === 'value' ? [{ value: { type: part.name, ...(part.value as Piece) } }] : [];
}

/** As JSON has it: members that are undefined are none. */
const plain = (pieces: readonly Piece[]): unknown => JSON.parse(JSON.stringify(pieces));

describe.each(['ai-sdk-ui.sse', 'ai-sdk-ui-cut.sse', 'ai-sdk-ui-error.sse', 'ai-sdk-ui-approval.sse'])('%s', (name) => {
  const { message, finishReason } = expected(name).result as { message: { id: string; metadata?: object; parts: Piece[] }; finishReason?: string };
  const decoded = decode(sample(name));

  it('has the parts, the metadata and the end that the client has', () => {
    expect(plain(decoded.parts.flatMap(ownPart))).toEqual(plain(message.parts.flatMap(clientPart)));
    expect(decoded.facts.more).toMatchObject({ message: message.id, ...(message.metadata && { metadata: message.metadata }) });
    expect(decoded.facts.stopReason).toBe(finishReason);
  });
});

it('says how each sample ended', () => {
  const endOf = (name: string) => {
    const decoded = decode(sample(name), { format: formatOf(name) });
    return [decoded.verdict, decoded.reason, idsOf(decoded)];
  };
  expect(endOf('ai-sdk-ui.sse')).toEqual(['complete', 'stop', []]);
  expect(endOf('ai-sdk-ui-cut.sse')).toEqual(['cut', 'no finish', ['cut']]);
  expect(endOf('ai-sdk-ui-error.sse')).toEqual(['failed', 'An error occurred.', ['error-inside']]);
  expect(endOf('ai-sdk-ui-approval.sse')).toEqual(['waiting', 'approval requested', []]);
  expect(endOf('ai-sdk-v4-error.txt')).toEqual(['failed', 'An error occurred.', ['error-inside']]);
  expect(decode(sample('ai-sdk-ui-cut.sse'), { end: 'page' })).toMatchObject({ verdict: 'open', reason: 'stopped by the page', faults: [] });
});

it('says what each chunk says, and links words to their messages', () => {
  const decoded = decode(sample('ai-sdk-ui.sse'));
  expect(decoded.meanings.map((meaning) => meaning?.says)).toEqual([
    'start m1',
    'start-step',
    'reasoning-start',
    'reasoning "Look up "',
    'reasoning "the tide."',
    'reasoning-end',
    'call tide',
    'arguments {"port":"Hu',
    'arguments sum"}',
    'call tide({"port":"Husum"})',
    'data-status {"text":"asking the harbour"}',
    'data-toast {"text":"only shown"}',
    'result {"high":"06:12"}',
    'data-status {"text":"answered"}',
    'finish-step',
    'start-step',
    'text-start',
    'text "High tide "',
    'text "at 06:12."',
    'text-end',
    'source-url https://tides.example/husum',
    'finish-step',
    'finish: stop',
    '[DONE]',
  ]);
  expect(decoded.parts).toMatchObject([
    {
      pieces: [
        { at: 0, message: 3 },
        { at: 8, message: 4 },
      ],
    },
    {
      state: 'done',
      messages: [6, 7, 8, 9, 12],
      argumentsText: {
        pieces: [
          { at: 0, message: 7 },
          { at: 11, message: 8 },
        ],
      },
    },
    { messages: [10, 13] },
    {
      pieces: [
        { at: 0, message: 17 },
        { at: 10, message: 18 },
      ],
    },
    { messages: [20] },
  ]);
  expect(decoded.times).toMatchObject({ firstOutput: 130, firstText: 270 });
});

it('folds what is new in 7: a step that is tried again, approvals, files', () => {
  const decoded = decode(sample('ai-sdk-ui-v7.sse'));
  expect(decoded.parts).toMatchObject([
    { kind: 'reasoning', text: 'Ask first.' },
    { name: 'reasoning-file', value: { mediaType: 'image/png', url: 'data:image/png;base64,', length: 30 } },
    { name: 'custom', value: { kind: 'acme.note' } },
    { name: 'query', state: 'done', arguments: 'SELECT high', argumentsText: { text: 'SELECT high' }, result: ['06:12'] },
    { name: 'mail', state: 'denied', arguments: { to: 'harbour' } },
    { name: 'tide', state: 'failed', arguments: { port: 7 }, error: 'port is no text' },
    { kind: 'text', text: 'High tide at 06:12.' },
    { name: 'steering-message', value: { id: 's1' } },
  ]);
  expect(decoded).toMatchObject({ verdict: 'limit', reason: 'length', facts: { more: { steps: 2, needs: 'AI SDK 7 (steering-message)' } } });
  expect(idsOf(decoded)).toEqual(['tool-error', 'token-limit']);
});

it('folds the lines of 4 as its client does', () => {
  const { message, usage, finishReason } = expected('ai-sdk-v4.txt').result as {
    message: { id: string; parts: Record<string, { reasoning?: string; args?: object; result?: object }>[]; annotations: object[] };
    usage: { promptTokens: number; completionTokens: number };
    finishReason: string;
  };
  const decoded = decode(sample('ai-sdk-v4.txt'), { format: 'lines', response: { 'x-vercel-ai-data-stream': 'v1' } });
  const [, reasoning, call, , text, source] = message.parts;
  expect(decoded.parts).toMatchObject([
    { kind: 'reasoning', text: reasoning!['reasoning'] },
    { kind: 'call', id: 'c1', name: 'tide', arguments: call!['toolInvocation']!.args, result: call!['toolInvocation']!.result, state: 'done' },
    { name: 'data', value: { note: 'from the harbour' } },
    { kind: 'text', text: text!['text'] },
    { name: 'annotation', value: message.annotations[0] },
    { name: 'source', value: source!['source'] },
  ]);
  expect(decoded.facts).toMatchObject({
    stopReason: finishReason,
    usage: { input: usage.promptTokens, output: usage.completionTokens },
    more: { message: message.id },
  });
  expect(decoded).toMatchObject({ verdict: 'complete', faults: [] });
  expect(decode(sample('ai-sdk-v4.txt').slice(0, -1), { by: aiSdk, format: 'lines' })).toMatchObject({ verdict: 'cut', reason: 'no line d' });
});

it('knows the lines of 4 by what only they have', () => {
  const claim = (line: string) => aiSdk.recognise(head({ format: 'lines' }), messagesOf(line, 'lines')[0]);
  expect(['f:{"messageId":"m"}', 'b:{"toolCallId":"c","toolName":"t"}', 'd:{"finishReason":"stop"}', '0:"Hi"', '2:[1]', '12:30', 'a: b'].map(claim)).toEqual([
    'certain',
    'certain',
    'certain',
    'likely',
    undefined,
    undefined,
    undefined,
  ]);
});

it('is certain by its headers, and only likely by a text that others send too', () => {
  const [start, delta] = messagesOf(eventsOf([{ type: 'start' }, { type: 'text-delta', id: 't', delta: 'x' }], ''));
  expect(aiSdk.recognise(head({ response: { 'x-vercel-ai-ui-message-stream': 'v1' } }), undefined)).toBe('certain');
  expect(aiSdk.recognise(head(), undefined)).toBeUndefined();
  expect([start, delta].map((message) => aiSdk.recognise(head(), message))).toEqual(['likely', 'likely']);
  const body = { messages: [{ role: 'user', parts: [{ type: 'text', text: 'tide?' }] }] };
  expect(aiSdk.recognise(head({ body }), delta)).toBe('certain');
  const others = messagesOf('event: start\ndata: {"type":"start"}\n\ndata: {"type":"text-delta","payload":{"id":"t","text":"x"}}\n\n');
  expect(others.map((message) => aiSdk.recognise(head(), message))).toEqual([undefined, undefined]);
});

it('folds from the middle, and says so once', () => {
  const decoded = decode(sample('ai-sdk-ui.sse').slice(7));
  expect(decoded.parts).toMatchObject([
    { kind: 'call', id: 'c1', name: 'tide', arguments: { port: 'Husum' }, result: { high: '06:12' } },
    { name: 'data-status', value: { text: 'answered' } },
    { text: 'High tide at 06:12.' },
    { name: 'source-url' },
  ]);
  expect(decoded.faults).toMatchObject([{ id: 'begins-late', message: 7 }]);
});

it('says which start is missing where the beginning is there', () => {
  const decoded = fold([
    { type: 'start' },
    { type: 'text-delta', id: 't9', delta: 'High' },
    { type: 'tool-output-available', toolCallId: 'c9', output: 1 },
    { type: 'finish' },
  ]);
  expect(decoded.parts).toMatchObject([{ text: 'High' }, { id: 'c9', result: 1 }]);
  expect(decoded.faults).toMatchObject([
    { id: 'never-started', message: 1, says: expect.stringContaining('text-delta for "t9"') as string },
    { id: 'never-started', message: 2 },
  ]);
});

it('knows that nothing was missed where the beginning was captured, unless it was taken up again', () => {
  const late = sample('ai-sdk-ui.sse').slice(7);
  expect(decode(late, { fromStart: true, method: 'POST' }).faults).toMatchObject([{ id: 'never-started', message: 7 }]);
  expect(decode(late, { fromStart: true, method: 'GET' }).faults).toEqual([]);
});

it('ends by the reason of the finish, by abort, or by [DONE] where nothing was begun', () => {
  const end = (...chunks: Chunk[]) => {
    const decoded = fold([{ type: 'start' }, ...chunks]);
    return [decoded.verdict, decoded.reason, ...idsOf(decoded)];
  };
  expect(end({ type: 'finish', finishReason: 'content-filter' })).toEqual(['filtered', 'content-filter', 'filtered']);
  expect(end({ type: 'finish', finishReason: 'interrupted' })).toEqual(['cut', 'interrupted', 'cut']);
  expect(end({ type: 'finish', finishReason: 'error' })).toEqual(['failed', 'error']);
  expect(end({ type: 'error', errorText: 'no' }, { type: 'finish', finishReason: 'stop' })).toEqual(['failed', 'no', 'error-inside']);
  expect(end({ type: 'abort', reason: 'user' })).toEqual(['cut', 'abort: user']);
  expect(end()).toEqual(['cut', 'no finish', 'cut']);
  expect(fold([{ type: 'data-clock', data: 1 }])).toMatchObject({ verdict: 'complete', reason: '[DONE]' });
});

it('merges metadata, reads usage there, and takes no name for a prototype', () => {
  const chunks =
    '{"type":"start","messageMetadata":{"a":{"b":1},"__proto__":{"polluted":1}}}\n{"type":"message-metadata","messageMetadata":{"a":{"c":[2]},"model":"tide-1"}}\n{"type":"finish","messageMetadata":{"totalUsage":{"inputTokens":9,"outputTokens":4,"reasoningTokens":1}}}';
  const messages = messagesOf(
    chunks
      .split('\n')
      .map((chunk) => `data: ${chunk}\n\n`)
      .join(''),
  );
  const { facts } = decode(messages, { by: aiSdk });
  expect(facts).toMatchObject({ model: 'tide-1', usage: { input: 9, output: 4, reasoning: 1 }, more: { metadata: { a: { b: 1, c: [2] } } } });
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
  // What was merged is a copy: the message itself is as it came.
  expect(messages[0]!.json).toMatchObject({ messageMetadata: { a: { b: 1 } } });
  expect(Object.keys((messages[0]!.json as { messageMetadata: { a: object } }).messageMetadata.a)).toEqual(['b']);
});

/** What a client of the package makes of a stream that comes in pieces of 13 bytes. */
async function byClient(text: string): Promise<UIMessage | undefined> {
  const bytes = new TextEncoder().encode(text);
  const transport = new DefaultChatTransport({
    api: 'http://localhost/api/chat',
    fetch: () => {
      let at = 0;
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          if (at >= bytes.length) controller.close();
          else controller.enqueue(bytes.slice(at, (at += 13)));
        },
      });
      return Promise.resolve(new Response(body));
    },
  });
  const stream = await transport.sendMessages({ trigger: 'submit-message', chatId: 'c', messageId: undefined, messages: [], abortSignal: undefined });
  let last: UIMessage | undefined;
  for await (const message of readUIMessageStream({ stream, terminateOnError: true })) last = structuredClone(message);
  return last;
}

const word = fc.string({ unit: fc.constantFrom('a', 'ü', '😀', '\n', '"', ' '), maxLength: 6 });
const block = fc.oneof(
  fc.record({ kind: fc.constantFrom('text', 'reasoning'), deltas: fc.array(word, { maxLength: 4 }) }),
  fc.record({
    call: fc.constantFrom('answered', 'failed', 'refused', 'only called', 'streaming'),
    dynamic: fc.boolean(),
    input: fc.jsonValue(),
    deltas: fc.nat(3),
  }),
  fc.record({ data: fc.jsonValue(), id: fc.option(fc.constantFrom('1', '2'), { nil: undefined }), transient: fc.boolean() }),
);

/** The chunks of one block, in order. Ids are new in each step, or of the step before. */
function chunksOf(one: typeof block extends fc.Arbitrary<infer T> ? T : never, place: number, step: number): Chunk[] {
  if ('kind' in one) {
    const id = String(place);
    return [{ type: `${one.kind}-start`, id }, ...one.deltas.map((delta) => ({ type: `${one.kind}-delta`, id, delta })), { type: `${one.kind}-end`, id }];
  }
  if ('data' in one) return [{ type: 'data-x', data: one.data, id: one.id, transient: one.transient }];
  const call = { toolCallId: `${step}.${place}`, toolName: `tool${place}`, dynamic: one.dynamic };
  const text = JSON.stringify(one.input);
  const size = Math.ceil(text.length / (one.deltas + 1));
  const deltas = Array.from({ length: one.deltas + 1 }, (_, part) => ({
    ...call,
    type: 'tool-input-delta',
    inputTextDelta: text.slice(part * size, (part + 1) * size),
  }));
  const begun = [{ ...call, type: 'tool-input-start' }, ...deltas];
  if (one.call === 'streaming') return begun;
  if (one.call === 'refused') return [...begun, { ...call, type: 'tool-input-error', toolName: 'renamed', input: one.input, errorText: 'no' }];
  const ready = [...(one.deltas === 0 ? [] : begun), { ...call, type: 'tool-input-available', input: one.input }];
  if (one.call === 'only called') return ready;
  const end = one.call === 'failed' ? { type: 'tool-output-error', errorText: 'broken' } : { type: 'tool-output-available', output: one.input };
  return [...ready, { ...call, ...end }];
}

/** Chunks of several blocks mixed, each block's own in their order; `turns` says whose turn it is. */
function mixed(blocks: readonly Chunk[][], turns: readonly number[]): Chunk[] {
  const left = blocks.map((chunks) => [...chunks]);
  const all: Chunk[] = [];
  for (let turn = 0; left.some((chunks) => chunks.length > 0); turn += 1) {
    const waiting = left.filter((chunks) => chunks.length > 0);
    all.push(waiting[(turns[turn % turns.length] ?? 0) % waiting.length]!.shift()!);
  }
  return all;
}

it('folds random streams as the package does', async () => {
  const steps = fc.array(fc.array(block, { maxLength: 5 }), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(steps, fc.array(fc.nat(4), { minLength: 1, maxLength: 7 }), async (drawn, turns) => {
      const chunks = drawn.flatMap((blocks, step) => [
        { type: 'start-step' },
        ...mixed(
          blocks.map((one, place) => chunksOf(one, place, step)),
          turns,
        ),
        { type: 'finish-step' },
      ]);
      const whole = [{ type: 'start', messageId: 'm' }, ...chunks, { type: 'finish', finishReason: 'stop' }];
      const message = await byClient(eventsOf(whole));
      const decoded = fold(whole);
      expect(plain(decoded.parts.flatMap(ownPart))).toEqual(plain((message?.parts ?? []).flatMap((part) => clientPart(part as unknown as Piece))));
      expect(decoded.verdict).toBe('complete');
    }),
    { numRuns: sized(2000, 60) },
  );
});

// The whole is 10 MB: with a copy of the text so far for each delta, 500 GB would be written, and the time that a test has is over long before.
it('costs what is new', { timeout: 60_000 }, () => {
  const delta = 'tide '.repeat(20);
  const deltas = Array.from({ length: 100_000 }, () => ({ type: 'text-delta', id: 't', delta }));
  const decoded = decode(messagesOf(eventsOf([{ type: 'start' }, { type: 'text-start', id: 't' }, ...deltas])), { by: aiSdk });
  const [part] = decoded.parts;
  expect(part?.kind === 'text' && part.text === delta.repeat(100_000)).toBe(true);
  expect(part?.kind === 'text' && part.pieces.length).toBe(100_000);
});
