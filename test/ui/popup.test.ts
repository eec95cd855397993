/** The board in a real Chromium, over boards that the census made. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { violations } from '../axe.ts';
import { useOnePage } from './one-page.ts';

const opened = useOnePage('popup-page/index.html', { width: 740, height: 600 });

async function open(query: string, { colorScheme, forcedColors }: { colorScheme?: 'light' | 'dark'; forcedColors?: 'active' } = {}): Promise<Page> {
  const { page, url } = opened;
  await page.emulateMedia({ colorScheme: colorScheme ?? null, forcedColors: forcedColors ?? null });
  await page.goto(`${url}?${query}`);
  await page.locator('h1').waitFor();
  return page;
}

for (const scenario of ['empty', 'three', 'many']) {
  test.each([{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }] as const)(`axe finds nothing: ${scenario}, %o`, async (look) => {
    const page = await open(`scenario=${scenario}`, look);
    expect(await violations(page, { colorsAlone: look.colorScheme !== 'light' })).toEqual([]);
  });
}

test('nothing of a row is cut off but long origins and titles', async () => {
  const page = await open('scenario=many');
  expect(
    await page.evaluate(() =>
      [...document.querySelectorAll('.board td, .board thead th')].filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent),
    ),
  ).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});

test('sorts by what a header says, and tells so', async () => {
  const page = await open('scenario=many');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  expect(await page.getByRole('columnheader', { name: 'Open', exact: true }).getAttribute('aria-sort')).toBe('descending');
  expect(await page.locator('.tab-button').first().textContent()).toBe('Grafana');
});

test('a click anywhere on a tab goes there, once; workers lead nowhere', async () => {
  const page = await open('scenario=many');
  await page.locator('.line').first().click();
  await page.locator('.tab-button').nth(1).click();
  await page.getByText('Workers', { exact: true }).click();
  expect(await page.evaluate(() => (globalThis as unknown as { went: number[] }).went)).toEqual([1, 2]);
});

test('the streams of an origin are opened by keyboard, one by one, and lead to no other tab', async () => {
  const page = await open('scenario=many');
  const opener = page.getByRole('button', { name: /^Streams to / }).first();
  expect(await opener.getAttribute('aria-expanded')).toBe('false');
  await opener.press('Enter');
  expect(await opener.getAttribute('aria-expanded')).toBe('true');
  expect(await page.locator('.stream').count()).toBeGreaterThan(0);
  await opener.click();
  expect(await page.locator('.stream').count()).toBe(0);
  expect(await page.evaluate(() => (globalThis as unknown as { went: number[] }).went)).toEqual([]);
});

test('where requests wait, it says which tab to close, and leads there', async () => {
  const page = await open('scenario=many');
  await page.getByRole('list', { name: 'What can be done' }).getByRole('button').first().click();
  expect(await page.evaluate(() => (globalThis as unknown as { went: number[] }).went)).toHaveLength(1);
});
