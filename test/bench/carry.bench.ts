/**
 * The whole way of a flood: page, hook, relay, port, an extension page that does what the DevTools page does, SharedWorker, recorder.
 * Without DevTools itself, whose own network panel is told of every message too and takes longer than all of this.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { PAGE_PORT } from '../../src/wire/protocol/envelope.ts';
import { isRecord } from '../../src/wire/protocol/guard.ts';
import { launchBareChromium } from './bare-chromium.ts';
import { startFloodServer } from './flood-server.ts';
import { median, type Row } from './row.ts';

const DIST = path.resolve(import.meta.dirname, '../../dist');
const COUNT = 100_000;
const SIZE = 1000;
const ROUNDS = 3;

const FEED = (worker: string): string => `
  const { port: recorder } = new SharedWorker('/assets/${worker}', { type: 'module', name: 'tab:bench' });
  const ports = new Map();
  const answers = new Map();
  let asked = 0;
  recorder.onmessage = ({ data }) => {
    if (data.kind === 'recorded') ports.get(data.session).postMessage({ kind: 'ack', seq: data.seq });
    else answers.get(data.id)?.(data.value);
  };
  chrome.runtime.onMessage.addListener((message, { tab, frameId, documentId }) => {
    if (message?.kind !== 'sse-scope:announce' || ports.has(message.session)) return;
    const port = chrome.tabs.connect(tab.id, { name: '${PAGE_PORT}:bench', documentId });
    ports.set(message.session, port);
    port.onMessage.addListener((envelope) => recorder.postMessage({ kind: 'page', frame: { frameId, documentId }, envelope }));
  });
  globalThis.overview = () => new Promise((resolve) => { answers.set(++asked, resolve); recorder.postMessage({ kind: 'ask', id: asked, name: 'overview' }); });`;

export async function run(): Promise<Row[]> {
  const server = await startFloodServer();
  const browser = await launchBareChromium();
  try {
    const id = await browser.load(DIST);
    const worker = readdirSync(path.join(DIST, 'assets')).find((file) => file.startsWith('recorder.worker-')) ?? '';
    const feeder = await browser.page(`chrome-extension://${id}/src/popup/board.html`);
    await feeder.evaluate(`{ ${FEED(worker)} }`);
    const page = await browser.page(server.url);
    const rates: number[] = [];
    let lost = 0;
    for (let round = 1; round <= ROUNDS; round++) {
      const lostBefore = lost;
      const begun = performance.now();
      await page.evaluate(`new Promise((done) => { const source = new EventSource('/flood?size=${SIZE}&count=${COUNT}'); source.onmessage = () => {};
        source.addEventListener('end', () => { source.close(); done(); }); })`);
      for (;;) {
        const overview = await feeder.evaluate('overview()');
        if (!isRecord(overview)) throw new Error('the recorder gave no overview');
        lost = Number(overview.lost);
        if (Number(overview.messages) + lost >= round * (COUNT + 1)) break;
      }
      rates.push(((COUNT - (lost - lostBefore)) / (performance.now() - begun)) * 1000);
    }
    return [
      {
        name: `flood of ${COUNT.toLocaleString('en')} messages of 1 KB, page to recorder: recorded`,
        value: median(rates),
        unit: 'messages/s',
        note: 'at least 60,000',
      },
      {
        name: 'lost, in all rounds together',
        value: lost,
        unit: 'messages',
        note: 'all before the port was open: the page is busy with the flood, and keeps 4,096 till then',
      },
    ];
  } finally {
    await browser.close();
    await server.close();
  }
}
