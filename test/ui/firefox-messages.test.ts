/** The list and the tree with 2,000,000 rows in a real Firefox, which drops elements that Chromium still draws. See messages.test.ts for what is the same in both. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TabNumber } from '../../cli/firefox/chrome-scope.ts';
import type { Firefox } from '../../cli/firefox/firefox.ts';
import { launchFirefox } from '../launch-firefox.ts';
import { BROWSERS } from '../browsers.ts';
import { viewIn } from '../e2e/firefox-view.ts';
import type { View } from '../e2e/view.ts';
import { servePage, type PageServer } from './serve-page.ts';

const COUNT = 2_000_000;
const PATIENCE = 60_000;

interface Seen {
  /** From top to bottom, half of them or more. */
  positions: number[];
  /** Those without their data. */
  waiting: number;
  /** Pixels from the end of the last one to the end of the list, and the heights of all, which are one. */
  below: number;
  heights: number[];
}

/** Runs in the page, so it stands alone. */
const look = (): Seen => {
  const grid = document.querySelector('[role=grid]')!.getBoundingClientRect();
  const rows = [...document.querySelectorAll<HTMLElement>('.virtual-list-rows [data-position]')].filter((row) => {
    const { top, height } = row.getBoundingClientRect();
    return top + height / 2 > grid.top + 22 && top + height / 2 < grid.bottom;
  });
  const boxes = rows.map((row) => row.getBoundingClientRect());
  return {
    positions: rows.map((row) => Number(row.dataset['position'])),
    waiting: rows.filter((row) => row.ariaBusy === 'true').length,
    below: Math.round(grid.bottom - (boxes.at(-1)?.bottom ?? 0)),
    heights: [...new Set(boxes.map(({ height }) => Math.round(height)))],
  };
};

describe.skipIf(!BROWSERS.includes('firefox'))('2,000,000 rows', () => {
  let server: PageServer;
  let firefox: Firefox;
  let tab: TabNumber;
  let view: View;

  beforeAll(async () => {
    [server, firefox] = await Promise.all([servePage('messages-page/index.html'), launchFirefox()]);
    tab = await firefox.scope.call<TabNumber>('firstTab');
    view = viewIn(firefox, { kind: 'page', tab });
  });
  afterAll(async () => {
    await firefox?.close();
    await server?.close();
  });

  const open = async (query: string): Promise<void> => {
    await firefox.scope.call('load', tab, server.url + query, PATIENCE);
    await view.appear({ role: 'grid', name: 'Messages' });
  };
  const until = async (condition: (seen: Seen) => boolean, what: string): Promise<Seen> => {
    await expect.poll(async () => condition(await view.evaluate(look)), { message: what, timeout: PATIENCE }).toBe(true);
    return view.evaluate(look);
  };
  const whole = ({ positions, waiting, heights }: Seen): boolean =>
    waiting === 0 && positions.length > 10 && heights.join() === '21' && positions.every((at, i) => i === 0 || at === positions[i - 1]! + 1);
  const scroll = (to: { top: number } | { by: number }): Promise<void> =>
    view.evaluate((where: { top?: number; by?: number }) => {
      const list = document.querySelector('[role=grid]')!;
      list.scrollTop = where.top ?? list.scrollTop + (where.by ?? 0);
    }, to);
  /** As with the thumb, that is held: a list that follows its end may be drawn there once more before it hears of the scrolling. */
  const goTo = (top: number, isThere: (seen: Seen) => boolean): Promise<Seen> => {
    let last = 'nothing';
    const there = async (): Promise<boolean> => {
      await scroll({ top });
      const seen = await view.evaluate(look);
      last = JSON.stringify(seen);
      return whole(seen) && isThere(seen);
    };
    return expect
      .poll(there, { timeout: PATIENCE })
      .toBe(true)
      .then(
        () => view.evaluate(look),
        (error: unknown) => {
          throw new Error(`${top}: ${last}`, { cause: error });
        },
      );
  };

  test('of the list: its end, its middle, row by row, and its begin are whole', async () => {
    await open('');
    const end = await until((seen) => whole(seen) && seen.positions.at(-1) === COUNT - 1, 'the last row');
    expect(end.below).toBe(0);

    const middle = await goTo(4_000_000, ({ positions }) => positions[0]! > 900_000 && positions[0]! < 1_100_000);
    await scroll({ by: 210 });
    await until((seen) => whole(seen) && seen.positions[0] === middle.positions[0]! + 10, 'ten rows further');
    await scroll({ by: -420 });
    await until((seen) => whole(seen) && seen.positions[0] === middle.positions[0]! - 10, 'ten rows before');

    await goTo(0, ({ positions }) => positions[0] === 0);
    const grid = { role: 'grid', name: 'Messages' };
    await view.press(grid, 'End');
    await until((seen) => whole(seen) && seen.positions.at(-1) === COUNT - 1 && seen.below === 0, 'the last row, by its key');
    await view.press(grid, 'Home');
    await until((seen) => whole(seen) && seen.positions[0] === 0, 'the first row, by its key');
  });

  test('of a tree: its last and its first are drawn', async () => {
    await open('?count=500&big=1');
    await firefox.evaluate({ kind: 'tab', tab }, () => void (window.page.state.selectedMessage.value = 64));
    await view.press({ role: 'grid', name: 'Messages' }, 'Enter');
    const tree = { role: 'tree' };
    await view.appear(tree);
    await view.press(tree, 'End');
    /** Pixels from the end of the member to the end of the tree; null while it is not drawn. */
    const below = (member: number): Promise<number | null> =>
      view.evaluate((n: number) => {
        const item = document.querySelector(`[role=treeitem][aria-level="2"][aria-posinset="${n}"]`);
        return item && document.querySelector('[role=tree]')!.getBoundingClientRect().bottom - item.getBoundingClientRect().bottom;
      }, member);
    await expect.poll(() => below(COUNT), { timeout: PATIENCE }).not.toBeNull();
    expect(Math.abs((await below(COUNT))!)).toBeLessThan(20);
    await view.press(tree, 'Home');
    await expect.poll(() => below(1), { timeout: PATIENCE }).not.toBeNull();
  });
});
