import { expect, test } from 'vitest';
import { sameStreamTwice } from '../../../../../src/core/explain/rules/same-stream-twice.ts';
import { START, connectionFactsOf, connectionOf } from '../attempt-facts.ts';

test('is found', () => {
  expect(sameStreamTwice.ofConnection(connectionFactsOf({ id: 2, state: 'open' }, { predecessor: connectionOf({ id: 1, state: 'open' }) }))).toEqual([
    { params: { other: 1 } },
  ]);
});

test('is silent of all else', () => {
  expect(sameStreamTwice.ofConnection(connectionFactsOf())).toEqual([]);
  expect(sameStreamTwice.ofConnection(connectionFactsOf({ id: 2, state: 'open' }, { predecessor: connectionOf({ id: 1, state: 'closed' }) }))).toEqual([]);
  expect(sameStreamTwice.ofConnection(connectionFactsOf({ id: 2, state: 'closed' }, { predecessor: connectionOf({ id: 1, state: 'open' }) }))).toEqual([]);
  expect(
    sameStreamTwice.ofConnection(connectionFactsOf({ id: 2, state: 'open' }, { predecessor: connectionOf({ id: 1, state: 'open' }), now: START + 500 })),
  ).toEqual([]);
});
