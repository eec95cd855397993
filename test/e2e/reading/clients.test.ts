/** The clients that people read streams with: they work as natively, and the hook has seen the bytes that their servers sent. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleChecks } from '../../compliance/browser.ts';
import { openHookedPages, type HookedPages } from './hooked-page.ts';
import { MOCKS } from './mocks.ts';

/** In pieces of this size, and a while between them: a text comes in many reads. */
const PIECE = 40;

/** What each client was sent, by its name. */
const sent = new Map<string, string[]>();

async function answer(name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const chunk of request as AsyncIterable<Buffer>) body += chunk.toString();
  // A client of MCP may ask for a stream of notifications, and be refused.
  const text = name === 'mcp' && request.method !== 'POST' ? undefined : MOCKS[name]?.answer(body);
  if (text === undefined) return void response.writeHead(request.method === 'POST' ? 202 : 405).end();
  sent.set(name, [...(sent.get(name) ?? []), text]);
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length && !response.destroyed; from += PIECE) {
    response.write(bytes.subarray(from, from + PIECE));
    await sleep(2);
  }
  response.end();
}

let pages: HookedPages;
beforeAll(async () => {
  const code = await bundleChecks('../e2e/reading/clients.ts');
  pages = await openHookedPages({
    answer: (request, response) => {
      const [, first, name] = (request.url ?? '').split('/');
      if (first === 'clients.js') response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' }).end(code);
      else if (first === 'mock' && name !== undefined) void answer(name, request, response);
      else return false;
      return true;
    },
  });
});
afterAll(() => pages.close());

const ask = async (name: string, hooked: boolean): Promise<{ value: unknown; page: Awaited<ReturnType<HookedPages['page']>> }> => {
  const page = await pages.page({ hooked });
  sent.delete(name);
  await page.page.addScriptTag({ url: '/clients.js' });
  return { value: await page.page.evaluate(`clients[${JSON.stringify(name)}]('/mock/${name}')`), page };
};

describe.each(Object.keys(MOCKS))('%s', (name) => {
  const mock = MOCKS[name]!;

  test('natively', async () => {
    const { value, page } = await ask(name, false);
    expect(value).toEqual(mock.expected);
    await page.page.close();
  });

  test('hooked: the same, and the same bytes', async () => {
    const { value, page } = await ask(name, true);
    expect(value).toEqual(mock.expected);
    const texts = sent.get(name) ?? [];
    if (mock.api === 'eventsource') {
      const heard = (await page.observations()).flatMap((it) => (it.kind === 'message' && it.type === 'message' ? [it.data] : []));
      expect(heard).toEqual(mock.expected);
      expect(await page.readings()).toEqual([]);
    } else {
      const readings = await page.readings();
      expect(readings).toHaveLength(texts.length);
      for (const [i, { begun, text, missing, lost }] of readings.entries()) {
        expect(begun).toMatchObject({ api: mock.api, method: mock.method, status: 200, format: 'event-stream' });
        expect(begun.url).toContain(`/mock/${name}`);
        expect(missing).toBe(0);
        // A client may leave when it has seen what it waits for; of an XHR that it aborts when it is complete, the rest is said to be unseen.
        expect(lost.filter(({ offset, length }) => length > 0 || offset < Buffer.byteLength(text))).toEqual([]);
        expect(texts[i]!.startsWith(text)).toBe(true);
        if (lost.length === 0) expect(text.length).toBeGreaterThanOrEqual(texts[i]!.trimEnd().lastIndexOf('\n'));
      }
    }
    await page.page.close();
  });
});
