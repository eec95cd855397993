/** What the diagnosis says of streams whose protocol is known, and that it says nothing of others: from samples, by the decoders. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { createAttemptRecogniser } from '../../../../src/core/decoders/attempt-recogniser.ts';
import { createJudge, type Judge } from '../../../../src/core/decoders/judge.ts';
import { createDiagnosis, type Diagnosis } from '../../../../src/core/explain/diagnosis.ts';
import type { Finding } from '../../../../src/core/explain/finding.ts';
import { blockOf } from '../../../../src/core/model/message-log.ts';
import type { Capture } from '../../../../src/core/model/types.ts';
import { sampleText } from '../decoders/sample.ts';
import { importText } from '../export/round.ts';

const judgeOf = (capture: Capture): Judge => createJudge(capture, createAttemptRecogniser(capture));

function findingsOf(capture: Capture, look: (diagnosis: Diagnosis) => void = (diagnosis) => diagnosis.update(Infinity)): readonly Finding[] {
  const diagnosis = createDiagnosis(capture);
  diagnosis.judgeBy(judgeOf(capture));
  look(diagnosis);
  return diagnosis.findings();
}

/** Each rule that spoke, and the number of the message that it is pinned to. */
function said(capture: Capture, found = findingsOf(capture)): string[] {
  return found
    .map(({ rule, message }) => {
      const block = message === undefined ? undefined : blockOf(capture.log, message);
      return `${rule} ${block?.seqs[message! - block.first] ?? '-'}`;
    })
    .toSorted();
}

const captureOf = (name: string, text = sampleText(name)): Capture => importText(text, { name }).capture;

/** `seq` of the first and last message of a sample, comments counted. */
const lastSeq = ({ log }: Capture): number => log.blocks.at(-1)!.seqs[log.blocks.at(-1)!.rows - 1]!;

const lines = (...messages: readonly (string | object)[]): string =>
  messages.map((one) => `data: ${typeof one === 'string' ? one : JSON.stringify(one)}\n\n`).join('');
