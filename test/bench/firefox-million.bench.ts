/**
 * A million messages in Firefox: a capture file of them opened in the viewer, searched, scrolled and saved again, and the panel that follows 10,000 more each second.
 * Firefox tells nobody how long a task was: a task that is too long is seen as a frame that comes late. How much memory a file takes is not measured here, since
 * all pages of the extension share a process, and the file itself is in it, too.
 */
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { Place, TabNumber } from '../../cli/firefox/chrome-scope.ts';
import { type Firefox, launchFirefox } from '../../cli/firefox/firefox.ts';
import { until } from '../../cli/until.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import type { Overview } from '../../src/wire/protocol/questions.ts';
import { BROWSER_PATHS, EXTENSIONS } from '../browsers.ts';
import { bigFile, WATCH, type Seen as Watched } from './big-file.bench.ts';
import { FEED, FRAMES, SHOWN_ROW } from './list-driver.ts';
import { median, type Row } from './row.ts';
import { EMPTY, SEARCH, type Seen } from './search-in-viewer.ts';

const COUNT = 1_000_000;
const RATE = 10_000;
const FOR: Milliseconds = 8_000;
const JUMPS = 240;
const PATIENCE: Milliseconds = 180_000;
const MEBI = 1024 * 1024;
/** What was found is remembered: so each is searched for once. */
const TEXTS: readonly [name: string, texts: readonly string[]][] = [
  ['text that is nowhere', ['zebra crossing', 'xylophone', 'quagga']],
  ['text in one of 1,000', ['price":771,', 'price":772,', 'price":773,']],
  ['text in every message', ['lorem', 'ipsum', 'text']],
];

export async function run(): Promise<Row[]> {
  const downloads = await mkdtemp(path.join(tmpdir(), 'downloads-'));
  const files = await serveFile();
  const firefox = await launchFirefox({
    browserPath: BROWSER_PATHS.firefox,
    headless: true,
    extension: EXTENSIONS.firefox,
    preferences: {
      'privacy.reduceTimerPrecision': false,
      'browser.download.folderList': 2,
      'browser.download.dir': downloads,
      'browser.download.alwaysOpenPanel': false,
    },
  });
  try {
    const url = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
    return [...(await inViewer(firefox, `${url}/file`)), ...(await inPanel(firefox, `${url}/page`))];
  } finally {
    await firefox.close();
    files.close();
    await rm(downloads, { recursive: true, force: true });
  }
}

