import { expect, test } from 'vitest';
import { replayedFromStart } from '../../../../../src/core/explain/rules/replayed-from-start.ts';
import { factsOf, withIds } from '../attempt-facts.ts';

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
