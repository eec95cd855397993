import { expect, test } from 'vitest';
import { idsNotGrowing } from '../../../../../src/core/explain/rules/ids-not-growing.ts';
import { factsOf, withIds } from '../attempt-facts.ts';

test('is found', () => {
  expect(idsNotGrowing.ofAttempt(factsOf({}, {}, { rows: withIds(1, 2, 3, 4, 5, 6, 2) }))).toEqual({ params: { from: '6', to: '2' }, message: 6, count: 1 });
});

test('is silent of all else', () => {
  expect(idsNotGrowing.ofAttempt(factsOf())).toBe(undefined);
  expect(idsNotGrowing.ofAttempt(factsOf({}, {}, { rows: withIds(1, 2, 3, 4, 5, 6) }))).toBe(undefined);
  expect(idsNotGrowing.ofAttempt(factsOf({}, {}, { rows: withIds(9, 3, 7, 1, 8, 2) }))).toBe(undefined);
  expect(idsNotGrowing.ofAttempt(factsOf({}, {}, { rows: withIds('b', 'a') }))).toBe(undefined);
});
