import { expect, test } from 'vitest';
import { messageUnheard } from '../../../../../src/core/explain/rules/message-unheard.ts';
import { START, connectionFactsOf, withTypes } from '../attempt-facts.ts';

test('is found', () => {
  expect(messageUnheard.ofConnection(connectionFactsOf({ heardTypes: ['price'] }, { whole: withTypes('message') }))).toEqual([
    { params: { heard: 'price' }, message: 0, at: START, count: 1 },
  ]);
});

test('is silent of all else', () => {
  expect(messageUnheard.ofConnection(connectionFactsOf())).toEqual([]);
  expect(messageUnheard.ofConnection(connectionFactsOf({ heardTypes: ['price', 'message'] }, { whole: withTypes('message') }))).toEqual([]);
  expect(messageUnheard.ofConnection(connectionFactsOf({ heardTypes: ['price'] }, { whole: withTypes('price') }))).toEqual([]);
  expect(messageUnheard.ofConnection(connectionFactsOf({ heardTypes: ['price'] }, { whole: withTypes('message'), tellsOfMessage: false }))).toEqual([]);
  expect(messageUnheard.ofConnection(connectionFactsOf({ heardTypes: [] }, { whole: withTypes('message') }))).toEqual([]);
});
