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

interface Subjects {
  closed: Subject;
  open: Subject;
}

export async function run(): Promise<Row[]> {
  const server = await startFloodServer();
  const subjects: Subjects = { closed: await open(server.url, false), open: await open(server.url, true) };
  try {
    return [...(await flood(server.url, subjects, 10)), ...(await flood(server.url, subjects, 1000)), ...(await paced(server.url, subjects))];
  } finally {
    await subjects.closed.close();
    await subjects.open.close();
    await server.close();
  }
}

const NAMES = ['closed', 'open'] as const;

async function flood(home: string, subjects: Subjects, size: number): Promise<Row[]> {
  const count = COUNT[size]!;
  const address = `${home}/flood?size=${size}&count=${count}`;
  // Natively both browsers are the same: what they measured goes together.
  const native: number[] = [];
  const bare: number[] = [];
  const hooked: Record<keyof Subjects, number[]> = { closed: [], open: [] };
  // The first rounds warm up.
  for (let round = -2; round < ROUNDS; round++) {
    for (const name of NAMES) {
      const subject = subjects[name];
      const each = [await subject.run('native', address), await subject.run('native', address, BARE), await subject.run('hooked', address)] as const;
      if (round < 0) continue;
      const [plain, listened, watched] = each.map((milliseconds) => (milliseconds / count) * 1000) as [number, number, number];
      native.push(plain);
      bare.push(listened);
      hooked[name].push(watched);
    }
  }
  const base = median(native);
  const least = median(bare) - base;
  const unit = 'µs/message';
  return [
    { name: `flood, ${size} B: native`, value: base, unit },
    { name: `flood, ${size} B: added by one bare listener`, value: least, unit },
    ...NAMES.flatMap((name): Row[] => {
      const added = median(hooked[name]) - base;
      const goal = name === 'closed' ? 0.6 : size === 10 ? 1.3 : 2;
      return [
        { name: `flood, ${size} B, DevTools ${name}: added by the hook`, value: added, unit },
        { name: `flood, ${size} B, DevTools ${name}: hook over bare listener`, value: added / least, unit: 'times', note: `at most ${goal}` },
      ];
    }),
  ];
}

async function paced(home: string, subjects: Subjects): Promise<Row[]> {
  const address = `${home}/paced?rate=${PACED.rate}&for=${PACED.for}&size=${PACED.size}`;
  const share = async (subject: Subject, world: World): Promise<number> => ((await subject.run(world, address)) / PACED.for) * 100;
  const native: number[] = [];
  const hooked: Record<keyof Subjects, number[]> = { closed: [], open: [] };
  for (let round = 0; round < 3; round++) {
    for (const name of NAMES) {
      native.push(await share(subjects[name], 'native'));
      hooked[name].push(await share(subjects[name], 'hooked'));
    }
  }
  const base = median(native);
  return NAMES.map((name) => ({
    name: `${PACED.rate} messages/s of ${PACED.size} B, DevTools ${name}: added by the hook`,
    value: median(hooked[name]) - base,
    unit: '% of a core',
    note: `under 6; native ${base.toFixed(1)} %`,
  }));
}
