/** tRPC: the values that its client gives, and how subscriptions end. */
import { describe, expect, it, test } from 'vitest';
import { recognise } from '../../../../src/core/decoders/recognise.ts';
import { decode, expected, head, messagesOf, sample } from './sample.ts';

const connected = 'event: connected\ndata: {"reconnectAfterInactivityMs":5000}\n\n';

test('the name of a file is no procedure', () => {
  const { facts } = decode(sample('trpc.sse'), { url: 'trpc.sse' });
  expect(facts.more).not.toHaveProperty('procedure');
});

test('the sample has the values that the client gives', () => {
  const { events } = expected('trpc.sse').result as { events: { type: string; data?: { data: unknown; id?: string } }[] };
  const decoded = decode(sample('trpc.sse'), { url: 'https://tides.example/api/trpc/tide.watch?input=%7B%22json%22%3A%7B%22port%22%3A%22Husum%22%7D%7D' });
  expect(decoded.parts.flatMap((part) => (part.kind === 'value' ? [part.value] : []))).toEqual(
    events.flatMap(({ data }) => (data === undefined ? [] : [data.data])),
  );
  expect(decoded.parts.flatMap((part) => (part.kind === 'value' ? part.messages : []))).toEqual([1, 3, 4]);
  expect(decoded).toMatchObject({
    verdict: 'complete',
    faults: [],
    facts: { more: { procedure: 'tide.watch', request: { port: 'Husum' }, 'last id': 'tide-2' } },
  });
});

describe('how it ends', () => {
  it.each([
    [
      'an error',
      'event: serialized-error\ndata: {"code":-32603,"message":"gauge lost","data":{"code":"INTERNAL_SERVER_ERROR"}}\n\n',
      'failed',
      'INTERNAL_SERVER_ERROR: gauge lost',
      ['error-inside'],
    ],
    ['without a word', 'data: 1\n\n', 'cut', 'no return', ['cut']],
    ['a value after the end', 'event: return\ndata: \n\ndata: 1\n\n', 'complete', 'return', ['after-end']],
    ['no JSON', 'data: {\n\nevent: return\ndata: \n\n', 'complete', 'return', ['not-understood']],
    ['an event of somebody else', 'event: shout\ndata: 1\n\nevent: return\ndata: \n\n', 'complete', 'return', ['event-name']],
  ])('%s', (_, rest, verdict, reason, faults) => {
    const decoded = decode(messagesOf(connected + rest));
    expect([decoded.verdict, decoded.reason, decoded.faults.map(({ id }) => id)]).toEqual([verdict, reason, faults]);
  });
});

it.each([
  ['its own option', connected, '', 'certain'],
  ['an input in the URL', 'event: connected\ndata: {}\n\n', '/x/tide?input=%22Husum%22', 'certain'],
  ['a folder of that name', 'event: connected\ndata: {}\n\n', '/api/trpc/tide.watch', 'certain'],
  ['by its own end, where no URL is known', 'event: connected\ndata: {}\n\ndata: 1\n\nevent: return\ndata: \n\n', 'tides.sse', 'likely'],
  ['an end alone', 'data: 1\n\nevent: return\ndata: \n\n', 'tides.sse', undefined],
  ['many say connected, and ping', 'event: connected\ndata: {}\n\nevent: ping\ndata: \n\n', '/events', undefined],
  ['many say connected', 'event: connected\ndata: {}\n\n', '/events', undefined],
  ['of somebody else', 'event: connected\ndata: {"client":7}\n\n', '/api/trpc/tide.watch', undefined],
])('is recognised: %s', (_, text, url, certainty) => {
  expect(recognise(head({ url }), messagesOf(text))?.certainty).toBe(certainty);
});
