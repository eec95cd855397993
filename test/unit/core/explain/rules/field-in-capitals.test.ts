import { expect, test } from 'vitest';
import { fieldInCapitals } from '../../../../../src/core/explain/rules/field-in-capitals.ts';
import { factsOf, textFrom } from '../attempt-facts.ts';

test('is found', () => {
  expect(fieldInCapitals.ofAttempt(factsOf({}, {}, { text: textFrom('Data: 1\ndata: 2\n\n') }))).toEqual({ params: { value: 'Data' }, line: 1, count: 1 });
});

test('is silent of all else', () => {
  expect(fieldInCapitals.ofAttempt(factsOf())).toBe(undefined);
  expect(fieldInCapitals.ofAttempt(factsOf({}, {}, { text: textFrom('event: a\nid: 1\nretry: 100\ndata: x\n\n') }))).toBe(undefined);
});
