import { expect, test } from 'vitest';
import { neverCame } from '../../../../../src/core/explain/rules/never-came.ts';
import { START, connectionFactsOf, withTypes } from '../attempt-facts.ts';

const TEN = withTypes(...Array.from({ length: 10 }, () => 'tick'));

test('is found', () => {
  expect(neverCame.ofConnection(connectionFactsOf({ heardTypes: ['price', 'open', 'stock'] }, { whole: TEN }))).toEqual([
    { params: { types: 'price, stock', messages: 10 } },
  ]);
  expect(neverCame.ofConnection(connectionFactsOf({ heardTypes: ['price'], state: 'closed', stateSince: START + 59_000 }, { whole: TEN }))).toHaveLength(1);
});

test('is silent of all else', () => {
  expect(neverCame.ofConnection(connectionFactsOf({ heardTypes: ['price', 'tick'] }, { whole: TEN }))).toEqual([]);
  expect(neverCame.ofConnection(connectionFactsOf({ heardTypes: ['price'] }, { whole: withTypes('tick', 'tick') }))).toEqual([]);
  expect(neverCame.ofConnection(connectionFactsOf({ heardTypes: [] }, { whole: TEN }))).toEqual([]);
  expect(neverCame.ofConnection(connectionFactsOf({ heardTypes: ['open', 'error'] }, { whole: TEN }))).toEqual([]);
  expect(neverCame.ofConnection(connectionFactsOf({ heardTypes: ['price'] }, { whole: TEN, now: START + 1000 }))).toEqual([]);
  expect(neverCame.ofConnection(connectionFactsOf({ heardTypes: ['price'] }, { whole: TEN, hooked: false }))).toEqual([]);
  expect(neverCame.ofConnection(connectionFactsOf({ heardTypes: ['price'], api: 'fetch' }, { whole: TEN }))).toEqual([]);
  const plain = withTypes(...Array.from({ length: 10 }, () => 'message'));
  expect(neverCame.ofConnection(connectionFactsOf({ heardTypes: ['price'] }, { whole: plain, tellsOfMessage: false }))).toEqual([]);
});
