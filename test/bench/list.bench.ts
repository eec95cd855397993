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
import { FEED, FRAMES, SHOWN_ROW } from './list-driver.ts';
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
  const devtools = await inspect(server.url);
  try {
    const worker = readdirSync(path.join(DIST, 'assets')).find((file) => file.startsWith('recorder.worker-')) ?? '';
    await devtools.devtoolsPage.evaluate(`{ ${FEED(worker)} }`);
    const begun = performance.now();
    await devtools.devtoolsPage.evaluate(`fill(${COUNT})`);
    await until('all messages', async () => (await devtools.ask('overview')).messages >= COUNT * 0.99, PATIENCE);
    const filled = performance.now() - begun;
    const opened = await open(devtools);
    await devtools.panel.evaluate(FRAMES);
    return [
      { name: 'given to the recorder: 1,000,000 messages', value: filled, unit: 'ms' },
      { name: 'the panel, reloaded, shows its rows', value: opened, unit: 'ms', note: 'at most 2,000' },
      ...(await framesOf(devtools, 'jumping to any row in each frame', `jump(${JUMPS})`)),
      ...(await framesOf(devtools, 'scrolling three rows a frame', `glide(${JUMPS})`)),
      ...(await framesOf(devtools, '10,000 messages/s, list at its end, strip', 'follow()', true)),
      ...(await timeline(devtools)),
    ];
  } finally {
    await devtools.close();
    await server.close();
  }
}

async function timeline(devtools: Inspected): Promise<Row[]> {
  await devtools.panel.getByRole('tab', { name: 'Timeline' }).click();
  await devtools.panel.locator('canvas').last().waitFor();
  return framesOf(devtools, '10,000 messages/s, timeline', 'follow()', true);
}

/** By the page's own clock, which begins with its loading; looked at every 25 ms. */
async function open({ panel }: Inspected): Promise<Milliseconds> {
  await panel.evaluate(`globalThis.isOld = true; setTimeout(() => location.reload())`);
  return until('rows', () => panel.evaluate<number>(`globalThis.isOld !== true && document.querySelector('${SHOWN_ROW}') ? performance.now() : 0`), PATIENCE);
}

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
