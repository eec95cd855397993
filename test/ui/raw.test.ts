/** Raw text in the whole panel, over a recorder in memory: lines, oddities in words, and the way to a message and back. */
import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { useOnePage } from './one-page.ts';

const opened = useOnePage('../workbench/index.html', { width: 1400, height: 760 });
let page: Page;
beforeAll(() => void (page = opened.page));

const open = async (tab: string): Promise<void> => {
  await page.goto(`${opened.url}?scenario=wire&tab=${tab}`);
  await page.locator('.connections-row:not(.is-group)').first().click();
};
const firstAttempt = async (): Promise<void> => {
  await page.locator('.attempt-list').focus();
  await page.keyboard.press('End');
  await line(27).waitFor();
};
const line = (n: number): Locator => page.locator('.raw-text .grid-row').filter({ has: page.locator('.is-line', { hasText: new RegExp(`^${n}$`) }) });
const foot = (): Promise<string | null> => page.locator('.raw-foot').textContent();
const grid = (): Locator => page.locator('.raw-text [role=grid]');

it('shows lines with their numbers, ends and pieces, and says by key what is odd', async () => {
  await open('raw');
  await firstAttempt();
  expect(await line(14).locator('.is-text').textContent()).toBe('data: first lineCRLF');
  expect(await line(4).getAttribute('class')).toContain('is-new-piece');
  expect(await line(5).getAttribute('class')).not.toContain('is-new-piece');
  expect(await line(18).locator('[role=img]').getAttribute('aria-label')).toContain('The standard knows no such field');
  await line(16).click();
  await grid().focus();
  await page.keyboard.press('ArrowDown');
  await expect.poll(foot).toContain('Line 17: This field has no effect. Names of fields are written in lower case.');
  await page.keyboard.press('End');
  await expect.poll(foot).toContain('no message is made of the last block');
  await page.getByRole('button', { name: 'Show line ends' }).click();
  await expect.poll(() => line(14).locator('.is-text').textContent()).toBe('data: first line');
});

it('leads from a message to its lines and back, by key', async () => {
  await open('messages');
  const list = page.locator('.messages-list [role=grid]');
  await list.focus();
  await page.keyboard.press('Home');
  await page.locator('.messages-list .is-unheard').first().click();
  await page.keyboard.press('r');
  await grid().waitFor();
  // The last line of a block is not asked for: where it begins is what is shown.
  await expect.poll(() => page.locator('.raw-text .grid-row.is-active .is-line').textContent()).toBe('8');
  await grid().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.locator('.message-detail').waitFor();
  expect(await page.locator('.message-unheard').textContent()).toBe('No listener for “updte”; the page listens to “update”');
  expect(await page.locator('.message-facts').textContent()).toContain('read from the wire');
});

it('copies the lines that are selected, as they came', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await open('raw');
  await firstAttempt();
  await line(14).click();
  await line(16).click({ modifiers: ['Shift'] });
  await page.keyboard.press('Control+c');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('data: first line\r\ndata: second line\r\n\r\n');
});

it('says why there is no text', async () => {
  await open('raw');
  await page.locator('.connections-row:not(.is-group)').nth(1).click();
  await page.locator('.raw .empty-state').waitFor();
  expect(await page.locator('.raw .empty-state').textContent()).toContain('The raw text comes when the attempt has ended');
});

it('leaves comments and retries out of the list when the menu says so', async () => {
  await open('messages');
  await page.locator('.grid-row.is-comment').first().waitFor();
  await page.locator('.messages-list [role=grid]').focus();
  await page.keyboard.press('Home');
  await expect.poll(() => page.locator('.grid-row.is-retry .is-data').first().textContent()).toBe('1500');
  await page.getByRole('button', { name: 'Limit to types' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Comments' }).click();
  await expect.poll(() => page.locator('.grid-row.is-comment').count()).toBe(0);
  expect(await page.locator('.grid-row.is-retry').count()).toBe(1);
});

it('names the witnesses, and what they do not see', async () => {
  await open('messages');
  expect(await page.locator('.witness-words').textContent()).toBe(
    'Seen by: page hook, request log, network log · Not visible: raw text before an attempt has ended; shared workers',
  );
  await page.locator('.witness-line').click();
  const log = page.getByRole('checkbox', { name: 'network log' });
  expect([await log.isEnabled(), await page.getByRole('checkbox', { name: 'page hook' }).isEnabled()]).toEqual([true, false]);
});
