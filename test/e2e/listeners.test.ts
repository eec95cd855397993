/** What the page listens to, from one message to the next: judged by what its own listeners were given, in each browser. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Script } from '../../demo/script.ts';
import { type DemoServer, startDemoServer } from '../../demo/server.ts';
import type { OpenPanel } from './driven-panel.ts';
import { keepOneBrowser } from './kept-browser.ts';
import { openPanel } from './open-panel.ts';

keepOneBrowser();
const MESSAGES = 240;
const script = (wait: number): Script => ({
  attempts: [
    [
      ...Array.from({ length: MESSAGES }, (_, i) => i).flatMap((i) => [
        { send: { type: ['a', 'b', 'message', 'error'][i % 4]!, data: `${i}` } },
        ...(i % 4 === 3 ? [{ wait }] : []),
      ]),
      { send: { type: 'over', data: 'over' } },
      { hold: true },
    ],
  ],
});

/** `given`: the data of all messages that a listener of the page was called with. After each message one thing changes, drawn from a fixed row. */
const PAGE = `<!doctype html><link rel="icon" href="data:,"><title>listeners</title><script>
  let seed = 7;
  const draw = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
  const given = new Set();
  const types = ['a', 'b', 'message', 'error'];
  const callbacks = [
    (event) => given.add(event.data),
    { handleEvent: (event) => given.add(event.data) },
    // Those after it are not called, and stay.
    (event) => { given.add(event.data); event.stopImmediatePropagation(); },
  ];
  class Options { get capture() { return this.deep; } get once() { return this.single; } }
  let controllers = [];
  const act = (source) => {
    const type = types[draw(4)];
    const callback = callbacks[draw(3)];
    const capture = draw(2) === 0;
    switch (draw(10)) {
      case 0: case 1: return source.addEventListener(type, callback, capture);
      case 2: return source.addEventListener(type, callback, { capture, once: true });
      case 3: return source.addEventListener({ toString: () => type }, callback, Object.assign(new Options(), { deep: capture, single: true }));
      case 4: {
        const controller = new AbortController();
        controllers.push(controller);
        // A new one each time: Chromium's signal may take away whatever is the same when it aborts, though it was added anew since (156, until garbage is collected).
        return source.addEventListener(type, (event) => given.add(event.data), { capture, signal: controller.signal, once: draw(2) === 0 });
      }
      case 5: return source.addEventListener(type, callback, { signal: AbortSignal.abort() });
      case 6: return controllers.splice(draw(controllers.length + 1), 1)[0]?.abort();
      case 7: source.onmessage = draw(2) ? null : callbacks[0]; return source.onerror = draw(2) ? null : (event) => event.data && given.add(event.data);
      default:
        for (const of of callbacks) for (const how of [false, { capture: true }]) if (draw(3)) source.removeEventListener(type, of, how);
    }
  };
  const source = new EventSource(new URLSearchParams(location.search).get('open'));
  source.addEventListener('over', () => (self.over = [...given]), { once: true });
  // Ours, in a later task: what an act changes holds from the next message on.
  const tick = () => { for (let n = 0; n < 3; n += 1) act(source); if (!self.over) setTimeout(tick, 3); };
  tick();
</script>`;

let server: DemoServer;
let devtools: OpenPanel | undefined;
beforeAll(async () => {
  server = await startDemoServer({
    answer(request, response) {
      if (!request.url?.startsWith('/listeners?')) return false;
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
      return true;
    },
  });
});
afterEach(async () => {
  await devtools?.close();
  devtools = undefined;
});
afterAll(() => server.close());

const pageOf = (stream: string, wait: number): string => {
  const url = `/sse?${new URLSearchParams({ stream, script: JSON.stringify(script(wait)) }).toString()}`;
  return `${server.url}/listeners?${new URLSearchParams({ open: url }).toString()}`;
};

const heardRows = async ({ ask }: OpenPanel): Promise<string[]> => {
  const { rows } = await ask('messages', { filter: {}, from: 0, to: 10_000 });
  return rows.filter(({ heard, type }) => heard && type !== 'over').map(({ preview }) => preview);
};
/** Undefined until the page has had all. */
const givenData = ({ page }: OpenPanel): Promise<string[] | undefined> => page.evaluate(() => (globalThis as unknown as { over?: string[] }).over);

test.each([
  ['while DevTools is open', true],
  ['before it was opened', false],
])('each message is heard where a listener of the page was called with it: %s', async (_, live) => {
  const url = pageOf(`listeners-${String(live)}`, 12);
  devtools = live
    ? await openPanel(url)
    : await openPanel(url, async () => void (await server.log.until('listeners-false', (requests) => requests[0]?.blocks.at(-1)?.data === 'over')));
  const opened = devtools;
  await expect.poll(() => givenData(opened)).toBeDefined();
  const given = (await givenData(opened)) ?? [];
  // Some were heard and some were not, or nothing is proved.
  expect(given.length).toBeGreaterThan(MESSAGES / 10);
  expect(given.length).toBeLessThan(MESSAGES);
  await expect.poll(() => heardRows(opened)).toEqual(given);
});
