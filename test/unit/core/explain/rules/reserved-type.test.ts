import { expect, test } from 'vitest';
import { reservedType } from '../../../../../src/core/explain/rules/reserved-type.ts';
import { START, connectionFactsOf, withTypes } from '../attempt-facts.ts';

test('is found', () => {
  expect(reservedType.ofConnection(connectionFactsOf({ heardTypes: ['error'] }, { whole: withTypes('error', 'open') }))).toEqual([
    { params: { type: 'error' }, message: 0, at: START, count: 1 },
    { params: { type: 'open' }, message: 1, at: START + 1000, count: 1 },
  ]);
});

test('is silent of all else', () => {
  expect(reservedType.ofConnection(connectionFactsOf())).toEqual([]);
  expect(reservedType.ofConnection(connectionFactsOf({ heardTypes: ['message'] }, { whole: withTypes('message', 'opened') }))).toEqual([]);
  expect(reservedType.ofConnection(connectionFactsOf({ api: 'fetch' }, { whole: withTypes('error') }))).toEqual([]);
});
