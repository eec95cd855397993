import { expect, test } from 'vitest';
import type { Outcome } from '../../../../../src/core/model/connection.ts';
import { idleEnd } from '../../../../../src/core/explain/rules/idle-end.ts';
import { START, attemptOf, connectionFactsOf } from '../attempt-facts.ts';

const of = (outcomes: readonly Outcome[], idle = 30_000) =>
  connectionFactsOf({ attempts: outcomes.map((outcome, i) => attemptOf({ n: i + 1, outcome, openedAt: START, endedAt: START + idle + i * 50 })) });

test('is found', () => {
  expect(idleEnd.ofConnection(of(['ended', 'ended', 'ended']))).toEqual([{ attempt: 3, at: START + 30_100, params: { seconds: 30 } }]);
  expect(idleEnd.ofConnection(of(['cut', 'ended', 'ended', 'ended']))).toHaveLength(1);
});

test('is silent of all else', () => {
  expect(idleEnd.ofConnection(connectionFactsOf())).toEqual([]);
  expect(idleEnd.ofConnection(of(['ended', 'ended']))).toEqual([]);
  expect(idleEnd.ofConnection(of(['cut', 'cut', 'cut']))).toEqual([]);
  expect(idleEnd.ofConnection(of(['ended', 'cut', 'ended']))).toEqual([]);
  expect(idleEnd.ofConnection(of(['ended', 'ended', 'ended'], 5000))).toEqual([]);
});
