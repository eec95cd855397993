import { expect, test } from 'vitest';
import { gapAfterReconnect } from '../../../../../src/core/explain/rules/gap-after-reconnect.ts';
import { factsOf, withIds } from '../attempt-facts.ts';

test('is found', () => {
  expect(gapAfterReconnect.ofAttempt(factsOf({ n: 2, lastEventIdSent: '5' }, {}, { rows: withIds(9, 10), previousRows: withIds(2, 3, 4, 5) }))).toEqual({
    params: { sent: 5, first: 9, missing: 3 },
    message: 0,
  });
});

test('is silent of all else', () => {
  expect(gapAfterReconnect.ofAttempt(factsOf())).toBe(undefined);
  expect(gapAfterReconnect.ofAttempt(factsOf({ n: 2, lastEventIdSent: '5' }, {}, { rows: withIds(6, 7), previousRows: withIds(2, 3, 4, 5) }))).toBe(undefined);
  expect(gapAfterReconnect.ofAttempt(factsOf({ n: 2, lastEventIdSent: '5' }, {}, { rows: withIds(9, 12), previousRows: withIds(2, 3, 4, 5) }))).toBe(undefined);
  expect(gapAfterReconnect.ofAttempt(factsOf({ n: 2, lastEventIdSent: '50' }, {}, { rows: withIds(90), previousRows: withIds(10, 30, 50) }))).toBe(undefined);
  expect(gapAfterReconnect.ofAttempt(factsOf({ n: 2, lastEventIdSent: 'a' }, {}, { rows: withIds(9), previousRows: withIds(2, 3, 4, 5) }))).toBe(undefined);
  expect(gapAfterReconnect.ofAttempt(factsOf({ n: 2 }, {}, { rows: withIds(9), previousRows: withIds(2, 3, 4) }))).toBe(undefined);
});

test('is silent where something that came before may not have been recorded', () => {
  const facts = (connection: { lost?: number }, isWatched: () => boolean) =>
    factsOf({ n: 2, lastEventIdSent: '5' }, connection, { rows: withIds(9, 10), previousRows: withIds(2, 3, 4, 5), isWatched });
  expect(gapAfterReconnect.ofAttempt(facts({}, () => true))).toBeDefined();
  expect(gapAfterReconnect.ofAttempt(facts({}, () => false))).toBe(undefined);
  expect(gapAfterReconnect.ofAttempt(facts({ lost: 3 }, () => true))).toBe(undefined);
});
