/** The Messages view in a real Chromium, over two million messages: the list, the tree, and what they cost. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { violations } from '../axe.ts';
import { useOnePage } from './one-page.ts';

const COUNT = 2_000_000;

const opened = useOnePage('messages-page/index.html', { width: 1000, height: 500 });
let page: Page;
beforeAll(() => void (page = opened.page));

const open = async (query = ''): Promise<void> => {
  await page.goto(opened.url + query);
  await page.waitForSelector('[role=grid] [data-position]:not([aria-busy])');
};
/** Positions of the rows that can be seen (half of them or more), from top to bottom; and whether each has its data. */
const seen = (): Promise<{ positions: number[]; waiting: number }> =>
  page.evaluate(() => {
    const grid = document.querySelector('[role=grid]')?.getBoundingClientRect();
    const rows = [...document.querySelectorAll<HTMLElement>('.virtual-list-rows [data-position]')].filter((row) => {
      const { top, height } = row.getBoundingClientRect();
      return grid !== undefined && top + height / 2 > grid.top + 22 && top + height / 2 < grid.bottom;
    });
    return { positions: rows.map((row) => Number(row.dataset['position'])), waiting: rows.filter((row) => row.ariaBusy === 'true').length };
  });
const until = async (condition: (now: Awaited<ReturnType<typeof seen>>) => boolean, what: string): Promise<number[]> => {
  await expect.poll(async () => condition(await seen()), { message: what, timeout: 10_000, interval: 20 }).toBe(true);
  return (await seen()).positions;
};
const settledAt = (first: number): Promise<number[]> => until(({ positions, waiting }) => waiting === 0 && positions[0] === first, `first row ${first}`);
const atEnd = (count: number): Promise<number[]> => until(({ positions, waiting }) => waiting === 0 && positions.at(-1) === count - 1, `last row ${count - 1}`);
const consecutive = (positions: number[]): boolean => positions.every((at, i) => i === 0 || at === (positions[i - 1] ?? 0) + 1);
const grid = () => page.locator('[role=grid]');
const scrollTop = (value?: number): Promise<number> =>
  grid().evaluate((element, to) => {
    if (to !== undefined) element.scrollTop = to;
    return element.scrollTop;
  }, value);
const active = (): Promise<string | null> =>
  page
    .evaluate(() => document.querySelector('[role=grid]')?.getAttribute('aria-activedescendant') ?? null)
    .then((id) => id && id.slice(id.lastIndexOf('-') + 1));

