import { expect, test } from 'vitest';
import { nulInId } from '../../../../../src/core/explain/rules/nul-in-id.ts';
import { factsOf, textFrom } from '../attempt-facts.ts';

test('is found', () => {
  expect(nulInId.ofAttempt(factsOf({}, {}, { text: textFrom('id: a\0b\ndata: 2\n\n') }))).toEqual({ params: {}, line: 1, count: 1 });
});

test('is silent of all else', () => {
  expect(nulInId.ofAttempt(factsOf())).toBe(undefined);
  expect(nulInId.ofAttempt(factsOf({}, {}, { text: textFrom('event: a\nid: 1\nretry: 100\ndata: x\n\n') }))).toBe(undefined);
});
