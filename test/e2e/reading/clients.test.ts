/** The clients that people read streams with: they work as natively, and the hook has seen the bytes that their servers sent. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHookedPages, type HookedPages } from './hooked-page.ts';
import { answerClients, sent } from './mock-server.ts';
import { MOCKS } from './mocks.ts';

let pages: HookedPages;
beforeAll(async () => {
  pages = await openHookedPages({ answer: await answerClients() });
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
    await page.close();
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
      // A client of MCP asks for a stream of notifications, too. Whether that is refused before the client is closed, or given up by it, is up to the two of them.
      const all = await page.readings();
      const readings = all.filter(({ begun }) => begun.status === 200);
      const others = all.filter(({ begun }) => begun.status !== 200).map(({ begun: { method, status } }) => `${method} ${status}`);
      expect(name === 'mcp' ? ['', 'GET 405', 'GET 0'] : ['']).toContain(others.join());
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
    await page.close();
  });
});
