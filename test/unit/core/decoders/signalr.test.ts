/** SignalR: the records that its client reads, calls and streams. */
import { describe, expect, it, test } from 'vitest';
import { decode, expected, messagesOf, sample } from './sample.ts';

const stream = (...records: unknown[]): ReturnType<typeof messagesOf> =>
  messagesOf(records.map((record) => `data: ${JSON.stringify(record)}\u001E\n\n`).join(''));

test('the sample: what was called, what was streamed, and why it closed', () => {
  const { messages } = expected('signalr.sse').result as {
    messages: { type: number; target?: string; arguments?: unknown[]; item?: unknown; error?: string }[];
  };
  const decoded = decode(sample('signalr.sse'));
  const [call, item, close] = [1, 2, 7].map((type) => messages.find((message) => message.type === type)!);
  expect(decoded.parts).toEqual([
    { kind: 'call', name: call!.target, arguments: call!.arguments, state: 'done', messages: [2] },
    { kind: 'call', id: '1', result: [item!.item], state: 'done', messages: [3] },
    { kind: 'error', text: close!.error, value: close, messages: [4] },
  ]);
  expect(decoded).toMatchObject({ verdict: 'complete', reason: close!.error, facts: { more: { 'allow reconnect': true } } });
  expect(decoded.meanings.map((meaning) => meaning?.says)).toEqual([
    'handshake',
    'ping',
    'tide("Husum",1.2)',
    'item 1 1.3; completion 1',
    'close: Connection closed with an error.',
  ]);
});

describe('how it goes', () => {
  it.each([
    ['a handshake that was refused', [{ error: 'no such protocol' }], 'failed', ['error-inside']],
    ['no close message', [{}, { type: 6 }], 'cut', ['cut']],
    ['the beginning is missing', [{ type: 6 }, { type: 7 }], 'complete', ['begins-late']],
    ['a call that failed', [{}, { type: 3, invocationId: '1', error: 'no gauge' }, { type: 7 }], 'complete', ['error-inside']],
    ['more after the end', [{}, { type: 7 }, { type: 6 }], 'complete', ['after-end']],
    ['a type that nobody knows', [{}, { type: 99 }, { type: 7 }], 'complete', ['not-understood']],
    [
      'all that there is',
      [
        {},
        { type: 4, target: 't', invocationId: '2', arguments: [] },
        { type: 5, invocationId: '2' },
        { type: 8, sequenceId: 1 },
        { type: 9, sequenceId: 2 },
        { type: 7 },
      ],
      'complete',
      [],
    ],
  ])('%s', (_, records, verdict, faults) => {
    const decoded = decode(stream(...records));
    expect([decoded.verdict, decoded.faults.map(({ id }) => id)]).toEqual([verdict, faults]);
  });

  it('gives the result of a call, and an id again once it is free', () => {
    const decoded = decode(stream({}, { type: 3, invocationId: '1', result: 5 }, { type: 2, invocationId: '1', item: 6 }, { type: 7 }));
    expect(decoded.parts).toMatchObject([
      { id: '1', result: 5, state: 'done' },
      { id: '1', result: [6], state: 'streaming' },
    ]);
  });

  it('says what is no record', () => {
    expect(decode([...stream({}), ...messagesOf('data: [1]\u001E{"type":6}\n\n')]).faults.map(({ id }) => id)).toEqual([
      'not-understood',
      'not-understood',
      'cut',
    ]);
  });
});
