import { expect, test } from 'vitest';
import { replayedFromStart } from '../../../../../src/core/explain/rules/replayed-from-start.ts';
import { factsOf, foldedFrom, withIds } from '../attempt-facts.ts';

test('is found', () => {
  expect(replayedFromStart.ofAttempt(factsOf({ n: 2, lastEventIdSent: 'c' }, {}, { rows: withIds('a', 'b'), previousRows: withIds('a', 'b', 'c') }))).toEqual({
    params: { sent: 'c', first: 'a' },
    message: 0,
  });
});

test('is silent of all else', () => {
  expect(replayedFromStart.ofAttempt(factsOf())).toBe(undefined);
  expect(replayedFromStart.ofAttempt(factsOf({ n: 2, lastEventIdSent: 'c' }, {}, { rows: withIds('c', 'd'), previousRows: withIds('a', 'b', 'c') }))).toBe(
    undefined,
  );
  expect(replayedFromStart.ofAttempt(factsOf({ n: 2, lastEventIdSent: 'c' }, {}, { rows: withIds('d'), previousRows: withIds('a', 'b', 'c') }))).toBe(
    undefined,
  );
  expect(replayedFromStart.ofAttempt(factsOf({ n: 2, lastEventIdSent: 'b' }, {}, { rows: withIds('a'), previousRows: withIds('a', 'b') }))).toBe(undefined);
});

test('is silent where an old id says something new, as a state at each connect does', () => {
  const states = (n: number) => foldedFrom(['users', 'orders', 'stock'].map((lastEventId, at) => ({ at, lastEventId, data: `${lastEventId} ${n}` })));
  const of = (rows: ReturnType<typeof states>) =>
    replayedFromStart.ofAttempt(factsOf({ n: 2, lastEventIdSent: 'stock' }, {}, { rows, previousRows: states(1) }));
  expect(of(states(1))).toEqual({ params: { sent: 'stock', first: 'users' }, message: 0 });
  expect(of(states(2))).toBe(undefined);
});
