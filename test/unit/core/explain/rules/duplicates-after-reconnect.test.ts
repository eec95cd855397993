import { expect, test } from 'vitest';
import { duplicatesAfterReconnect } from '../../../../../src/core/explain/rules/duplicates-after-reconnect.ts';
import { factsOf, withIds } from '../attempt-facts.ts';

test('is found', () => {
  expect(
    duplicatesAfterReconnect.ofAttempt(factsOf({ n: 2, lastEventIdSent: '5' }, {}, { rows: withIds(4, 5, 6), previousRows: withIds(2, 3, 4, 5) })),
  ).toEqual({ params: { sent: 5, first: 4, again: 2 }, message: 0 });
});

test('is silent of all else', () => {
  expect(duplicatesAfterReconnect.ofAttempt(factsOf())).toBe(undefined);
  expect(duplicatesAfterReconnect.ofAttempt(factsOf({ n: 2, lastEventIdSent: '5' }, {}, { rows: withIds(6, 7), previousRows: withIds(2, 3, 4, 5) }))).toBe(
    undefined,
  );
  expect(duplicatesAfterReconnect.ofAttempt(factsOf({ n: 2, lastEventIdSent: '5' }, {}, { rows: withIds(5, 6), previousRows: withIds(2, 3, 4, 5) }))).toBe(
    undefined,
  );
  expect(duplicatesAfterReconnect.ofAttempt(factsOf({ n: 2, lastEventIdSent: '5' }, {}, { rows: withIds(2, 3), previousRows: withIds(2, 3, 4, 5) }))).toBe(
    undefined,
  );
  expect(duplicatesAfterReconnect.ofAttempt(factsOf({ n: 2, lastEventIdSent: '5' }, {}, { rows: withIds(1), previousRows: withIds(9, 5) }))).toBe(undefined);
});
