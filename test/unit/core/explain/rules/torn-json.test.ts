import { expect, test } from 'vitest';
import { tornJson } from '../../../../../src/core/explain/rules/torn-json.ts';
import { factsOf, foldedFrom } from '../attempt-facts.ts';

test('is found', () => {
  expect(tornJson.ofAttempt(factsOf({}, {}, { rows: foldedFrom([{ at: 0, kind: 'message', data: '{"a":"one\ntwo"}' }]) }))).toEqual({ message: 0, count: 1 });
});

test('is silent of all else', () => {
  expect(tornJson.ofAttempt(factsOf())).toBe(undefined);
  expect(tornJson.ofAttempt(factsOf({}, {}, { rows: foldedFrom([{ at: 0, kind: 'message', data: '{"a":\n1}' }]) }))).toBe(undefined);
  expect(tornJson.ofAttempt(factsOf({}, {}, { rows: foldedFrom([{ at: 0, kind: 'message', data: '{"a":1' }]) }))).toBe(undefined);
  expect(tornJson.ofAttempt(factsOf({}, {}, { rows: foldedFrom([{ at: 0, kind: 'message', data: 'plain\ntext' }]) }))).toBe(undefined);
  expect(tornJson.ofAttempt(factsOf({}, {}, { rows: foldedFrom([{ at: 0, kind: 'message', data: '{not\njson}' }]) }))).toBe(undefined);
});
