import { expect, test } from 'vitest';
import { invalidUtf8 } from '../../../../../src/core/explain/rules/invalid-utf8.ts';
import { factsOf, textFrom } from '../attempt-facts.ts';

test('is found', () => {
  expect(invalidUtf8.ofAttempt(factsOf({}, {}, { text: textFrom(Uint8Array.from([0x64, 0x0a, 0xe9, 0x0a, 0x0a])) }))).toEqual({
    params: {},
    line: 2,
    count: 1,
  });
});

test('is silent of all else', () => {
  expect(invalidUtf8.ofAttempt(factsOf())).toBe(undefined);
  expect(invalidUtf8.ofAttempt(factsOf({}, {}, { text: textFrom('event: a\nid: 1\nretry: 100\ndata: x\n\n') }))).toBe(undefined);
  expect(invalidUtf8.ofAttempt(factsOf({}, {}, { text: textFrom('data: ü€😀\n\n') }))).toBe(undefined);
  expect(invalidUtf8.ofAttempt(factsOf({}, {}, { text: textFrom(['data: \uFFFD', '\n\n']) }))).toBe(undefined);
});
