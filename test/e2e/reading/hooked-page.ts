/** A page with the built hook in it, and the place of the content script taken by one that keeps every batch: what the hook observes, without the rest of the way. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { startDemoServer, type DemoServer, type DemoServerOptions } from '../../../demo/server.ts';
import { DOWN, HELLO, UP } from '../../../src/wire/page-wire/names.ts';
import { readBatch, type BatchObservation } from '../../../src/wire/protocol/batch-reader.ts';
import type { ReadingBegun, ReadingEnded } from '../../../src/core/model/observation.ts';
import type { BytesCame } from '../../../src/core/model/bytes-observation.ts';
import { findBrowser } from '../find.ts';

export interface HookedPages {
  browser: Browser;
  server: DemoServer;
  /** A blank page of the server, which nobody else has until it is closed. `listening`: DevTools are open, so to say. */
  page(options?: { hooked?: boolean; listening?: boolean }): Promise<HookedPage>;
  close(): Promise<void>;
}

export interface HookedPage {
  page: Page;
  /** As `page.evaluate`, with nothing in the page but what the browser does itself. */
  evaluate(expression: string): Promise<unknown>;
  /** Opens DevTools, so to say. */
  listen(): Promise<void>;
  /** All that the hook has told so far. */
  observations(): Promise<BatchObservation[]>;
  /** The readings of it, put together. */
  readings(): Promise<SeenReading[]>;
  /** Ends the document, and all that it has open; its tab is for the next who asks for one of the kind. */
  close(): Promise<void>;
}

export interface SeenReading {
  begun: ReadingBegun;
  ended: ReadingEnded | undefined;
  chunks: BytesCame[];
  /** The bytes, as UTF-8. */
  text: string;
  /** Bytes that are missing between the chunks, or said to be lost. */
  missing: number;
  lost: { offset: number; length: number }[];
}

/** Stands for the content script, which has a world of its own: so it calls nothing that the page may have replaced. */
const taker = `
  const { apply } = Reflect;
  const meeting = document.createElement('span');
  const detailOf = Object.getOwnPropertyDescriptor(CustomEvent.prototype, 'detail').get;
  const { dispatchEvent } = EventTarget.prototype;
  const Carrier = CustomEvent;
  const batches = [];
  Object.setPrototypeOf(batches, null);
  let count = 0;
  meeting.addEventListener('${UP}', (event) => { batches[count++] = apply(detailOf, event, []); });
  window.dispatchEvent(new MouseEvent('${HELLO}', { relatedTarget: meeting }));
  const command = (detail) => void apply(dispatchEvent, meeting, [new Carrier('${DOWN}', { __proto__: null, detail })]);
  Object.defineProperty(window, 'ours', { value: { __proto__: null, command, batches: () => { command('flush'); return { __proto__: null, length: count, ...batches }; } } });`;

export async function openHookedPages(options: DemoServerOptions = {}): Promise<HookedPages> {
  const hook = await readFile(path.resolve(import.meta.dirname, '../../../dist/src/page/hook.iife.js'), 'utf8');
  const server = await startDemoServer({
    answer: (request, response) => {
      if (options.answer?.(request, response)) return true;
      if (request.url !== '/blank') return false;
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>blank</title><link rel="icon" href="data:,"><body>');
      return true;
    },
  });
  const browser = await chromium.launch({ executablePath: findBrowser(), chromiumSandbox: false });
  // A new tab costs ten times what a new document does. Each has a context of its own, since those of one context share six connections.
  const makeTab = async (hooked: boolean) => {
    const page = await browser.newPage();
    if (hooked) await page.addInitScript(`${hook}\n;(() => {${taker}})();`);
    return { page, session: await page.context().newCDPSession(page) };
  };
  const free = { hooked: [] as Awaited<ReturnType<typeof makeTab>>[], native: [] as Awaited<ReturnType<typeof makeTab>>[] };
  return {
    browser,
    server,
    async page({ hooked = true, listening = true } = {}) {
      const idle = free[hooked ? 'hooked' : 'native'];
      const tab = idle.pop() ?? (await makeTab(hooked));
      const { page, session } = tab;
      await page.goto(`${server.url}/blank`);
      const evaluate = async (expression: string): Promise<unknown> => {
        const { result, exceptionDetails } = await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
        if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        return result.value as unknown;
      };
      const observations = async (): Promise<BatchObservation[]> => {
        const batches = Object.entries((await evaluate('ours.batches()')) as object).flatMap(([key, batch]) => (key === 'length' ? [] : [String(batch)]));
        const all: BatchObservation[] = [];
        for (const batch of batches) {
          const split = batch.indexOf(';');
          if (batch.slice(0, split) !== '-1')
            readBatch(batch.slice(split + 1), { session: 'page', frame: { frameId: 0 } }, (observation) => all.push(observation));
        }
        return all;
      };
      const hookedPage: HookedPage = {
        page,
        evaluate,
        listen: async () => void (await evaluate(`ours.command('listen')`)),
        observations,
        readings: async () => collect(await observations()),
        async close() {
          await page.goto('about:blank');
          idle.push(tab);
        },
      };
      if (hooked && listening) await hookedPage.listen();
      return hookedPage;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

function collect(observations: readonly BatchObservation[]): SeenReading[] {
  const seen = new Map<number, SeenReading>();
  for (const observation of observations) {
    if (observation.kind === 'reading') seen.set(observation.source, { begun: observation, ended: undefined, chunks: [], text: '', missing: 0, lost: [] });
    else if (observation.kind === 'reading-ended') seen.get(observation.source)!.ended = observation;
    else if (observation.kind === 'bytes' && 'source' in observation.of) seen.get(observation.of.source)!.chunks.push(observation);
    else if (observation.kind === 'bytes-lost' && 'source' in observation.of)
      seen.get(observation.of.source)!.lost.push({ offset: observation.offset, length: observation.length });
  }
  for (const reading of seen.values()) {
    let next = 0;
    for (const { offset, bytes } of reading.chunks) {
      reading.missing += offset - next;
      next = offset + bytes.length;
    }
    reading.text = Buffer.concat(reading.chunks.map(({ bytes }) => bytes)).toString();
  }
  return [...seen.values()];
}
