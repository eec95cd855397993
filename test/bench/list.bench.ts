/**
 * The real panel over 1,000,000 messages: opening it, scrolling through them, and following 10,000 more each second. They are given to the tab's
 * recorder as the DevTools page gives them, since DevTools itself takes longer over a million messages of a page than all of this.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Milliseconds } from '../../src/core/units.ts';
import { until } from '../../cli/until.ts';
import { inspect, type Inspected } from '../e2e/inspected.ts';
import { startFloodServer } from './flood-server.ts';
import { median, type Row } from './row.ts';
import { startTaskTrace } from './task-trace.ts';

const COUNT = 1_000_000;
const RATE = 10_000;
const FOR: Milliseconds = 8_000;
const JUMPS = 240;
const DIST = path.resolve(import.meta.dirname, '../../dist');
const PATIENCE: Milliseconds = 120_000;

export async function run(): Promise<Row[]> {
  const server = await startFloodServer();
  const it = await inspect(server.url);
  try {
    const worker = readdirSync(path.join(DIST, 'assets')).find((file) => file.startsWith('recorder.worker-')) ?? '';
    await it.devtoolsPage.evaluate(`{ ${FEED(worker)} }`);
    const begun = performance.now();
    await it.devtoolsPage.evaluate(`fill(${COUNT})`);
    await until('all messages', async () => (await it.ask('overview')).messages >= COUNT * 0.99, PATIENCE);
    const filled = performance.now() - begun;
    const opened = await open(it);
    await it.panel.evaluate(FRAMES);
    return [
      { name: 'given to the recorder: 1,000,000 messages', value: filled, unit: 'ms' },
      { name: 'the panel, reloaded, shows its rows', value: opened, unit: 'ms', note: 'at most 2,000' },
      ...(await framesOf(it, 'jumping to any row in each frame', `jump(${JUMPS})`)),
      ...(await framesOf(it, 'scrolling three rows a frame', `glide(${JUMPS})`)),
      ...(await framesOf(it, '10,000 messages/s, list at its end, strip', 'follow()', true)),
      ...(await timeline(it)),
    ];
  } finally {
    await it.close();
    await server.close();
  }
}

async function timeline(it: Inspected): Promise<Row[]> {
  await it.panel.getByRole('tab', { name: 'Timeline' }).click();
  await it.panel.locator('canvas').last().waitFor();
  return framesOf(it, '10,000 messages/s, timeline', 'follow()', true);
}

/** By the page's own clock, which begins with its loading; looked at every 25 ms. */
async function open({ panel }: Inspected): Promise<Milliseconds> {
  await panel.evaluate(`globalThis.isOld = true; setTimeout(() => location.reload())`);
  return until('rows', () => panel.evaluate<number>(`globalThis.isOld !== true && document.querySelector('${ROW}') ? performance.now() : 0`), PATIENCE);
}

const ROW = '.messages-rows [role=row]:not([aria-busy]) [role=gridcell]';

