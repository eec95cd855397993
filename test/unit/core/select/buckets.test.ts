import { expect, test } from 'vitest';
import type { Attempt } from '../../../../src/core/model/connection.ts';
import { countInto } from '../../../../src/core/select/buckets.ts';
import { visibleAttempts } from '../../../../src/core/select/visible-attempts.ts';
import fc from '../../../property.ts';
import { captureOf, draw } from '../drawing.ts';

const captureAt = (times: number[]) =>
  captureOf([
    ...draw('a 0ms create\na 0ms open'),
    ...times.map((at) => ({ kind: 'message' as const, session: 'doc', source: 1, at, type: 'tick', lastEventId: '', data: '' })),
  ]);

test('counts as a plain loop does', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 400 }),
      fc.integer({ min: 1, max: 60 }),
      fc.nat(5000),
      fc.integer({ min: 1, max: 5000 }),
      (unsorted, buckets, from, span) => {
        const times = unsorted.toSorted((a, b) => a - b);
        const { log, connections } = captureAt(times);
        const counts = new Uint32Array(buckets);
        countInto(counts, log, connections.get(1)!.positions, from, from + span);
        const plain = new Uint32Array(buckets);
        for (const at of times) if (at >= from && at < from + span) plain[Math.min(buckets - 1, Math.floor((at - from) * (buckets / span)))]! += 1;
        expect(counts).toEqual(plain);
      },
    ),
    { numRuns: 200 },
  );
});

const attempt = (n: number, startedAt: number, endedAt?: number): Attempt => ({ n, startedAt, endedAt, outcome: 'ended', messageCount: 0 });

test('attempts that overlap the range are given, one for each bucket at most', () => {
  const attempts = [attempt(1, 0, 10), attempt(2, 20, 30), attempt(3, 40, 50), attempt(4, 60)];
  expect(visibleAttempts(attempts, 25, 45, 100).attempts.map(({ n }) => n)).toEqual([2, 3]);
  expect(visibleAttempts(attempts, 1000, 2000, 100).attempts.map(({ n }) => n)).toEqual([4]);
  expect(visibleAttempts(attempts, 0, 100, 100)).toMatchObject({ cut: false, attempts: [{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }] });
  expect(visibleAttempts(attempts, 0, 100, 2)).toMatchObject({ cut: true, attempts: [{ n: 1 }, { n: 4 }] });
});

test('while a connection waits, the attempt that the wait began with is given, wherever it ended', () => {
  const attempts = [attempt(1, 0, 10), attempt(2, 20, 30)];
  expect(visibleAttempts(attempts, 100, 200, 100).attempts).toEqual([]);
  expect(visibleAttempts(attempts, 100, 200, 100, true).attempts.map(({ n }) => n)).toEqual([2]);
  expect(visibleAttempts(attempts, 25, 200, 100, true).attempts.map(({ n }) => n)).toEqual([2]);
  expect(visibleAttempts([], 25, 200, 100, true).attempts).toEqual([]);
});
