/** The search in the built viewer, in a real Chromium: from the key to what is seen. */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Page } from 'playwright-core';
import { launchWithExtension } from '../../cli/browser.ts';
import { findBrowser } from '../e2e/find.ts';
import { median, type Row } from './row.ts';
import { startTaskTrace } from './task-trace.ts';

const EXTENSION = path.resolve(import.meta.dirname, '../../dist');
const PATIENCE = 180_000;
/** What was found is remembered: so each is searched for once. */
const TEXTS: readonly [name: string, texts: readonly string[]][] = [
  ['text that is nowhere', ['zebra crossing', 'zebra', 'xylophone', 'quagga', 'nowhere']],
  ['text in one of 1,000', ['order":771', 'order":772', 'order":773', 'order":774', 'order":775']],
  ['text in every message', ['lorem', 'ipsum', 'dolor', 'consectetur', 'adipiscing']],
];

export interface Seen {
  /** Until the first marked row is drawn; until the list says that there is none. */
  first: number;
  complete: number;
}

/** @param lines of a capture file, see docs/capture-file.md. */
export async function searchInViewer(lines: Iterable<string>): Promise<Row[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sse-scope-search-'));
  const browser = await launchWithExtension({ extension: EXTENSION, headless: true, browserPath: findBrowser() });
  try {
    const file = path.join(folder, 'million.ndjson');
    await pipeline(Readable.from(lines), createWriteStream(file));
    const page = await browser.context.newPage();
    await page.goto(`chrome-extension://${browser.extensionId}/src/viewer/viewer.html`);
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Open file…' }).click();
    await (await chooser).setFiles(file);
    await page.getByRole('grid', { name: 'Messages' }).getByRole('row').nth(5).waitFor({ timeout: PATIENCE });
    await searchFor(page, 'warm up');
    await searchFor(page, 'elit');
    const rows: Row[] = [];
    for (const [name, texts] of TEXTS) {
      const trace = await startTaskTrace(browser.context);
      await page.evaluate((mark) => performance.mark(mark), trace.mark);
      const rounds: Seen[] = [];
      for (const text of texts) rounds.push(await searchFor(page, text));
      const { page: tasks, worker } = await trace.end();
      rows.push(
        { name: `panel: ${name}, first results`, value: median(rounds.map(({ first }) => first)), unit: 'ms', note: 'goal 100' },
        { name: `panel: ${name}, complete`, value: median(rounds.map(({ complete }) => complete)), unit: 'ms', note: 'goal 800' },
        {
          name: `panel: ${name}, longest task of the page (and of its processor)`,
          value: tasks.longest,
          unit: 'ms',
          note: `${tasks.processor.toFixed(0)}; goal 50`,
        },
        {
          name: `panel: ${name}, longest task of the recorder (and of its processor)`,
          value: worker.longest,
          unit: 'ms',
          note: `${worker.processor.toFixed(0)}; goal 50`,
        },
      );
    }
    return rows;
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Types all at once into the empty field, and looks with every change of the page; then empties the field again. */
async function searchFor(page: Page, text: string): Promise<Seen> {
  const seen = await page.evaluate<Seen>(`(${SEARCH})(${JSON.stringify(text)})`);
  await page.evaluate(`(${EMPTY})()`);
  return seen;
}

/** Text, since the names that the compiler of this file gives to functions are not known in the page. */
export const SEARCH = `(typed) => new Promise((resolve) => {
  const field = document.querySelector('.filter-field input');
  const start = performance.now();
  let first = -1;
  const look = () => {
    const notice = document.querySelector('.messages-notice')?.textContent ?? '';
    const nothing = document.querySelector('.messages-nothing')?.textContent ?? '';
    const isDrawn = nothing !== '' || (notice !== '' && document.querySelector('.grid-row .search-mark') !== null);
    if (!isDrawn) return;
    if (first < 0) first = performance.now() - start;
    if (nothing === '' ? !/ of /.test(notice) : /so far/.test(nothing)) return;
    observer.disconnect();
    resolve({ first, complete: performance.now() - start });
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  field.value = typed;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
})`;
/** Takes the text out again, and waits for all rows. */
export const EMPTY = `() => new Promise((resolve) => {
  const field = document.querySelector('.filter-field input');
  const look = () => {
    if (document.querySelector('.messages-notice, .messages-nothing, .grid-row .search-mark') !== null) return;
    if (document.querySelector('.grid-row:not([aria-busy])') === null) return;
    observer.disconnect();
    resolve();
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  field.value = '';
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  look();
})`;
