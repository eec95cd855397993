/** Mercure: updates by resource, and updates that may be lost. */
import { expect, it, test } from 'vitest';
import { recognise } from '../../../../src/core/decoders/recognise.ts';
import { decode, expected, head, sample } from './sample.ts';
import { HEADS } from './sample-heads.ts';

const { url } = HEADS['mercure.sse']!;

test('the sample: the last update of each resource with all its messages, subscriptions apart', () => {
  const client = expected('mercure.sse').result as { updates: Record<string, unknown[]>; subscriptions: unknown[] };
  const decoded = decode(sample('mercure.sse'), { url });
  const [[id, updates]] = Object.entries(client.updates) as [[string, unknown[]]];
  expect(decoded.parts).toEqual([
    { kind: 'value', name: id, value: updates.at(-1), messages: [0, 1] },
    { kind: 'value', name: expect.stringMatching(/^subscription \//) as string, value: client.subscriptions[0], messages: [2] },
  ]);
  expect(decoded).toMatchObject({
    verdict: 'open',
    faults: [],
    facts: { more: { request: 'https://shop.example/books/1', 'last id': 'urn:uuid:33333333-3333-4333-8333-333333333333' } },
  });
});

test('an update that comes twice is taken once', () => {
  const messages = sample('mercure.sse');
  const decoded = decode([...messages, messages[0]!], { url });
  expect(decoded.parts[0]).toMatchObject({ value: { price: 12 }, messages: [0, 1] });
  expect(decoded.meanings.at(-1)?.says).toBe('again urn:uuid:11111111-1111-4111-8111-111111111111');
});

it.each([
  ['another id than the one asked for', { request: { 'last-event-id': '3' }, response: { 'last-event-id': '9' } }, ['updates-lost']],
  ['none is left', { request: { 'last-event-id': '3' }, response: { 'last-event-id': 'earliest' } }, ['updates-lost']],
  ['asked in the query', { url: `${url}&lastEventID=3`, response: { 'last-event-id': '9' } }, ['updates-lost']],
  ['the header goes first', { url: `${url}&lastEventID=9`, request: { 'last-event-id': '3' }, response: { 'last-event-id': '3' } }, []],
  ['the same', { request: { 'last-event-id': '3' }, response: { 'last-event-id': '3' } }, []],
  ['all was asked for', { url: `${url}&lastEventID=earliest`, response: { 'last-event-id': '9' } }, []],
  ['nothing was asked for', { response: { 'last-event-id': '9' } }, []],
  ['not said', { request: { 'last-event-id': '3' } }, []],
])('updates that are lost: %s', (_, options, faults) => {
  expect(decode(sample('mercure.sse'), { url, ...options }).faults.map(({ id }) => id)).toEqual(faults);
});

test('without the path it is likely by the ids that hubs make', () => {
  expect(recognise(head(), sample('mercure.sse'))).toMatchObject({ decoder: { id: 'mercure' }, certainty: 'likely' });
});
