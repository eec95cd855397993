import { expect, test } from 'vitest';
import { connectionClose } from '../../../../../src/core/explain/rules/connection-close.ts';
import { factsOf, headersOf, refused } from '../attempt-facts.ts';

const found = (headers: Record<string, string>, more: Parameters<typeof factsOf>[0] = {}): unknown =>
  connectionClose.ofAttempt(factsOf({ responseHeaders: headersOf(headers), ...more }));

test('is found', () => {
  expect(found({ Connection: 'close' })).toEqual({});
  expect(found({ connection: 'X-Thing, Close' })).toEqual({});
});

test('is silent of all else', () => {
  expect(connectionClose.ofAttempt(factsOf())).toBe(undefined);
  expect(found({ Connection: 'keep-alive' })).toBe(undefined);
  expect(found({ Connection: 'closed' })).toBe(undefined);
  expect(found({ Connection: 'close', 'Transfer-Encoding': 'chunked' })).toBe(undefined);
  expect(found({ Connection: 'close', 'Content-Length': '12' })).toBe(undefined);
  expect(found({ Connection: 'close' }, { httpVersion: 'HTTP/1.0' })).toBe(undefined);
  expect(connectionClose.ofAttempt(factsOf(refused('http-error', 500, { Connection: 'close' })))).toBe(undefined);
});
