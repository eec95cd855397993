/**
 * Streams that Firefox stops: by `window.stop()`, by its button, for a document that is asked for and never comes. With the wire tap and without it, the
 * page must hear what it hears in a Firefox that has no extension, and the panel must say how the attempt ended.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Place, TabNumber } from '../../cli/firefox/chrome-scope.ts';
import type { Firefox } from '../../cli/firefox/firefox.ts';
import { launchFirefox } from '../launch-firefox.ts';
import { askThrough, type Question } from '../../cli/recorder.ts';
import { until } from '../../cli/until.ts';
import type { Script } from '../../demo/script.ts';
import type { DemoServer } from '../../demo/server.ts';
import { BROWSERS, EXTENSIONS } from '../browsers.ts';
import { pageOf, startStreamServer, streamUrl } from './stream-page.ts';

const PATIENCE = 30_000;

interface Way {
  script: Script;
  /** What the page has heard when it is done. */
  when: string;
  stop(firefox: Firefox, tab: TabNumber, server: DemoServer): Promise<unknown>;
  /** As measured, Firefox 153: type of event and `readyState`. */
  natively: readonly string[];
  readyState: number;
}

const HOLD = [{ send: { retry: 500, data: 'hello' } }, { hold: true }] as const;
const FIRST = ['open 1', 'message 1'];
const stop: Way['stop'] = (firefox, tab) => firefox.evaluate({ kind: 'tab', tab }, () => window.stop());
const WAYS: Readonly<Record<string, Way>> = {
  'window.stop()': { script: HOLD, when: 'message 1', stop, natively: [...FIRST, 'error 2'], readyState: 2 },
  'the button': { script: HOLD, when: 'message 1', stop: (firefox, tab) => firefox.scope.call('stop', tab), natively: [...FIRST, 'error 2'], readyState: 2 },
  'a link that leads nowhere': {
    script: HOLD,
    when: 'message 1',
    stop: (firefox, tab, server) => firefox.evaluate({ kind: 'tab', tab }, (url: string) => void (location.href = url), `${server.url}/sse/204?stream=nowhere`),
    natively: FIRST,
    readyState: 2,
  },
  'window.stop() before the head': { script: [{ wait: PATIENCE }], when: '', stop, natively: ['error 2'], readyState: 2 },
  'window.stop() while it waits': {
    script: { attempts: [[{ send: { retry: 1500, data: 'hello' } }, { end: true }], HOLD] },
    when: 'error 0',
    stop,
    natively: [...FIRST, 'error 0', ...FIRST],
    readyState: 1,
  },
};

interface Heard {
  events: string[];
  readyState: number;
}

describe.skipIf(!BROWSERS.includes('firefox'))('a stream that the browser stops', () => {
  let server: DemoServer;
  let firefox: Firefox | undefined;
  let tab: TabNumber;
  beforeAll(async () => {
    server = await startStreamServer();
  });
  afterAll(async () => {
    await firefox?.close();
    await server?.close();
  });

  const launch = async (extension?: string): Promise<void> => {
    await firefox?.close();
    firefox = undefined;
    firefox = await launchFirefox(extension === undefined ? {} : { extension });
    tab = await firefox.scope.call<TabNumber>('firstTab');
  };
  const ask = askThrough((question) => {
    const place: Place = { kind: 'devtools', tab, extension: firefox!.extensionId };
    return firefox!.evaluate<unknown, Question>(place, '({ name, args }) => globalThis.sseScope.ask(name, args)', question);
  });
  const heard = (): Promise<Heard> =>
    firefox!.evaluate({ kind: 'tab', tab }, () => {
      const { events, source } = globalThis as unknown as { events: string[]; source: EventSource };
      return { events, readyState: source.readyState };
    });

  /** Opens a stream in a page of its own, and stops it; resolves when the page has heard as much as natively. */
  async function stopped(name: string, way: Way): Promise<void> {
    await firefox!.scope.call('load', tab, pageOf(server, []), PATIENCE);
    await firefox!.evaluate(
      { kind: 'tab', tab },
      (url: string) => {
        const source = new EventSource(url);
        const events: string[] = [];
        for (const type of ['open', 'message', 'error'])
          source.addEventListener(type, ({ isTrusted }) => events.push(`${type} ${source.readyState}${isTrusted ? '' : ', of the page'}`));
        Object.assign(globalThis, { events, source });
      },
      streamUrl(server, { name, script: way.script }),
    );
    await server.log.until(name, (requests) => requests.length > 0, PATIENCE);
    await until(`${name}: ${way.when}`, async () => way.when === '' || (await heard()).events.includes(way.when), PATIENCE);
    await way.stop(firefox!, tab, server);
    // A source that is closed hears nothing more, and one that has heard all is compared with what it should have.
    await expect.poll(heard).toEqual({ events: way.natively, readyState: way.readyState });
    const ends = (await server.log.until(name, ([request]) => request?.end !== undefined, PATIENCE)).map(({ end }) => end?.by);
    expect(ends).toEqual(way.readyState === 2 ? ['client'] : ['server', undefined]);
  }

  describe('natively', () => {
    beforeAll(() => launch());
    test.each(Object.entries(WAYS))('%s', (what, way) => stopped(`natively ${what}`, way));
  });

  describe.each([
    ['with the wire tap', true],
    ['without it', false],
  ])('%s', (how, on) => {
    beforeAll(async () => {
      if (firefox === undefined || firefox.extensionId === '') {
        await launch(EXTENSIONS.firefox);
        await firefox!.scope.call('load', tab, pageOf(server, []), PATIENCE);
        await firefox!.openToolbox(tab);
      }
      await ask('setWitness', { name: 'wire-tap', on });
      const isSo = async (): Promise<boolean> =>
        (await ask('overview')).witnesses.some(({ name, state }) => name === 'wire-tap' && (state === 'at-work') === on);
      await until('the tap', isSo, PATIENCE);
    });

    test.each(Object.entries(WAYS))('%s', async (what, way) => {
      const name = `${how} ${what}`;
      await stopped(name, way);
      const told = async (): Promise<unknown> => {
        const row = (await ask('connections', { now: Date.now() })).find(({ url }) => new URL(url).searchParams.get('stream') === name);
        if (row === undefined) return undefined;
        const attempts = await ask('attempts', { connection: row.id, from: 1, to: 10 });
        return [row.state, row.by, ...attempts.map(({ outcome, error }) => [outcome, error])];
      };
      const opened = way.natively.includes('open 1');
      const expected =
        way.readyState === 2
          ? ['failed', 'browser', [opened ? 'cut' : 'refused', 'NS_BINDING_ABORTED']]
          : ['open', 'server', ['ended', undefined], ['open', undefined]];
      await expect.poll(told).toEqual(expected);
    });
  });
});