describe('a list of 2,000,000', () => {
  it('is drawn at its end, with few elements, in order, and tells its size', async () => {
    await open();
    const rows = await atEnd(COUNT);
    expect(consecutive(rows)).toBe(true);
    expect(rows.length).toBeGreaterThan(20);
    expect(await page.locator('[role=row]').count()).toBeLessThan(60);
    expect(await grid().getAttribute('aria-rowcount')).toBe(String(COUNT + 1));
    expect(await page.locator(`[data-position="${COUNT - 1}"]`).getAttribute('aria-rowindex')).toBe(String(COUNT + 1));
    // The last row is whole: its lower edge is the list's.
    const edges = await page.evaluate(
      (last) => [
        document.querySelector(`[data-position="${last}"]`)?.getBoundingClientRect().bottom,
        document.querySelector('[role=grid]')?.getBoundingClientRect().bottom,
      ],
      COUNT - 1,
    );
    expect(edges[0]).toBeCloseTo(edges[1] ?? 0, 0);
  });

  it('moves a few rows with the wheel, anywhere', async () => {
    await open();
    await atEnd(COUNT);
    await scrollTop(4_000_000);
    const before = await until(({ positions, waiting }) => waiting === 0 && (positions[0] ?? 0) > 900_000 && (positions[0] ?? 0) < 1_100_000, 'the middle');
    await page.mouse.move(300, 250);
    await page.mouse.wheel(0, 210);
    await settledAt((before[0] ?? 0) + 10);
    await page.mouse.wheel(0, -420);
    await settledAt((before[0] ?? 0) - 10);
  });

  it('comes to the first row and back to the last, by thumb and by keys', async () => {
    await open();
    await atEnd(COUNT);
    await scrollTop(0);
    await settledAt(0);
    await grid().focus();
    await page.keyboard.press('End');
    await atEnd(COUNT);
    expect(await active()).toBe(String(COUNT - 1));
    await page.keyboard.press('Home');
    await settledAt(0);
    expect(await active()).toBe('0');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('PageDown');
    await expect.poll(active).not.toBe('1');
    // The active row stays in the document while it is out of sight.
    const id = await grid().getAttribute('aria-activedescendant');
    await scrollTop(5_000_000);
    await until(({ positions }) => (positions[0] ?? 0) > 1_000_000, 'far away');
    expect(await page.locator(`[id="${id}"]`).count()).toBe(1);
  });

  it('stays at the end while rows arrive, lets go when the user scrolls up, and counts what is new', async () => {
    await open();
    await atEnd(COUNT);
    await page.evaluate(() => window.page.append(7));
    await atEnd(COUNT + 7);
    await page.mouse.move(300, 250);
    await page.mouse.wheel(0, -210);
    const before = await until(({ positions, waiting }) => waiting === 0 && positions.at(-1) === COUNT + 7 - 1 - 10, 'ten rows up');
    await page.evaluate(() => window.page.append(1234));
    await page.waitForSelector('.data-grid-pill');
    expect(await page.locator('.data-grid-pill').textContent()).toBe('1,234 new ↓');
    expect((await seen()).positions).toEqual(before);
    await page.click('.data-grid-pill');
    await atEnd(COUNT + 1241);
    expect(await page.locator('.data-grid-pill').count()).toBe(0);
  });

  it('never shows an empty row while it follows a flood', async () => {
    await open();
    await atEnd(COUNT);
    const most = await page.evaluate(async () => {
      let waiting = 0;
      for (let frame = 0; frame < 60; frame++) {
        window.page.append(400);
        await new Promise(requestAnimationFrame);
        waiting = Math.max(waiting, document.querySelectorAll('.virtual-list-rows [aria-busy]').length);
      }
      return waiting;
    });
    expect(most).toBe(0);
    await atEnd(COUNT + 24_000);
  });

  it.each([80, 2500])('keeps its place when the oldest %i rows are dropped', async (dropped) => {
    await open('?count=50000');
    await atEnd(50_000);
    await scrollTop(3000 * 21);
    await settledAt(3000);
    const words = (): Promise<string[]> => page.locator('.virtual-list-rows [role=row]').allTextContents();
    await expect.poll(async () => (await words()).every((text) => text !== '')).toBe(true);
    await page.mouse.click(300, 250);
    const selected = await page.locator('.grid-row.is-active').textContent();
    const before = await words();
    await page.evaluate((upTo) => window.page.drop(upTo), dropped);
    await settledAt(3000 - dropped);
    expect(await grid().getAttribute('aria-rowcount')).toBe(String(50_000 - dropped + 1));
    expect(await words()).toEqual(before);
    expect(await page.locator('.grid-row.is-active').textContent()).toBe(selected);
    // What is new is counted all the same, when as many are dropped as arrive.
    await page.evaluate((upTo) => {
      window.page.append(100);
      window.page.drop(upTo + 100);
    }, dropped);
    await expect.poll(() => page.locator('.data-grid-pill').textContent()).toBe('100 new ↓');
  });

  it('has rows again after jumps, however slow the recorder is, and asks for one window at a time', async () => {
    await open();
    await atEnd(COUNT);
    await page.evaluate(() => {
      window.page.hold();
      window.page.asked.length = 0;
    });
    for (let i = 1; i <= 20; i++) await scrollTop(i * 300_000);
    await until(({ waiting, positions }) => waiting > 0 && (positions[0] ?? 0) > 1_400_000, 'the place, without rows');
    const asked = (): Promise<number> => page.evaluate(() => window.page.asked.length);
    // What is asked of a recorder that does not answer: the first window, not those of all places on the way.
    expect(await asked()).toBe(1);
    await page.evaluate(() => window.page.release());
    await until(({ waiting, positions }) => waiting === 0 && (positions[0] ?? 0) > 1_400_000, 'rows after the jumps');
    expect(await asked()).toBe(2);
  });
});

