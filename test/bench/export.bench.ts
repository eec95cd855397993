/**
 * Files of 100,000 messages, saved from the real panel as a user does it. Tasks are taken from the browser's own trace: how long each took on the
 * clock, and how much of the processor it had, which is what is left of it when nobody else is at work on the machine.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { startDemoServer } from '../../demo/server.ts';
import { inspect, type Inspected } from '../e2e/inspected.ts';
import { until } from '../../cli/until.ts';
import type { Row } from './row.ts';
import { startTaskTrace } from './task-trace.ts';

const COUNT = 100_000;
/** Messages in one write. */
const CHUNK = 100;
const FORMATS = ['NDJSON', 'JSON', 'CSV', 'HAR', 'Event stream'] as const;
/** Some 200 bytes with what has to be escaped in most formats: quotes, a comma, a backslash and characters of two and four bytes. */
const message = (id: number): string =>
  `event: tick\nid: ${id}\ndata: {"id":${id},"name":"Zoë, \\"the quick\\"","path":"C:\\\\x","text":"${'lorem ipsum '.repeat(10)}😀"}\n\n`;
const FILL_PATIENCE = 120_000;
const SAVE_PATIENCE = 60_000;

interface Saved {
  ms: number;
  bytes: number;
  updates: number;
}

export async function run(): Promise<Row[]> {
  const server = await startDemoServer({ answer });
  const devtools = await inspect(`${server.url}/bench`);
  try {
    await devtools.page.evaluate(`new EventSource('/many').addEventListener('tick', () => {})`);
    await until('all messages', async () => (await devtools.ask('overview')).messages >= COUNT, FILL_PATIENCE);
    await devtools.look();
    await devtools.panel.evaluate(WATCH);
    // The first of all is read by code that is not compiled yet, as it is for a user; it is told apart.
    const rows = await measure(devtools, 'NDJSON', 'NDJSON, the first file of this panel');
    for (const format of FORMATS) rows.push(...(await measure(devtools, format, format)));
    return rows;
  } finally {
    await devtools.close();
    await server.close();
  }
}

/** A page, and a stream that stays open after its messages. */
function answer({ url }: IncomingMessage, response: ServerResponse): boolean {
  if (url === '/bench') response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>bench</title><link rel="icon" href="data:,">');
  else if (url === '/many') Readable.from(chunks()).pipe(response.writeHead(200, { 'content-type': 'text/event-stream' }), { end: false });
  else return false;
  return true;
}

function* chunks(): Generator<string> {
  for (let id = 0; id < COUNT; id += CHUNK) yield Array.from({ length: CHUNK }, (_, more) => message(id + more)).join('');
}

/** Notes when the file was wished for, when it was handed to the browser, and each time that the progress on the screen changed. */
const WATCH = `
  globalThis.saved = { begun: 0, ms: 0, bytes: 0, updates: 0 };
  const makeUrl = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    Object.assign(saved, { ms: performance.now() - saved.begun, bytes: blob.size });
    return makeUrl.call(URL, blob);
  };
  addEventListener('submit', () => Object.assign(saved, { begun: performance.now(), updates: 0 }), true);
  new MutationObserver(() => { if (document.querySelector('.export-progress')) saved.updates += 1; })
    .observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });`;

async function measure({ browser, panel, devtools }: Inspected, format: (typeof FORMATS)[number], name: string): Promise<Row[]> {
  await panel.getByRole('button', { name: 'Export…' }).click();
  const dialog = panel.getByRole('dialog', { name: 'Export' });
  await dialog.getByLabel(new RegExp(`^${format}`)).check();
  const trace = await startTaskTrace(browser.context);
  await panel.evaluate(`performance.mark('${trace.mark}')`);
  const download = devtools.waitForEvent('download', { timeout: SAVE_PATIENCE });
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  await (await download).path();
  await dialog.waitFor({ state: 'detached' });
  const { page, worker } = await trace.end();
  const { ms, bytes, updates } = await panel.evaluate<Saved>('saved');
  return [
    {
      name: `${name}: from the wish to the file`,
      value: ms,
      unit: 'ms',
      note: `at most 2,000; ${page.sum.toFixed(0)} of the processor in the page, ${worker.sum.toFixed(0)} in the recorder`,
    },
    { name: `${name}: longest task of the panel's page`, value: page.longest, unit: 'ms', note: `at most 50; ${page.processor.toFixed(1)} of the processor` },
    { name: `${name}: longest task of the recorder`, value: worker.longest, unit: 'ms', note: `${worker.processor.toFixed(1)} of the processor` },
    { name: `${name}: progress on the screen`, value: updates, unit: 'updates' },
    { name: `${name}: the file`, value: bytes, unit: 'bytes' },
  ];
}
