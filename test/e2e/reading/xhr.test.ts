/** What the hook sees of an `XMLHttpRequest`, whatever the page does to it, and when: all of it, or it says from where on it did not. */
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHookedPages, type HookedPages, type SeenReading } from './hooked-page.ts';

/** Enough that a look at the text as it grows takes a while, so that not every step of it is looked at. */
const LARGE = 24 * 1024 * 1024;
/** A few whole blocks. */
const SMALL = 50 * Buffer.byteLength('data: äöü and more\n\n');
const block = (bytes: number): Buffer => Buffer.alloc(bytes, 'data: äöü and more\n\n');
const held = new Map<string, ServerResponse>();

let pages: HookedPages;
beforeAll(async () => {
  pages = await openHookedPages({
    answer: (request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      if (url.pathname !== '/some') return false;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(block(Number(url.searchParams.get('bytes'))));
      const end = url.searchParams.get('end');
      if (end === 'server') response.end();
      else held.set(url.search, response);
      return true;
    },
  });
});
afterAll(() => pages.close());

let count = 0;
/** Runs `act` in a page, with an `xhr` of so many bytes that is opened and not sent, and gives what was seen. `done`: to be called when it is over. */
async function seen(bytes: number, act: string, end: 'server' | 'cut' = 'server'): Promise<SeenReading> {
  const { page, readings, close } = await pages.page({});
  const search = `?bytes=${bytes}&end=${end}&n=${(count += 1)}`;
  const over = page.evaluate(
    `new Promise((done) => { const xhr = new XMLHttpRequest(); xhr.open('GET', '/some${search}'); ${act} xhr.addEventListener('loadend', () => done()); xhr.send(); })`,
  );
  if (end === 'cut') {
    await expect.poll(async () => (await readings())[0]?.begun.url).toContain(search);
    await expect.poll(() => page.evaluate(`window.got >= ${bytes / 2}`)).toBe(true);
    held.get(search)?.destroy();
  }
  await over;
  await expect.poll(async () => (await readings())[0]?.ended).toBeDefined();
  const [reading, ...others] = await readings();
  expect(others).toEqual([]);
  await close();
  return reading!;
}
const bytesOf = ({ chunks }: SeenReading): number => chunks.reduce((sum, { bytes }) => sum + bytes.length, 0);

const ABORTS: Record<string, string> = {
  'its last progress event': `xhr.onprogress = ({ loaded }) => { if (loaded === ${LARGE}) { xhr.abort(); done(); } };`,
  'the handler of its last state': `xhr.onreadystatechange = () => { if (xhr.readyState === 4) { xhr.abort(); done(); } };`,
  'the listener of load': `xhr.onload = () => { xhr.abort(); done(); };`,
};
test.each(Object.keys(ABORTS))('a page that aborts in %s: nothing is lost', async (where) => {
  const reading = await seen(LARGE, ABORTS[where]!);
  expect(bytesOf(reading)).toBe(LARGE);
  expect(reading).toMatchObject({ missing: 0, lost: [] });
});

test('what came before a cut is seen, or said to be missing', async () => {
  for (const bytes of [SMALL, LARGE]) {
    const reading = await seen(bytes, `xhr.onprogress = ({ loaded }) => { window.got = loaded; };`, 'cut');
    expect(reading.ended?.by).toBe('error');
    if (bytes === SMALL) expect(bytesOf(reading)).toBe(bytes);
    if (bytesOf(reading) < bytes) expect(reading.lost).toEqual([{ offset: bytesOf(reading), length: 0 }]);
  }
});

test('an array buffer is seen when it is whole, and the page gets that very one', async () => {
  const reading = await seen(
    100_000,
    `xhr.responseType = 'arraybuffer'; xhr.onload = () => { if (xhr.response !== xhr.response || xhr.response.byteLength !== 100000) throw new Error('not the same'); };`,
  );
  expect(Buffer.concat(reading.chunks.map(({ bytes }) => bytes))).toEqual(block(100_000));
  expect(reading).toMatchObject({ missing: 0, lost: [], ended: { by: 'server' } });
  expect(reading.chunks).toMatchObject([{ whole: true }]);
});

test.each(['blob', 'json', 'document'])('of a response type "%s" it is said that it was not seen', async (type) => {
  const reading = await seen(1000, `xhr.responseType = '${type}';`);
  expect(reading).toMatchObject({ chunks: [], lost: [{ offset: 0, length: 0 }], ended: { by: 'server' } });
  const cut = await seen(1000, `xhr.responseType = '${type}'; xhr.onprogress = ({ loaded }) => { window.got = loaded; };`, 'cut');
  expect(cut).toMatchObject({ chunks: [], lost: [{ offset: 0, length: 0 }], ended: { by: 'error' } });
});