describe('a search that finds everything, the newest first', () => {
  const search = (): Promise<void> =>
    page.evaluate(() => {
      window.page.look(40_000);
      window.page.state.filterText.value = 'grow';
    });
  const words = (): Promise<string[]> => page.locator('.virtual-list-rows [role=row]').allTextContents();

  it('shows the newest with its first answer, and keeps them while all positions move', async () => {
    await open();
    await atEnd(COUNT);
    /** Those that are seen: what is drawn above them depends on how far the list is scrolled. */
    const last = async (): Promise<string[]> => (await words()).slice(-20);
    const before = await last();
    await search();
    await atEnd(40_000);
    expect(await last()).toEqual(before);
    await page.evaluate(() => window.page.look(900_000));
    await atEnd(900_000);
    expect(await last()).toEqual(before);
  });

  it('keeps the place that the user has scrolled to', async () => {
    await open();
    await search();
    await atEnd(40_000);
    await page.mouse.move(300, 250);
    await page.mouse.wheel(0, -2100);
    const first = (await until(({ positions, waiting }) => waiting === 0 && positions.at(-1) === 40_000 - 1 - 100, 'a hundred rows up'))[0]!;
    const before = await words();
    for (const looked of [300_000, 1_200_000, 2_000_000]) {
      await page.evaluate((many) => window.page.look(many), looked);
      await settledAt(first + looked - 40_000);
      expect(await words()).toEqual(before);
    }
  });

  it('shows the message that was chosen, wherever it stands by then', async () => {
    await open();
    await atEnd(COUNT);
    await page.evaluate((index) => (window.page.state.selectedMessage.value = index), COUNT - 30_000);
    await page.locator('.grid-row.is-active').waitFor();
    await page.evaluate(() => (window.page.state.selectedMessage.value = null));
    await page.evaluate((index) => (window.page.state.selectedMessage.value = index), COUNT - 30_000);
    await search();
    const place = (): Promise<string | undefined> =>
      page.evaluate(() => document.querySelector<HTMLElement>('.virtual-list-rows .grid-row.is-active:not([aria-busy])')?.dataset['position']);
    await expect.poll(place).toBe('10000');
    await page.evaluate(() => window.page.look(1_500_000));
    await expect.poll(place).toBe(String(1_500_000 - 30_000));
  });
});

describe('columns', () => {
  it('are made wider by dragging and by keys, and remembered', async () => {
    await open('?count=500');
    await atEnd(500);
    const width = (): Promise<number> =>
      page
        .locator('[role=columnheader]')
        .nth(1)
        .evaluate((element) => element.clientWidth);
    const before = await width();
    const edge = page.locator('[role=columnheader] [role=separator]').nth(1);
    const box = await edge.boundingBox();
    if (!box) throw new Error('the edge is not drawn');
    await page.mouse.move(box.x + 3, box.y + 5);
    await page.mouse.down();
    await page.mouse.move(box.x + 43, box.y + 5, { steps: 4 });
    await page.mouse.up();
    await expect.poll(width).toBe(before + 40);
    await edge.focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(width).toBe(before + 32);
    expect(await page.evaluate(() => window.page.state.sizes.value['messages.column.time'])).toBe(before + 32 + 1);
  });
});

