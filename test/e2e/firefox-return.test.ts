/**
 * Pages that are left and come back to in Firefox, whose ports lead through the background: see panel.test.ts for Chromium.
 * Other than that, Firefox lets no page with an open stream rest in its back/forward cache (compliance/documents.test.ts has it natively).
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Place, TabNumber } from '../../cli/firefox/chrome-scope.ts';
import type { Firefox } from '../../cli/firefox/firefox.ts';
import { launchFirefox } from '../launch-firefox.ts';
import { until } from '../../cli/until.ts';
import { askThrough, type Question } from '../../cli/recorder.ts';
import type { DemoServer } from '../../demo/server.ts';
import { BROWSERS, EXTENSIONS } from '../browsers.ts';
import { pageOf, type PageStream, startStreamServer, streamUrl } from './stream-page.ts';

const PATIENCE = 30_000;
/** More than one batch. */
const COUNT = 500;
const numbered = Array.from({ length: COUNT }, (_, i) => ({ send: { id: `${i}`, data: `${i}` } }));

describe.skipIf(!BROWSERS.includes('firefox'))('a page that is left and come back to', () => {
  let server: DemoServer;
  let firefox: Firefox;
  let tab: TabNumber;
  beforeAll(async () => {
    server = await startStreamServer();
    firefox = await launchFirefox({ extension: EXTENSIONS.firefox });
    tab = await firefox.scope.call<TabNumber>('firstTab');
    await firefox.scope.call('load', tab, pageOf(server, []), PATIENCE);
    await firefox.openToolbox(tab);
  });
  afterAll(async () => {
    await firefox?.close();
    await server?.close();
  });
  const ask = askThrough((question) => {
    const place: Place = { kind: 'devtools', tab, extension: firefox.extensionId };
    return firefox.evaluate<unknown, Question>(place, '({ name, args }) => globalThis.sseScope.ask(name, args)', question);
  });
  /** Every connection to a stream, in order. */
  const rowsOf = async (name: string) => (await ask('connections', { now: 0 })).filter(({ url }) => new URL(url).searchParams.get('stream') === name);
  const states = async (name: string): Promise<unknown[]> => (await rowsOf(name)).map(({ state, outcome, attempts }) => [state, outcome, attempts]);
  const numbers = async (name: string): Promise<number[]> => {
    const connections = (await rowsOf(name)).map(({ id }) => id);
    const { rows } = await ask('messages', { filter: { connections }, from: 0, to: 10 * COUNT });
    return rows.filter(({ kind }) => kind === 'message').map(({ preview }) => Number(preview));
  };
  const upTo = (end: number): number[] => Array.from({ length: end }, (_, n) => n);
  const streamOf = (name: string): PageStream => ({ name, script: [...numbered, { hold: true }] });
  const load = (url: string): Promise<unknown> => firefox.scope.call('load', tab, url, PATIENCE);
  const open = (stream: PageStream): Promise<void> =>
    firefox.evaluate(
      { kind: 'tab', tab },
      (url: string) => {
        const page = globalThis as unknown as { source: EventSource; returned?: boolean };
        page.source = new EventSource(url);
        page.source.onmessage = () => {};
        page.source.onerror = () => sessionStorage.setItem('error', String(page.source.readyState));
        addEventListener('pageshow', ({ persisted }) => void (page.returned = persisted));
      },
      streamUrl(server, stream),
    );
  const returned = (): Promise<boolean> => firefox.evaluate({ kind: 'tab', tab }, () => (globalThis as unknown as { returned?: boolean }).returned === true);
  const goAway = (): Promise<unknown> => load(`${server.url}/streams?open=[]&away`);
  const goBack = (): Promise<unknown> => firefox.scope.call('back', tab);
  const lost = async (): Promise<number> => (await ask('overview')).lost;

  describe.each([
    ['with the wire tap', true],
    ['without it', false],
  ])('%s', (_, on) => {
    const nameOf = (what: string): string => `${what} ${on ? 'tapped' : 'hooked'}`;
    beforeAll(async () => {
      await ask('setWitness', { name: 'wire-tap', on });
      await until(
        'the tap',
        async () => (await ask('overview')).witnesses.some(({ name, state }) => name === 'wire-tap' && (state === 'at-work') === on),
        PATIENCE,
      );
    });

    test('with an open stream, which Firefox does not let rest: it ends with its page, and another one begins when that is loaded again', async () => {
      const name = nameOf('open');
      await load(pageOf(server, [streamOf(name)]));
      await expect.poll(() => numbers(name)).toEqual(upTo(COUNT));
      // This one notes what it hears while it is left: natively nothing.
      await firefox.evaluate({ kind: 'tab', tab }, () => sessionStorage.clear());
      await open(streamOf(nameOf('beside')));
      await expect.poll(() => numbers(nameOf('beside'))).toEqual(upTo(COUNT));
      await goAway();
      await expect.poll(() => states(name)).toEqual([['closed', 'navigated', 1]]);
      await expect.poll(() => states(nameOf('beside'))).toEqual([['closed', 'navigated', 1]]);
      await server.log.until(name, ([request]) => request?.end?.by === 'client', PATIENCE);
      await goBack();
      await expect.poll(() => numbers(name)).toEqual([...upTo(COUNT), ...upTo(COUNT)]);
      await expect
        .poll(() => states(name))
        .toEqual([
          ['closed', 'navigated', 1],
          ['open', 'open', 1],
        ]);
      expect(await firefox.evaluate({ kind: 'tab', tab }, () => sessionStorage.getItem('error'))).toBe(null);
      expect(await lost()).toBe(0);
    });

    test('whose stream was closed: what it opens when it is back is told, once; also when the background has ended meanwhile', async () => {
      const [first, second] = [nameOf('first'), nameOf('second')];
      await load(pageOf(server, []));
      await open(streamOf(first));
      await expect.poll(() => numbers(first)).toEqual(upTo(COUNT));
      await firefox.evaluate({ kind: 'tab', tab }, () => (globalThis as unknown as { source: EventSource }).source.close());
      await expect.poll(() => states(first)).toEqual([['closed', 'closed-by-page', 1]]);
      await server.log.until(first, ([request]) => request?.end !== undefined, PATIENCE);
      await goAway();
      await firefox.scope.call('terminateBackground', firefox.extensionId);
      await goBack();
      await expect.poll(() => returned().catch(() => false)).toBe(true);
      await open(streamOf(second));
      await expect.poll(() => numbers(second)).toEqual(upTo(COUNT));
      expect(await states(second)).toEqual([['open', 'open', 1]]);
      expect(await numbers(first)).toEqual(upTo(COUNT));
      expect(await lost()).toBe(0);
    });

    test('whose stream waits to come again: it rests with its page, and its next attempt is one of the same connection', async () => {
      const name = nameOf('waiting');
      const ends = [{ send: { data: '0', id: '0', retry: 1500 } }, { end: true as const }];
      await load(pageOf(server, []));
      await open({ name, script: { attempts: [ends, [{ send: { data: '1', id: '1' } }, { hold: true }]] } });
      await expect.poll(() => states(name)).toEqual([['waiting', 'ended', 1]]);
      await goAway();
      await expect.poll(() => states(name)).toEqual([['suspended', 'ended', 1]]);
      await goBack();
      await expect.poll(() => returned().catch(() => false)).toBe(true);
      await expect.poll(() => states(name)).toEqual([['open', 'open', 2]]);
      await expect.poll(() => numbers(name)).toEqual([0, 1]);
      expect(server.log.requests(name).map(({ lastEventId }) => lastEventId)).toEqual([null, '0']);
      expect(await lost()).toBe(0);
    });
  });
});
