/** htmx 4, which swaps messages without a name, and 2, which binds names. */
import { expect, test } from 'vitest';
import { htmx } from '../../../../src/core/decoders/htmx.ts';
import type { Decoder } from '../../../../src/core/decoders/decoder.ts';
import { decode, expected, messagesOf, sample } from './sample.ts';

const four = { request: { 'hx-request': 'true' } };
const by = htmx as Decoder<never>;

test('htmx 4: what the client swapped, and what became an event', () => {
  const client = (expected('htmx.sse').result as { events: { domEvent?: string; data?: string }[] }).events;
  const decoded = decode(sample('htmx.sse'), four);
  expect(decoded.parts.filter((part) => part.kind === 'html')).toEqual([
    { kind: 'html', action: 'swap', target: '', text: '<li>06:12 high</li>', messages: [0] },
  ]);
  const events = client.flatMap(({ domEvent, data }) => (domEvent === undefined ? [] : [{ name: domEvent, value: data }]));
  expect(decoded.parts.filter((part) => part.kind === 'value' && part.value !== '')).toMatchObject(events);
  expect(decoded.faults).toMatchObject([{ id: 'event-name', message: 1 }]);
  expect(decoded.verdict).toBe('complete');
});

test('htmx 4: an event for scripts is no fault, nor is the release of the request', () => {
  const decoded = decode(messagesOf('event: tide\ndata: {"high":1}\n\nevent: hx:release\ndata: \n\ndata: <p>now</p>\n\n'), four);
  expect(decoded.faults).toEqual([]);
  expect(decoded.parts.map(({ kind }) => kind)).toEqual(['value', 'html']);
});

test('htmx 2: each name is bound in the page', () => {
  const decoded = decode(sample('htmx.sse'), { by, reader: 'eventsource' });
  expect(decoded.faults).toEqual([]);
  expect(decoded.parts).toMatchObject([
    { kind: 'html', target: '' },
    { kind: 'html', target: 'tide', text: '<b>06:12</b>' },
  ]);
  expect(decoded.meanings.map((meaning) => meaning?.says)).toEqual(['swap <li> 19 characters', 'swap tide <b> 12 characters', 'event close']);
});
