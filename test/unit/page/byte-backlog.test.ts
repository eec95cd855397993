import { expect, test } from 'vitest';
import type { Reading } from '../../../src/page/reading.ts';
import { decodeBase64 } from '../../../src/core/bytes/base64.ts';
import fc from '../../property.ts';
import { makeReading, standInForBrowser } from './page-globals.ts';

standInForBrowser();
const { createByteBacklog } = await import('../../../src/page/byte-backlog.ts');

/** What it may keep: the numbers of byte-backlog.ts, as they are told to users. */
const BYTES = 4 * 1024 * 1024;
const ENTRIES = 8192;

interface Kept {
  reading: Reading;
  at: number;
  offset: number;
  flags: number;
  bytes: Uint8Array;
}

/** Keeps chunks of these lengths, of so many readings in turn, and drains them. */
function fill(lengths: readonly number[], readings: number, backlog = createByteBacklog()): { put: Kept[]; got: Kept[] } {
  const all = Array.from({ length: readings }, (_, i) => makeReading(i + 1));
  const put: Kept[] = [];
  for (const [i, length] of lengths.entries()) {
    const reading = all[i % readings]!;
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; at += 1 + (length >> 6)) bytes[at] = i + at;
    if (length > 0) put.push({ reading, at: i, offset: reading.seen, flags: i % 4, bytes: bytes.slice() });
    backlog.keep(reading, i, reading.seen, i % 4, bytes, length);
    bytes.fill(0xee); // the page goes on with its own
    reading.seen += length;
  }
  const got: Kept[] = [];
  backlog.drain((reading, at, offset, flags, text) => got.push({ reading, at, offset, flags, bytes: decodeBase64(text)! }));
  return { put, got };
}
const sum = (kept: readonly Kept[]): number => kept.reduce((total, { bytes }) => total + bytes.length, 0);

/** Everything that was put is given, or counted as lost of its reading, and what is given is the newest in its order. */
function balance({ put, got }: ReturnType<typeof fill>): void {
  const given = new Set(got.map(({ at }) => at));
  const originals = new Map(put.map((kept) => [kept.at, kept]));
  expect(got.map(({ at }) => at)).toEqual(put.filter(({ at }) => given.has(at)).map(({ at }) => at));
  const wrong = got.filter(({ at, reading, offset, flags, bytes }) => {
    const original = originals.get(at)!;
    return original.reading !== reading || original.offset !== offset || original.flags !== flags || Buffer.compare(original.bytes, bytes) !== 0;
  });
  expect(wrong).toEqual([]);
  const missing = put.filter(({ at }) => !given.has(at));
  for (const reading of new Set(put.map((kept) => kept.reading))) {
    const own = missing.filter((kept) => kept.reading === reading);
    expect(reading.lost).toBe(sum(own));
    const last = own.at(-1);
    if (last) expect([reading.lostAt, reading.lostAt + reading.lost]).toEqual([own[0]!.offset, last.offset + last.bytes.length]); // one piece
  }
  expect(sum(got)).toBeLessThanOrEqual(BYTES);
  expect(got.length).toBeLessThanOrEqual(ENTRIES);
}

test('whatever comes, it is given or counted', () => {
  const length = fc.oneof(fc.nat(300), fc.nat(70_000), fc.integer({ min: BYTES / 4, max: BYTES }), fc.constantFrom(0, 1, BYTES - 1, BYTES, BYTES + 1));
  fc.assert(
    fc.property(fc.array(length, { maxLength: 20 }), fc.integer({ min: 1, max: 3 }), (lengths, readings) => {
      const filled = fill(lengths, readings);
      balance(filled);
      if (sum(filled.put) <= BYTES / 2) expect(filled.got).toHaveLength(filled.put.length);
    }),
    { numRuns: 25 },
  );
});

test('the newest are kept, close to as many as there is room for', () => {
  const filled = fill(
    Array.from({ length: 200 }, () => 65_536),
    2,
  );
  balance(filled);
  expect(filled.got).toHaveLength(BYTES / 65_536);
  expect(filled.got[0]?.at).toBe(200 - BYTES / 65_536);
  const odd = fill(
    Array.from({ length: 300 }, (_, i) => 40_000 + (i % 7) * 1000),
    1,
  );
  balance(odd);
  expect(sum(odd.got)).toBeGreaterThan(BYTES - 2 * 46_000);
});

test('tiny chunks are bounded by their number', () => {
  const filled = fill(
    Array.from({ length: ENTRIES + 500 }, () => 3),
    3,
  );
  balance(filled);
  expect(filled.got).toHaveLength(ENTRIES);
});

test('it is empty after it was drained, and goes on', () => {
  const backlog = createByteBacklog();
  balance(fill([100_000, 5], 1, backlog));
  const again = fill([7, 200_000], 2, backlog);
  balance(again);
  expect(again.got).toHaveLength(2);
});