const named = (type: string, data: object): string => `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
const delta = (given: object, finish: string | null = null): object => ({
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta: given, finish_reason: finish }],
});
const run = { type: 'RUN_STARTED', threadId: 't', runId: 'r' };

describe('each is found, and pinned to its message', () => {
  it.each<[string, string, string[]]>([
    ['cut', lines(delta({ role: 'assistant', content: 'a' }), delta({ content: 'b' })), ['answer-cut-off 1']],
    ['a limit', lines(delta({ role: 'assistant', content: 'a' }), delta({}, 'length'), '[DONE]'), ['answer-token-limit 1']],
    ['a filter', lines(delta({ role: 'assistant', content: 'a' }), delta({}, 'content_filter'), '[DONE]'), ['answer-filtered 1']],
    ['an error', lines(delta({ role: 'assistant', content: 'a' }), { error: { message: 'gone' } }), ['error-inside 1']],
    [
      'a hole',
      named('response.created', { type: 'response.created', sequence_number: 0, response: { id: 'r', output: [] } }) +
        named('response.completed', { type: 'response.completed', sequence_number: 2, response: { id: 'r', output: [], status: 'completed' } }),
      ['sequence-gap 1'],
    ],
    [
      'broken arguments',
      lines(
        delta({ role: 'assistant', tool_calls: [{ index: 0, id: 'c', function: { name: 'tide', arguments: '{"a"' } }] }),
        delta({}, 'tool_calls'),
        '[DONE]',
      ),
      ['arguments-no-json 0'],
    ],
    [
      'a delta of nothing',
      lines(
        { type: 'start' },
        { type: 'tool-input-start', toolCallId: 'c', toolName: 't' },
        { type: 'text-delta', id: 'x', delta: 'a' },
        { type: 'finish' },
        '[DONE]',
      ),
      ['never-started 2'],
    ],
    [
      'an order',
      lines(run, { type: 'TEXT_MESSAGE_START', messageId: 'm', role: 'assistant' }, { type: 'RUN_FINISHED', threadId: 't', runId: 'r' }),
      ['event-order 2'],
    ],
    [
      'a patch',
      lines(
        run,
        { type: 'STATE_SNAPSHOT', snapshot: {} },
        { type: 'STATE_DELTA', delta: [{ op: 'remove', path: '/a' }] },
        { type: 'RUN_FINISHED', threadId: 't', runId: 'r' },
      ),
      ['patch-failed 2'],
    ],
    [
      'a tool',
      lines(
        { jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', data: 1 } },
        { jsonrpc: '2.0', id: 1, result: { isError: true, content: [] } },
      ),
      ['tool-error 1'],
    ],
    ['a promise', named('next', { data: { a: 1 }, pending: [{ id: '0', path: [] }], hasNext: true }) + 'event: complete\ndata: \n\n', ['more-promised 1']],
    ['no target', 'event: datastar-patch-elements\ndata: elements <p>1</p>\n\n', ['no-target 0']],
    ['a name', 'event: update\ndata: <turbo-stream action="append" target="x"><template>1</template></turbo-stream>\n\n', ['event-name-ignored 0']],
    ['more after the end', lines(delta({ role: 'assistant', content: 'a' }, 'stop'), '[DONE]', delta({ content: 'b' })), ['after-end 2']],
    [
      'another final word',
      named('response.created', { type: 'response.created', sequence_number: 0, response: { id: 'r', output: [] } }) +
        named('response.output_text.delta', { type: 'response.output_text.delta', sequence_number: 1, output_index: 0, content_index: 0, delta: 'a' }) +
        named('response.output_text.done', { type: 'response.output_text.done', sequence_number: 2, output_index: 0, content_index: 0, text: 'b' }) +
        named('response.completed', { type: 'response.completed', sequence_number: 3, response: { id: 'r', status: 'completed' } }),
      ['done-differs 2'],
    ],
  ])('%s', (_, text, wanted) => {
    // A fetch reads it: an EventSource would come again.
    expect(said(captureOf('x.har', harOf(text)))).toEqual(wanted);
  });

  it('a request without an answer', () => {
    const body = { jsonrpc: '2.0', id: 3, method: 'tools/call', params: { name: 'tide' } };
    expect(said(captureOf('x.har', harOf(lines({ jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', data: 1 } }), { body })))).toEqual([
      'call-unanswered 0',
    ]);
  });

  it('updates that a hub no longer had', () => {
    const headers = { request: { 'last-event-id': 'urn:uuid:1' }, response: { 'last-event-id': 'urn:uuid:9' } };
    const url = 'https://shop.example/.well-known/mercure?topic=a';
    expect(said(captureOf('x.har', harOf('id: urn:uuid:10\ndata: {"@id":"a"}\n\n', { ...headers, url })))).toContain('updates-lost 0');
  });
});

interface HarOptions {
  url?: string;
  body?: object;
  request?: Readonly<Record<string, string>>;
  response?: Readonly<Record<string, string>>;
}

function harOf(text: string, { url = 'https://a.example/api', body, request = {}, response = {} }: HarOptions = {}): string {
  const headersOf = (headers: Readonly<Record<string, string>>): object[] => Object.entries(headers).map(([name, value]) => ({ name, value }));
  const type = 'text/event-stream';
  const entry = {
    startedDateTime: '2026-11-30T10:00:00.000Z',
    time: 1000,
    _resourceType: 'fetch',
    request: { method: 'POST', url, headers: headersOf(request), ...(body && { postData: { mimeType: 'application/json', text: JSON.stringify(body) } }) },
    response: { status: 200, headers: headersOf({ 'Content-Type': type, ...response }), content: { size: text.length, mimeType: type, text } },
    timings: { wait: 10, receive: 990, send: 0 },
  };
  return JSON.stringify({ log: { version: '1.2', creator: { name: 'x', version: '1' }, entries: [entry] } });
}

test('whoever says that it is done has no answer cut off, though it gives no reason to finish', () => {
  expect(said(captureOf('x.har', harOf(lines(delta({ role: 'assistant', content: 'a' }), '[DONE]'))))).toEqual([]);
});

test('an EventSource comes again, so that it ended says nothing', () => {
  const capture = captureOf('x.sse', lines(delta({ role: 'assistant', content: 'a' }), delta({ content: 'b' })));
  expect([...capture.connections.values()][0]!.connection.api).toBe('eventsource');
  expect(said(capture)).toEqual([]);
});

test('without decoders nothing is said, and what they say comes when they are there', () => {
  const capture = captureOf('openai-compatible-reasoning.sse');
  const diagnosis = createDiagnosis(capture);
  diagnosis.update(Infinity);
  expect(diagnosis.findings()).toEqual([]);
  diagnosis.judgeBy(judgeOf(capture));
  expect(diagnosis.update(Infinity)).toBe(true);
  expect(said(capture, diagnosis.findings())).toEqual([`answer-token-limit ${finishSeq(capture)}`]);
});

/** The message with the last `finish_reason`. */
function finishSeq({ log }: Capture): number {
  const block = log.blocks[0]!;
  return block.seqs[block.data.slice(0, block.rows).findLastIndex((data) => data.includes('"finish_reason":"'))]!;
}

test('a slice at a time says the same as all at once', () => {
  const many = lines(delta({ role: 'assistant', content: 'a' }), ...Array.from({ length: 2000 }, () => delta({ content: 'b' })));
  const capture = captureOf('x.har', harOf(many));
  let slices = 0;
  const sliced = findingsOf(capture, (diagnosis) => {
    while (!diagnosis.update(Infinity, () => true)) slices += 1;
  });
  expect(slices).toBeGreaterThan(5);
  expect(said(capture, sliced)).toEqual([`answer-cut-off ${lastSeq(capture)}`]);
});

const FOLDER = new URL('../../../files/captures/corpus/', import.meta.url);

// Of the larger recordings, none is recognised: every-sample.test.ts.
it.each(readdirSync(FOLDER).filter((name) => name.endsWith('.ndjson')))('of streams that are as they should be the decoders say nothing: %s', (name) => {
  const { capture, header } = importText(readFileSync(new URL(name, FOLDER), 'utf8'));
  const diagnosis = createDiagnosis(capture);
  diagnosis.update(Date.parse(header!.createdAt));
  const before = said(capture, diagnosis.findings());
  diagnosis.judgeBy(judgeOf(capture));
  diagnosis.update(Date.parse(header!.createdAt));
  expect(said(capture, diagnosis.findings())).toEqual(before);
});
