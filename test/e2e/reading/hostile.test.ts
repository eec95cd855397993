/** Pages that are hostile to whoever reads along: they see what they natively see, and what was read is captured, or said to be missing. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { native, type Native } from '../../compliance/recording.ts';
import { HOSTILE_PAGES } from './hostile-pages.ts';
import { openHookedPages, type HookedPages, type SeenReading } from './hooked-page.ts';

const TEXT = ': c\nid: ü\ndata: €uro 🎉\n\ndata: b\n\n';
const SENT = { bytes: Buffer.from(TEXT).toString('base64') };

/**
 * How the answers stand when the page turns hostile. Each way of reading must stand at the same place in each run, or the page itself would see now this, now that:
 * - during: begun, and not over before that.
 * - asked: there is none yet.
 * - after: asked for later, one after the other.
 */
const PARTS = { during: [SENT, { hold: true }], asked: [SENT, { wait: 20 }, { end: true }], after: [SENT, { wait: 20 }, { end: true }] };

/** Ways in which the page reads, each by what the page has at that time. `during` resolves when the page has turned hostile. */
const WAYS: Readonly<Record<string, string>> = {
  reader: `async (url, during) => { const reader = (await fetch(url)).body.getReader(); let n = 0; for (;;) { const { done, value } = await reader.read(); if (n === 0) await during(); if (done) return n; n += value.length; } }`,
  loop: `async (url, during) => { let n = 0; for await (const chunk of (await fetch(url)).body) { if (n === 0) await during(); n += chunk.length; } return n; }`,
  text: `async (url, during) => { const response = await fetch(url); await during(); return response.text(); }`,
  pipe: `async (url, during) => { const response = await fetch(url); await during(); let n = 0; await response.body.pipeTo(new Sink({ write(chunk) { n += chunk.length; } })); return n; }`,
  cancel: `async (url, during) => { const response = await fetch(url); const reader = response.body.getReader(); await reader.read(); await during(); await reader.cancel(); return response.bodyUsed; }`,
  xhr: `(url, during) => new Plain((resolve, reject) => { const xhr = new XMLHttpRequest(); let first = true; xhr.open('GET', url); xhr.onprogress = () => { if (first) during(); first = false; }; xhr.onload = () => resolve(xhr.responseText + xhr.status); xhr.onerror = () => reject('error'); xhr.send(); })`,
};

interface Seen {
  /** What the page got, what was called, and what went wrong: one text. */
  page: string;
  readings: SeenReading[];
}

/** The page turns hostile while all ways are read, and others have been asked for; `rest()` then reads all of them again, one after the other. */
function scriptOf(hostile: string, stream: string): string {
  const urls = Object.entries(PARTS).map(
    ([part, steps]) =>
      `${part}: (name) => '/sse?part=${part}&way=' + name + '&stream=${stream}-${part}-' + name + '&script=${encodeURIComponent(JSON.stringify(steps))}'`,
  );
  return `(() => {
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
    const urls = { ${urls.join(',\n')} };
    const spoil = () => { ${hostile} };
    const attempt = async (name, url, during) => { try { return print(await ways[name](url, during)); } catch (error) { return 'threw ' + print(error); } };
    const asked = [], during = [];
    let begun = 0, left = 2 * names.length, goOn, tellSpoilt, tellRead;
    const spoilt = new Plain((resolve) => { tellSpoilt = resolve; });
    const hostile = new Plain((resolve) => { goOn = resolve; });
    const read = new Plain((resolve) => { tellRead = resolve; });
    const keep = (texts, i, text) => { texts[i] = text; left--; if (left === 0) tellRead(); };
    const begin = () => {
      begun++;
      if (begun === names.length) {
        for (let i = 0; i < names.length; i++) attempt(names[i], urls.asked(names[i]), () => {}).then((text) => keep(asked, i, text), tellRead);
        spoil();
        goOn();
        tellSpoilt();
      }
      return hostile;
    };
    for (let i = 0; i < names.length; i++) attempt(names[i], urls.during(names[i]), begin).then((text) => keep(during, i, text), tellRead);
    const rest = async () => {
      await read;
      for (const name in log) delete log[name];
      for (let i = 0; i < names.length; i++) says += names[i] + ': ' + during[i] + '; ' + asked[i] + '; then ' + (await attempt(names[i], urls.after(names[i]), () => {})) + '\\n';
      await new Plain((resolve) => later(resolve, 50));
      for (const name in log) says += name + ' ' + log[name] + '\\n';
      return says;
    };
    define(window, 'rest', { __proto__: null, value: rest });
    return spoilt;
  })()`;
}

const MODES = { native: { hooked: false }, closed: { hooked: true, listening: false }, open: { hooked: true, listening: true } };
type Mode = keyof typeof MODES;
let pages: HookedPages;
let count = 0;

async function run(hostile: string, mode: Mode): Promise<Seen> {
  const { evaluate, listen, readings, close } = await pages.page(MODES[mode]);
  const stream = `hostile-${(count += 1)}`;
  await evaluate(scriptOf(hostile, stream));
  for (const way of Object.keys(WAYS)) pages.server.push(`${stream}-during-${way}`, '[{"end":true}]');
  const seen = await evaluate('rest()');
  if (mode === 'closed') await listen();
  const all = mode === 'native' ? [] : await readings();
  await close();
  return { page: String(seen), readings: all };
}

async function runNatively(): Promise<Map<string, string>> {
  const seen = new Map<string, string>();
  for (const [name, hostile] of Object.entries(HOSTILE_PAGES)) seen.set(name, (await run(hostile, 'native')).page);
  return seen;
}

const SCRIPTS = Object.values(HOSTILE_PAGES)
  .map((hostile) => scriptOf(hostile, 'hostile'))
  .join('\n');
let natively: Native<string>;
beforeAll(async () => {
  pages = await openHookedPages();
  natively = await native('reading-hostile', 'chromium', SCRIPTS, runNatively);
});
afterAll(() => pages.close());

/** Of these nothing is captured by the hook and nothing said: there was no request, or the page stops the events that would tell. */
const UNSEEN: Readonly<Record<string, readonly string[]>> = {
  'has a fetch that never asks': ['reader', 'loop', 'text', 'pipe', 'cancel'],
  'stops every event': ['xhr'],
};

test.each(Object.keys(HOSTILE_PAGES))('a page that %s', async (name) => {
  const hostile = HOSTILE_PAGES[name]!;
  const expected = natively.outcomes.get(name);
  expect(expected).toContain('xhr: ');
  expect(expected, 'not as it was recorded').toBe(natively.recorded.get(name));
  const [closed, open] = await Promise.all([run(hostile, 'closed'), run(hostile, 'open')]);
  for (const [mode, { page, readings }] of Object.entries({ closed, open })) {
    expect(page, mode).toBe(expected);
    for (const part of Object.keys(PARTS)) {
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
