import { expect, test } from 'vitest';
import { bomInside } from '../../../../../src/core/explain/rules/bom-inside.ts';
import { factsOf, textFrom } from '../attempt-facts.ts';

test('is found', () => {
  expect(bomInside.ofAttempt(factsOf({}, {}, { text: textFrom('data: 1\n\n\uFEFFdata: 2\n\n') }))).toEqual({
    params: { value: '\uFEFFdata' },
    line: 3,
    count: 1,
  });
});

test('is silent of all else', () => {
  expect(bomInside.ofAttempt(factsOf())).toBe(undefined);
  expect(bomInside.ofAttempt(factsOf({}, {}, { text: textFrom('event: a\nid: 1\nretry: 100\ndata: x\n\n') }))).toBe(undefined);
  expect(bomInside.ofAttempt(factsOf({}, {}, { text: textFrom('\uFEFFdata: 1\n\n') }))).toBe(undefined);
});
