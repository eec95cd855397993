/** Capture files in the built viewer, in a real Chromium: every file of the museum, damaged and hostile ones, and a big one. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type LaunchedBrowser, launchWithExtension, openPanel } from '../../cli/browser.ts';
import { violations } from '../axe.ts';
import { findBrowser } from './find.ts';

const EXTENSION = path.resolve(import.meta.dirname, '../../dist');
const CAPTURES = path.resolve(import.meta.dirname, '../files/captures');
const BIG = 100_000;

let browser: LaunchedBrowser;
let viewer: Page;
let folder: string;
/** What the page complained of, and what it asked of any server. */
let complaints: string[] = [];
let requests: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sse-scope-import-'));
  browser = await launchWithExtension({ extension: EXTENSION, headless: true, browserPath: findBrowser() });
  viewer = await browser.context.newPage();
  viewer.on('pageerror', (error) => complaints.push(error.message));
  viewer.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  viewer.on('request', (request) => requests.push(request.url()));
});
afterAll(async () => {
  await browser?.close();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  complaints = [];
  requests = [];
  await viewer.goto(`chrome-extension://${browser.extensionId}/src/viewer/viewer.html`);
  await viewer.getByRole('button', { name: 'Open file…' }).waitFor();
  // The panel comes back as it was left, also in the test before.
  await viewer.evaluate(() => chrome.storage.local.clear());
});

async function choose(file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  const chooser = viewer.waitForEvent('filechooser');
  await viewer.getByRole('button', { name: 'Open file…' }).click();
  await (await chooser).setFiles(file);
}
const capture = (name: string): string => path.join(CAPTURES, name);
const text = (name: string, content: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(content) });
const bar = (): Locator => viewer.getByRole('region', { name: 'The file that is shown' });
const alert = (): Locator => viewer.getByRole('alert').filter({ hasText: /./ });
const messages = (): Locator => viewer.getByRole('grid', { name: 'Messages' });
const sums = (): Promise<string[]> => viewer.locator('.summary-part').allTextContents();

interface Expected {
  connections: number;
  messages: number;
  /** Comments and retries, which the list shows too. */
  others?: number;
  format: string;
  /** Data of the newest message, as its row shows it. */
  data?: string;
  error?: string;
  remarks?: number;
}

/** What stands in each file, by hand. */
const MUSEUM: Record<string, Expected> = {
  'every-kind.ndjson': { format: 'capture file', connections: 1, messages: 1, others: 2, data: '{"id":17}' },
  'header-only.ndjson': { format: 'capture file', connections: 0, messages: 0 },
  'reconnects.ndjson': { format: 'capture file', connections: 1, messages: 2 },
  'redirected.ndjson': { format: 'capture file', connections: 2, messages: 1 },
  'two-frames.ndjson': { format: 'capture file', connections: 3, messages: 3, data: '=1+1' },
  'with-findings.ndjson': { format: 'capture file', connections: 1, messages: 1, others: 2, data: '{"id":17}' },
  'damaged/cut.ndjson': { format: 'capture file', connections: 1, messages: 0, others: 1, error: 'Line 7: not JSON (the line may be cut short)' },
  'damaged/hole.ndjson': { format: 'capture file', connections: 1, messages: 1, others: 2, error: 'Line 11: `n` of this attempt must be 2' },
  'damaged/wrong-field.ndjson': { format: 'capture file', connections: 1, messages: 0, error: 'Line 4: `n` of a attempt must be a whole number from 1' },
  'foreign/chromium-156.har': { format: 'HAR', connections: 1, messages: 2 },
  'foreign/chromium.har': { format: 'HAR', connections: 4, messages: 4, remarks: 1 },
  'foreign/firefox.har': { format: 'HAR', connections: 1, messages: 2, data: 'grün 😀', remarks: 1 },
  'foreign/raw.sse': { format: 'event stream', connections: 1, messages: 2, others: 2, data: 'three', remarks: 4 },
};
/** Nothing in it could be read. */
const REFUSED: Record<string, string> = {
  'damaged/newer.ndjson': 'newer.ndjson cannot be shown. Line 1: the file is of version 2; this program reads up to version 1.',
};

const many = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

