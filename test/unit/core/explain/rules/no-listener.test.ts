import { expect, test } from 'vitest';
import { noListener } from '../../../../../src/core/explain/rules/no-listener.ts';
import { START, connectionFactsOf, withTypes } from '../attempt-facts.ts';

test('is found', () => {
  expect(noListener.ofConnection(connectionFactsOf({ heardTypes: [] }, { whole: withTypes('a', 'b', 'a') }))).toEqual([{ params: {}, count: 3 }]);
});

test('is silent of all else', () => {
  expect(noListener.ofConnection(connectionFactsOf())).toEqual([]);
  expect(noListener.ofConnection(connectionFactsOf({ heardTypes: ['a'] }, { whole: withTypes('a', 'b', 'a') }))).toEqual([]);
  expect(noListener.ofConnection(connectionFactsOf({ heardTypes: [] }, { whole: withTypes('a', 'message', 'b') }))).toEqual([]);
  expect(noListener.ofConnection(connectionFactsOf({ heardTypes: [] }, { whole: withTypes('a') }))).toEqual([]);
  expect(noListener.ofConnection(connectionFactsOf({ heardTypes: [] }, { whole: withTypes('a', 'b', 'a'), now: START + 1000 }))).toEqual([]);
  expect(noListener.ofConnection(connectionFactsOf({ heardTypes: [] }, { whole: withTypes('a', 'b', 'a'), hooked: false }))).toEqual([]);
});
