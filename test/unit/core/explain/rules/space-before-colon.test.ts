import { expect, test } from 'vitest';
import { spaceBeforeColon } from '../../../../../src/core/explain/rules/space-before-colon.ts';
import { factsOf, textFrom } from '../attempt-facts.ts';

test('is found', () => {
  expect(spaceBeforeColon.ofAttempt(factsOf({}, {}, { text: textFrom('data: 1\n\ndata : 2\n\n') }))).toEqual({ params: { value: 'data ' }, line: 3, count: 1 });
});

test('is silent of all else', () => {
  expect(spaceBeforeColon.ofAttempt(factsOf())).toBe(undefined);
  expect(spaceBeforeColon.ofAttempt(factsOf({}, {}, { text: textFrom('event: a\nid: 1\nretry: 100\ndata: x\n\n') }))).toBe(undefined);
});
