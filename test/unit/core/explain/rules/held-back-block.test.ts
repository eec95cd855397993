import { expect, test } from 'vitest';
import { heldBackBlock } from '../../../../../src/core/explain/rules/held-back-block.ts';
import { factsOf, textFrom } from '../attempt-facts.ts';

test('is found', () => {
  expect(heldBackBlock.ofAttempt(factsOf({}, {}, { text: textFrom(['data: 1\n', '\ndata: 2\n', '\ndata: 3\n', '\ndata: 4\n', '\n']) }))).toEqual({ count: 3 });
});

test('is silent where the empty line comes late and alone: that is when the server wrote it', () => {
  expect(heldBackBlock.ofAttempt(factsOf({}, {}, { text: textFrom(['data: 1\n', '\n', 'data: 2\n', '\n', 'data: 3\n', '\n', 'data: 4\n', '\n']) }))).toBe(
    undefined,
  );
});

test('is silent of all else', () => {
  expect(heldBackBlock.ofAttempt(factsOf())).toBe(undefined);
  expect(heldBackBlock.ofAttempt(factsOf({}, {}, { text: textFrom(['data: 1\n\n', 'data: 2\n\n', 'data: 3\n\n', '\n', '\n', '\n']) }))).toBe(undefined);
  expect(heldBackBlock.ofAttempt(factsOf({}, {}, { text: textFrom(['data: 1\n', '\n']) }))).toBe(undefined);
});
