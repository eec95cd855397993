/** Firefox injects content scripts into pages that are open already, when an extension is installed, enabled or updated: Chromium does not. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Place, TabNumber } from '../../cli/firefox/chrome-scope.ts';
import { type Firefox, launchFirefox } from '../../cli/firefox/firefox.ts';
import { askThrough, type Question } from '../../cli/recorder.ts';
import type { DemoServer } from '../../demo/server.ts';
import { BROWSER_PATHS, BROWSERS, EXTENSIONS } from '../browsers.ts';
import { pageOf, startStreamServer } from './stream-page.ts';

/** Longer than the test; each message is its own number, so that one that is told twice would be seen. */
const COUNTING = Array.from({ length: 4000 }, (_, n) => [{ send: { data: String(n) } }, { wait: 25 }]).flat();

describe.skipIf(!BROWSERS.includes('firefox'))('an update while a page is open', () => {
  let server: DemoServer;
  let firefox: Firefox;
  let tab: TabNumber;
  beforeAll(async () => {
    server = await startStreamServer();
    firefox = await launchFirefox({ browserPath: BROWSER_PATHS.firefox, headless: true, extension: EXTENSIONS.firefox });
    tab = await firefox.scope.call<TabNumber>('firstTab');
    await firefox.scope.call('load', tab, pageOf(server, [{ name: 'counting', script: COUNTING }]), 30_000);
    await firefox.openToolbox(tab);
  });
  afterAll(async () => {
    await firefox.close();
    await server.close();
  });
  const place = (): Place => ({ kind: 'devtools', tab, extension: firefox.extensionId });
  const ask = askThrough((question) => firefox.evaluate<unknown, Question>(place(), '({ name, args }) => globalThis.sseScope.ask(name, args)', question));
  /** While an extension starts, nobody answers. */
  const messages = (): Promise<number> =>
    ask('overview').then(
      (overview) => overview.messages,
      () => -1,
    );

  test.each(['first', 'second'])('after the %s one, the hook that was there goes on, and tells the new content script each message once', async () => {
    await expect.poll(messages).toBeGreaterThan(20);
    const old = await firefox.scope.call<number>('windowOf', place());
    await firefox.scope.call('reloadExtension', firefox.extensionId);
    await expect.poll(() => firefox.scope.call<number>('windowOf', place()).catch(() => old)).not.toBe(old);
    // The recorder has ended with its DevTools page; the new one begins with what the page has kept, and goes on.
    await expect.poll(messages).toBeGreaterThan(20);
    const before = await messages();
    await expect.poll(messages).toBeGreaterThan(before + 20);

    expect(await ask('connections', { now: Date.now() })).toHaveLength(1);
    const { rows } = await ask('messages', { filter: {}, from: 0, to: COUNTING.length });
    const numbers = rows.map((row) => Number(row.preview));
    expect(numbers.length).toBeGreaterThan(40);
    expect(numbers).toEqual(numbers.map((_, i) => numbers[0]! + i));
  });
});
