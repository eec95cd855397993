/**
 * What the hook costs the page: CPU time of the page's main thread for each message, natively, with one bare listener more, and hooked;
 * all in one run and in one page, in turn, so that a machine whose speed drifts is fair to all.
 *
 * The built hook runs in the page's own world as the browser injects it. What takes its batches here only counts them; the rest of the way
 * is in carry.bench.ts.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { HELLO, UP, DOWN } from '../../src/wire/page-wire/names.ts';
import { launchBareChromium } from './bare-chromium.ts';
import { startFloodServer } from './flood-server.ts';
import { median, type Row } from './row.ts';

const ROUNDS = 9;
const COUNT: Record<number, number> = { 10: 100_000, 1000: 50_000 };
const PACED = { rate: 2000, for: 3000, size: 100 };
/**
 * The least that any observer must do. @note The page itself only counts: the first to read `data` pays for its string, and a page that
 * does makes both the bare listener and the hook cheaper, by the same amount.
 */
const BARE = `let data, id, at; source.addEventListener('message', (event) => { data = event.data; id = event.lastEventId; at = event.timeStamp; }, true);`;
const TAKER = (listening: boolean): string => `
  const meeting = document.createElement('span');
  let taken = 0;
  meeting.addEventListener('${UP}', ({ detail }) => { taken += detail.length; });
  window.dispatchEvent(new MouseEvent('${HELLO}', { relatedTarget: meeting }));
  ${listening ? `meeting.dispatchEvent(new CustomEvent('${DOWN}', { detail: 'listen' }));` : ''}`;

/** `hooked`: the page's own world. `native`: a world beside it in the same page, with an `EventSource` of its own that nobody wrapped. */
type World = 'hooked' | 'native';

interface Subject {
  /** CPU milliseconds of the page's main thread that a stream takes. */
  run(world: World, address: string, more?: string): Promise<number>;
  close(): Promise<void>;
}

async function open(home: string, listening: boolean): Promise<Subject> {
  const browser = await launchBareChromium();
  const page = await browser.page('about:blank');
  const hook = await readFile(path.resolve(import.meta.dirname, '../../dist/src/page/hook.iife.js'), 'utf8');
  await page.send('Page.enable');
  await page.send('Page.addScriptToEvaluateOnNewDocument', { source: hook });
  await page.send('Page.navigate', { url: home });
  await page.send('Performance.enable');
  const { frameTree } = await page.send('Page.getFrameTree');
  const { executionContextId: beside } = await page.send('Page.createIsolatedWorld', { frameId: (frameTree as { frame: { id: string } }).frame.id });
  await page.evaluate(`{ ${TAKER(listening)} }`, beside);
  const cpu = async (): Promise<number> => {
    const { metrics } = await page.send('Performance.getMetrics');
    return ((metrics as { name: string; value: number }[]).find(({ name }) => name === 'ThreadTime')?.value ?? Number.NaN) * 1000;
  };
  return {
    async run(world, address, more = '') {
      const before = await cpu();
      // @note Always in the same document: the first messages of a new one are read by code that is not compiled yet.
      await page.evaluate(
        `new Promise((done) => { let count = 0; const source = new EventSource(${JSON.stringify(address)}); ${more}
           source.onmessage = () => { count++; };
           source.addEventListener('end', () => { source.close(); done(count); }); })`,
        world === 'native' ? beside : undefined,
      );
      return (await cpu()) - before;
    },
    close: browser.close,
  };
}

export async function run(): Promise<Row[]> {
  const server = await startFloodServer();
  const rows: Row[] = [];
  try {
    for (const listening of [false, true]) {
      const subject = await open(server.url, listening);
      try {
        for (const size of [10, 1000]) rows.push(...(await flood(server.url, subject, size, listening)));
        rows.push(await paced(server.url, subject, listening));
      } finally {
        await subject.close();
      }
    }
  } finally {
    await server.close();
  }
  return rows;
}

async function flood(home: string, subject: Subject, size: number, listening: boolean): Promise<Row[]> {
  const count = COUNT[size]!;
  const address = `${home}/flood?size=${size}&count=${count}`;
  const micros = { native: [] as number[], bare: [] as number[], hooked: [] as number[] };
  // The first rounds warm up.
  for (let round = -2; round < ROUNDS; round++) {
    const each = { native: await subject.run('native', address), bare: await subject.run('native', address, BARE), hooked: await subject.run('hooked', address) };
    for (const name of ['native', 'bare', 'hooked'] as const) if (round >= 0) micros[name].push((each[name] / count) * 1000);
  }
  const base = median(micros.native);
  const bare = median(micros.bare) - base;
  const added = median(micros.hooked) - base;
  const where = `flood, ${size} B, DevTools ${listening ? 'open' : 'closed'}`;
  const goal = listening ? (size === 10 ? 1.3 : 2) : 0.6;
  return [
    { name: `${where}: native`, value: base, unit: 'µs/message' },
    { name: `${where}: added by one bare listener`, value: bare, unit: 'µs/message' },
    { name: `${where}: added by the hook`, value: added, unit: 'µs/message' },
    { name: `${where}: hook over bare listener`, value: added / bare, unit: 'times', note: `at most ${goal}` },
  ];
}

async function paced(home: string, subject: Subject, listening: boolean): Promise<Row> {
  const address = `${home}/paced?rate=${PACED.rate}&for=${PACED.for}&size=${PACED.size}`;
  const share = { native: [] as number[], hooked: [] as number[] };
  for (let round = 0; round < 3; round++)
    for (const world of ['native', 'hooked'] as const) share[world].push(((await subject.run(world, address)) / PACED.for) * 100);
  return {
    name: `${PACED.rate} messages/s of ${PACED.size} B, DevTools ${listening ? 'open' : 'closed'}: added by the hook`,
    value: median(share.hooked) - median(share.native),
    unit: '% of a core',
    note: `under 6; native ${median(share.native).toFixed(1)} %`,
  };
}
