import { expect, test } from 'vitest';
import { positionLost } from '../../../../../src/core/explain/rules/position-lost.ts';
import { START, attemptOf, connectionFactsOf, connectionOf } from '../attempt-facts.ts';

test('is found', () => {
  expect(
    positionLost.ofConnection(
      connectionFactsOf(
        { id: 2, createdAt: START, attempts: [attemptOf({ requestHeaders: [] })] },
        { predecessor: connectionOf({ id: 1, lastEventId: '41', state: 'failed', attempts: [attemptOf({ outcome: 'cut', endedAt: START - 1000 })] }) },
      ),
    ),
  ).toEqual([{ attempt: 1, at: START, params: { id: '41', before: 1 } }]);
});

test('is silent of all else', () => {
  expect(positionLost.ofConnection(connectionFactsOf())).toEqual([]);
  expect(
    positionLost.ofConnection(
      connectionFactsOf(
        { id: 2, createdAt: START, attempts: [attemptOf({ requestHeaders: [] })] },
        {
          predecessor: connectionOf({ id: 1, lastEventId: '41', state: 'closed', attempts: [attemptOf({ outcome: 'closed-by-page', endedAt: START - 1000 })] }),
        },
      ),
    ),
  ).toEqual([]);
  expect(
    positionLost.ofConnection(
      connectionFactsOf(
        { id: 2, createdAt: START, attempts: [attemptOf({ requestHeaders: [] })] },
        { predecessor: connectionOf({ id: 1, lastEventId: '41', state: 'failed', attempts: [attemptOf({ outcome: 'cut', endedAt: START - 100000 })] }) },
      ),
    ),
  ).toEqual([]);
  expect(
    positionLost.ofConnection(
      connectionFactsOf(
        { id: 2, createdAt: START, attempts: [attemptOf({ requestHeaders: [], lastEventIdSent: '41' })] },
        { predecessor: connectionOf({ id: 1, lastEventId: '41', state: 'failed', attempts: [attemptOf({ outcome: 'cut', endedAt: START - 1000 })] }) },
      ),
    ),
  ).toEqual([]);
  expect(
    positionLost.ofConnection(
      connectionFactsOf(
        { id: 2, createdAt: START, attempts: [attemptOf({ requestHeaders: [] })] },
        { predecessor: connectionOf({ id: 1, lastEventId: '', state: 'failed', attempts: [attemptOf({ outcome: 'cut', endedAt: START - 1000 })] }) },
      ),
    ),
  ).toEqual([]);
});
