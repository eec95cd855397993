import { expect, test } from 'vitest';
import { nearMiss } from '../../../../../src/core/explain/rules/near-miss.ts';
import { START, connectionFactsOf, withTypes } from '../attempt-facts.ts';

test('is found', () => {
  expect(nearMiss.ofConnection(connectionFactsOf({ heardTypes: ['update'] }, { whole: withTypes('Update') }))).toEqual([
    { params: { type: 'Update', heard: 'update' }, message: 0, at: START, count: 1 },
  ]);
  expect(nearMiss.ofConnection(connectionFactsOf({ heardTypes: ['update'] }, { whole: withTypes('update ') }))).toEqual([
    { params: { type: 'update ', heard: 'update' }, message: 0, at: START, count: 1 },
  ]);
  expect(nearMiss.ofConnection(connectionFactsOf({ heardTypes: ['update'] }, { whole: withTypes('updte', 'update') }))).toEqual([
    { params: { type: 'updte', heard: 'update' }, message: 0, at: START, count: 1 },
  ]);
});

test('is silent of all else', () => {
  expect(nearMiss.ofConnection(connectionFactsOf())).toEqual([]);
  expect(nearMiss.ofConnection(connectionFactsOf({ heardTypes: ['update'] }, { whole: withTypes('update', 'message') }))).toEqual([]);
  expect(nearMiss.ofConnection(connectionFactsOf({ heardTypes: ['room1'] }, { whole: withTypes('room2') }))).toEqual([]);
  expect(nearMiss.ofConnection(connectionFactsOf({ heardTypes: ['add'] }, { whole: withTypes('and') }))).toEqual([]);
  expect(nearMiss.ofConnection(connectionFactsOf({ heardTypes: ['price'] }, { whole: withTypes('order') }))).toEqual([]);
});
