/** Pages that are hostile to whoever reads along: they see what they natively see, and what was read is captured, or said to be missing. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HOSTILE_PAGES } from './hostile-pages.ts';
import { openHookedPages, type HookedPages, type SeenReading } from './hooked-page.ts';

const TEXT = ': c\nid: ü\ndata: €uro 🎉\n\ndata: b\n\n';
const STEPS = JSON.stringify([{ bytes: Buffer.from(TEXT).toString('base64') }, { wait: 20 }, { end: true }]);

/** Ways in which the page reads, each by what the page has at that time. */
const WAYS: Readonly<Record<string, string>> = {
  reader: `async (url, during) => { const reader = (await fetch(url)).body.getReader(); let n = 0; for (;;) { const { done, value } = await reader.read(); if (n === 0) during(); if (done) return n; n += value.length; } }`,
  loop: `async (url, during) => { let n = 0; for await (const chunk of (await fetch(url)).body) { if (n === 0) during(); n += chunk.length; } return n; }`,
  text: `async (url, during) => { const response = await fetch(url); during(); return response.text(); }`,
  pipe: `async (url, during) => { const response = await fetch(url); during(); let n = 0; await response.body.pipeTo(new Sink({ write(chunk) { n += chunk.length; } })); return n; }`,
  cancel: `async (url, during) => { const response = await fetch(url); const reader = response.body.getReader(); await reader.read(); during(); await reader.cancel(); return response.bodyUsed; }`,
  xhr: `(url, during) => new Plain((resolve, reject) => { const xhr = new XMLHttpRequest(); let first = true; xhr.open('GET', url); xhr.onprogress = () => { if (first) during(); first = false; }; xhr.onload = () => resolve(xhr.responseText + xhr.status); xhr.onerror = () => reject('error'); xhr.send(); })`,
};

interface Seen {
  /** What the page got, what was called, and what went wrong: one text. */
  page: string;
  readings: SeenReading[];
}

let pages: HookedPages;
beforeAll(async () => {
  pages = await openHookedPages();
});
afterAll(() => pages.close());

const MODES = { native: { hooked: false }, closed: { hooked: true, listening: false }, open: { hooked: true, listening: true } };
type Mode = keyof typeof MODES;
let count = 0;

/** The page turns hostile while all ways are read, then reads all of them again, one after the other. */
async function run(hostile: string, mode: Mode): Promise<Seen> {
  const { page, evaluate, listen, readings } = await pages.page(MODES[mode]);
  const urls = (part: string): string => {
    const stream = `hostile-${(count += 1)}`;
    return `(name) => '/sse?part=${part}&way=' + name + '&stream=${stream}-' + name + ${JSON.stringify(`&script=${encodeURIComponent(STEPS)}`)}`;
  };
  const seen = await evaluate(`(async () => {
    const { apply, defineProperty: define, getOwnPropertyDescriptor: own, ownKeys: keysOf } = Reflect;
    const Plain = Promise, Sink = WritableStream, print = String, later = setTimeout;
    const log = Object.setPrototypeOf({}, null);
    let says = '';
    const calls = (name) => { log[name] = (log[name] || 0) + 1; };
    window.onerror = (message) => { says += 'onerror ' + message + '\\n'; };
    window.onunhandledrejection = () => { says += 'unhandledrejection\\n'; };
    const ways = { ${Object.entries(WAYS)
      .map(([name, code]) => `${name}: ${code}`)
      .join(',\n')} };
    const names = ${JSON.stringify(Object.keys(WAYS))};
    let spoilt = false;
    const spoil = () => { if (spoilt) return; spoilt = true; ${hostile} };
    const attempt = async (name, url, during) => { try { return print(await ways[name](url, during)); } catch (error) { return 'threw ' + print(error); } };
    const during = []; let left = names.length;
    await new Plain((resolve) => {
      for (let i = 0; i < names.length; i++) attempt(names[i], (${urls('during')})(names[i]), spoil).then((text) => { during[i] = text; left--; if (left === 0) resolve(); }, resolve);
    });
    for (const name in log) delete log[name];
    for (let i = 0; i < names.length; i++) says += names[i] + ': ' + during[i] + '; then ' + (await attempt(names[i], (${urls('after')})(names[i]), () => {})) + '\\n';
    await new Plain((resolve) => later(resolve, 50));
    for (const name in log) says += name + ' ' + log[name] + '\\n';
    return says;
  })()`);
  if (mode === 'closed') await listen();
  const all = mode === 'native' ? [] : await readings();
  await page.close();
  return { page: String(seen), readings: all };
}

/** Of these nothing is captured by the hook and nothing said: there was no request, or the page stops the events that would tell. */
const UNSEEN: Readonly<Record<string, readonly string[]>> = {
  'has a fetch that never asks': ['reader', 'loop', 'text', 'pipe', 'cancel'],
  'stops every event': ['xhr'],
};

test.each(Object.keys(HOSTILE_PAGES))('a page that %s', async (name) => {
  const hostile = HOSTILE_PAGES[name]!;
  const native = await run(hostile, 'native');
  expect(native.page).toContain('xhr: ');
  for (const mode of ['closed', 'open'] as const) {
    const { page, readings } = await run(hostile, mode);
    expect(page, mode).toBe(native.page);
    for (const part of ['during', 'after']) {
      for (const way of Object.keys(WAYS)) {
        if (part === 'after' && UNSEEN[name]?.includes(way)) continue;
        const reading = readings.find(({ begun }) => begun.url.includes(`part=${part}&way=${way}&`));
        const captured = reading !== undefined && reading.missing === 0 && reading.text === TEXT;
        const told = reading !== undefined && (reading.lost.length > 0 || (reading.ended?.by === 'cancel' && TEXT.startsWith(reading.text)));
        expect([mode, part, way, captured || told, captured || told ? '' : JSON.stringify(reading)]).toEqual([mode, part, way, true, '']);
      }
    }
  }
});
