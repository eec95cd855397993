import { expect, test } from 'vitest';
import { createBadge } from '../../../src/background/badge.ts';
import { createCensusDesk } from '../../../src/background/census-desk.ts';
import type { Board, TabRow } from '../../../src/core/census/board.ts';

const tab = (tabId: number, open: number, waiting = 0): TabRow => ({ tabId, open, waiting, connecting: 0, incognito: false, origins: [], documents: [] });
const board = (...tabs: TabRow[]): Board => ({ at: 0, tabs, pools: [] });

const setup = (before: number[] = []) => {
  const said: string[] = [];
  const badge = createBadge(
    {
      setBadgeText: ({ tabId, text }) => Promise.resolve(void said.push(`${tabId} "${text}"`)),
      setTitle: ({ tabId, title }) => Promise.resolve(void said.push(`${tabId} ${title}`)),
      setBadgeBackgroundColor: () => Promise.resolve(),
    },
    before,
  );
  return { badge, said: (): string[] => said.splice(0) };
};

test('the badge says how many, the title says of what kind; only what changed is said again', () => {
  const { badge, said } = setup();
  badge.show(board(tab(1, 2, 1), tab(2, 1500), tab(-1, 5)));
  expect(said()).toEqual(['1 "3"', '1 SSE Scope: 2 open, 1 waiting', '2 "999+"', '2 SSE Scope: 1500 open']);
  badge.show(board(tab(1, 2, 1), tab(2, 7)));
  expect(said()).toEqual(['2 "7"', '2 SSE Scope: 7 open']);
  badge.show(board(tab(2, 7)));
  expect(said()).toEqual(['1 ""', '1 SSE Scope']);
  badge.show(board(tab(2, 7)));
  expect(said()).toEqual([]);
});

test('a tab that navigated gets its badge again, and a new worker takes off what the last one left', () => {
  const { badge, said } = setup([1, 3]);
  badge.show(board(tab(1, 2)));
  expect(said()).toEqual(['1 "2"', '1 SSE Scope: 2 open', '3 ""', '3 SSE Scope']);
  badge.cleared(1);
  badge.cleared(8);
  badge.show(board(tab(1, 2)));
  expect(said()).toEqual(['1 "2"', '1 SSE Scope: 2 open']);
});

test('many changes make one board; a board with waits makes the next when they are over', () => {
  const tasks: { task: () => void; at: number }[] = [];
  const shown: number[] = [];
  let now = 0;
  let staleAt: number | undefined = 5000;
  const desk = createCensusDesk({
    board: (at) => ({ at, tabs: [], pools: [], staleAt }),
    show: ({ at }) => shown.push(at),
    now: () => now,
    later: (task, delay) => tasks.push({ task, at: now + delay }),
  });
  const run = (until: number): void => {
    for (;;) {
      tasks.sort((a, b) => a.at - b.at);
      if (tasks.length === 0 || tasks[0]!.at > until) break;
      const { task, at } = tasks.shift()!;
      now = at;
      task();
    }
    now = until;
  };
  desk.changed();
  desk.changed();
  run(1000);
  desk.changed();
  run(2000);
  expect(shown).toEqual([50, 1050]);
  staleAt = undefined;
  run(60_000);
  expect(shown).toEqual([50, 1050, 5050]);
});
