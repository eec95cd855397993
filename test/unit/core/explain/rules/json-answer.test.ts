import { expect, test } from 'vitest';
import { jsonAnswer } from '../../../../../src/core/explain/rules/json-answer.ts';
import { factsOf, refused } from '../attempt-facts.ts';

test('is found', () => {
  expect(jsonAnswer.ofAttempt(factsOf(refused('bad-type', 200, { 'Content-Type': 'application/json' })))).toEqual({ params: { type: 'application/json' } });
  expect(jsonAnswer.ofAttempt(factsOf(refused('bad-type', 200, { 'Content-Type': 'application/problem+json' })))).toEqual({
    params: { type: 'application/problem+json' },
  });
});

test('is silent of all else', () => {
  expect(jsonAnswer.ofAttempt(factsOf())).toBe(undefined);
  expect(jsonAnswer.ofAttempt(factsOf(refused('bad-type', 200, { 'Content-Type': 'application/x-ndjson' })))).toBe(undefined);
});
