import { expect, test } from 'vitest';
import { allAtEnd } from '../../../../../src/core/explain/rules/all-at-end.ts';
import { START, factsOf, headersOf, heaps } from '../attempt-facts.ts';

test('is found', () => {
  expect(
    allAtEnd.ofAttempt(
      factsOf(
        { outcome: 'ended', endedAt: START + 5020, responseHeaders: headersOf({ Server: 'nginx/1.25', 'Content-Encoding': 'gzip' }) },
        {},
        { rows: heaps(1) },
      ),
    ),
  ).toEqual({ params: { messages: 10, suspects: 'gzip, nginx' } });
});

test('is silent of all else', () => {
  expect(allAtEnd.ofAttempt(factsOf())).toBe(undefined);
  expect(
    allAtEnd.ofAttempt(
      factsOf(
        { outcome: 'ended', endedAt: START + 8000, responseHeaders: headersOf({ Server: 'nginx/1.25', 'Content-Encoding': 'gzip' }) },
        {},
        { rows: heaps(2) },
      ),
    ),
  ).toBe(undefined);
  expect(
    allAtEnd.ofAttempt(
      factsOf(
        { outcome: 'ended', endedAt: START + 9000, responseHeaders: headersOf({ Server: 'nginx/1.25', 'Content-Encoding': 'gzip' }) },
        {},
        { rows: heaps(1) },
      ),
    ),
  ).toBe(undefined);
  expect(
    allAtEnd.ofAttempt(
      factsOf(
        { outcome: 'ended', endedAt: START + 5020, responseHeaders: headersOf({ Server: 'nginx/1.25', 'Content-Encoding': 'gzip' }) },
        {},
        { rows: heaps(1, { messages: 2 }) },
      ),
    ),
  ).toBe(undefined);
  expect(
    allAtEnd.ofAttempt(
      factsOf(
        { outcome: 'closed-by-page', endedAt: START + 5020, responseHeaders: headersOf({ Server: 'nginx/1.25', 'Content-Encoding': 'gzip' }) },
        {},
        { rows: heaps(1) },
      ),
    ),
  ).toBe(undefined);
});
