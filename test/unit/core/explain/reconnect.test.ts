import { expect, it } from 'vitest';
import { reconnectOf } from '../../../../src/core/explain/reconnect.ts';
import { notAnswered } from '../../../../src/core/explain/sample.ts';
import { attemptOf, factsOf, withIds } from './attempt-facts.ts';

const previous = attemptOf({ outcome: 'cut', error: 'net::ERR_CONNECTION_RESET' });
const verdictOf = (sent: string | undefined, before: readonly (string | number)[], after: readonly (string | number)[]): string | undefined =>
  reconnectOf(factsOf({ n: 2, lastEventIdSent: sent }, {}, { previous, previousRows: withIds(...before), rows: withIds(...after) }))?.verdict;

it('tells how the attempt before ended, and which ids went to and fro', () => {
  expect(reconnectOf(factsOf({ n: 2, lastEventIdSent: '3' }, {}, { previous, previousRows: withIds(1, 2, 3), rows: withIds(4, 5) }))).toEqual({
    previousOutcome: 'cut',
    previousError: 'net::ERR_CONNECTION_RESET',
    received: '3',
    sent: '3',
    first: '4',
    verdict: 'resumed',
  });
});

it.each([
  ['resumed', '3', [1, 2, 3], [4]],
  ['gap', '3', [1, 2, 3], [7, 8]],
  ['duplicates', '3', [1, 2, 3], [2, 3, 4]],
  ['replayed', '3', [1, 2, 3], [1, 2]],
  ['unclear', 'c', ['a', 'b', 'c'], ['d']],
  ['waiting', '3', [1, 2, 3], []],
  ['no-ids', undefined, ['', ''], ['']],
] as const)('comes to: %s', (verdict, sent, before, after) => {
  expect(verdictOf(sent, before, after)).toBe(verdict);
});

it('says so of an attempt that got no stream, and nothing of a first one or of a stream that the page reads itself', () => {
  expect(reconnectOf(factsOf(notAnswered('net::ERR_CONNECTION_REFUSED'), {}, { previous, previousRows: withIds(1) }))?.verdict).toBe('not-opened');
  expect(reconnectOf(factsOf())).toBe(undefined);
  expect(reconnectOf(factsOf({ n: 2 }, { api: 'fetch' }, { previous }))).toBe(undefined);
});

it('where nobody saw what was sent back, says that no id was only of a browser that had received none', () => {
  const verdict = (before: readonly string[], connection = {}, attempt = {}) =>
    reconnectOf(factsOf({ n: 2, ...attempt }, connection, { previous, previousRows: withIds(...before), rows: withIds('') }))?.verdict;
  const file = { unwatched: true, frameUrl: '' } as const;
  expect([verdict(['']), verdict(['7']), verdict([''], file)]).toEqual(['no-ids', 'unclear', 'unclear']);
  expect(verdict(['7'], file, { requestHeaders: [] })).toBe('no-ids');
});

it('cuts ids that are long', () => {
  expect(reconnectOf(factsOf({ n: 2, lastEventIdSent: 'x'.repeat(5000) }, {}, { previous, previousRows: withIds('x'.repeat(5000)) }))?.sent).toHaveLength(80);
});
