import { expect, test } from 'vitest';
import { duplicatesAfterReconnect } from '../../../../../src/core/explain/rules/duplicates-after-reconnect.ts';
import { factsOf, foldedFrom } from '../attempt-facts.ts';

const said = (...messages: readonly (readonly [id: string, data: string])[]) =>
  foldedFrom(messages.map(([lastEventId, data], n) => ({ at: n * 100, lastEventId, data })));

test.each([['17'], ['1700000000685'], ['0190b1e2-0000-7000-8000-000000000005']])(
  'is found where the message of the very id that was sent comes again: %s',
  (id) => {
    const previousRows = said(['a', 'one'], ['b', 'two'], [id, 'three']);
    const rows = said([id, 'three'], ['next', 'four']);
    expect(duplicatesAfterReconnect.ofAttempt(factsOf({ n: 2, lastEventIdSent: id }, {}, { rows, previousRows }))).toEqual({
      params: { sent: id, first: id, again: 1 },
      message: 0,
    });
  },
);

test('is silent where that is not certain', () => {
  const before = said(['a', 'one'], ['b', 'two'], ['c', 'three']);
  const check = (rows: ReturnType<typeof said>, previousRows = before) =>
    duplicatesAfterReconnect.ofAttempt(factsOf({ n: 2, lastEventIdSent: 'c' }, {}, { rows, previousRows }));
  // A message without an id has the one before, and says something else.
  expect(check(said(['c', 'hello'], ['d', 'four']))).toBe(undefined);
  // A state under one id, at each connect.
  expect(check(said(['c', 'state'], ['d', 'four']), said(['c', 'state']))).toBe(undefined);
  // All say the same.
  expect(check(said(['c', 'tick'], ['d', 'tick']), said(['a', 'tick'], ['b', 'tick'], ['c', 'tick']))).toBe(undefined);
  // Signs of life, the last of them without an id.
  expect(check(said(['c', 'ping'], ['d', 'four']), said(['a', 'one'], ['b', 'two'], ['c', 'ping']))).toBe(undefined);
  // Nothing has come yet but this.
  expect(check(said(['c', 'three']))).toBe(undefined);
});

test('counts nothing where ids skip', () => {
  const of = (rows: ReturnType<typeof said>) =>
    duplicatesAfterReconnect.ofAttempt(factsOf({ n: 2, lastEventIdSent: '40' }, {}, { rows, previousRows: said(['10', 'a'], ['20', 'b'], ['40', 'c']) }));
  expect(of(said(['20', 'b'], ['40', 'c'], ['50', 'd']))).toEqual({ params: { sent: 40, first: 20 }, message: 0 });
  expect(of(said(['40', 'c'], ['50', 'd']))).toEqual({ params: { sent: '40', first: '40', again: 1 }, message: 0 });
  expect(of(said(['50', 'd'], ['80', 'e']))).toBe(undefined);
});
