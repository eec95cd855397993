import { expect, test } from 'vitest';
import { noIds } from '../../../../../src/core/explain/rules/no-ids.ts';
import { attemptOf, connectionFactsOf, withIds } from '../attempt-facts.ts';

test('is found', () => {
  expect(noIds.ofConnection(connectionFactsOf({ attempts: Array.from({ length: 3 }, (_, i) => attemptOf({ n: i + 1, messageCount: 2 })) }))).toEqual([
    { attempt: 3, params: { attempts: 3 } },
  ]);
});

test('is silent of all else', () => {
  expect(noIds.ofConnection(connectionFactsOf())).toEqual([]);
  expect(noIds.ofConnection(connectionFactsOf({ attempts: Array.from({ length: 2 }, (_, i) => attemptOf({ n: i + 1, messageCount: 2 })) }))).toEqual([]);
  expect(noIds.ofConnection(connectionFactsOf({ attempts: Array.from({ length: 3 }, (_, i) => attemptOf({ n: i + 1, messageCount: 0 })) }))).toEqual([]);
  expect(
    noIds.ofConnection(
      connectionFactsOf({ attempts: Array.from({ length: 3 }, (_, i) => attemptOf({ n: i + 1, messageCount: 2 })) }, { whole: withIds(1, 2) }),
    ),
  ).toEqual([]);
});
