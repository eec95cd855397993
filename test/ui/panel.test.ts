/** The whole panel over a recorder in memory: what everyday work needs, by mouse and by keyboard. */
import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useOnePage } from './one-page.ts';

const opened = useOnePage('../workbench/index.html', { width: 1400, height: 500 });
let page: Page;
beforeAll(() => void (page = opened.page));

const open = async (query: string): Promise<void> => {
  await page.goto(`${opened.url}?${query}`);
  await page.locator('[data-position]:not([aria-busy])').first().waitFor();
};
const list = (): Locator => page.locator('[role=grid]');
const field = (): Locator => page.getByRole('combobox');
/** What one column shows, top to bottom. */
const column = (name: string): Promise<string[]> => page.locator(`.messages-list .virtual-list-rows .is-${name}`).allTextContents();
const hits = (): Promise<string | null> => page.locator('.messages-notice').textContent();
const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');

describe('the overview strip', () => {
  const plot = (): Locator => page.getByRole('application', { name: 'Overview of all messages' });

  it('tells types, attempts and errors apart, and limits the list to what is brushed', async () => {
    await open('scenario=full');
    await plot()
      .getByRole('img', { name: /4,250 messages, \d+ attempts, \d+ errors/ })
      .waitFor();
    expect(await page.getByRole('list', { name: 'Types of messages' }).getByRole('listitem').allTextContents()).toContain('price');
    const box = (await plot().boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.5, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + 20, { steps: 4 });
    await page.mouse.up();
    const rows = async (): Promise<number> => Number(await page.getByRole('grid', { name: 'Messages' }).getAttribute('aria-rowcount'));
    await expect.poll(rows).toBeLessThan(2000);
    const brushed = await page.locator('.scope').textContent();
    await plot().focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => page.locator('.scope').textContent()).not.toBe(brushed);
    expect(await page.getByText(/^Shown: /).textContent()).toContain(' to ');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('.scope').textContent()).toBe('');
    await expect.poll(rows).toBeGreaterThan(4000);
  });

  it('is hidden by the menu, and for want of room', async () => {
    await open('scenario=full');
    await plot().waitFor();
    await page.setViewportSize({ width: 1400, height: 250 });
    await expect.poll(() => plot().count()).toBe(0);
    await page.setViewportSize({ width: 1400, height: 500 });
    await plot().waitFor();
    await page.getByRole('button', { name: 'Times, order and columns' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Overview strip' }).click();
    await expect.poll(() => plot().count()).toBe(0);
  });
});

