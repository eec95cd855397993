import { expect, test } from 'vitest';
import { noBackoff } from '../../../../../src/core/explain/rules/no-backoff.ts';
import { START, attemptOf, connectionFactsOf } from '../attempt-facts.ts';

test('is found', () => {
  expect(
    noBackoff.ofConnection(
      connectionFactsOf({
        attempts: Array.from({ length: 12 }, (_, i) => attemptOf({ n: i + 1, startedAt: START + i * 3000, outcome: 'refused', reconnectDelay: 3000 })),
      }),
    ),
  ).toEqual([{ attempt: 12, at: START + 33_000, params: { seconds: 3 } }]);
});

test('a wait of a fraction of a second is said as one', () => {
  const attempts = Array.from({ length: 12 }, (_, i) => attemptOf({ n: i + 1, startedAt: START + i * 300, outcome: 'refused', reconnectDelay: 296 }));
  expect(noBackoff.ofConnection(connectionFactsOf({ attempts }))[0]?.params).toEqual({ seconds: 0.3 });
});

test('is silent of all else', () => {
  expect(noBackoff.ofConnection(connectionFactsOf())).toEqual([]);
  expect(
    noBackoff.ofConnection(
      connectionFactsOf({
        attempts: Array.from({ length: 12 }, (_, i) => attemptOf({ n: i + 1, startedAt: START + i * 3000, outcome: 'refused', reconnectDelay: 1000 * 2 ** i })),
      }),
    ),
  ).toEqual([]);
  expect(
    noBackoff.ofConnection(
      connectionFactsOf({
        attempts: Array.from({ length: 5 }, (_, i) => attemptOf({ n: i + 1, startedAt: START + i * 3000, outcome: 'refused', reconnectDelay: 3000 })),
      }),
    ),
  ).toEqual([]);
  expect(
    noBackoff.ofConnection(
      connectionFactsOf({
        attempts: Array.from({ length: 12 }, (_, i) => attemptOf({ n: i + 1, startedAt: START + i * 3000, outcome: 'cut', reconnectDelay: 3000 })),
      }),
    ),
  ).toEqual([]);
  expect(
    noBackoff.ofConnection(
      connectionFactsOf({
        attempts: Array.from({ length: 12 }, (_, i) => attemptOf({ n: i + 1, startedAt: START + i * 60000, outcome: 'refused', reconnectDelay: 60_000 })),
      }),
    ),
  ).toEqual([]);
});