describe('several rows', () => {
  const selected = (): Promise<number[]> =>
    page.evaluate(() => [...document.querySelectorAll<HTMLElement>('[role=row][aria-selected=true]')].map((row) => Number(row.dataset['position'])));
  const copied = (): Promise<string | undefined> => page.evaluate(() => window.page.copied.at(-1));

  it('are selected with Shift and the arrows, stay selected while rows come and go, and are copied', async () => {
    await open('?count=5000');
    await atEnd(5000);
    expect(await grid().getAttribute('aria-multiselectable')).toBe('true');
    await grid().focus();
    for (const key of ['End', 'ArrowUp', 'Shift+ArrowUp', 'Shift+ArrowUp']) await page.keyboard.press(key);
    await expect.poll(selected).toEqual([4996, 4997, 4998]);
    // With Shift back beyond the anchor: the other way.
    for (let i = 0; i < 3; i += 1) await page.keyboard.press('Shift+ArrowDown');
    await expect.poll(selected).toEqual([4998, 4999]);
    await page.keyboard.press('Control+c');
    await expect.poll(copied).toBe('ndjson 4998 4999');
    await page.evaluate(() => {
      window.page.append(100);
      window.page.drop(1000);
    });
    // Of what is scrolled away only the active row is still there.
    await expect.poll(selected).toEqual([3999]);
    await page.keyboard.press('Control+c');
    await expect.poll(() => page.evaluate(() => window.page.copied)).toEqual(['ndjson 4998 4999', 'ndjson 4998 4999']);
    // Escape leaves one, and so does a move without Shift.
    await page.keyboard.press('Escape');
    await expect.poll(selected).toEqual([3999]);
    for (const key of ['Shift+ArrowUp', 'ArrowUp']) await page.keyboard.press(key);
    await expect.poll(selected).toEqual([3997]);
  });

  it('are selected with Shift and the pointer, and the menu offers to copy them', async () => {
    await open('?count=30');
    await atEnd(30);
    const row = (position: number) => page.locator(`[data-position="${position}"] .is-time`);
    await row(20).click();
    await page.keyboard.press('Escape');
    await row(24).click({ modifiers: ['Shift'] });
    await expect.poll(selected).toEqual([20, 21, 22, 23, 24]);
    expect(await page.locator('.message-detail').count()).toBe(0);
    await row(22).click({ button: 'right' });
    await expect.poll(selected).toEqual([20, 21, 22, 23, 24]);
    await page.getByRole('menuitem', { name: 'Copy as Markdown' }).first().click();
    await expect.poll(copied).toBe('markdown 20 21 22 23 24');
  });

  it('are compared, the last with the first, by their menu', async () => {
    await open('?count=30');
    await atEnd(30);
    const row = (position: number) => page.locator(`[data-position="${position}"] .is-time`);
    await row(20).click();
    await page.keyboard.press('Escape');
    // Of other types: the one before of its type is another.
    await row(27).click({ modifiers: ['Shift'] });
    await row(22).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Compare the first with the last of the selection' }).click();
    await page.waitForSelector('.diff-line.is-removed');
    expect(await page.locator('.diff-line.is-removed').allTextContents()).toEqual(expect.arrayContaining([expect.stringContaining('"symbol"')]));
    expect(await page.locator('.diff-line.is-added').allTextContents()).toEqual([expect.stringContaining('tick 27')]);
    expect(await page.evaluate(() => window.page.state.selectedMessage.value)).toBe(27);
    // Another message is compared as usual again.
    await row(28).click();
    await page.getByRole('tab', { name: 'Difference' }).click();
    await expect.poll(() => page.locator('.diff-line.is-removed').allTextContents()).not.toEqual(expect.arrayContaining([expect.stringContaining('"symbol"')]));
    expect(await page.evaluate(() => window.page.state.compared.value)).toBeNull();
  });

  it('are all of them with Ctrl+A, wherever the list is scrolled', async () => {
    await open('?count=700');
    await atEnd(700);
    await grid().focus();
    await page.keyboard.press('Control+a');
    await expect.poll(async () => (await selected()).length).toBeGreaterThan(15);
    expect(await page.locator('[role=row][aria-selected=false]').count()).toBe(0);
    await page.keyboard.press('Control+c');
    await expect.poll(copied).toBe(`ndjson ${Array.from({ length: 700 }, (_, i) => i).join(' ')}`);
  });
});

