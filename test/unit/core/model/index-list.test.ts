import { expect, test } from 'vitest';
import { appendIndex, createIndexList, dropBelow, indexAt, insertIndex, partition, type IndexList } from '../../../../src/core/model/index-list.ts';
import fc from '../../../property.ts';

const contents = (list: IndexList): number[] => Array.from({ length: list.length }, (_, place) => indexAt(list, place));

const part = fc.double({ min: 0, max: 1, noNaN: true });
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('append' as const), by: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3000 }) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('insert' as const), at: fc.array(part, { minLength: 1, maxLength: 400 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('insert' as const), at: fc.array(fc.constant(0.5), { minLength: 1, maxLength: 3000 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('prepend' as const), by: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5000 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('dropBelow' as const), part }) },
);

test('behaves as a plain array, whatever is added and dropped', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), fc.integer({ min: 0, max: 2 ** 40 }), (steps, begin) => {
      const list = createIndexList();
      let plain: number[] = [];
      let next = begin + 1_000_000;
      let below = begin + 1_000_000;
      for (const todo of steps) {
        if (todo.kind === 'append')
          for (const by of todo.by) {
            next += by;
            appendIndex(list, next);
            plain.push(next);
          }
        else if (todo.kind === 'prepend')
          for (const by of todo.by) {
            below -= by;
            insertIndex(list, 0, below);
            plain.unshift(below);
          }
        else if (todo.kind === 'insert')
          for (const place of todo.at) {
            const position = Math.round(place * plain.length);
            next += 1;
            insertIndex(list, position, next);
            plain.splice(position, 0, next);
          }
        else {
          const sorted = plain.toSorted((a, b) => a - b);
          const limit = sorted[Math.floor(todo.part * sorted.length)] ?? next + 1;
          // As the log does: what is beyond the last that goes need not be looked at.
          const last = plain.findLastIndex((index) => index < limit);
          const beyond = new Set(plain.slice(last + 1));
          expect(dropBelow(list, limit, (index) => beyond.has(index))).toBe(plain.filter((index) => index < limit).length);
          plain = plain.filter((index) => index >= limit);
          below = limit;
        }
        expect(list.length).toBe(plain.length);
        expect(contents(list)).toEqual(plain);
        if (list.ascending) expect(plain).toEqual(plain.toSorted((a, b) => a - b));
        const middle = plain.length >> 1;
        expect(partition(list, (index) => plain.indexOf(index) < middle)).toBe(middle);
      }
    }),
    { numRuns: 40 },
  );
}, 60_000);

test('chunks that were dropped are let go', () => {
  const list = createIndexList();
  for (let index = 0; index < 100_000; index += 1) appendIndex(list, index);
  dropBelow(list, 95_000, () => true);
  expect(list.chunks.length).toBeLessThanOrEqual(3);
  dropBelow(list, 200_000, () => true);
  expect(list.chunks).toHaveLength(0);
});

test('what is added within moves one chunk, not the list', () => {
  const list = createIndexList();
  for (let index = 0; index < 100_000; index += 1) appendIndex(list, index);
  const before = list.chunks.map((chunk) => chunk.entries);
  insertIndex(list, 50_000, 100_000);
  expect(list.chunks.filter((chunk) => !before.includes(chunk.entries))).toHaveLength(1);
  expect([indexAt(list, 49_999), indexAt(list, 50_000), indexAt(list, 50_001), indexAt(list, 100_000)]).toEqual([49_999, 100_000, 50_000, 99_999]);
});
