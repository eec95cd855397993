/** Whoever reads slowly, or not at all, keeps the server waiting; whoever lets go, lets it go: hooked or not. */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SOAK } from '../../sizes.ts';
import { openHookedPages, type HookedPages } from './hooked-page.ts';

/** All that the server has to send, and how much of it may be on its way: sockets and browser hold up to 90 MB, natively. */
const ALL_BYTES = 500 * 1024 * 1024;
const ON_THE_WAY = 200 * 1024 * 1024;
const CHUNK = Buffer.alloc(65_536, 'x');
interface Sent {
  bytes: number;
  closedAt: number;
}
const sent = new Map<string, Sent>();

async function send(name: string, response: ServerResponse): Promise<void> {
  const record: Sent = { bytes: 0, closedAt: 0 };
  sent.set(name, record);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const closed = once(response, 'close').then(() => (record.closedAt = performance.timeOrigin + performance.now()));
  while (record.bytes < ALL_BYTES && !response.destroyed) {
    record.bytes += CHUNK.length;
    if (!response.write(CHUNK)) await Promise.race([once(response, 'drain'), closed]);
  }
  response.end();
}

let pages: HookedPages;
beforeAll(async () => {
  pages = await openHookedPages({
    answer: (request, response) => {
      if (!request.url?.startsWith('/flood')) return false;
      void send(request.url, response);
      return true;
    },
  });
});
afterAll(() => pages.close());

/** What a page does with `response` until it waits for ever. */
const SLOW: Record<string, string> = {
  'reads nothing': ``,
  'reads one chunk': `window.reader = response.body.getReader(); await reader.read();`,
  'pipes into a sink that is never done': `response.body.pipeTo(new WritableStream({ write: () => new Promise(() => {}) }));`,
  'pipes through a transform that nobody reads': `window.out = response.body.pipeThrough(new TransformStream());`,
  'iterates and stops': `window.it = response.body.values(); await it.next();`,
};
/** How it lets go; each resolves with the time at which it did. */
const LETTING_GO: Record<string, string> = {
  'cancels its reader': `const reader = response.body.getReader(); await reader.read(); const at = performance.timeOrigin + performance.now(); reader.cancel(); return at;`,
  'cancels the body': `const at = performance.timeOrigin + performance.now(); response.body.cancel(); return at;`,
  'leaves a loop': `let at; for await (const chunk of response.body) { at = performance.timeOrigin + performance.now(); break; } return at;`,
  aborts: `await response.body.getReader().read(); const at = performance.timeOrigin + performance.now(); controller.abort(); return at;`,
  'cancels what it is piped through': `const out = response.body.pipeThrough(new TransformStream()).getReader(); await out.read(); const at = performance.timeOrigin + performance.now(); out.cancel(); return at;`,
};

let count = 0;
const modes = [
  // That the browser itself does so is no news of ours.
  ...(SOAK ? [{ hooked: false, listening: false }] : []),
  { hooked: true, listening: false },
  { hooked: true, listening: true },
];
const run = async (mode: (typeof modes)[number], act: string): Promise<{ record: Sent; value: unknown; close(): Promise<void> }> => {
  const { page, close } = await pages.page(mode);
  const url = `/flood?${(count += 1)}`;
  const value: unknown = await page.evaluate(
    `(async () => { const controller = new AbortController(); const response = await fetch('${url}', { signal: controller.signal }); window.kept = response; ${act} })()`,
  );
  return { record: sent.get(url)!, value, close };
};

describe.each(modes)('hooked: $hooked, DevTools open: $listening', (mode) => {
  test.each(Object.keys(SLOW))('a page that %s keeps the server waiting', async (name) => {
    const { record, close } = await run(mode, SLOW[name]!);
    let before = -1;
    await expect.poll(() => [before === (before = record.bytes), record.bytes > 0], { interval: 300 }).toEqual([true, true]);
    expect(record.bytes).toBeLessThan(ON_THE_WAY);
    expect(record.closedAt).toBe(0);
    await close();
  });

  test.each(Object.keys(LETTING_GO))('a page that %s closes the connection', async (name) => {
    const { record, value, close } = await run(mode, LETTING_GO[name]!);
    await expect.poll(() => record.closedAt, { interval: 5 }).toBeGreaterThan(0);
    expect(record.bytes).toBeLessThan(ALL_BYTES);
    expect(record.closedAt - (value as number)).toBeGreaterThan(0);
    if (process.env['PRESSURE']) console.log(`${mode.hooked} ${name}: ${(record.closedAt - (value as number)).toFixed(1)} ms`);
    await close();
  });
});
