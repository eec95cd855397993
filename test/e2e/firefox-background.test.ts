/** Firefox ends the background whenever it likes, and all that a page tells goes through it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Place, TabNumber } from '../../cli/firefox/chrome-scope.ts';
import type { Firefox } from '../../cli/firefox/firefox.ts';
import { launchFirefox } from '../launch-firefox.ts';
import { askThrough, type Question } from '../../cli/recorder.ts';
import type { DemoServer } from '../../demo/server.ts';
import { BROWSERS, EXTENSIONS } from '../browsers.ts';
import { pageOf, startStreamServer } from './stream-page.ts';

/** Milliseconds that the background may be idle, in place of Firefox's own 30,000; less than the 20,000 after which the DevTools page says that it is there. */
const IDLE = 1000;
const COUNT = 3000;
const COUNTING = Array.from({ length: COUNT }, (_, n) => [{ send: { data: String(n) } }, ...(n % 5 === 0 ? [{ wait: 10 }] : [])]).flat();

describe.skipIf(!BROWSERS.includes('firefox'))('the background ends', () => {
  let server: DemoServer;
  let firefox: Firefox;
  let tab: TabNumber;
  beforeAll(async () => {
    server = await startStreamServer();
    firefox = await launchFirefox({
      extension: EXTENSIONS.firefox,
      preferences: { 'extensions.background.idle.timeout': IDLE },
    });
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
  /** A background that stops is woken at once, by the port of the DevTools page: it is seen stopped for some 0.1 s. */
  const OFTEN = { interval: 10 };
  const rows = async (): Promise<string[]> => {
    const connection = (await ask('connections', { now: Date.now() })).find(({ url }) => url.includes('counting'));
    if (connection === undefined) return [];
    const { rows: found } = await ask('messages', { filter: { connections: [connection.id] }, from: 0, to: COUNT + 1 });
    return found.map((row) => row.preview);
  };

  test('by itself, with nothing to do: what comes then wakes it, and is recorded once', async () => {
    const state = (): Promise<string> => firefox.scope.call('backgroundState', firefox.extensionId);
    const stream = { name: 'asleep', script: [{ send: { data: 'before' } }, { hold: true as const }] };
    await firefox.scope.call('load', tab, pageOf(server, [stream]), 30_000);
    const row = async () => (await ask('connections', { now: Date.now() })).find(({ url }) => url.includes('stream=asleep'));
    const told = async (): Promise<string[]> => {
      const { rows: all } = await ask('messages', { filter: { connections: [(await row())?.id ?? 0] }, from: 0, to: 9 });
      return all.map(({ preview }) => preview);
    };
    await expect.poll(told).toEqual(['before']);
    await ask('setWitness', { name: 'wire-tap', on: false });
    await expect.poll(state, OFTEN).toBe('stopped');
    server.push('asleep', JSON.stringify([{ send: { data: 'wakes' } }, { hold: true }]));
    await expect.poll(told).toEqual(['before', 'wakes']);
    await expect.poll(state, OFTEN).toBe('stopped');
    expect(await row()).toMatchObject({ attempts: 1, state: 'open' });
    await ask('setWitness', { name: 'wire-tap', on: true });
  });

  test('again and again, and each message is recorded once, in order, and none is lost', async () => {
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