describe('the museum', () => {
  test('all of its files are here', async () => {
    const files = (await readdir(CAPTURES, { recursive: true }))
      .filter((name) => /\.(ndjson|json|har|sse)$/.test(name))
      .map((name) => name.replaceAll(path.sep, '/'))
      // Recorded anew from time to time, and judged by what the diagnosis says of them.
      .filter((name) => !/^(?:corpus|findings)\//.test(name));
    expect([...Object.keys(MUSEUM), ...Object.keys(REFUSED)].toSorted()).toEqual(files.toSorted());
  });

  test.each(Object.entries(MUSEUM))('%s', async (name, expected) => {
    await choose(capture(name));
    await bar().getByText(path.basename(name), { exact: true }).waitFor();
    await bar().getByText(expected.format, { exact: true }).waitFor();
    await expect.poll(sums).toEqual(expect.arrayContaining([many(expected.connections, 'connection'), many(expected.messages, 'message')]));

    if (expected.connections === 0) await viewer.getByText('No event stream in this file').waitFor();
    else await expect.poll(() => messages().getAttribute('aria-rowcount')).toBe(String(expected.messages + (expected.others ?? 0) + 1));
    if (expected.data !== undefined) await messages().getByRole('row').filter({ hasText: expected.data }).waitFor();

    if (expected.error === undefined) expect(await alert().count()).toBe(0);
    else {
      const words = await alert().innerText();
      expect(words).toContain(expected.error);
      expect(words).toContain(`What stands before it is shown: ${many(expected.connections, 'connection')} and ${many(expected.messages, 'message')}.`);
    }
    const remarks = bar().getByText(/^\d+ remarks?/);
    expect(await remarks.count()).toBe(expected.remarks === undefined ? 0 : 1);
    if (expected.remarks !== undefined) {
      await remarks.click();
      expect(await bar().getByRole('listitem').count()).toBe(expected.remarks);
    }
    expect(complaints).toEqual([]);
  });

  test.each(Object.entries(REFUSED))('%s is refused', async (name, words) => {
    await choose(capture(name));
    await expect.poll(() => alert().innerText()).toBe(words);
    expect(await bar().count()).toBe(0);
  });
});

test('it is marked as a file: nothing records, clears or pauses, by button or key, and it can be told from a live one', async () => {
  await choose(capture('two-frames.ndjson'));
  await bar().getByText('File', { exact: true }).waitFor();
  await messages().getByRole('row').filter({ hasText: '=1+1' }).waitFor();
  expect(await viewer.title()).toBe('two-frames.ndjson – SSE Scope');
  expect(await viewer.getByRole('button', { name: /record(ing)? messages|clear$|pause/i }).count()).toBe(0);
  expect(await viewer.getByText('Not recording').count()).toBe(0);
  for (const key of ['Control+l', 'Control+e', 'p']) await viewer.keyboard.press(key);
  // A filter goes the whole way to the worker and back, so whatever the keys had asked for would have been done by now.
  await viewer.getByRole('combobox', { name: /filter/i }).fill('=1');
  await expect.poll(() => messages().getAttribute('aria-rowcount')).toBe('2');
  expect(await sums()).toContain('3 messages');
  await messages().getByRole('row').filter({ hasText: '=1+1' }).click();
  await viewer.getByRole('tab', { name: 'Timeline' }).click();
  await viewer.getByRole('tab', { name: 'Request' }).click();
  expect(complaints).toEqual([]);
  expect(requests.filter((url) => !url.startsWith(`chrome-extension://${browser.extensionId}/`) && !url.startsWith('blob:'))).toEqual([]);
});

test('a file that is dropped opens, another takes its place, and one that cannot be read leaves it', async () => {
  const drop = (name: string, content: string): Promise<void> =>
    viewer.evaluate(
      ([fileName, data]) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([data!], fileName!));
        for (const type of ['dragenter', 'dragover', 'drop'])
          document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
      },
      [name, content],
    );
  await drop('one.sse', 'data: first\n\n');
  await messages().getByRole('row').filter({ hasText: 'first' }).waitFor();
  await drop('two.sse', 'data: second\n\n');
  await messages().getByRole('row').filter({ hasText: 'second' }).waitFor();
  await bar().getByText('two.sse', { exact: true }).waitFor();
  await drop('photo.jpg', '\u0000\u0001 nothing');
  await expect.poll(() => alert().innerText()).toContain('photo.jpg cannot be shown. Line 1: none of the files that can be read; expected a capture file');
  await bar().getByText('two.sse', { exact: true }).waitFor();
  await viewer.getByRole('button', { name: 'Dismiss' }).click();
  await expect.poll(() => alert().count()).toBe(0);
});

test('nothing of a hostile file becomes part of the page', async () => {
  const bad = '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>';
  const header = { format: 'ssescope', version: 1, createdAt: bad, generator: bad, browser: bad, page: { url: bad, title: bad } };
  const connection = {
    kind: 'connection',
    id: 1,
    api: 'eventsource',
    context: 'page',
    url: `javascript:${bad}`,
    withCredentials: false,
    createdAt: 1,
    frameUrl: bad,
    heardTypes: [bad],
  };
  const message = { kind: 'message', connection: 1, attempt: 1, seq: 0, at: 2, type: bad, lastEventId: bad, data: bad, heard: true, from: 'hook' };
  const lines = [header, connection, message, { kind: 'message', [bad]: bad, connection: bad }];
  await choose(text(`${bad.replaceAll('/', '')}.ndjson`, lines.map((line) => JSON.stringify(line)).join('\n')));
  await messages().getByRole('row').filter({ hasText: 'onerror' }).click();
  await alert().getByText('Line 4').waitFor();
  for (const tab of ['Timeline', 'Request', 'Messages']) await viewer.getByRole('tab', { name: tab }).click();
  expect(await viewer.locator('img, script:not([src])').count()).toBe(0);
  expect(await viewer.locator('a[href^="javascript:"]').count()).toBe(0);
  expect(await viewer.title()).not.toBe('owned');
});

