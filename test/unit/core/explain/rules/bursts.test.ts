import { expect, test } from 'vitest';
import { bursts } from '../../../../../src/core/explain/rules/bursts.ts';
import { buffered, factsOf, foldedFrom, headersOf, heaps, rounds, textFrom } from '../attempt-facts.ts';

const of = (size: number, count: number): number[] => Array.from({ length: count }, () => size);
const NGINX = { responseHeaders: headersOf({ Server: 'nginx' }) };

test('is found where heaps of one size break off within a line', () => {
  expect(bursts.ofAttempt(factsOf(NGINX, {}, { text: buffered(6) }))).toEqual({ params: { kilobytes: 4, suspects: 'nginx', sign: 'cut' } });
  expect(bursts.ofAttempt(factsOf(NGINX, { api: 'fetch' }, { text: buffered(6) }))).toEqual({ params: { kilobytes: 4, suspects: 'nginx', sign: 'cut' } });
});

test('is found where only messages are known, and heaps of one size hold very different numbers of them', () => {
  const rows = rounds(of(400, 10), of(200, 20), of(400, 10), of(200, 20), of(400, 10), of(200, 20));
  expect(bursts.ofAttempt(factsOf({}, {}, { rows }))).toEqual({ params: { kilobytes: 4, suspects: '-', sign: 'uneven' } });
});

test('is silent of rounds of an application: each ends with a message', () => {
  // Twelve commands each round, as monitoring pages have them.
  expect(bursts.ofAttempt(factsOf({}, {}, { rows: heaps(7, { messages: 12, size: 270 }) }))).toBe(undefined);
  expect(bursts.ofAttempt(factsOf({}, {}, { rows: heaps(7, { messages: 12, size: 270 }), text: buffered(6, { whole: true }) }))).toBe(undefined);
  // Rounds that grow with what is in them.
  expect(bursts.ofAttempt(factsOf({}, {}, { rows: rounds(of(300, 10), of(300, 18), of(300, 12), of(300, 20), of(300, 9), of(300, 14)) }))).toBe(undefined);
  // Where the text is known, it is what counts.
  const rows = rounds(of(400, 10), of(200, 20), of(400, 10), of(200, 20), of(400, 10), of(200, 20));
  expect(bursts.ofAttempt(factsOf({}, {}, { rows, text: buffered(6, { whole: true }) }))).toBe(undefined);
});

test('is silent of a page that reads slowly: what its browser collects for it is as large as the buffers of browsers', () => {
  expect(bursts.ofAttempt(factsOf({}, { api: 'fetch' }, { text: buffered(6, { size: 65_536, sizes: [4000, 6000] }) }))).toBe(undefined);
});

test('is silent of all else', () => {
  expect(bursts.ofAttempt(factsOf())).toBe(undefined);
  expect(bursts.ofAttempt(factsOf({}, {}, { text: buffered(3) }))).toBe(undefined);
  expect(bursts.ofAttempt(factsOf({}, {}, { text: buffered(6, { size: 150 }) }))).toBe(undefined);
  expect(bursts.ofAttempt(factsOf({ responseHeaders: headersOf({ 'Content-Encoding': 'gzip' }) }, {}, { text: buffered(6) }))).toBe(undefined);
  // One long message, in pieces.
  expect(bursts.ofAttempt(factsOf({}, {}, { text: textFrom([`data: `, ...of(4096, 6).map((size) => 'x'.repeat(size))]) }))).toBe(undefined);
  expect(bursts.ofAttempt(factsOf({}, {}, { rows: foldedFrom(of(0, 90).map((_, n) => ({ at: n * 25, data: 'x'.repeat(400) }))) }))).toBe(undefined);
});
