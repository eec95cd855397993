/**
 * A capture file of 1,000,000 messages: opened in the viewer of a real Chromium, saved from there again, and both in Node alone. On a machine that
 * does other things too, what a task had of the processor says more than the clock.
 */
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Browser, Page } from 'playwright-core';
import { launchWithExtension } from '../../cli/browser.ts';
import { until } from '../../cli/until.ts';
import { exportPieces } from '../../src/core/export/export-file.ts';
import { createImport } from '../../src/core/import/create-import.ts';
import type { Bytes, Milliseconds } from '../../src/core/units.ts';
import { findBrowser } from '../e2e/find.ts';
import type { Row } from './row.ts';
import { startTaskTrace } from './task-trace.ts';

const COUNT = 1_000_000;
const DIST = path.resolve(import.meta.dirname, '../../dist');
const PATIENCE: Milliseconds = 120_000;
const MEBI = 1024 * 1024;

export async function run(): Promise<Row[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sse-scope-big-'));
  try {
    const file = path.join(folder, 'big.ndjson');
    await pipeline(Readable.from(bigFile()), createWriteStream(file));
    const { size } = await stat(file);
    return [
      { name: 'the file', value: size / MEBI, unit: 'MB' },
      ...(await inNode(file)),
      ...(await visit(file, size, tasksIn)),
      ...(await visit(file, size, (viewer) => memoryIn(viewer, size))),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** 100 to 300 B of JSON in each, three connections, ids that grow. */
export function* bigFile(count = COUNT): Generator<string> {
  const line = (value: unknown): string => `${JSON.stringify(value)}\n`;
  const begun = 1_700_000_000_000;
  let text = line({
    format: 'ssescope',
    version: 1,
    createdAt: '2026-01-01T00:00:00.000Z',
    generator: 'bench',
    browser: 'bench',
    page: { url: 'https://a.test/', title: '' },
  });
  for (const id of [1, 2, 3]) {
    const of = { api: 'eventsource', context: 'page', url: `https://a.test/${id}`, withCredentials: false, createdAt: begun, frameUrl: 'https://a.test/' };
    text += line({ kind: 'connection', id, ...of, heardTypes: ['tick', 'price'] });
    text += line({ kind: 'attempt', connection: id, n: 1, startedAt: begun, openedAt: begun + 1, outcome: 'open', status: 200 });
  }
  for (let n = 0; n < count; n += 1) {
    const data = `{"n":${n},"price":${n % 977},"text":"${'lorem ipsum '.repeat(6 + (n % 17))}"}`;
    const of = { connection: 1 + (n % 3), attempt: 1, seq: Math.floor(n / 3), at: begun + 1 + n / 10 };
    text += line({ kind: 'message', ...of, type: n % 2 === 0 ? 'tick' : 'price', lastEventId: String(n), data, heard: true, from: 'hook' });
    if (n % 1000 !== 999) continue;
    yield text;
    text = '';
  }
  yield text;
}

async function inNode(file: string): Promise<Row[]> {
  const { size } = await stat(file);
  globalThis.gc?.();
  const before = used();
  let peak = 0;
  let begun = performance.now();
  let processor = process.cpuUsage();
  const spent = (): string => {
    const { user, system } = process.cpuUsage(processor);
    return `${((user + system) / 1e6).toFixed(1)} s of the processor`;
  };
  const reading = createImport({ name: 'big.ndjson', at: 0 });
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let chunks = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 })) {
    reading.push(decoder.decode(chunk as Buffer, { stream: true }));
    if ((chunks += 1) % 64 !== 0) continue;
    globalThis.gc?.();
    peak = Math.max(peak, used());
  }
  const { capture, error } = reading.end();
  if (error !== null || capture.log.next !== COUNT) throw new Error(`not all was read: ${error?.message}`);
  const rows: Row[] = [
    { name: 'Node: read', value: (performance.now() - begun) / 1000, unit: 's', note: `at most 6; ${spent()}, with a look at the memory for each 16 MB` },
    { name: 'Node: memory at most, over the size of the file', value: (peak - before) / size, unit: 'times', note: 'at most 1.5; what is alive' },
  ];
  begun = performance.now();
  processor = process.cpuUsage();
  let written: Bytes = 0;
  const meta = { createdAt: 0, generator: 'bench', browser: 'bench', page: { url: 'https://a.test/', title: '' } };
  const encoder = new TextEncoder();
  let most = 0;
  for (const { text } of exportPieces(capture, { format: 'ndjson', meta })) {
    written += encoder.encode(text).length;
    most = Math.max(most, used());
  }
  if (Math.abs(written - size) > 1000) throw new Error(`${written} bytes were written of ${size} that were read`);
  rows.push(
    { name: 'Node: written', value: (performance.now() - begun) / 1000, unit: 's', note: `at most 6; ${spent()}` },
    { name: 'Node: memory at most meanwhile, over the size of the file', value: (most - before) / size, unit: 'times', note: 'at most 1.5; garbage included' },
  );
  return rows;
}

