import { expect, test } from 'vitest';
import { mixedContent } from '../../../../../src/core/explain/rules/mixed-content.ts';
import { START, attemptOf, connectionFactsOf } from '../attempt-facts.ts';

test('is found', () => {
  expect(
    mixedContent.ofConnection(
      connectionFactsOf({
        url: 'http://api.example/stream',
        state: 'failed',
        stateSince: START,
        attempts: [attemptOf({ openedAt: undefined, status: undefined, request: undefined, outcome: 'failed', endedAt: START })],
      }),
    ),
  ).toEqual([{ attempt: 1, params: { host: 'http://api.example' } }]);
});

test('is silent of all else', () => {
  expect(mixedContent.ofConnection(connectionFactsOf())).toEqual([]);
  expect(
    mixedContent.ofConnection(
      connectionFactsOf({
        url: 'https://api.example/stream',
        state: 'failed',
        stateSince: START,
        attempts: [attemptOf({ openedAt: undefined, status: undefined, request: undefined, outcome: 'failed', endedAt: START })],
      }),
    ),
  ).toEqual([]);
  expect(
    mixedContent.ofConnection(
      connectionFactsOf({
        url: 'http://localhost:8080/stream',
        state: 'failed',
        stateSince: START,
        attempts: [attemptOf({ openedAt: undefined, status: undefined, request: undefined, outcome: 'failed', endedAt: START })],
      }),
    ),
  ).toEqual([]);
  expect(
    mixedContent.ofConnection(
      connectionFactsOf({
        url: 'http://127.0.0.1/stream',
        state: 'failed',
        stateSince: START,
        attempts: [attemptOf({ openedAt: undefined, status: undefined, request: undefined, outcome: 'failed', endedAt: START })],
      }),
    ),
  ).toEqual([]);
});
