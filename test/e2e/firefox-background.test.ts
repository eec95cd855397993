/** Firefox ends the background whenever it likes, and all that a page tells goes through it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Place, TabNumber } from '../../cli/firefox/chrome-scope.ts';
import { type Firefox, launchFirefox } from '../../cli/firefox/firefox.ts';
import { askThrough, type Question } from '../../cli/recorder.ts';
import type { DemoServer } from '../../demo/server.ts';
import { BROWSER_PATHS, BROWSERS, EXTENSIONS } from '../browsers.ts';
import { pageOf, startStreamServer } from './stream-page.ts';

const COUNT = 3000;
const COUNTING = Array.from({ length: COUNT }, (_, n) => [{ send: { data: String(n) } }, ...(n % 5 === 0 ? [{ wait: 10 }] : [])]).flat();

describe.skipIf(!BROWSERS.includes('firefox'))('the background ends again and again', () => {
  let server: DemoServer;
  let firefox: Firefox;
  let tab: TabNumber;
  beforeAll(async () => {
    server = await startStreamServer();
    firefox = await launchFirefox({ browserPath: BROWSER_PATHS.firefox, headless: true, extension: EXTENSIONS.firefox });
    tab = await firefox.scope.call<TabNumber>('firstTab');
    await firefox.scope.call('load', tab, server.url, 30_000);
    await firefox.openToolbox(tab);
  });
  afterAll(async () => {
    await firefox.close();
    await server.close();
  });
  const ask = askThrough((question) => {
    const place: Place = { kind: 'devtools', tab, extension: firefox.extensionId };
    return firefox.evaluate<unknown, Question>(place, '({ name, args }) => globalThis.sseScope.ask(name, args)', question);
  });
  const rows = async (): Promise<string[]> => {
    const connection = (await ask('connections', { now: Date.now() })).find(({ url }) => url.includes('counting'));
    if (connection === undefined) return [];
    const { rows: found } = await ask('messages', { filter: { connections: [connection.id] }, from: 0, to: COUNT + 1 });
    return found.map((row) => row.preview);
  };

  test('and each message is recorded once, in order, and none is lost', async () => {
    await firefox.scope.call('load', tab, pageOf(server, [{ name: 'counting', script: [...COUNTING, { hold: true }] }]), 30_000);
    for (const share of [0.1, 0.4, 0.7]) {
      await expect.poll(async () => (await rows()).length).toBeGreaterThan(share * COUNT);
      await firefox.scope.call('terminateBackground', firefox.extensionId);
    }
    await expect.poll(async () => (await rows()).length).toBe(COUNT);
    expect(await rows()).toEqual(Array.from({ length: COUNT }, (_, n) => String(n)));
    expect((await ask('overview')).lost).toBe(0);
  });
});
