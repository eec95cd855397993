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
  /** A blank page of the server. `listening`: DevTools are open, so to say. */
  page(options?: { hooked?: boolean; listening?: boolean }): Promise<HookedPage>;
  close(): Promise<void>;
}

export interface HookedPage {
  page: Page;
  /** Opens DevTools, so to say. */
  listen(): Promise<void>;
  /** All that the hook has told so far. */
  observations(): Promise<BatchObservation[]>;
  /** The readings of it, put together. */
  readings(): Promise<SeenReading[]>;
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

declare global {
  interface Window {
    batches: string[];
  }
}

/** Stands for the content script. */
const taker = `
  const meeting = document.createElement('span');
  window.batches = [];
  meeting.addEventListener('${UP}', ({ detail }) => {
    const split = detail.indexOf(';');
    if (Number(detail.slice(0, split)) !== -1 && detail.length > split + 1) batches.push(detail.slice(split + 1));
  });
  window.dispatchEvent(new MouseEvent('${HELLO}', { relatedTarget: meeting }));
  window.command = (detail) => void meeting.dispatchEvent(new CustomEvent('${DOWN}', { detail }));`;

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
  return {
    browser,
    server,
    async page({ hooked = true, listening = true } = {}) {
      const page = await browser.newPage();
      if (hooked) await page.addInitScript(`${hook}\n;(() => {${taker}})();`);
      await page.goto(`${server.url}/blank`);
      const command = (word: string): Promise<unknown> => page.evaluate(`command('${word}')`);
      const observations = async (): Promise<BatchObservation[]> => {
        await command('flush');
        const batches = await page.evaluate(() => window.batches);
        const all: BatchObservation[] = [];
        for (const batch of batches) readBatch(batch, { session: 'page', frame: { frameId: 0 } }, (observation) => all.push(observation));
        return all;
      };
      const hookedPage: HookedPage = {
        page,
        listen: async () => void (await command('listen')),
        observations,
        readings: async () => collect(await observations()),
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
