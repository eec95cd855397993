import { expect, test } from 'vitest';
import { cutOff } from '../../../../../src/core/explain/rules/cut-off.ts';
import { factsOf } from '../attempt-facts.ts';

test('is found', () => {
  expect(cutOff.ofAttempt(factsOf({ outcome: 'cut', error: 'net::ERR_INCOMPLETE_CHUNKED_ENCODING' }))).toEqual({
    params: { error: 'net::ERR_INCOMPLETE_CHUNKED_ENCODING', means: 'chunks' },
  });
});

test('is silent of all else', () => {
  expect(cutOff.ofAttempt(factsOf())).toBe(undefined);
  expect(cutOff.ofAttempt(factsOf({ outcome: 'cut', error: 'net::ERR_ABORTED' }))).toBe(undefined);
  expect(cutOff.ofAttempt(factsOf({ outcome: 'ended' }))).toBe(undefined);
  expect(cutOff.ofAttempt(factsOf({ outcome: 'closed-by-page', error: 'net::ERR_ABORTED' }))).toBe(undefined);
});