/** The file for whoever asks; no page can be given one of the disk. */
function serveFile(): Promise<Server> {
  const server = createServer(({ url }, response) => {
    if (url === '/page') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>bench</title>');
    response.writeHead(200, { 'content-type': 'application/x-ndjson', 'access-control-allow-origin': '*' });
    Readable.from(bigFile(COUNT)).pipe(response);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

async function inViewer(firefox: Firefox, url: string): Promise<Row[]> {
  const tab = await firefox.scope.call<TabNumber>('firstTab');
  const place: Place = { kind: 'page', tab };
  // Nothing is drawn in a tab that is not in front.
  await firefox.scope.call('select', tab);
  await firefox.scope.call('load', tab, `${await firefox.baseUrl()}src/viewer/viewer.html`, PATIENCE);
  const evaluate = <T>(code: string): Promise<T> => firefox.evaluate<T>(place, `async () => { ${code} }`);
  const press = (selector: string, words: string): Promise<boolean> =>
    until(
      words,
      () =>
        evaluate<boolean>(
          `const found = [...document.querySelectorAll('${selector}')].find((each) => (each.getAttribute('aria-label') ?? each.textContent).trim().startsWith('${words}')); found?.click(); return found !== undefined`,
        ),
      PATIENCE,
    );
  await until('the viewer', () => evaluate<boolean>(`return document.querySelector('button') !== null`), PATIENCE);
  // Whoever opens the dialog of the system is given the file.
  const size = await evaluate<number>(`
    const content = await (await fetch('${url}')).blob();
    const click = HTMLInputElement.prototype.click;
    HTMLInputElement.prototype.click = function () {
      if (this.type !== 'file') return click.call(this);
      const chosen = new DataTransfer();
      chosen.items.add(new File([content], 'big.ndjson'));
      this.files = chosen.files;
      window.dispatchEvent(new Event('change')); // the field is in no document
      this.dispatchEvent(new Event('change'));
    };
    ${WATCH.replace('globalThis.seen', 'window.seen')}
    return content.size;`);
  await press('button', 'Open file…');
  await until('the first rows', () => evaluate<boolean>('return seen.opened > 0'), PATIENCE);
  const opened = await evaluate<Watched>('return { ...seen }');
  const rows: Row[] = [
    { name: 'viewer: the file', value: size / MEBI, unit: 'MB' },
    { name: 'viewer: from the choice to the first rows', value: (opened.opened - opened.begun) / 1000, unit: 's', note: 'at most 6' },
    { name: 'viewer: progress on the screen', value: opened.updates, unit: 'updates' },
  ];

  for (const [name, texts] of TEXTS) {
    const rounds: Seen[] = [];
    for (const text of texts) {
      rounds.push(await evaluate<Seen>(`return (${SEARCH})(${JSON.stringify(text)})`));
      await evaluate(`return (${EMPTY})()`);
    }
    rows.push(
      { name: `search: ${name}, first results`, value: median(rounds.map(({ first }) => first)), unit: 'ms', note: 'goal 100' },
      { name: `search: ${name}, complete`, value: median(rounds.map(({ complete }) => complete)), unit: 'ms', note: 'goal 800' },
    );
  }
  rows.push(...frameRows('viewer, jumping to any row in each frame', await evaluate(`${FRAMES} return globalThis.jump(${JUMPS})`)));
  rows.push(...frameRows('viewer, scrolling three rows a frame', await evaluate(`${FRAMES} return globalThis.glide(${JUMPS})`)));

  await press('button', 'Export');
  await press('dialog label', 'NDJSON');
  await press('dialog button[type=submit]', 'Export');
  await until('the file', () => evaluate<boolean>('return seen.saved > 0'), PATIENCE);
  const saved = await evaluate<Watched>('return { ...seen }');
  rows.push({ name: 'viewer: saved again', value: (saved.saved - saved.begun) / 1000, unit: 's', note: `at most 6; ${(saved.bytes / MEBI).toFixed(0)} MB` });
  return rows;
}

async function inPanel(firefox: Firefox, url: string): Promise<Row[]> {
  const { scope, extensionId: extension } = firefox;
  const tab = await scope.call<TabNumber>('newTab');
  await scope.call('load', tab, url, PATIENCE);
  await firefox.openToolbox(tab);
  await firefox.showPanel(tab);
  const devtools: Place = { kind: 'devtools', tab, extension };
  const panel: Place = { kind: 'panel', tab, extension };
  const worker = readdirSync(path.join(EXTENSIONS.firefox, 'assets')).find((file) => file.startsWith('recorder.worker-')) ?? '';
  const overview = (): Promise<Overview> => firefox.evaluate<Overview>(devtools, 'async () => globalThis.sseScope.ask("overview")');
  // What a piece of code leaves in the window is there for the next.
  await firefox.evaluate(devtools, `async () => { ${FEED(worker)} window.feed = { fill: globalThis.fill, live: globalThis.live }; }`);
  const begun = performance.now();
  await firefox.evaluate(devtools, `async () => window.feed.fill(${COUNT})`);
  await until('all messages', async () => (await overview()).messages >= COUNT * 0.99, PATIENCE);
  const filled = performance.now() - begun;
  // Moving the toolbox loads the panel anew; its clock begins with that.
  await firefox.evaluate(panel, `async () => { window.isOld = true; }`);
  await firefox.dock(tab, 'right');
  await firefox.showPanel(tab);
  const shown = `async () => (window.isOld !== true && document.querySelector('${SHOWN_ROW}') ? performance.now() : 0)`;
  const opened = await until('rows', () => firefox.evaluate<Milliseconds>(panel, shown), PATIENCE);
  const follow = async (): Promise<Frames> => {
    const watch = firefox.evaluate<Frames>(
      panel,
      `async () => { ${FRAMES} setTimeout(() => { globalThis.stop = true; }, ${FOR}); const box = list(); if (box) box.scrollTop = box.scrollHeight; return globalThis.follow(); }`,
    );
    await firefox.evaluate(devtools, `async () => window.feed.live(${RATE}, ${FOR})`);
    return watch;
  };
  const ofList = await follow();
  await firefox.evaluate(panel, `async () => [...document.querySelectorAll('[role=tab]')].find((each) => each.textContent.startsWith('Timeline')).click()`);
  await until('the timeline', () => firefox.evaluate<boolean>(panel, `async () => document.querySelector('canvas') !== null`), PATIENCE);
  return [
    { name: 'panel: given to the recorder: 1,000,000 messages', value: filled, unit: 'ms' },
    { name: 'panel: loaded anew, shows its rows', value: opened, unit: 'ms', note: 'at most 2,000' },
    ...frameRows('panel, 10,000 messages/s, list at its end, strip', ofList),
    ...frameRows('panel, 10,000 messages/s, timeline', await follow()),
  ];
}

interface Frames {
  times: number[];
  /** With rows that were still to come. */
  empty: number;
}

function frameRows(name: string, { times, empty }: Frames): Row[] {
  const sorted = times.toSorted((a, b) => a - b);
  return [
    { name: `${name}: frames, the middle`, value: median(times), unit: 'ms', note: `16.7; ${times.length} frames, ${empty} of them with rows still to come` },
    { name: '  … of a hundred, the longest but one', value: sorted[Math.floor(sorted.length * 0.99)]!, unit: 'ms', note: 'at most 50' },
    { name: '  … the longest', value: sorted.at(-1)!, unit: 'ms' },
  ];
}
