import { expect, test } from 'vitest';
import { wentSilent } from '../../../../../src/core/explain/rules/went-silent.ts';
import { START, connectionFactsOf, foldedFrom } from '../attempt-facts.ts';

test('is found where a comment and pings come together: they are one sign of life', () => {
  const rows = Array.from({ length: 6 }, (_, i) => [
    { at: i * 5000, kind: 'comment' as const },
    { at: i * 5000 + 1, data: 'ping' },
    { at: i * 5000 + 2, type: 'ping' },
  ]).flat();
  expect(wentSilent.ofConnection(connectionFactsOf({}, { whole: foldedFrom(rows), now: START + 41_000 }))).toEqual([
    { attempt: 1, at: START + 25_002, params: { seconds: 5, periods: 3 } },
  ]);
});

test('is found whichever of two witnesses is first, and whichever is late', () => {
  const rows = Array.from({ length: 6 }, (_, i) => {
    const beat = [
      { at: i * 5000, kind: 'comment' as const },
      { at: i * 5000 + 30, type: 'ping' },
    ];
    // A row that is learnt late stands before one that is known.
    return i % 2 === 0 ? beat : [beat[1]!, { ...beat[0]!, rank: i * 5000 - 1000 }];
  }).flat();
  expect(wentSilent.ofConnection(connectionFactsOf({}, { whole: foldedFrom(rows), now: START + 41_000 }))).toHaveLength(1);
});

test('is silent of all else', () => {
  expect(wentSilent.ofConnection(connectionFactsOf())).toEqual([]);
  expect(
    wentSilent.ofConnection(
      connectionFactsOf({}, { whole: foldedFrom(Array.from({ length: 6 }, (_, i) => ({ at: i * 5000, type: 'ping' }))), now: START + 35000 }),
    ),
  ).toEqual([]);
  expect(
    wentSilent.ofConnection(
      connectionFactsOf({}, { whole: foldedFrom(Array.from({ length: 4 }, (_, i) => ({ at: i * 5000, type: 'ping' }))), now: START + 90000 }),
    ),
  ).toEqual([]);
  expect(
    wentSilent.ofConnection(
      connectionFactsOf({}, { whole: foldedFrom(Array.from({ length: 30 }, (_, i) => ({ at: i * 60, type: 'ping' }))), now: START + 90000 }),
    ),
  ).toEqual([]);
  expect(
    wentSilent.ofConnection(
      connectionFactsOf(
        {},
        { whole: foldedFrom(Array.from({ length: 6 }, (_, i) => ({ at: i * 5000, type: i === 5 ? 'done' : 'ping' }))), now: START + 90000 },
      ),
    ),
  ).toEqual([]);
  expect(
    wentSilent.ofConnection(
      connectionFactsOf({ state: 'closed' }, { whole: foldedFrom(Array.from({ length: 6 }, (_, i) => ({ at: i * 5000, type: 'ping' }))), now: START + 90000 }),
    ),
  ).toEqual([]);
  expect(
    wentSilent.ofConnection(
      connectionFactsOf({}, { whole: foldedFrom([0, 1000, 9000, 10_000, 20_000, 21_000].map((at) => ({ at, type: 'ping' }))), now: START + 90_000 }),
    ),
  ).toEqual([]);
});

test('is silent where what came evenly was data: it may have come to its end', () => {
  const ticks = (some: { type?: string; data?: string } = {}) => foldedFrom(Array.from({ length: 30 }, (_, i) => ({ at: i * 5000, ...some })));
  expect(wentSilent.ofConnection(connectionFactsOf({}, { whole: ticks(), now: START + 900_000 }))).toEqual([]);
  expect(wentSilent.ofConnection(connectionFactsOf({}, { whole: ticks({ type: 'price', data: '{"type":"price","p":1}' }), now: START + 900_000 }))).toEqual([]);
});

test('is found by what a heartbeat says, whatever its type is', () => {
  for (const data of ['ping', '{"type":"heartbeat","t":17}']) {
    const whole = foldedFrom(Array.from({ length: 6 }, (_, i) => ({ at: i * 5000, data })));
    expect(wentSilent.ofConnection(connectionFactsOf({}, { whole, now: START + 41_000 }))).toHaveLength(1);
  }
});

test('is found where data comes between heartbeats, and the heartbeat was the last that came', () => {
  const rows = Array.from({ length: 6 }, (_, i) => [
    { at: i * 5000, kind: 'comment' as const },
    ...(i < 5 ? [{ at: i * 5000 + 1700, type: 'price' }] : []),
  ]).flat();
  expect(wentSilent.ofConnection(connectionFactsOf({}, { whole: foldedFrom(rows), now: START + 41_000 }))).toHaveLength(1);
  const ended = [...rows, { at: 26_000, type: 'done' }];
  expect(wentSilent.ofConnection(connectionFactsOf({}, { whole: foldedFrom(ended), now: START + 90_000 }))).toEqual([]);
});

test('is silent where comments come with data: they cease with it', () => {
  const rows = Array.from({ length: 8 }, (_, i) => [
    { at: i * 5000, kind: 'comment' as const },
    { at: i * 5000 + 1, type: 'price' },
  ]).flat();
  expect(wentSilent.ofConnection(connectionFactsOf({}, { whole: foldedFrom(rows), now: START + 90_000 }))).toEqual([]);
});

test('is a note of who reads the text itself, and silent while recording is off', () => {
  const more = { whole: foldedFrom(Array.from({ length: 6 }, (_, i) => ({ at: i * 5000, type: 'ping' }))), now: START + 41_000 };
  expect(wentSilent.ofConnection(connectionFactsOf({ api: 'fetch' }, more))).toMatchObject([{ severity: 'note', params: { seconds: 5 } }]);
  const asked: number[][] = [];
  const isWatched = (...times: [number, number]): boolean => asked.push(times) === 0;
  expect(wentSilent.ofConnection(connectionFactsOf({}, { ...more, isWatched }))).toEqual([]);
  expect(asked).toEqual([[START + 25_000, START + 41_000]]);
});
