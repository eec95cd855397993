import { expect, test } from 'vitest';
import { unknownField } from '../../../../../src/core/explain/rules/unknown-field.ts';
import { factsOf, textFrom } from '../attempt-facts.ts';

test('is found', () => {
  expect(unknownField.ofAttempt(factsOf({}, {}, { text: textFrom('type: a\ndata: 2\n\ntype: b\n') }))).toEqual({
    params: { value: 'type' },
    line: 1,
    count: 2,
  });
});

test('is silent of all else', () => {
  expect(unknownField.ofAttempt(factsOf())).toBe(undefined);
  expect(unknownField.ofAttempt(factsOf({}, {}, { text: textFrom('event: a\nid: 1\nretry: 100\ndata: x\n\n') }))).toBe(undefined);
});
