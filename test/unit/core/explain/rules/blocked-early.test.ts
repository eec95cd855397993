import { expect, test } from 'vitest';
import { blockedEarly } from '../../../../../src/core/explain/rules/blocked-early.ts';
import { START, attemptOf, connectionFactsOf } from '../attempt-facts.ts';

test('is found', () => {
  expect(
    blockedEarly.ofConnection(
      connectionFactsOf({
        url: 'https://api.example/stream',
        state: 'failed',
        stateSince: START,
        attempts: [attemptOf({ openedAt: undefined, status: undefined, request: undefined, outcome: 'failed', endedAt: START })],
      }),
    ),
  ).toEqual([{ attempt: 1, params: { host: 'https://api.example' } }]);
});

test('is silent of all else', () => {
  expect(blockedEarly.ofConnection(connectionFactsOf())).toEqual([]);
  expect(
    blockedEarly.ofConnection(
      connectionFactsOf({
        url: 'http://api.example/stream',
        state: 'failed',
        stateSince: START,
        attempts: [attemptOf({ openedAt: undefined, status: undefined, request: undefined, outcome: 'failed', endedAt: START })],
      }),
    ),
  ).toEqual([]);
  expect(
    blockedEarly.ofConnection(
      connectionFactsOf(
        {
          url: 'https://api.example/stream',
          state: 'failed',
          stateSince: START,
          attempts: [attemptOf({ openedAt: undefined, status: undefined, request: undefined, outcome: 'failed', endedAt: START })],
        },
        { requestsAreKnown: false },
      ),
    ),
  ).toEqual([]);
  expect(
    blockedEarly.ofConnection(
      connectionFactsOf(
        {
          url: 'https://api.example/stream',
          state: 'failed',
          stateSince: START,
          attempts: [attemptOf({ openedAt: undefined, status: undefined, request: undefined, outcome: 'failed', endedAt: START })],
        },
        { now: START + 100 },
      ),
    ),
  ).toEqual([]);
  expect(
    blockedEarly.ofConnection(
      connectionFactsOf(
        {
          url: 'https://api.example/stream',
          state: 'failed',
          stateSince: START,
          attempts: [attemptOf({ openedAt: undefined, status: undefined, request: undefined, outcome: 'failed', endedAt: START })],
        },
        { hooked: false },
      ),
    ),
  ).toEqual([]);
});
