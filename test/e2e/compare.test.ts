/** Two captures side by side in a real Chromium: from files, from one recording, filtered, saved, with a keyboard and a screen reader. See compare-panel.test.ts for those of a panel. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LaunchedBrowser, launchWithExtension, openPanel } from '../../cli/browser.ts';
import type { DemoServer } from '../../demo/server.ts';
import { violations } from '../axe.ts';
import { captureFrom } from '../unit/core/drawing.ts';
import { exportText } from '../unit/core/export/round.ts';
import { readCompareRows } from './compare-rows.ts';
import { findBrowser } from './find.ts';
import { pageOf, startStreamServer } from './stream-page.ts';

const EXTENSION = path.resolve(import.meta.dirname, '../../dist');

let server: DemoServer;
let browser: LaunchedBrowser;
let folder: string;

beforeAll(async () => {
  server = await startStreamServer();
  folder = await mkdtemp(path.join(tmpdir(), 'sse-scope-compare-'));
  browser = await launchWithExtension({ extension: EXTENSION, headless: true, browserPath: findBrowser(), language: 'en' });
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

const BEGIN = 'a 0ms create https://s.test/a\na 1ms open\n';
const LEFT = 'a 10ms message tick #1 one\na 20ms message tick #2 two\na 30ms message tick #3 three';
const RIGHT = 'a 110ms message tick #1 one\na 140ms message tick #3 <b>drei</b>\na 141ms message tick #1 one\na 150ms message tick #4 four';

const viewerPage = async (): Promise<Page> => {
  const page = await browser.context.newPage();
  await page.goto(`chrome-extension://${browser.extensionId}/src/viewer/viewer.html`);
  return page;
};

const rows = (page: Page, withDrift = true): Promise<string[]> => page.evaluate(readCompareRows, withDrift);

async function chooseBy(page: Page, control: Locator, file: string): Promise<void> {
  const asked = page.waitForEvent('filechooser');
  await control.click();
  await (await asked).setFiles(file);
}
const choose = (page: Page, button: string, file: string): Promise<void> => chooseBy(page, page.getByRole('button', { name: button }).first(), file);

const send = (...data: string[]) => [{ head: {} }, ...data.map((text) => ({ send: { data: text } })), { hold: true as const }];

test('two files: what each had, in one list that is filtered and saved', async () => {
  const files = await Promise.all(
    [LEFT, RIGHT].map(async (messages, n) => {
      const file = path.join(folder, `${n === 0 ? 'left' : 'right'}.ndjson`);
      await writeFile(file, exportText(captureFrom(BEGIN + messages), 'ndjson'));
      return file;
    }),
  );
  const page = await viewerPage();
  await choose(page, 'Open file…', files[0]!);
  await page.getByRole('button', { name: 'Compare with…' }).click();
  await chooseBy(page, page.getByRole('menuitem', { name: 'Compare with a file…' }), files[1]!);
  await expect
    .poll(() => rows(page))
    .toEqual([
      'In both | 0.0 ms | 1 | one',
      'Only left |  | 2 | two',
      'same id, other content | 10.0 ms | 3 | three<b>drei</b>',
      'Twice |  | 1 | one',
      'Only right |  | 4 | four',
    ]);
  expect(await page.getByText('3 messages left, 4 right. 1 has the same id and other content.').count()).toBe(1);

  expect(await violations(page)).toEqual([]);

  await page.getByRole('checkbox', { name: 'In both (2)' }).uncheck();
  await page.getByRole('checkbox', { name: 'Twice (1)' }).uncheck();
  await expect.poll(() => rows(page)).toEqual(['Only left |  | 2 | two', 'Only right |  | 4 | four']);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as NDJSON' }).click();
  const lines = (await readFile(await (await saved).path(), 'utf8')).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { format: 'ssescope-comparison', by: 'id', names: { left: 'left.ndjson', right: 'right.ndjson' }, counts: { both: 2, left: 1, right: 1, twice: 1 } },
    { kind: 'left', left: { data: 'two' } },
    { kind: 'right', right: { data: 'four' } },
  ]);

  await page.getByRole('combobox', { name: 'Joined by' }).selectOption('content');
  await page.getByRole('checkbox', { name: 'In both (1)' }).check();
  await expect.poll(async () => (await rows(page)).length).toBe(5);
  await page.getByRole('button', { name: 'All recordings and files' }).click();
  await page.getByRole('button', { name: 'Compare with…' }).waitFor();
  await page.close();
});

test('two connections of one recording', async () => {
  const page = await browser.context.newPage();
  const { panel } = await openPanel(browser.context, page);
  await page.goto(
    pageOf(server, [
      { name: 'first', script: send('a', 'b', 'c') },
      { name: 'second', script: send('a', 'c', 'd') },
    ]),
  );
  await panel.getByRole('button', { name: 'Keep captures on disk' }).click();
  const viewer = await viewerPage();
  await expect.poll(() => viewer.locator('.recordings-table tbody td').nth(3).textContent()).toBe('6');
  await viewer.getByRole('checkbox', { name: /^Choose/ }).check();
  await viewer.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect.poll(() => rows(viewer, false)).toEqual(['In both |  | a', 'Only left |  | b', 'In both |  | c', 'Only right |  | d']);
  await viewer.getByRole('combobox', { name: 'Connection of Right' }).selectOption({ index: 1 });
  await expect.poll(async () => (await rows(viewer)).filter((row) => row.startsWith('In both')).length).toBe(3);
  await viewer.close();
  await page.close();
});