describe('a message', () => {
  it('opens with Enter, survives what arrives, closes with Escape', async () => {
    await open('?count=5000');
    await atEnd(5000);
    await grid().focus();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowUp');
    expect(await page.locator('.message-detail').count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.message-detail .message-type');
    await page.evaluate(() => window.page.append(3000));
    await expect.poll(() => grid().getAttribute('aria-rowcount')).toBe('8001');
    expect(await active()).toBe('4998');
    expect(await page.evaluate(() => window.page.state.selectedMessage.value)).toBe(4998);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('.message-detail').count()).toBe(0);
    expect(await active()).toBe('4998');
  });

  it('keeps big integers in the tree, and copies value and path', async () => {
    await open('?count=101');
    await page.evaluate(() => (window.page.state.selectedMessage.value = 100));
    await grid().focus();
    await page.keyboard.press('Enter');
    await page.locator('[role=treeitem]', { hasText: 'volume' }).waitFor();
    expect(await page.locator('[role=treeitem]', { hasText: 'volume' }).textContent()).toContain('9007199254741093');
    await page.locator('[role=tree]').focus();
    for (const key of ['Home', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Control+c', 'Control+Alt+c']) await page.keyboard.press(key);
    await expect.poll(() => page.evaluate(() => window.page.copied)).toEqual(['9007199254741093', '$.volume']);
  });

  it('compares with the one before of its type', async () => {
    await open('?count=101');
    await page.evaluate(() => (window.page.state.selectedMessage.value = 100));
    await grid().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Difference' }).click();
    await page.waitForSelector('.diff-line.is-added');
    expect(await page.locator('.diff-line.is-removed').count()).toBe(await page.locator('.diff-line.is-added').count());
    expect(await page.locator('.diff-line.is-added mark').first().textContent()).not.toBe('');
  });

  it('of 10 MB with 100,000 members opens, goes to its end and opens there', async () => {
    await open('?count=500&big=1');
    await page.evaluate(() => (window.page.state.selectedMessage.value = 4));
    await grid().focus();
    await page.keyboard.press('Enter');
    await page.locator('[role=tree]').focus();
    await page.keyboard.press('End');
    await page.locator('[role=treeitem][aria-posinset="100000"]').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.locator('[role=treeitem][aria-level="3"]').first().waitFor();
    expect(await page.locator('[role=treeitem]').count()).toBeLessThan(80);
    await page.getByRole('tab', { name: 'Text' }).click();
    await page.locator('.text-view').focus();
    await page.keyboard.press('End');
    await expect.poll(() => page.locator('.text-line').last().textContent()).toMatch(/member 99999.*\]$/);
    expect(await page.locator('.text-line').count()).toBeLessThan(60);
  });

  it('of 2,000,000 numbers is a tree that is whole at its end, and goes back to its begin', async () => {
    await open('?count=500&big=1');
    await page.evaluate(() => (window.page.state.selectedMessage.value = 64));
    await grid().focus();
    await page.keyboard.press('Enter');
    await page.locator('[role=tree]').focus();
    await page.keyboard.press('End');
    const last = page.locator('[role=treeitem][aria-posinset="2000000"]');
    await last.waitFor();
    expect(await last.textContent()).toContain('1999999');
    const edges = await page.evaluate(() => [
      document.querySelector('[aria-posinset="2000000"]')?.getBoundingClientRect().bottom,
      document.querySelector('[role=tree]')?.getBoundingClientRect().bottom,
    ]);
    expect(Math.abs((edges[0] ?? 0) - (edges[1] ?? Infinity))).toBeLessThan(20);
    expect(await page.locator('[role=treeitem]').count()).toBeLessThan(80);
    await page.keyboard.press('Home');
    await page.locator('[role=treeitem][aria-level="2"][aria-posinset="1"]').waitFor();
  });

  it('of 10,000 levels opens whole', async () => {
    await open('?count=500&big=1');
    await page.evaluate(() => (window.page.state.selectedMessage.value = 24));
    await grid().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Expand all' }).click();
    await page.locator('[role=tree]').focus();
    await page.keyboard.press('End');
    await page.locator('[role=treeitem][aria-level="10001"]').waitFor();
  });
});

describe('accessibility', () => {
  it.each(['light', 'dark'])('axe finds nothing in the list and the three ways to see a message, %s', async (theme) => {
    const context = await opened.browser.newContext({ viewport: { width: 900, height: 260 } });
    const own = await context.newPage();
    await own.goto(`${opened.url}?count=102&theme=${theme}`);
    await own.locator('[data-position="101"]').click();
    for (const tab of ['Tree', 'Text', 'Difference']) {
      await own.getByRole('tab', { name: tab }).click();
      await own.locator(`[role=tabpanel] .${{ Tree: 'json-tree', Text: 'text-view', Difference: 'text-diff' }[tab]}`).waitFor();
      // Landmarks and headings are the shell's, which is not in this page.
      // The list is the same beside each: it is looked at once.
      const part = tab === 'Tree' ? '.messages' : '.message-detail';
      expect(await violations(own, { part, colorsAlone: theme === 'dark', without: ['landmark-one-main', 'page-has-heading-one', 'region'] })).toEqual([]);
    }
    await context.close();
  });
});
