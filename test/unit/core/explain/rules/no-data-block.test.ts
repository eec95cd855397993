import { expect, test } from 'vitest';
import { noDataBlock } from '../../../../../src/core/explain/rules/no-data-block.ts';
import { factsOf, textFrom } from '../attempt-facts.ts';

test('is found', () => {
  expect(noDataBlock.ofAttempt(factsOf({}, {}, { text: textFrom('event: ping\n\n') }))).toEqual({ params: { value: 'ping' }, line: 1, count: 1 });
});

test('is silent of all else', () => {
  expect(noDataBlock.ofAttempt(factsOf())).toBe(undefined);
  expect(noDataBlock.ofAttempt(factsOf({}, {}, { text: textFrom('event: a\nid: 1\nretry: 100\ndata: x\n\n') }))).toBe(undefined);
  expect(noDataBlock.ofAttempt(factsOf({}, {}, { text: textFrom(': comment\n\n') }))).toBe(undefined);
});