function used(): Bytes {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Notes when the file was chosen and when its rows were there, when it was saved, and each time that progress changed on the screen. */
export const WATCH = `
  globalThis.seen = { begun: 0, opened: 0, updates: 0, saved: 0, bytes: 0 };
  addEventListener('change', () => Object.assign(seen, { begun: performance.now(), updates: 0, opened: 0 }), true);
  addEventListener('submit', () => Object.assign(seen, { begun: performance.now(), updates: 0 }), true);
  const makeUrl = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    Object.assign(seen, { saved: performance.now(), bytes: blob.size });
    return makeUrl.call(URL, blob);
  };
  new MutationObserver(() => {
    if (document.querySelector('progress, .export-progress')) seen.updates += 1;
    else if (seen.opened === 0 && document.querySelector('.messages-rows [role=row]:not([aria-busy]) [role=gridcell]')) seen.opened = performance.now();
  }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });`;

export interface Seen {
  begun: number;
  opened: number;
  updates: number;
  saved: number;
  bytes: number;
}

/** The viewer of a browser of its own, and the file in its hands. */
interface Visit {
  viewer: Page;
  browser: Browser;
  /** Chooses the file; its rows are still to come. */
  choose(): Promise<void>;
  /** Until the first rows. */
  open(): Promise<Seen>;
  /** Until the browser has taken the file. */
  save(): Promise<Seen>;
}

async function visit(file: string, size: Bytes, look: (visit: Visit) => Promise<Row[]>): Promise<Row[]> {
  const started = await launchWithExtension({ extension: DIST, headless: true, browserPath: findBrowser() });
  try {
    const viewer = await started.context.newPage();
    await viewer.goto(`chrome-extension://${started.extensionId}/src/viewer/viewer.html`);
    await viewer.getByRole('button', { name: 'Open file…' }).waitFor();
    await viewer.evaluate(WATCH);
    const seen = (): Promise<Seen> => viewer.evaluate<Seen>('({ ...seen })');
    const choose = async (): Promise<void> => {
      const chooser = viewer.waitForEvent('filechooser');
      await viewer.getByRole('button', { name: 'Open file…' }).first().click();
      await (await chooser).setFiles(file);
    };
    return await look({
      viewer,
      browser: started.context.browser()!,
      choose,
      async open() {
        await choose();
        await until('the first rows', () => viewer.evaluate<boolean>('seen.opened > 0'), PATIENCE);
        return seen();
      },
      async save() {
        await viewer.getByRole('button', { name: 'Export…' }).click();
        const dialog = viewer.getByRole('dialog', { name: 'Export' });
        await dialog.getByLabel(/^NDJSON/).check();
        const download = viewer.waitForEvent('download', { timeout: PATIENCE });
        await dialog.getByRole('button', { name: 'Export', exact: true }).click();
        await download;
        const saved = await seen();
        if (Math.abs(saved.bytes - size) > 1000) throw new Error(`${saved.bytes} bytes were saved of ${size}`);
        return saved;
      },
    });
  } finally {
    await started.close();
  }
}

async function tasksIn({ viewer, browser, choose, open, save }: Visit): Promise<Row[]> {
  const context = browser.contexts()[0]!;
  const opening = await startTaskTrace(context);
  await viewer.evaluate(`performance.mark('${opening.mark}')`);
  const seen = await open();
  const opened = await opening.end();
  const saving = await startTaskTrace(context);
  await viewer.evaluate(`performance.mark('${saving.mark}')`);
  const after = await save();
  const saved = await saving.end();
  await choose();
  const cancel = viewer.getByRole('button', { name: 'Cancel' });
  await cancel.waitFor({ timeout: PATIENCE });
  const begun = performance.now();
  await cancel.click();
  await viewer.getByRole('progressbar').waitFor({ state: 'detached' });
  const cancelled = performance.now() - begun;
  return [
    {
      name: 'viewer: from the choice to the first rows',
      value: (seen.opened - seen.begun) / 1000,
      unit: 's',
      note: `at most 6; ${(opened.worker.sum / 1000).toFixed(1)} s of the processor in the worker`,
    },
    {
      name: 'viewer: longest task of the page meanwhile',
      value: opened.page.longest,
      unit: 'ms',
      note: `at most 50; ${opened.page.processor.toFixed(1)} of the processor`,
    },
    { name: 'viewer: progress on the screen', value: seen.updates, unit: 'updates' },
    {
      name: 'viewer: saved again',
      value: (after.saved - after.begun) / 1000,
      unit: 's',
      note: `at most 6; ${(saved.worker.sum / 1000).toFixed(1)} s of the processor in the worker, ${(saved.page.sum / 1000).toFixed(1)} in the page`,
    },
    {
      name: 'viewer: longest task of the page meanwhile',
      value: saved.page.longest,
      unit: 'ms',
      note: `at most 50; ${saved.page.processor.toFixed(1)} of the processor`,
    },
    { name: 'viewer: another reading cancelled, with the clicks of the test', value: cancelled, unit: 'ms' },
  ];
}

/** In a browser of its own: the trace of the tasks is kept in the memory of the page, and is larger than what it is about. */
async function memoryIn({ browser, open, save }: Visit, size: Bytes): Promise<Row[]> {
  const empty = await peakOf(browser);
  const over = async (): Promise<number> => ((await peakOf(browser)) - empty) / size;
  await open();
  const opened = await over();
  await save();
  return [
    {
      name: 'viewer: memory of its process at most, over the size of the file',
      value: opened,
      unit: 'times',
      note: `at most 1.5; garbage included, without the ${(empty / MEBI).toFixed(0)} MB that it had with no file`,
    },
    { name: 'viewer: the same, once it was saved again', value: await over(), unit: 'times', note: 'at most 1.5; the blob of the file is in another process' },
  ];
}

/** The most memory that any page's process of the browser ever had, by the kernel's account. */
async function peakOf(browser: Browser): Promise<Bytes> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const peaks = await Promise.all(
    processInfo
      .filter(({ type, id }) => type === 'renderer' && existsSync(`/proc/${id}/status`))
      .map(async ({ id }) => Number(/VmHWM:\s+(\d+) kB/.exec(await readFile(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) * 1024),
  );
  return Math.max(0, ...peaks);
}
