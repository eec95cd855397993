/** The board of the toolbar button in Firefox, as `popup.test.ts` has it in Chromium, over the end of the background. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Place, TabNumber } from '../../cli/firefox/chrome-scope.ts';
import type { Firefox } from '../../cli/firefox/firefox.ts';
import { launchFirefox } from '../launch-firefox.ts';
import type { DemoServer } from '../../demo/server.ts';
import { BROWSERS, EXTENSIONS } from '../browsers.ts';
import { countedIn, readRows } from './board-rows.ts';
import { pageOf, startStreamServer, streamUrl } from './stream-page.ts';

const PATIENCE = 30_000;
const HOLD = [{ head: {} }, { send: { data: 'hello' } }, { hold: true }] as const;

/** The part of the extension's API that the board's own page is asked for. */
interface Extension {
  browser: { tabs: typeof chrome.tabs; action: typeof chrome.action };
}

describe.skipIf(!BROWSERS.includes('firefox'))('the board', () => {
  let server: DemoServer;
  let firefox: Firefox;
  let board: TabNumber;
  let place: Place;
  const opened: Record<string, TabNumber> = {};

  const load = (tab: TabNumber, url: string): Promise<unknown> => firefox.scope.call('load', tab, url, PATIENCE);
  const pageWith = (name: string, count: number): string => {
    const streams = Array.from({ length: count }, () => ({ name, script: HOLD }));
    return pageOf(server, streams);
  };
  /** A tab that holds `count` streams. Its title is its name. */
  const openTab = async (name: string, count: number): Promise<TabNumber> => {
    const tab = (opened[name] = await firefox.scope.call<TabNumber>('newTab'));
    await load(tab, pageWith(name, count));
    // Once the page's own title has been read: its scripts run before that.
    const entitle = async (title: string): Promise<void> => {
      if (document.readyState === 'loading') await new Promise((read) => document.addEventListener('DOMContentLoaded', read));
      document.title = title;
    };
    await firefox.evaluate({ kind: 'tab', tab }, entitle, name);
    return tab;
  };
  const counted = async (): Promise<Record<string, number[]>> => countedIn(await firefox.evaluate(place, readRows));
  const badges = (): Promise<Record<string, string>> =>
    firefox.evaluate(place, async () => {
      const { tabs, action } = (globalThis as unknown as Extension).browser;
      const all = await tabs.query({});
      return Object.fromEntries(await Promise.all(all.map(async ({ id, title }) => [title ?? '', await action.getBadgeText({ tabId: id! })] as const)));
    });
  /** Messages, by row of an origin. */
  const messages = (): Promise<string[]> =>
    firefox.evaluate(place, () => [...document.querySelectorAll('.line td:nth-child(5)')].map((cell) => cell.textContent ?? ''));
  const inFlight = (): number => server.log.requests().filter(({ path, end }) => path === '/sse' && end === undefined).length;

  /** Streams that the board counts, when the server holds as many. */
  const agreed = async (): Promise<number | undefined> => {
    const held = inFlight();
    const sum = Object.values(await counted()).reduce((all, counts) => all + counts.reduce((one, count) => one + count, 0), 0);
    return sum === held && held === inFlight() ? sum : undefined;
  };
  beforeAll(async () => {
    server = await startStreamServer();
    firefox = await launchFirefox({ extension: EXTENSIONS.firefox });
    board = await firefox.scope.call<TabNumber>('firstTab');
    place = { kind: 'page', tab: board };
    await load(board, `${await firefox.baseUrl()}src/popup/board.html`);
    await openTab('two', 2);
    await openTab('three', 3);
    await openTab('four', 4);
    await firefox.scope.call('select', board); // a board that is not seen does not ask
  });
  afterAll(async () => {
    await firefox?.close();
    await server?.close();
  });

  test('three tabs with 2, 3 and 4 streams to one origin, three of them queued; right also after the background has ended', async () => {
    await expect.poll(counted).toEqual({ two: [2, 0, 0], three: [3, 0, 0], four: [1, 3, 0] });
    expect(inFlight()).toBe(6);
    await expect.poll(badges).toMatchObject({ two: '2', three: '3', four: '4' });
    await firefox.scope.call('terminateBackground', firefox.extensionId);
    await load(board, `${await firefox.baseUrl()}src/popup/board.html`);
    await expect.poll(counted).toEqual({ two: [2, 0, 0], three: [3, 0, 0], four: [1, 3, 0] });
  });

  test('messages, as the pages tell', async () => {
    await expect.poll(messages).toEqual(['2', '3', '1']);
    server.push('two', JSON.stringify([{ repeat: 10, steps: [{ send: { data: 'x' } }] }, { hold: true }]));
    await expect.poll(messages).toEqual(['22', '3', '1']);
  });

  test('what ends while there is no background wakes it, and is counted', async () => {
    await firefox.scope.call('terminateBackground', firefox.extensionId);
    await firefox.scope.call('closeTab', opened['two']);
    await expect.poll(counted).toEqual({ three: [3, 0, 0], four: [3, 1, 0] });
    expect(inFlight()).toBe(6);
    await expect.poll(badges).toMatchObject({ three: '3', four: '4' });
  });

  test('a click goes to the tab', async () => {
    await firefox.evaluate(place, () => {
      const line = [...document.querySelectorAll('.tab-button')].find(({ textContent }) => textContent === 'three');
      line?.setAttribute('data-driver-target', '');
    });
    await firefox.scope.call('click', place);
    await expect.poll(() => firefox.scope.call('selectedTab')).toBe(opened['three']);
  });

  test('a tab that is left, come back to, doubled, or unloaded: as many as the server holds', async () => {
    for (const name of ['three', 'four']) await firefox.scope.call('closeTab', opened[name]);
    await firefox.scope.call('select', board);
    const byTitle = (verb: 'discard' | 'duplicate', title: string): Promise<unknown> =>
      firefox.evaluate(
        place,
        async ([does, which]: readonly ['discard' | 'duplicate', string]) => {
          const { tabs } = (globalThis as unknown as Extension).browser;
          const [tab] = (await tabs.query({})).filter((each) => each.title === which);
          await (does === 'discard' ? tabs.discard(tab!.id) : tabs.duplicate(tab!.id!));
        },
        [verb, title] as const,
      );
    await expect.poll(agreed).toBe(0);
    await openTab('left', 2);
    await firefox.scope.call('select', board);
    await expect.poll(agreed).toBe(2);
    await load(opened['left']!, `${server.url}/streams?open=[]`);
    // Whether the page rests with its streams or without is the browser's affair; both say the same.
    await expect.poll(agreed).toBeDefined();
    await firefox.scope.call('back', opened['left']);
    await expect.poll(agreed).toBe(2);
    await firefox.evaluate({ kind: 'tab', tab: opened['left']! }, () => void (document.title = 'left'));
    await byTitle('duplicate', 'left');
    await expect.poll(agreed).toBe(4);
    await firefox.scope.call('select', board);
    await firefox.scope.call('terminateBackground', firefox.extensionId);
    await byTitle('discard', 'left');
    await expect.poll(agreed).toBe(2);
  });

  const named = (): Promise<string[]> =>
    firefox.evaluate(place, () => [...document.querySelectorAll('.is-zombies > li')].map((item) => item.textContent ?? ''));

  test('streams that serve nobody are named, with what mends it: one that nobody listens to, until somebody does', async () => {
    for (const tab of await firefox.scope.call<TabNumber[]>('tabs')) if (tab !== board) await firefox.scope.call('closeTab', tab);
    await expect.poll(agreed).toBe(0);
    const deaf = await openTab('deaf', 0);
    const url = streamUrl(server, { name: 'deaf', script: HOLD });
    await firefox.evaluate({ kind: 'tab', tab: deaf }, (address: string) => void Object.assign(globalThis, { source: new EventSource(address) }), url);
    await openTab('heard', 1);
    await firefox.scope.call('select', board);
    const ofDeaf: unknown = expect.stringMatching(/nobody listens: .*stream=deaf.*Go to deaf.*close\(\)/);
    await expect.poll(named, { timeout: 2 * PATIENCE }).toEqual([ofDeaf]);

    await firefox.evaluate({ kind: 'tab', tab: deaf }, () => {
      (globalThis as unknown as { source: EventSource }).source.onmessage = () => undefined;
    });
    server.push('deaf', JSON.stringify([{ send: { data: 'x' } }, { hold: true }]));
    await expect.poll(named).toEqual([]);
  });

  test('a page that is left takes its streams with it: none is kept to go back to, and none is named', async () => {
    const kept = await openTab('kept', 1);
    await firefox.scope.call('select', board);
    await expect.poll(counted).toMatchObject({ kept: [1, 0, 0] });
    await load(kept, pageWith('next', 1));
    await server.log.until('kept', ([request]) => request?.end?.by === 'client', PATIENCE);
    await expect.poll(agreed).toBe(3);
    expect(await named()).toEqual([]);
  });

  test('a tab that crashes: its streams are gone, and come back with it', async () => {
    const tab = await openTab('crashing', 3);
    await firefox.scope.call('select', board);
    await expect.poll(counted).toMatchObject({ crashing: [3, 0, 0] });
    // The background is not there to see it: what it hears of the end wakes it.
    await firefox.scope.call('terminateBackground', firefox.extensionId);
    process.kill(await firefox.scope.call<number>('processOf', tab), 'SIGKILL');
    await expect.poll(counted).not.toHaveProperty('crashing');
    await expect.poll(async () => (await agreed()) !== undefined).toBe(true);
    // A tab that is not seen says that it has crashed when it is.
    await firefox.scope.call('select', tab);
    await expect.poll(() => firefox.scope.call('crashed', tab)).toBe(true);
    // The browser loads its page again.
    await firefox.scope.call('revive', tab);
    await firefox.scope.call('select', board);
    await expect.poll(async () => Object.values(await counted()).filter(([open]) => open === 3)).toHaveLength(1);
    await expect.poll(async () => (await agreed()) !== undefined).toBe(true);
  });
});
