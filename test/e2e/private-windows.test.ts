/** Private windows in a real Chromium: counted only where the user allowed it, on a board of their own, and never on a disk. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { until } from '../../cli/until.ts';
import { launchChromium, useKeptProfile } from './kept-profile.ts';
import { allowInPrivate, evaluateIn, type Extension, openPrivate, targetOf } from './private-window.ts';
import { pageOf } from './stream-page.ts';

const PATIENCE = 20_000;
const HOLD = [{ head: {} }, { send: { data: 'hello' } }, { hold: true }] as const;
/** Names of streams, and so in the addresses of their pages: one in private windows alone, one in the others alone. */
const SECRET = 'known-to-nobody';
const PUBLIC = 'known-to-all';

const setup = useKeptProfile(launchChromium);

const pageWith = (name: string, count: number): string =>
  pageOf(
    setup.server,
    Array.from({ length: count }, () => ({ name, script: HOLD })),
  );

/** The board, once the background has told it that there is nothing. */
async function openBoard(): Promise<Page> {
  const board = await setup.browser.context.newPage();
  await until('the board', () => board.goto(`chrome-extension://${setup.browser.extensionId}/src/popup/board.html`), PATIENCE); // refused while the extension is loaded anew
  await until('the first count', () => board.evaluate(() => document.body.textContent.includes('No event streams')), PATIENCE);
  return board;
}

/** One line of text for each tab and each origin. */
const readRows = (): string[] =>
  [...document.querySelectorAll('table.board tbody tr')].map((row) =>
    [...row.querySelectorAll('.tab-button, .mark, .line-origin, .number:nth-child(-n+4), .slots-words')].map((cell) => cell.textContent.trim()).join(' | '),
  );
const rows = (board: Page): Promise<string[]> => board.evaluate(readRows);
const readBadges = async (): Promise<string[]> => {
  const { tabs, action } = (globalThis as unknown as Extension).chrome;
  return Promise.all((await tabs.query({})).map(({ id }) => action.getBadgeText({ tabId: id! })));
};

const held = (name: string): number => setup.server.log.requests(name).filter(({ end }) => end === undefined).length;
const kept = (board: Page): Promise<string> =>
  board.evaluate(async () => JSON.stringify(await (globalThis as unknown as Extension).chrome.storage.session.get(null)));

async function openPublic(count: number): Promise<Page> {
  const page = await setup.browser.context.newPage();
  await page.goto(pageWith(PUBLIC, count));
  await page.evaluate(() => (document.title = 'public'));
  return page;
}

/** The files below `folder` that have `text` in them, as any browser would write it. */
async function filesWith(folder: string, text: string): Promise<string[]> {
  const needles = [Buffer.from(text), Buffer.from(text, 'utf16le')];
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const found: string[] = [];
  for (const { parentPath, name } of files) {
    const bytes = await readFile(path.join(parentPath, name));
    if (needles.some((needle) => bytes.includes(needle))) found.push(name);
  }
  return found;
}

test('not allowed: nothing is seen. Allowed: counted, marked, with connections of their own; on no disk afterwards', async () => {
  const origin = setup.server.url;
  let board = await openBoard();
  expect(await board.locator('.empty-state').textContent()).toContain('Private windows are not counted');
  await openPrivate(board, pageWith(SECRET, 2));
  await expect.poll(() => held(SECRET), { timeout: PATIENCE }).toBe(2);
  const before = await openPublic(1);
  await expect.poll(() => rows(board), { timeout: PATIENCE }).toEqual(['public', `${origin} | 1 | 0 | 0 | 1/6`]);
  expect(await kept(board)).toContain(PUBLIC);
  expect(await kept(board)).not.toContain(SECRET);
  await before.close();

  await allowInPrivate(setup.browser);
  board = await openBoard();
  expect(await board.locator('.empty-state').textContent()).toContain('Private windows have a board of their own');
  await openPublic(3);
  await openPrivate(board, pageWith(SECRET, 3));
  await openPrivate(board, `${board.url()}?private`);
  await expect.poll(() => held(SECRET), { timeout: PATIENCE }).toBe(5);
  await expect.poll(() => rows(board), { timeout: PATIENCE }).toEqual(['public', `${origin} | 3 | 0 | 0 | 3/6`]);
  const session = await setup.browser.context.browser()!.newBrowserCDPSession();
  const own = await targetOf(session, (url) => url.endsWith('/board.html?private'));
  const there = <T>(read: () => T | Promise<T>): Promise<T> => evaluateIn<T>(session, own, `(${read.toString()})()`);
  await expect.poll(() => there(readRows), { timeout: PATIENCE }).toEqual(['streams of a test | private', `${origin} | 3 | 0 | 0 | 3/6`]);
  // The other's streams are older than what we are allowed to see, and the board has none.
  expect((await there(readBadges)).toSorted()).toEqual(['', '', '3']);

  await setup.browser.close(); // everything is written now
  expect(await filesWith(setup.profile, PUBLIC)).not.toEqual([]); // so it can be found, if it is there
  expect(await filesWith(setup.profile, SECRET)).toEqual([]);
});
