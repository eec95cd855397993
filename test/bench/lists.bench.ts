/**
 * Our list beside those of virtua and @tanstack/virtual-core, in one run: the same rows, the same height, drawn by Preact in all three. How fast they are
 * with 1,000,000 rows, and whether with that many and with 2,000,000 every row can be reached, in both browsers.
 */
import { chromium } from 'playwright-core';
import type { Place, TabNumber } from '../../cli/firefox/chrome-scope.ts';
import { launchFirefox } from '../../cli/firefox/firefox.ts';
import { until } from '../../cli/until.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import { BROWSER_PATHS } from '../browsers.ts';
import { servePage } from '../ui/serve-page.ts';
import { median, type Row } from './row.ts';
import { startTaskTrace } from './task-trace.ts';

const LISTS = ['ours', 'virtua', 'tanstack'] as const;
const COUNTS = [1_000_000, 2_000_000] as const;
const JUMPS = 240;
const ROUNDS = 3;
const PATIENCE: Milliseconds = 60_000;

/** virtua is written for React. */
const ALIAS = { 'react/jsx-runtime': 'preact/jsx-runtime', 'react-dom': 'preact/compat', react: 'preact/compat' };

/** The element that scrolls; times between frames while it is jumped or scrolled three rows a frame; and what is seen at a place. */
const DRIVER = `
  const box = () => { for (let at = document.querySelector('.row'); at; at = at.parentElement) if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at; };
  const element = box();
  const frames = (count, step) => new Promise((resolve) => {
    const times = [];
    let before = 0, n = 0;
    const frame = (now) => {
      if (before > 0) times.push(now - before);
      before = now;
      if (n >= count) return resolve(times);
      step(n++);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  globalThis.jump = (count) => frames(count, (n) => { element.scrollTop = ((n * 7919) % 1000) / 1000 * element.scrollHeight; });
  globalThis.glide = (count) => frames(count, () => { element.scrollTop += 63; });
  const settled = async () => { for (let i = 0; i < 12; i += 1) await new Promise(requestAnimationFrame); };
  /** Rows of which something is seen, from top to bottom, each with its place. */
  const seen = () => {
    const { top, bottom } = element.getBoundingClientRect();
    return [...document.querySelectorAll('.row')].map((row) => ({ index: Number(row.dataset.index), top: row.getBoundingClientRect().top - top, bottom: row.getBoundingClientRect().bottom - bottom }))
      .filter((row) => row.top > -21 && row.bottom < 21).sort((a, b) => a.top - b.top);
  };
  const isWhole = (rows) => rows.length >= 28 && rows.every(({ index, top }, i) => i === 0 || (index === rows[i - 1].index + 1 && Math.abs(top - rows[i - 1].top - 21) < 1.5));
  /** The last row that can be reached, whether it ends where the list does, and whether a list in its middle has rows side by side. */
  globalThis.reach = async () => {
    element.scrollTop = element.scrollHeight / 2;
    await settled();
    const middle = isWhole(seen());
    for (let i = 0; i < 3; i += 1) { element.scrollTop = 1e9; await settled(); }
    const rows = seen();
    const last = rows.at(-1);
    return { middle, last: last ? last.index : -1, end: last !== undefined && Math.abs(last.bottom) < 1.5 && isWhole(rows) };
  };`;

interface Reached {
  middle: boolean;
  last: number;
  end: boolean;
}

export async function run(): Promise<Row[]> {
  const server = await servePage('../bench/lists-page/index.html', ALIAS);
  try {
    return [...(await inChromium(server.url)), ...(await inFirefox(server.url))];
  } finally {
    await server.close();
  }
}

