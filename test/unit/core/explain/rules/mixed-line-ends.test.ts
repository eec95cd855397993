import { expect, test } from 'vitest';
import { mixedLineEnds } from '../../../../../src/core/explain/rules/mixed-line-ends.ts';
import { factsOf, textFrom } from '../attempt-facts.ts';

test('is found', () => {
  expect(mixedLineEnds.ofAttempt(factsOf({}, {}, { text: textFrom('data: 1\n\ndata: 2\r\n\r\n') }))).toEqual({ params: {}, line: 3, count: 1 });
});

test('is silent of all else', () => {
  expect(mixedLineEnds.ofAttempt(factsOf())).toBe(undefined);
  expect(mixedLineEnds.ofAttempt(factsOf({}, {}, { text: textFrom('event: a\nid: 1\nretry: 100\ndata: x\n\n') }))).toBe(undefined);
  expect(mixedLineEnds.ofAttempt(factsOf({}, {}, { text: textFrom('data: 2\r\n\r\n') }))).toBe(undefined);
});
