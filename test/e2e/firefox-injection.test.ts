/** Firefox injects content scripts into pages that are open already, when an extension is installed, enabled or updated: Chromium does not. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Place, TabNumber } from '../../cli/firefox/chrome-scope.ts';
import type { Firefox } from '../../cli/firefox/firefox.ts';
import { launchFirefox } from '../launch-firefox.ts';
import { askThrough, type Question } from '../../cli/recorder.ts';
import type { DemoServer } from '../../demo/server.ts';
import { BROWSERS, EXTENSIONS } from '../browsers.ts';
import { pageOf, startStreamServer, streamUrl } from './stream-page.ts';

/** Longer than the test; each message is its own number, so that one that is told twice would be seen. */
const COUNTING = Array.from({ length: 4000 }, (_, n) => [{ send: { data: String(n) } }, { wait: 25 }]).flat();

/** Installs the extension into a Firefox that has a page open, as a user does. */
describe.skipIf(!BROWSERS.includes('firefox'))('while a page is open', () => {
  let server: DemoServer;
  let firefox: Firefox;
  let tab: TabNumber;
  let extension: string;
  beforeAll(async () => {
    server = await startStreamServer();
    firefox = await launchFirefox();
    tab = await firefox.scope.call<TabNumber>('firstTab');
    await firefox.scope.call('load', tab, pageOf(server, [{ name: 'before', script: COUNTING }]), 30_000);
    await server.log.until('before', ([request]) => (request?.messages ?? 0) > 20, 30_000);
    extension = await firefox.scope.call('install', EXTENSIONS.firefox);
    await firefox.scope.call('openToolbox', tab, extension, 'bottom', 30_000);
  });
  afterAll(async () => {
    await firefox.close();
    await server.close();
  });
  const place = (): Place => ({ kind: 'devtools', tab, extension });
  const ask = askThrough((question) => firefox.evaluate<unknown, Question>(place(), '({ name, args }) => globalThis.sseScope.ask(name, args)', question));
  /** While an extension starts, nobody answers. */
  const messages = (): Promise<number> =>
    ask('overview').then(
      (overview) => overview.messages,
      () => -1,
    );

  /** Opens a stream in the page that is open. */
  const open = (name: string): Promise<void> =>
    firefox.evaluate(
      { kind: 'tab', tab },
      (url: string) => {
        const source = new EventSource(url);
        source.onmessage = () => {};
        ((globalThis as unknown as { kept?: EventSource[] }).kept ??= []).push(source);
      },
      streamUrl(server, { name, script: COUNTING }),
    );
  /** What is known of the messages of a stream: numbers, one after the other. */
  const numbersOf = async (name: string): Promise<number[]> => {
    const ids = (await ask('connections', { now: Date.now() })).filter(({ url }) => new URL(url).searchParams.get('stream') === name).map(({ id }) => id);
    const { rows } = await ask('messages', { filter: { connections: ids }, from: 0, to: COUNTING.length });
    return rows.map((row) => Number(row.preview));
  };
  const oneAfterTheOther = (numbers: readonly number[]): number[] => numbers.map((_, i) => numbers[0]! + i);
  const documentOf = (): Promise<number> => firefox.scope.call<number>('windowOf', place());

  test('an install: what the page opens from then on is seen, from its first word on; what it had open is not', async () => {
    // The script comes into the page a moment after the extension is there; then the name is gone from here (page-script.md, "What a page can notice").
    await expect.poll(() => firefox.evaluate({ kind: 'tab', tab }, () => String(EventSource).includes('EventSource'))).toBe(false);
    await open('counting');
    await expect.poll(messages).toBeGreaterThan(20);
    const numbers = await numbersOf('counting');
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, n) => n));
    expect(
      (await ask('connections', { now: Date.now() })).filter(({ messages: count }) => count > 0).map(({ url }) => new URL(url).searchParams.get('stream')),
    ).toEqual(['counting']);
  });

  test.each(['first', 'second'])('after the %s update, the hook that was there goes on, and tells the new content script each message once', async () => {
    await expect.poll(messages).toBeGreaterThan(20);
    const old = await documentOf();
    await firefox.scope.call('reloadExtension', extension);
    await expect.poll(() => documentOf().catch(() => old)).not.toBe(old);
    await goesOn();
  });

  test('switched off and on again: the same', async () => {
    const old = await documentOf();
    await firefox.scope.call('setEnabled', extension, false);
    await expect.poll(messages).toBe(-1);
    await firefox.scope.call('setEnabled', extension, true);
    await expect.poll(() => documentOf().catch(() => old)).not.toBe(old);
    await goesOn();
  });

  async function goesOn(): Promise<void> {
    // The recorder has ended with its DevTools page; the new one begins with what the page has kept, and goes on.
    await expect.poll(messages).toBeGreaterThan(20);
    const before = await messages();
    await expect.poll(messages).toBeGreaterThan(before + 20);
    expect((await ask('connections', { now: Date.now() })).filter(({ url }) => url.includes('counting'))).toHaveLength(1);
    const numbers = await numbersOf('counting');
    expect(numbers.length).toBeGreaterThan(40);
    expect(numbers).toEqual(oneAfterTheOther(numbers));
  }
});