describe(`${BIG} messages`, () => {
  let big: string;
  beforeAll(async () => {
    big = path.join(folder, 'big.ndjson');
    const at = Date.UTC(2026, 0, 15, 12);
    const lines = [
      {
        format: 'ssescope',
        version: 1,
        createdAt: new Date(at).toISOString(),
        generator: 'test',
        browser: 'Chromium',
        page: { url: 'https://shop.example/', title: 'Shop' },
      },
      {
        kind: 'connection',
        id: 1,
        api: 'eventsource',
        context: 'page',
        url: 'https://shop.example/prices',
        withCredentials: false,
        createdAt: at,
        frameUrl: '',
        heardTypes: [],
      },
      { kind: 'attempt', connection: 1, n: 1, startedAt: at, openedAt: at, outcome: 'open' },
      ...Array.from({ length: BIG }, (_, seq) => ({
        kind: 'message',
        connection: 1,
        attempt: 1,
        seq,
        at: at + seq,
        type: 'price',
        lastEventId: String(seq),
        data: `{"n":${seq},"text":"${'x'.repeat(150)}"}`,
        heard: true,
        from: 'hook',
      })),
    ];
    await writeFile(big, `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
  });

  test('open with progress, and the newest is there', async () => {
    // From within: the bar may be there for less time than a question from here takes.
    await viewer.evaluate(() => {
      const seen: number[] = [];
      Object.assign(globalThis, { seenProgress: seen });
      new MutationObserver(() => {
        const progress = document.querySelector('progress');
        if (progress !== null) seen.push(progress.value / progress.max);
      }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    });
    await choose(big);
    await expect.poll(sums).toContain('100,000 messages');
    await expect.poll(() => messages().getAttribute('aria-rowcount')).toBe(String(BIG + 1));
    const seen = await viewer.evaluate(() => (globalThis as unknown as { seenProgress: number[] }).seenProgress);
    expect(seen.some((share) => share > 0 && share < 1)).toBe(true);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    await viewer.getByRole('combobox', { name: /filter/i }).fill('"n":99999,');
    await messages().getByRole('row').filter({ hasText: '{"n":99999,' }).waitFor();
    await expect.poll(() => messages().getAttribute('aria-rowcount')).toBe('2');
    expect(complaints).toEqual([]);
  });

  test('cancelled: what was there before is there again', async () => {
    await choose(capture('two-frames.ndjson'));
    await expect.poll(sums).toContain('3 messages');
    await viewer.evaluate(() => {
      new MutationObserver((_, observer) => {
        const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Cancel');
        if (button === undefined) return;
        observer.disconnect();
        button.click();
        document.body.dataset['cancelled'] = 'yes';
      }).observe(document.body, { subtree: true, childList: true });
    });
    await choose(big);
    await viewer.locator('body[data-cancelled]').waitFor();
    await bar().getByText('two-frames.ndjson', { exact: true }).waitFor();
    await expect.poll(sums).toContain('3 messages');
    expect(await viewer.locator('progress').count()).toBe(0);
  });
});

test.each(['light', 'dark'] as const)('axe finds nothing, %s', async (colorScheme) => {
  const check = async (): Promise<void> => expect(await violations(viewer, { colorsAlone: colorScheme === 'dark' })).toEqual([]);
  await viewer.emulateMedia({ colorScheme });
  await expect.poll(() => viewer.locator('html').getAttribute('data-theme')).toBe(colorScheme);
  await check();
  await choose(capture('foreign/raw.sse'));
  await bar()
    .getByText(/^\d+ remarks/)
    .click();
  await choose(capture('damaged/newer.ndjson'));
  await alert().waitFor();
  await check();
  await choose(capture('damaged/hole.ndjson'));
  await alert().getByText('Line 11').waitFor();
  await check();
});

test('the board has the way here', async () => {
  const board = await browser.context.newPage();
  await board.goto(`chrome-extension://${browser.extensionId}/src/popup/board.html`);
  const opened = browser.context.waitForEvent('page');
  await board.getByRole('button', { name: 'Recordings and files' }).click();
  const page = await opened;
  await page.getByText('Nothing of it leaves the browser.').waitFor();
  await page.close();
  await board.close();
});

test('the panel in DevTools has the way here, by its toolbar and for a file that is dropped on it', async () => {
  const page = await browser.context.newPage();
  await page.goto('data:text/html,<title>Page</title>');
  const { panel, devtools } = await openPanel(browser.context, page);
  let opened = browser.context.waitForEvent('page');
  await panel.getByRole('toolbar').getByRole('button', { name: 'Recordings and capture files' }).click();
  await (await opened).getByText('Drop a file anywhere on this page').waitFor();
  await (await opened).close();

  opened = browser.context.waitForEvent('page');
  const kept = await panel.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['data: x'], 'a & b.sse'));
    // False: taken, so the browser does not show the file in place of the panel.
    return ['dragover', 'drop'].map((type) => document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer })));
  });
  expect(kept).toEqual([false, false]);
  await (await opened).getByText('“a & b.sse” was dropped on the panel').waitFor();
  await (await opened).close();
  await devtools.close();
  await page.close();
});
