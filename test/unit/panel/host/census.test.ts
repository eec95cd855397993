import { expect, it } from 'vitest';
import type { Board, TabRow } from '../../../../src/core/census/board.ts';
import { holdersOf } from '../../../../src/panel/host/census.ts';

const tab = (tabId: number, open: number): TabRow => ({
  tabId,
  incognito: false,
  open,
  connecting: 0,
  waiting: 0,
  documents: [],
  origins: [{ origin: 'http://a.test', pool: 'a', since: 0, open, connecting: 0, waiting: 0, streams: [] }],
});

it('names the inspected tab first, then those that hold the most, by title where there is one', () => {
  const board: Board = { at: 0, pools: [], tabs: [tab(3, 1), tab(9, 4), tab(7, 1)] };
  const holders = holdersOf(
    board,
    7,
    new Map([
      [9, 'x'.repeat(200)],
      [3, ''],
    ]),
  );
  expect(holders.map(({ tabId, isThis, title, open }) => [tabId, isThis, title.slice(0, 3), title.length, open])).toEqual([
    [7, true, '#7', 2, 1],
    [9, false, 'xxx', 80, 4],
    [3, false, '#3', 2, 1],
  ]);
});
