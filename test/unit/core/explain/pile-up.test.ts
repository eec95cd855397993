import { expect, test } from 'vitest';
import { MAX_OF_RULE, pileUp } from '../../../../src/core/explain/pile-up.ts';

const of = { rule: { id: 'http-error', group: 'failure' }, severity: 'error' } as const;

test('equal evidence is one finding with a count, pinned to where it was seen last', () => {
  const remarks = [3, 1, 2].map((attempt) => ({ ...of, attempt, at: attempt, params: { status: 500 } }));
  expect(pileUp(7, remarks)).toEqual([
    {
      rule: 'http-error',
      severity: 'error',
      group: 'failure',
      connection: 7,
      attempt: 3,
      message: undefined,
      line: undefined,
      at: 3,
      params: { status: 500 },
      count: 3,
    },
  ]);
});

test('there are no more than may be, and none is lost from the count', () => {
  const remarks = Array.from({ length: 100 }, (_, n) => ({ ...of, attempt: n + 1, at: n, params: { status: n } }));
  const piles = pileUp(1, [...remarks, { ...of, attempt: 1, at: 200, params: { status: 0 } }]);
  expect(piles.length).toBe(MAX_OF_RULE + 1);
  expect(piles.reduce((sum, { count }) => sum + count, 0)).toBe(101);
  expect(piles[0]).toMatchObject({ params: { status: 0 }, count: 2, at: 200 });
});
