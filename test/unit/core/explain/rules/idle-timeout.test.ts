import { expect, test } from 'vitest';
import { idleTimeout } from '../../../../../src/core/explain/rules/idle-timeout.ts';
import { START, attemptOf, connectionFactsOf, foldedFrom } from '../attempt-facts.ts';

test('is found', () => {
  expect(
    idleTimeout.ofConnection(
      connectionFactsOf({
        attempts: [60_000, 60_100, 60_050].map((idle, i) => attemptOf({ n: i + 1, outcome: 'cut', openedAt: START, endedAt: START + idle })),
      }),
    ),
  ).toEqual([{ attempt: 3, at: START + 60_050, params: { seconds: 60, likely: 'nginx (proxy_read_timeout), AWS ALB, Apache' } }]);
  expect(
    idleTimeout.ofConnection(
      connectionFactsOf({
        attempts: [42_000, 42_100, 42_050].map((idle, i) => attemptOf({ n: i + 1, outcome: 'cut', openedAt: START, endedAt: START + idle })),
      }),
    ),
  ).toEqual([{ attempt: 3, at: START + 42_050, params: { seconds: 42, likely: '-' } }]);
});

test('is silent of all else', () => {
  expect(idleTimeout.ofConnection(connectionFactsOf())).toEqual([]);
  expect(
    idleTimeout.ofConnection(
      connectionFactsOf({ attempts: [60_000, 60_100].map((idle, i) => attemptOf({ n: i + 1, outcome: 'cut', openedAt: START, endedAt: START + idle })) }),
    ),
  ).toEqual([]);
  expect(
    idleTimeout.ofConnection(
      connectionFactsOf({
        attempts: [60_000, 20_000, 42_000].map((idle, i) => attemptOf({ n: i + 1, outcome: 'cut', openedAt: START, endedAt: START + idle })),
      }),
    ),
  ).toEqual([]);
  expect(
    idleTimeout.ofConnection(
      connectionFactsOf({ attempts: [1000, 1000, 1000].map((idle, i) => attemptOf({ n: i + 1, outcome: 'cut', openedAt: START, endedAt: START + idle })) }),
    ),
  ).toEqual([]);
  expect(
    idleTimeout.ofConnection(
      connectionFactsOf({
        attempts: [60_000, 60_000, 60_000].map((idle, i) => attemptOf({ n: i + 1, outcome: 'closed-by-page', openedAt: START, endedAt: START + idle })),
      }),
    ),
  ).toEqual([]);
});

test('is silent where the server ended the answers itself, or the page let go', () => {
  const attempts = (some: Parameters<typeof attemptOf>[0]) =>
    [30_000, 30_100, 30_050].map((idle, i) => attemptOf({ n: i + 1, openedAt: START, endedAt: START + idle, ...some }));
  expect(idleTimeout.ofConnection(connectionFactsOf({ attempts: attempts({ outcome: 'ended' }) }))).toEqual([]);
  expect(idleTimeout.ofConnection(connectionFactsOf({ attempts: attempts({ outcome: 'cut', error: 'net::ERR_ABORTED' }) }))).toEqual([]);
});

test('names no timeout where the whole answer may have a limit', () => {
  const rows = foldedFrom([{ at: 0 }, { at: 20_000 }]);
  const attempts = [60_000, 60_100, 60_050].map((whole, i) => attemptOf({ n: i + 1, outcome: 'cut', openedAt: START, endedAt: START + whole }));
  expect(idleTimeout.ofConnection(connectionFactsOf({ attempts }, { whole: rows }))).toEqual([
    { attempt: 3, at: START + 60_050, params: { seconds: 40, whole: 60 } },
  ]);
});

test('is silent where recording was off before the end', () => {
  const attempts = [60_000, 60_100, 60_050].map((idle, i) => attemptOf({ n: i + 1, outcome: 'cut', openedAt: START, endedAt: START + idle }));
  expect(idleTimeout.ofConnection(connectionFactsOf({ attempts }, { isWatched: () => false }))).toEqual([]);
});
