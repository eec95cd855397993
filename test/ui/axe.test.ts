/** Accessibility of the whole panel over the workbench: axe finds nothing, in any view, light or dark. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from '../axe.ts';
import { launchPlainChromium } from './one-page.ts';
import { type PageServer, servePage } from './serve-page.ts';

let bench: PageServer;
let browser: Browser;

beforeAll(async () => {
  [bench, browser] = await Promise.all([servePage('../workbench/index.html'), launchPlainChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await bench?.close();
});

const found = (page: Page, theme: string, part?: string): Promise<string[]> => violations(page, { part, colorsAlone: theme === 'dark' });

const open = async (page: Page, query: string): Promise<void> => {
  await page.goto(`${bench.url}?${query}`);
  await page.locator('.shell-body > *').first().waitFor();
};

describe.each(['light', 'dark'])('axe finds nothing in the %s panel', (theme) => {
  let page: Page;
  beforeAll(async () => {
    // Fading in, words have another contrast.
    page = await browser.newPage({ viewport: { width: 1100, height: 480 }, reducedMotion: 'reduce' });
  });
  afterAll(() => page?.close());

  it('when it is empty', async () => {
    await open(page, `scenario=empty&theme=${theme}`);
    expect(await found(page, theme)).toEqual([]);
  });

  it('with messages: the list, one of them, a bad filter, menus and dialogs', async () => {
    await open(page, `scenario=full&theme=${theme}`);
    await page.locator('[data-position]:not([aria-busy])').first().waitFor();
    await page.locator('.connections-row:not(.is-group)').nth(1).click();
    await page.locator('[role=grid]').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('b');
    await page.keyboard.press('Enter');
    await page.locator('.message-detail [role=tree]').waitFor();
    expect(await found(page, theme)).toEqual([]);
    await page.getByRole('combobox').pressSequentially('at');
    await page.getByRole('listbox').waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await found(page, theme, '.shell-toolbar')).toEqual([]);
    await page.getByRole('combobox').fill('/(a+/');
    await page.getByRole('alert').waitFor();
    expect(await found(page, theme, '.shell-toolbar')).toEqual([]);
    await page.getByRole('combobox').fill('');
    for (const name of ['Limit to types', 'Times, order']) {
      await page.getByRole('button', { name }).click();
      await page.getByRole('menu').waitFor();
      expect(await found(page, theme, '[role=menu]')).toEqual([]);
      await page.keyboard.press('Escape');
    }
    await page.locator('[role=grid]').focus();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menu', { name: 'Copy message' }).waitFor();
    expect(await found(page, theme, '[role=menu]')).toEqual([]);
    await page.keyboard.press('Escape');
    for (const name of ['Settings', 'Keys', 'Export…']) {
      await page.getByRole('button', { name }).click();
      await page.getByRole('dialog').waitFor();
      expect(await found(page, theme, 'dialog')).toEqual([]);
      await page.keyboard.press('Escape');
    }
  });

  // What is around it is the same as with messages.
  it.each(['timeline', 'request'])('in the %s', async (tab) => {
    await open(page, `scenario=full&theme=${theme}&tab=${tab}`);
    await page.locator('.connections-row:not(.is-group)').nth(1).click();
    await page.locator('[role=tabpanel] > *').first().waitFor();
    expect(await found(page, theme, '[role=tabpanel]')).toEqual([]);
  });

  it('with raw text and its oddities, comments, and why there is no text', async () => {
    await open(page, `scenario=wire&theme=${theme}&tab=raw`);
    await page.locator('.connections-row:not(.is-group)').nth(0).click();
    await page.locator('.attempt-list').focus();
    await page.keyboard.press('End');
    await page.locator('.raw-text .grid-row.is-retry').waitFor();
    expect(await found(page, theme)).toEqual([]);
    await page.locator('.raw-text .grid-row.is-comment').first().click();
    await page.locator('.raw-text [role=grid]').focus();
    await page.keyboard.press('End');
    await page.locator('.raw-foot:not(:empty)').waitFor();
    expect(await found(page, theme, '.raw')).toEqual([]);
    await page.getByRole('tab', { name: 'Messages' }).click();
    await page.locator('.grid-row.is-comment').first().waitFor();
    expect(await found(page, theme, '[role=tabpanel]')).toEqual([]);
    await page.getByRole('tab', { name: 'Raw' }).click();
    await page.locator('.connections-row:not(.is-group)').nth(1).click();
    await page.locator('.raw .empty-state').waitFor();
    expect(await found(page, theme, '.raw')).toEqual([]);
  });

  it('when connections fail', async () => {
    await open(page, `scenario=failing&theme=${theme}&tab=request`);
    await page.locator('.connections-row:not(.is-group)').first().click();
    expect(await found(page, theme)).toEqual([]);
  });
});
