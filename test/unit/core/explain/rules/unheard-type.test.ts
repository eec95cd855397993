import { expect, test } from 'vitest';
import { unheardType } from '../../../../../src/core/explain/rules/unheard-type.ts';
import { START, connectionFactsOf, withTypes } from '../attempt-facts.ts';

test('is found', () => {
  expect(unheardType.ofConnection(connectionFactsOf({ heardTypes: ['message'] }, { whole: withTypes('price', 'message', 'price') }))).toEqual([
    { params: { type: 'price' }, message: 2, at: START + 2000, count: 2 },
  ]);
});

test('is silent of all else', () => {
  expect(unheardType.ofConnection(connectionFactsOf())).toEqual([]);
  expect(unheardType.ofConnection(connectionFactsOf({ heardTypes: ['price'] }, { whole: withTypes('price') }))).toEqual([]);
  expect(unheardType.ofConnection(connectionFactsOf({ heardTypes: ['message'] }, { whole: withTypes('ping', 'heartbeat', 'keep-alive') }))).toEqual([]);
  expect(unheardType.ofConnection(connectionFactsOf({ heardTypes: ['update'] }, { whole: withTypes('Update') }))).toEqual([]);
  expect(unheardType.ofConnection(connectionFactsOf({ heardTypes: ['message'] }, { whole: withTypes('error', 'open') }))).toEqual([]);
  expect(unheardType.ofConnection(connectionFactsOf({ heardTypes: ['message'] }, { whole: withTypes('price'), hooked: false }))).toEqual([]);
  expect(unheardType.ofConnection(connectionFactsOf({ api: 'fetch' }, { whole: withTypes('price') }))).toEqual([]);
});