/** `fill` gives so many at once, as fast as they are taken; `live` so many a second, for a while. */
const FEED = (worker: string): string => `
  const { port } = new SharedWorker('/assets/${worker}', { type: 'module', name: 'tab:' + chrome.devtools.inspectedWindow.tabId });
  const session = 'bench-' + Math.random();
  const words = 'lorem ipsum dolor sit amet '.repeat(40);
  let seq = 0, recorded = -1, n = 0, wake = () => {};
  port.onmessage = ({ data }) => { if (data.kind === 'recorded' && data.session === session) { recorded = data.seq; wake(); } };
  const message = (source, delta, type, id, data) => 'm' + source + ',' + delta + ',' + type.length + ',' + id.length + ',' + data.length + ';' + type + id + data;
  const send = (count) => {
    let text = 'b' + Math.round((performance.timeOrigin + performance.now()) * 1000) + ';';
    if (seq === 0) for (const source of [1, 2, 3]) {
      const url = 'https://bench.test/' + source;
      text += 'c' + source + ',0,0,' + url.length + ',0;' + url + 'l' + source + ',0,4;tick' + 'l' + source + ',0,5;price' + 'o' + source + ',0;';
    }
    for (let i = 0; i < count; i += 1, n += 1) text += message(1 + n % 3, i, n % 2 ? 'tick' : 'price', String(n), '{"n":' + n + ',"text":"' + words.slice(0, 80 + n % 160) + '"}');
    port.postMessage({ kind: 'page', frame: { frameId: 0 }, envelope: { kind: 'batch', version: 1, session, seq: seq++, text, more: false } });
  };
  globalThis.fill = async (count) => {
    for (let left = count; left > 0; left -= 1000) {
      send(1000);
      if (seq - recorded > 20) await new Promise((resolve) => { wake = resolve; });
    }
  };
  globalThis.live = (rate, duration) => new Promise((resolve) => {
    const begun = performance.now();
    let sent = 0;
    const timer = setInterval(() => {
      const elapsed = Math.min(performance.now() - begun, duration);
      const due = Math.floor(elapsed * rate / 1000) - sent;
      if (due > 0) send(due);
      sent += due;
      if (elapsed >= duration) { clearInterval(timer); resolve(sent); }
    }, 16);
  });`;

/** Runs until \`stop\` is set, or so many frames; gives the time between frames, and how many of them showed a row that was not there yet. */
const FRAMES = `
  const frames = (each) => new Promise((resolve) => {
    const times = [];
    let empty = 0, before = 0, count = 0;
    const frame = (now) => {
      if (before > 0) times.push(now - before);
      before = now;
      if (document.querySelector('.messages-rows [role=row][aria-busy]')) empty += 1;
      if (each(count++)) requestAnimationFrame(frame);
      else resolve({ times, empty });
    };
    requestAnimationFrame(frame);
  });
  const list = () => document.querySelector('.messages-rows .virtual-list');
  globalThis.jump = (count) => frames((n) => { const box = list(); box.scrollTop = ((n * 7919) % 1000) / 1000 * box.scrollHeight; return n < count; });
  globalThis.glide = (count) => frames((n) => { list().scrollTop += 66; return n < count; });
  globalThis.follow = () => { globalThis.stop = false; return frames(() => !globalThis.stop); };`;

async function framesOf({ browser, panel, devtoolsPage }: Inspected, name: string, code: string, isLive = false): Promise<Row[]> {
  if (isLive) await panel.evaluate(`{ const box = document.querySelector('.messages-rows .virtual-list'); if (box) box.scrollTop = box.scrollHeight; }`);
  const trace = await startTaskTrace(browser.context);
  await panel.evaluate(`performance.mark('${trace.mark}')`);
  const running = panel.evaluate<{ times: number[]; empty: number }>(code);
  if (isLive) {
    await devtoolsPage.evaluate(`live(${RATE}, ${FOR})`);
    await panel.evaluate('globalThis.stop = true');
  }
  const { times, empty } = await running;
  const { page, worker } = await trace.end();
  const share = (sum: Milliseconds): string => ((sum / times.reduce((all, one) => all + one, 0)) * 100).toFixed(0);
  const sorted = times.toSorted((a, b) => a - b);
  return [
    { name: `${name}: frames, the middle`, value: median(times), unit: 'ms', note: `16.7; ${times.length} frames, ${empty} of them with rows still to come` },
    { name: '  … of a hundred, the longest but one', value: sorted[Math.floor(sorted.length * 0.99)]!, unit: 'ms', note: 'at most 50' },
    {
      name: '  … longest task of the page',
      value: page.longest,
      unit: 'ms',
      note: `at most 50; ${page.processor.toFixed(1)} of the processor, ${share(page.sum)} % of the time in all`,
    },
    {
      name: '  … longest task of the recorder',
      value: worker.longest,
      unit: 'ms',
      note: `${worker.processor.toFixed(1)} of the processor, ${share(worker.sum)} % of the time in all`,
    },
  ];
}
