import { expect, test } from 'vitest';
import { idOnlyBlock } from '../../../../../src/core/explain/rules/id-only-block.ts';
import { factsOf, textFrom } from '../attempt-facts.ts';

test('is found', () => {
  expect(idOnlyBlock.ofAttempt(factsOf({}, {}, { text: textFrom('data: 1\n\nid: 7\n\n') }))).toEqual({ params: {}, line: 3, count: 1 });
});

test('is silent of all else', () => {
  expect(idOnlyBlock.ofAttempt(factsOf())).toBe(undefined);
  expect(idOnlyBlock.ofAttempt(factsOf({}, {}, { text: textFrom('event: a\nid: 1\nretry: 100\ndata: x\n\n') }))).toBe(undefined);
});
