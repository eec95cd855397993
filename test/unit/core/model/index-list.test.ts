import fc from 'fast-check';
import { expect, test } from 'vitest';
import { appendIndex, createIndexList, dropBelow, dropFrom, indexAt, lowerBound } from '../../../../src/core/model/index-list.ts';

test('behaves as a plain array, whatever is appended and dropped', () => {
  const step = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ kind: fc.constant('append' as const), by: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3000 }) }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('dropBelow' as const), part: fc.double({ min: 0, max: 1, noNaN: true }) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('dropFrom' as const), part: fc.double({ min: 0, max: 1, noNaN: true }) }) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), fc.integer({ min: 0, max: 2 ** 40 }), (steps, begin) => {
      const list = createIndexList();
      let plain: number[] = [];
      let next = begin;
      for (const todo of steps) {
        if (todo.kind === 'append')
          for (const by of todo.by) {
            next += by;
            appendIndex(list, next);
            plain.push(next);
          }
        else {
          const limit = plain[Math.floor(todo.part * plain.length)] ?? next + 1;
          if (todo.kind === 'dropBelow') {
            dropBelow(list, limit);
            plain = plain.filter((index) => index >= limit);
          } else {
            dropFrom(list, limit);
            plain = plain.filter((index) => index < limit);
            next = plain.at(-1) ?? next;
          }
        }
        expect(list.length).toBe(plain.length);
        expect(Array.from(plain, (_, place) => indexAt(list, place))).toEqual(plain);
        const probe = plain[plain.length >> 1] ?? 0;
        expect(lowerBound(list, probe)).toBe(plain.findIndex((index) => index >= probe) < 0 ? 0 : plain.findIndex((index) => index >= probe));
      }
    }),
    { numRuns: 60 },
  );
});

test('chunks that were dropped are let go', () => {
  const list = createIndexList();
  for (let index = 0; index < 100_000; index += 1) appendIndex(list, index);
  dropBelow(list, 95_000);
  expect(list.chunks.length).toBeLessThanOrEqual(3);
  dropBelow(list, 200_000);
  expect(list.chunks).toHaveLength(0);
});
