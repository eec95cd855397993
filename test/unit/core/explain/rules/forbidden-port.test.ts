import { expect, test } from 'vitest';
import { forbiddenPort } from '../../../../../src/core/explain/rules/forbidden-port.ts';
import { factsOf, unanswered } from '../attempt-facts.ts';

test.each(['net::ERR_UNSAFE_PORT', 'NS_ERROR_PORT_ACCESS_NOT_ALLOWED'])('says so of %s', (error) => {
  expect(forbiddenPort.ofAttempt(factsOf(unanswered(error)))).toEqual({ params: { error } });
});

test('is silent of other errors, of what is open, and of what the page ended itself', () => {
  expect(forbiddenPort.ofAttempt(factsOf(unanswered('net::ERR_INTERNET_DISCONNECTED')))).toBe(undefined);
  expect(forbiddenPort.ofAttempt(factsOf())).toBe(undefined);
  expect(forbiddenPort.ofAttempt(factsOf({ ...unanswered('net::ERR_UNSAFE_PORT'), outcome: 'closed-by-page' }))).toBe(undefined);
});
