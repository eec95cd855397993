import { describe, expect, it } from 'vitest';
import { attemptColumns } from '../../../../src/panel/views/timeline/attempt-columns.ts';
import { type AttemptTimes, delayText, endMark, outcomeText } from '../../../../src/panel/views/facts/attempt-facts.ts';
import { toneOf } from '../../../../src/panel/views/request/facts.ts';
import { attemptRows } from '../../../../src/panel/views/timeline/attempt-rows.ts';
import { formatDelay, formatSpan } from '../../../../src/panel/views/facts/durations.ts';
import { shortUrl } from '../../../../src/panel/views/facts/short-url.ts';
import { requestOf } from '../../../../src/panel/views/timeline/timeline-request.ts';
import { usualOrigin } from '../../../../src/panel/views/timeline/usual-origin.ts';
import { MAX_BUCKETS } from '../../../../src/wire/protocol/questions.ts';
import type { ConnectionRow } from '../../../../src/wire/protocol/questions.ts';
import { T0 } from './lanes.ts';

const second: AttemptTimes = {
  startedAt: T0,
  openedAt: T0 + 12,
  endedAt: T0 + 480,
  outcome: 'cut',
  reconnectDelay: 3003,
  retryInForce: 3000,
  retryFrom: 'default',
};

describe('what is said of an attempt', () => {
  it('has the delay expected beside the delay observed', () => {
    expect(delayText(second)).toBe('expected 3.00 s (default), observed 3.003 s');
    expect(delayText({ ...second, reconnectDelayFrom: 'page' })).toBe('expected 3.00 s (default), observed 3.003 s (with connecting)');
    expect(delayText({ ...second, retryInForce: undefined })).toBe('observed 3.003 s');
    expect(delayText({ startedAt: T0, outcome: 'open' })).toBeUndefined();
  });

  it('is the same in the table', () => {
    const facts = { ...second, connection: '/ticks', n: 2, messages: 1234, error: 'net::ERR_FAILED' };
    const cells = Object.fromEntries(attemptColumns.map((column) => [column.id, column.text(facts, T0 + 9999)]));
    expect(cells).toMatchObject({
      connection: '/ticks',
      attempt: '2',
      connecting: '12 ms',
      open: '468 ms',
      outcome: 'connection cut',
      messages: '1,234',
      expected: '3.00 s (default)',
      observed: '3.003 s',
      error: 'net::ERR_FAILED',
    });
  });

  it('is no failure where it opened and nobody saw how it ended', () => {
    const said = (attempt: Pick<AttemptTimes, 'outcome' | 'openedAt'>): unknown => [outcomeText(attempt), endMark(attempt), toneOf(attempt)];
    expect(said({ outcome: 'failed', openedAt: T0 })).toEqual(['ended: cleanly or cut, not seen', 'none', undefined]);
    expect(said({ outcome: 'failed' })).toEqual(['failed', 'error', 'error']);
    expect(said({ outcome: 'cut', openedAt: T0 })).toEqual(['connection cut', 'error', 'error']);
  });

  it('counts a running phase up to the present', () => {
    const facts = { startedAt: T0, outcome: 'connecting' as const, connection: '/', n: 1, messages: 0 };
    const cells = Object.fromEntries(attemptColumns.map((column) => [column.id, column.text(facts, T0 + 2500)]));
    expect(cells).toMatchObject({ connecting: '2.500 s', open: '', expected: '', observed: '' });
  });
});

describe('spans', () => {
  it.each([
    [0, '0 ms'],
    [0.44, '0.4 ms'],
    [12.4, '12 ms'],
    [999.6, '1.000 s'],
    [3003.2, '3.003 s'],
    [59_999.6, '1 min 00 s'],
    [65_000, '1 min 05 s'],
    [7_380_000, '2 h 03 min'],
    [-20, '−20 ms'],
  ])('%d is %s', (ms, text) => expect(formatSpan(ms)).toBe(text));

  it('that were set have no more decimals than they need', () => {
    expect([500, 3000, 2345, 10_000].map(formatDelay)).toEqual(['500 ms', '3.00 s', '2.345 s', '10.00 s']);
  });
});

describe('short URLs', () => {
  it('are path and query, with the host where it is asked for', () => {
    expect(shortUrl('https://api.example.com:8080/a/b?c=d#e', true)).toEqual({ host: 'api.example.com:8080', path: '/a/b?c=d' });
    expect(shortUrl('https://example.com', false)).toEqual({ host: '', path: '/' });
    expect(shortUrl('no url', true)).toEqual({ host: '', path: 'no url' });
  });
});

describe('the usual origin', () => {
  it('is that of most connections', () => {
    const of = (...origins: string[]) => usualOrigin(origins.map((origin) => ({ origin })));
    expect([of('a', 'b', 'b'), of('a', 'b'), of()]).toEqual(['b', 'a', undefined]);
  });
});

describe('all attempts as rows', () => {
  const rows = attemptRows([3, 0, 2].map((attempts, i) => ({ id: i + 10, attempts }) as ConnectionRow));

  it('finds the attempt of a row and the row of an attempt', () => {
    expect(rows.total).toBe(5);
    expect([0, 1, 2, 3, 4].map((i) => [rows.at(i)?.row.id, rows.at(i)?.n])).toEqual([
      [10, 1],
      [10, 2],
      [10, 3],
      [12, 1],
      [12, 2],
    ]);
    expect([rows.at(-1), rows.at(5)]).toEqual([null, null]);
    expect([rows.indexOf(12, 2), rows.indexOf(11, 1), rows.indexOf(10, 4)]).toEqual([4, -1, -1]);
  });

  it('asks for the stretches that a window is made of', () => {
    expect(rows.stretches(1, 4).map(({ row, from, to }) => [row.id, from, to])).toEqual([
      [10, 2, 4],
      [12, 1, 2],
    ]);
    expect(rows.stretches(3, 99).map(({ row, from, to }) => [row.id, from, to])).toEqual([[12, 1, 3]]);
    expect(attemptRows([]).stretches(0, 10)).toEqual([]);
  });
});

describe('the question', () => {
  it('covers the view with one bucket a pixel, aligned so that columns do not flicker', () => {
    const first = requestOf({ from: T0 + 3, to: T0 + 1003, mode: 'live' }, 100, [1]);
    const later = requestOf({ from: T0 + 47, to: T0 + 1047, mode: 'live' }, 100, [1]);
    expect(first.from).toBeLessThanOrEqual(T0 + 3);
    expect(first.to).toBeGreaterThanOrEqual(T0 + 1003);
    expect((first.to - first.from) / first.buckets).toBeCloseTo(10, 6);
    expect(((later.from - first.from) / 10) % 1).toBeCloseTo(0, 6);
  });

  it('never asks for more buckets than are answered', () => {
    expect(requestOf({ from: T0, to: T0 + 1000, mode: 'fit' }, 20_000, [1]).buckets).toBeLessThanOrEqual(MAX_BUCKETS);
  });
});
