import { expect, test } from 'vitest';
import { reconnectStorm } from '../../../../../src/core/explain/rules/reconnect-storm.ts';
import { START, attemptOf, connectionFactsOf } from '../attempt-facts.ts';

test('is found', () => {
  expect(
    reconnectStorm.ofConnection(connectionFactsOf({ attempts: Array.from({ length: 12 }, (_, i) => attemptOf({ n: i + 1, startedAt: START + i * 500 })) })),
  ).toEqual([{ attempt: 12, at: START + 5500, params: { many: 10 } }]);
});

test('is silent of all else', () => {
  expect(reconnectStorm.ofConnection(connectionFactsOf())).toEqual([]);
  expect(
    reconnectStorm.ofConnection(connectionFactsOf({ attempts: Array.from({ length: 9 }, (_, i) => attemptOf({ n: i + 1, startedAt: START + i * 500 })) })),
  ).toEqual([]);
  expect(
    reconnectStorm.ofConnection(connectionFactsOf({ attempts: Array.from({ length: 12 }, (_, i) => attemptOf({ n: i + 1, startedAt: START + i * 3000 })) })),
  ).toEqual([]);
  expect(
    reconnectStorm.ofConnection(
      connectionFactsOf({ attempts: Array.from({ length: 12 }, (_, i) => attemptOf({ n: i + 1, openedAt: undefined, startedAt: START + i * 500 })) }),
    ),
  ).toEqual([]);
});

test('is silent of polling: each answer is whole and has something in it, twice a second at most', () => {
  const polls = (every: number, messageCount: number, retryWritten?: number, api: 'eventsource' | 'fetch' = 'eventsource') =>
    connectionFactsOf({
      api,
      attempts: Array.from({ length: 12 }, (_, i) => attemptOf({ n: i + 1, outcome: 'ended', messageCount, retryWritten, startedAt: START + i * every })),
    });
  expect(reconnectStorm.ofConnection(polls(1000, 1))).toEqual([]);
  expect(reconnectStorm.ofConnection(polls(1000, 0))).toHaveLength(1);
  expect(reconnectStorm.ofConnection(polls(200, 1))).toHaveLength(1);
  // What the server asked for counts, however slow the machine is.
  expect(reconnectStorm.ofConnection(polls(1000, 1, 200))).toHaveLength(1);
  expect(reconnectStorm.ofConnection(polls(1000, 1, 1000))).toEqual([]);
  // A page that fetches has a pace of its own.
  expect(reconnectStorm.ofConnection(polls(100, 1, undefined, 'fetch'))).toEqual([]);
  expect(reconnectStorm.ofConnection(polls(100, 0, undefined, 'fetch'))).toHaveLength(1);
});
