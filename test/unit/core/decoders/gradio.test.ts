/** Gradio: outputs that grow by edits, as its client's diff function grows them. */
import { describe, expect, it, test } from 'vitest';
import { recognise } from '../../../../src/core/decoders/recognise.ts';
import { decode, expected, head, messagesOf, sample } from './sample.ts';

const stream = (...messages: unknown[]): ReturnType<typeof messagesOf> =>
  messagesOf(messages.map((message) => `data: ${JSON.stringify(message)}\n\n`).join(''));
const generating = (...data: unknown[]): unknown => ({ msg: 'process_generating', event_id: 'e', output: { data }, success: true });
const outputsOf = (decoded: ReturnType<typeof decode>): unknown => decoded.parts.find((part) => part.kind === 'state')?.value;

test('the sample: outputs after each step as the client has them', () => {
  const { steps, completed } = expected('gradio.sse').result as { steps: unknown[]; completed: unknown };
  const messages = sample('gradio.sse');
  const places = messages.flatMap(({ data }, place) => (data.includes('process_generating') ? [place] : []));
  for (const [n, step] of steps.entries()) expect(outputsOf(decode(messages.slice(0, places[n]! + 1), { end: 'none' })), `step ${n}`).toEqual(step);
  const decoded = decode(messages);
  expect(outputsOf(decoded)).toEqual(completed);
  expect(decoded).toMatchObject({ verdict: 'complete', faults: [], facts: { more: { queue: { rank: 1, size: 2, eta: 3.5 } } } });
  expect(decoded.parts.slice(1)).toMatchObject([
    { kind: 'value', name: 'progress', messages: [2] },
    { kind: 'value', name: 'log', value: { level: 'warning', log: 'gauge 2 is silent' }, messages: [4] },
  ]);
  expect(decoded.parts[0]).toMatchObject({
    changes: [
      { message: 3, paths: [''] },
      { message: 5, paths: ['/0', '/1/rows/1', '/1/note', '/2/1'] },
      { message: 7, paths: ['/0', '/1/rows/0', '/1/note', '/2/1/content'] },
    ],
  });
});

test('before its diffs each output was whole', () => {
  expect(outputsOf(decode(stream(generating('a', [['hi', 'there']]), generating('ab', [['hi', 'you']]))))).toEqual(['ab', [['hi', 'you']]]);
});

describe('how it ends', () => {
  it.each([
    ['without an end', [generating('a')], 'cut', ['cut']],
    ['an edit that does not apply', [generating('a'), generating([['replace', ['x', 'y'], 1]]), { msg: 'close_stream' }], 'cut', ['patch-failed', 'cut']],
    [
      'a failure',
      [{ msg: 'process_completed', event_id: 'e', output: { error: 'no gauge' }, success: false }, { msg: 'close_stream' }],
      'failed',
      ['error-inside'],
    ],
    ['a full queue', [{ msg: 'estimation', rank: 0, queue_size: 9 }, { msg: 'queue_full' }], 'failed', ['error-inside']],
    [
      'an error of the server',
      [
        { msg: 'estimation', rank: 0, queue_size: 9 },
        { msg: 'unexpected_error', message: 'oh' },
      ],
      'failed',
      ['error-inside'],
    ],
    ['the first output is missing', [generating([['append', [], 'a']])], 'cut', ['begins-late', 'cut']],
    [
      'what is none',
      [generating('a'), { msg: 'shout' }, { msg: 'process_completed', event_id: 'e', output: { data: ['a'] }, success: true }],
      'complete',
      ['not-understood'],
    ],
  ])('%s', (_, messages, verdict, faults) => {
    const decoded = decode(stream(...messages));
    expect([decoded.verdict, decoded.faults.map(({ id }) => id)]).toEqual([verdict, faults]);
  });
});

test('a heart beat of anybody is not Gradio', () => {
  expect(recognise(head(), stream({ msg: 'heartbeat' }, { msg: 'log', log: 'x' }))).toBeUndefined();
  expect(recognise(head({ url: '/gradio_api/queue/data?session_hash=abc' }), stream({ msg: 'heartbeat' }))).toMatchObject({ certainty: 'certain' });
});
