import { expect, test } from 'vitest';
import { unfinishedBlock } from '../../../../../src/core/explain/rules/unfinished-block.ts';
import { factsOf, textFrom } from '../attempt-facts.ts';

test('is found', () => {
  expect(unfinishedBlock.ofAttempt(factsOf({ outcome: 'ended' }, {}, { text: textFrom('data: 1\n\ndata: 2\n') }))).toEqual({ params: {}, line: 3, count: 1 });
});

test('is silent of all else', () => {
  expect(unfinishedBlock.ofAttempt(factsOf())).toBe(undefined);
  expect(unfinishedBlock.ofAttempt(factsOf({}, {}, { text: textFrom('event: a\nid: 1\nretry: 100\ndata: x\n\n') }))).toBe(undefined);
  expect(unfinishedBlock.ofAttempt(factsOf({ outcome: 'ended' }, {}, { text: textFrom('data: 1\n\n') }))).toBe(undefined);
  expect(unfinishedBlock.ofAttempt(factsOf({ outcome: 'cut' }, {}, { text: textFrom('data: 1\n\ndata: 2\n') }))).toBe(undefined);
});
