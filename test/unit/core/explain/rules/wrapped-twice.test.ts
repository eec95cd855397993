import { expect, test } from 'vitest';
import { wrappedTwice } from '../../../../../src/core/explain/rules/wrapped-twice.ts';
import { factsOf, foldedFrom } from '../attempt-facts.ts';

const of = (...data: string[]) => wrappedTwice.ofAttempt(factsOf({}, {}, { rows: foldedFrom(data.map((each, at) => ({ at, data: each }))) }));

test('is found', () => {
  expect(of('data: {"n":1}', 'data:x')).toEqual({ message: 1, count: 2 });
  expect(of('event: price\nid: 7\ndata: 1')).toEqual({ message: 0, count: 1 });
});

test('is silent of all else', () => {
  for (const data of ['', 'data', 'database: full', 'the data: x', 'event: it rains', '{"data": 1}', 'x\ndata: y']) expect(of(data)).toBe(undefined);
});
