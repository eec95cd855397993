import { expect, test } from 'vitest';
import { hugeMessage } from '../../../../../src/core/explain/rules/huge-message.ts';
import { factsOf, foldedFrom } from '../attempt-facts.ts';

test('is found', () => {
  expect(hugeMessage.ofAttempt(factsOf({}, {}, { rows: foldedFrom([{ at: 0, kind: 'message', data: 'x'.repeat(5 * 1024 * 1024) }]) }))).toEqual({
    params: { megabytes: 5 },
    message: 0,
  });
});

test('is silent of all else', () => {
  expect(hugeMessage.ofAttempt(factsOf())).toBe(undefined);
  expect(hugeMessage.ofAttempt(factsOf({}, {}, { rows: foldedFrom([{ at: 0, kind: 'message', data: 'x'.repeat(1024 * 1024) }]) }))).toBe(undefined);
});