describe('the filter', () => {
  it('takes an expression, tells what is wrong with another, and keeps the last good one', async () => {
    await open('scenario=pages');
    await field().fill('/"n":(2|5)\\}/');
    await expect.poll(() => column('data')).toEqual(['{"page":0,"n":2}', '{"page":0,"n":5}']);
    await field().fill('/"n":(2|5/');
    expect(await page.getByRole('alert').textContent()).toContain('Unterminated group');
    expect(await field().getAttribute('aria-invalid')).toBe('true');
    await field().fill('/(n+)+(?=x)/');
    expect(await page.getByRole('alert').textContent()).toContain('not supported: (?=');
    expect(await page.locator('.filter-wrong').textContent()).toBe('/(n+)+(?=x)/');
    expect(await column('data')).toEqual(['{"page":0,"n":2}', '{"page":0,"n":5}']);
    await field().fill('');
    await expect.poll(async () => (await column('data')).length).toBe(12);
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('takes a query, offers what can come next, and says where a mistake is', async () => {
    await open('scenario=pages');
    await field().fill('data.n:4..5 -/"n":4/');
    await expect.poll(() => column('data')).toEqual(['{"page":0,"n":5}']);
    await field().fill('');
    await field().pressSequentially('dat');
    await expect.poll(() => page.getByRole('option').count()).toBeGreaterThan(0);
    expect(await field().getAttribute('aria-expanded')).toBe('true');
    await field().pressSequentially('a.');
    await page.getByRole('option', { name: 'data.n:' }).waitFor();
    await page.keyboard.press('ArrowDown');
    const active = await field().getAttribute('aria-activedescendant');
    expect(await page.locator(`[id="${active}"]`).getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Escape');
    expect([await field().inputValue(), await page.getByRole('listbox').count()]).toEqual(['data.', 0]);
    await field().fill('');
    await field().pressSequentially('data.n');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await field().inputValue()).toBe('data.n:');
    await page.keyboard.type('5');
    await expect.poll(() => column('data')).toEqual(['{"page":0,"n":5}']);
    await field().fill('typ:x data.n:5');
    expect(await page.locator('.filter-wrong').textContent()).toBe('typ');
    expect(await page.getByRole('alert').textContent()).toContain('type:');
  });

  it('goes from match to match, and marks them', async () => {
    await open('scenario=pages');
    await field().fill('/"n":(2|5)/');
    await expect.poll(() => column('data')).toHaveLength(2);
    expect(await page.locator('.grid-row .search-mark').allTextContents()).toEqual(['"n":2', '"n":5']);
    const chosen = (): Promise<string | null> => page.locator('.grid-row.is-active .is-data').textContent();
    await field().press('Enter');
    await expect.poll(chosen).toContain('"n":2');
    await expect.poll(() => page.locator('.filter-place').textContent()).toBe('1 of 2');
    await list().focus();
    await page.keyboard.press('F3');
    await expect.poll(chosen).toContain('"n":5');
    await page.keyboard.press('Shift+F3');
    await expect.poll(chosen).toContain('"n":2');
    await page.getByRole('button', { name: 'Next match' }).click();
    await expect.poll(() => page.locator('.filter-place').textContent()).toBe('2 of 2');
    await expect.poll(chosen).toContain('"n":5');
    await list().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Text', exact: true }).click();
    await expect.poll(() => page.locator('.text-view .search-mark').allTextContents()).toEqual(['"n":5']);
  });

  it('is kept under a name, used again and deleted', async () => {
    await open('scenario=pages');
    await field().fill('data.n:5');
    const menu = (): Promise<void> => page.getByRole('button', { name: /^Limit/ }).click();
    await menu();
    await page.getByRole('menuitem', { name: 'Save or delete' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('fives');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^fives/ }).waitFor();
    await page.keyboard.press('Escape');
    await field().fill('');
    await menu();
    await page.getByRole('menuitemradio', { name: /^fives/ }).click();
    await page.keyboard.press('Escape');
    await expect.poll(() => column('data')).toEqual(['{"page":0,"n":5}']);
    await menu();
    await page.getByRole('menuitem', { name: 'Save or delete' }).click();
    await page.getByRole('button', { name: 'Delete “fives”' }).click();
    expect(await page.getByRole('button', { name: /^fives/ }).count()).toBe(0);
  });

  it('takes types and frames from the menu, with their counts', async () => {
    await open('scenario=full');
    await page.getByRole('button', { name: 'Limit to types' }).click();
    const typing = page.getByRole('menuitemcheckbox', { name: /^typing/ });
    const count = Number((await typing.textContent())?.replace(/\D/g, ''));
    await typing.click();
    await expect.poll(hits).toContain(`${count} of `);
    expect(new Set(await column('type'))).toEqual(new Set(['typing']));
    await page.getByRole('menuitemcheckbox', { name: /^top/ }).click();
    await expect.poll(() => page.locator('.messages-nothing').count()).toBe(1);
    await page.keyboard.press('Escape');
    expect(await focused()).toBe('Limited to types, frames or bookmarks');
    await page.locator('.messages-nothing').getByRole('button').click();
    await expect.poll(() => page.locator('.messages-nothing').count()).toBe(0);
  });

  it('shows bookmarks alone, set by key and by star', async () => {
    await open('scenario=pages');
    await list().focus();
    for (const key of ['Home', 'b', 'ArrowDown', 'ArrowDown', 'b']) await page.keyboard.press(key);
    await page.locator('[data-position="7"]').hover();
    await page.locator('[data-position="7"] .message-star').click();
    expect(await page.locator('.message-star.is-set').count()).toBe(3);
    await page.getByRole('button', { name: 'Limit to types' }).click();
    await page.getByRole('menuitemcheckbox', { name: /^Only bookmarks/ }).click();
    await expect.poll(() => column('id')).toEqual(['2', '8', '41']);
  });
});

describe('pages', () => {
  it('are told apart by a mark at the first message of each', async () => {
    await open('scenario=pages');
    expect(await page.locator('.page-mark').allTextContents()).toEqual(['→ https://shop.example/orders?market=XETRA', '→ https://shop.example/cart']);
  });
});

describe('the list', () => {
  it('is at its end from the start, in rooms of any size', async () => {
    for (let i = 0; i < 6; i++) {
      await page.setViewportSize({ width: 1400, height: 260 + i * 70 });
      await open('scenario=full');
      await page.setViewportSize({ width: 1300, height: 500 - i * 40 });
      const last = (): Promise<boolean> =>
        list().evaluate((grid) => {
          const bottom = Math.max(...[...grid.querySelectorAll('.virtual-list-rows .grid-row')].map((row) => row.getBoundingClientRect().bottom));
          return Math.abs(bottom - grid.getBoundingClientRect().bottom) < 2;
        });
      await expect.poll(last).toBe(true);
      expect(await page.locator('.data-grid-pill').count()).toBe(0);
    }
  });

  it('has the newest at the top, stays there while messages come, and keeps its place when the user has left it', async () => {
    await open('scenario=flood&rate=200&newest=top');
    const first = async (): Promise<number> => Number(await page.locator('.virtual-list-rows [data-position]').first().getAttribute('data-position'));
    const before = await first();
    await expect.poll(first).toBeGreaterThan(before + 50);
    expect(await list().evaluate((grid) => grid.scrollTop)).toBe(0);
    await list().hover();
    await page.mouse.wheel(0, 2100);
    const pill = page.locator('.data-grid-pill.is-top');
    await pill.waitFor();
    const seen = (): Promise<string | null> =>
      list().evaluate((grid) => {
        const { left, top } = grid.getBoundingClientRect();
        return (
          document
            .elementFromPoint(left + 200, top + 60)
            ?.closest('[data-position]')
            ?.getAttribute('data-position') ?? null
        );
      });
    const stood = await seen();
    const told = Number((await pill.textContent())?.replace(/\D/g, ''));
    await expect.poll(async () => Number((await pill.textContent())?.replace(/\D/g, ''))).toBeGreaterThan(told + 100);
    expect(await seen()).toBe(stood);
    await list().focus();
    await page.keyboard.press('Home');
    await expect.poll(() => pill.count()).toBe(0);
    expect(await list().evaluate((grid) => grid.scrollTop)).toBe(0);
  });

  it('tells times since the message before, or since the first', async () => {
    await open('scenario=pages&times=delta');
    expect((await column('time')).slice(0, 5)).toEqual(['–', '+3.000 s', '+3.000 s', '+3.000 s', '+21.000 s']);
    await open('scenario=pages&times=relative');
    await expect.poll(async () => (await column('time')).slice(0, 3)).toEqual(['+0.000 s', '+3.000 s', '+6.000 s']);
    expect((await column('time')).at(-1)).toBe('+1:09.000');
  });
});

describe('columns', () => {
  it('are hidden from the menu of a header, by keyboard alone', async () => {
    await open('scenario=pages');
    await list().locator('[role=columnheader]').first().focus();
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toBe('Time');
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menu').waitFor();
    for (const key of ['End', 'Enter', 'Escape']) await page.keyboard.press(key);
    await expect.poll(() => list().locator('[role=columnheader]').allTextContents()).toEqual(['★', 'Time', '#', 'Type', 'Id', 'Data']);
    expect(await focused()).toBe('Time');
  });

  it('of the connections sort them', async () => {
    await open('scenario=full');
    const header = page.locator('.connections [role=columnheader]', { hasText: 'Messages' });
    const counts = async (): Promise<number[]> =>
      (await page.locator('.connections-row:not(.is-group) .is-messages').allTextContents()).slice(0, 3).map((text) => Number(text.replace(/\D/g, '')));
    await header.focus();
    await page.keyboard.press('Enter');
    await expect.poll(async () => ((all) => all.every((count, i) => i === 0 || count <= all[i - 1]!))(await counts())).toBe(true);
    expect(await header.getAttribute('aria-sort')).toBe('descending');
    await page.keyboard.press('Enter');
    expect(await header.getAttribute('aria-sort')).toBe('ascending');
    await page.keyboard.press('Enter');
    expect(await header.getAttribute('aria-sort')).toBeNull();
  });
});

describe('dialogs', () => {
  it('of keys: opens with ?, holds the focus, closes with Esc, and gives the focus back', async () => {
    await open('scenario=pages');
    await list().focus();
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keys' });
    await dialog.waitFor();
    for (let i = 0; i < 4; i++) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null)).toBe(true);
    }
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog.count()).toBe(0);
    expect(await focused()).toBe('Messages');
  });

  it('of settings: what is chosen is in force at once', async () => {
    await open('scenario=pages');
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('radio', { name: 'Since the message before' }).check();
    await page.getByRole('checkbox', { name: 'Preserve log' }).uncheck();
    await page.keyboard.press('Escape');
    await expect.poll(async () => (await column('time'))[1]).toBe('+3.000 s');
  });

  it('? in the filter is a question mark', async () => {
    await open('scenario=pages');
    await page.keyboard.press('/');
    await page.keyboard.type('?p/');
    expect(await field().inputValue()).toBe('?p/');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});