async function inChromium(url: string): Promise<Row[]> {
  const browser = await chromium.launch({ executablePath: BROWSER_PATHS.chromium, args: ['--no-sandbox'] });
  try {
    const context = await browser.newContext({ viewport: { width: 1100, height: 700 } });
    const rows: Row[] = [];
    const openList = async (list: string, count: number) => {
      const page = await context.newPage();
      await page.goto(`${url}?list=${list}&count=${count}`);
      const drawnAfter = await until(`${list} in Chromium`, () => page.evaluate<number>('globalThis.drawnAfter ?? 0'), PATIENCE);
      await page.evaluate(`{ ${DRIVER} }`);
      return { page, drawnAfter };
    };
    const measured = Object.fromEntries(
      LISTS.map((list) => [list, { drawn: [] as number[], jump: [] as number[][], glide: [] as number[][], longest: [] as number[], sum: [] as number[] }]),
    );
    // One after the other, again and again: what else the machine does hits all of them.
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const list of LISTS) {
        const { page, drawnAfter } = await openList(list, COUNTS[0]);
        const of = measured[list]!;
        of.drawn.push(drawnAfter);
        const trace = await startTaskTrace(context);
        await page.evaluate(`performance.mark('${trace.mark}')`);
        of.jump.push(await page.evaluate<number[]>(`jump(${JUMPS})`));
        of.glide.push(await page.evaluate<number[]>(`glide(${JUMPS})`));
        const { page: tasks } = await trace.end();
        of.longest.push(tasks.processor);
        of.sum.push(tasks.sum / (2 * JUMPS));
        await page.close();
      }
    }
    for (const list of LISTS) {
      const { drawn, jump, glide, longest, sum } = measured[list]!;
      const all = (times: number[][]): string => `${median(times.flat()).toFixed(1)} and ${at99(times.flat()).toFixed(1)}`;
      rows.push(
        { name: `${list}, 1,000,000 rows: from its making to its rows`, value: median(drawn), unit: 'ms' },
        {
          name: '  … of the processor for a frame, jumping and scrolling',
          value: median(sum),
          unit: 'ms',
          note: `the longest task ${median(longest).toFixed(1)}`,
        },
        {
          name: '  … frames while jumping, p99',
          value: at99(jump.flat()),
          unit: 'ms',
          note: `the middle and p99 of jumping ${all(jump)}, of scrolling ${all(glide)}`,
        },
      );
    }
    for (const count of COUNTS) {
      for (const list of LISTS) {
        const { page } = await openList(list, count);
        rows.push(reachedRow('Chromium', list, count, await page.evaluate<Reached>('reach()')));
        await page.close();
      }
    }
    return rows;
  } finally {
    await browser.close();
  }
}

async function inFirefox(url: string): Promise<Row[]> {
  const firefox = await launchFirefox({ browserPath: BROWSER_PATHS.firefox, headless: true });
  try {
    const tab = await firefox.scope.call<TabNumber>('firstTab');
    const place: Place = { kind: 'tab', tab };
    const rows: Row[] = [];
    for (const count of COUNTS) {
      for (const list of LISTS) {
        await firefox.scope.call('load', tab, `${url}?list=${list}&count=${count}`, PATIENCE);
        const drawn = await until(`${list} in Firefox`, () => firefox.evaluate<number>(place, '() => globalThis.drawnAfter ?? 0'), PATIENCE).catch(() => 0);
        const reached: Reached =
          drawn === 0
            ? { middle: false, last: -1, end: false }
            : await firefox.evaluate<Reached>(place, `async () => { ${DRIVER}; return globalThis.reach(); }`);
        rows.push(reachedRow('Firefox', list, count, reached));
      }
    }
    return rows;
  } finally {
    await firefox.close();
  }
}

function reachedRow(browser: string, list: string, count: number, { middle, last, end }: Reached): Row {
  const faults = [...(middle ? [] : ['rows are missing in the middle']), ...(end ? [] : ['the end is not whole'])];
  const isRight = faults.length === 0 && last === count - 1;
  return {
    name: `${browser}: ${list}, ${count.toLocaleString('en')} rows, the last that can be reached`,
    value: last + 1,
    unit: 'rows',
    note: isRight ? 'right' : ['not right', ...faults].join(': '),
  };
}

function at99(times: readonly number[]): Milliseconds {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;
}
