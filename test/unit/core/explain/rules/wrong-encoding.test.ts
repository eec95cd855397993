import { expect, test } from 'vitest';
import { cutOff } from '../../../../../src/core/explain/rules/cut-off.ts';
import { networkError } from '../../../../../src/core/explain/rules/unanswered.ts';
import { wrongEncoding } from '../../../../../src/core/explain/rules/wrong-encoding.ts';
import { notAnswered } from '../../../../../src/core/explain/sample.ts';
import { factsOf, headersOf } from '../attempt-facts.ts';

const GZIP = headersOf({ 'Content-Type': 'text/event-stream', 'Content-Encoding': 'gzip' });

test.each([
  'net::ERR_CONTENT_DECODING_FAILED',
  'net::ERR_CONTENT_DECODING_INIT_FAILED',
  'net::ERR_ZSTD_WINDOW_SIZE_TOO_BIG',
  'NS_ERROR_INVALID_CONTENT_ENCODING',
])('is found, and nobody says that something broke: %s', (error) => {
  for (const some of [{ outcome: 'cut' as const }, { outcome: 'failed' as const, openedAt: undefined }]) {
    const facts = factsOf({ ...some, error, responseHeaders: GZIP });
    expect(wrongEncoding.ofAttempt(facts)).toEqual({ params: { coding: 'gzip', error } });
    expect(cutOff.ofAttempt(facts)).toBe(undefined);
    expect(networkError.ofAttempt(facts)).toBe(undefined);
  }
  expect(wrongEncoding.ofAttempt(factsOf(notAnswered(error)))).toEqual({ params: { coding: '-', error } });
});

test('is silent of all else', () => {
  expect(wrongEncoding.ofAttempt(factsOf())).toBe(undefined);
  expect(wrongEncoding.ofAttempt(factsOf({ outcome: 'cut', error: 'net::ERR_CONNECTION_RESET', responseHeaders: GZIP }))).toBe(undefined);
  expect(wrongEncoding.ofAttempt(factsOf({ outcome: 'closed-by-page', error: 'net::ERR_CONTENT_DECODING_FAILED', responseHeaders: GZIP }))).toBe(undefined);
});
