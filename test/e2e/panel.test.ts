/** The real panel in Chromium, judged by the demo server's own log: what only Chromium does, or only Playwright can. For the rest see main-job.test.ts. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DemoServer } from '../../demo/server.ts';
import { inspect, type Inspected } from './inspected.ts';
import { pageOf, type PageStream, startStreamServer, streamUrl } from './stream-page.ts';
import { keepOneBrowser } from './kept-browser.ts';

keepOneBrowser();

let server: DemoServer;
let devtools: Inspected;
beforeAll(async () => {
  server = await startStreamServer();
  devtools = await inspect(pageOf(server, []));
});
afterAll(async () => {
  await devtools?.close();
  await server.close();
});

const open = (streams: PageStream[]): Promise<void> => devtools.startOver(pageOf(server, streams));
/** Everything that the recorder holds, as type, id and data. */
const recorded = async (): Promise<string[]> => {
  const { rows } = await devtools.ask('messages', { filter: {}, from: 0, to: 10_000 });
  return rows.map((row) => `${row.attempt} ${row.type} ${row.lastEventId} ${row.preview}`);
};

describe('what is there', () => {
  test('every attempt of a stream that is cut: outcome, Last-Event-ID sent, and the delay between', async () => {
    const steps = (id: string) => [{ send: { data: 'x', id, retry: '300' } }, { wait: 50 }, { cut: true as const }];
    await open([
      { name: 'cut', script: { attempts: [steps('a'), steps('b'), [{ send: { data: 'x', id: 'c' } }, { end: true }], [{ head: {} }, { hold: true }]] } },
    ]);
    await server.log.until('cut', (requests) => requests.length === 4);
    const requests = server.log.requests('cut');
    const attemptsNow = async () => {
      const [connection] = await devtools.ask('connections', { now: Date.now() });
      return connection === undefined ? [] : devtools.ask('attempts', { connection: connection.id, from: 1, to: 9 });
    };
    await expect
      .poll(async () =>
        (await attemptsNow()).map(({ n, outcome, lastEventIdSent, retryFrom }) => ({
          n,
          outcome,
          lastEventIdSent,
          retryFrom,
        })),
      )
      .toEqual([
        { n: 1, outcome: 'cut', lastEventIdSent: undefined, retryFrom: undefined },
        { n: 2, outcome: 'cut', lastEventIdSent: 'a', retryFrom: undefined },
        { n: 3, outcome: 'ended', lastEventIdSent: 'b', retryFrom: 'observed' },
        { n: 4, outcome: 'open', lastEventIdSent: 'c', retryFrom: 'observed' },
      ]);
    const attempts = await attemptsNow();
    expect(attempts.map((attempt) => attempt.lastEventIdSent ?? null)).toEqual(requests.map((request) => request.lastEventId));
    for (const attempt of attempts.slice(1)) {
      expect(attempt.reconnectDelayFrom).toBe('request-log');
      expect(attempt.reconnectDelay).toBeGreaterThanOrEqual(300);
    }
    // The same in the timeline's table, for those who cannot see the picture.
    await devtools.panel.getByRole('tab', { name: 'Timeline' }).click();
    await devtools.panel.getByRole('button', { name: /table/i }).click();
    await expect
      .poll(() =>
        devtools.panel
          .getByRole('grid', { name: /attempts/i })
          .getByRole('row')
          .count(),
      )
      .toBeGreaterThanOrEqual(5);
  });

  test('frames of every kind, and a second injection into a reused global', async () => {
    await devtools.startOver(`${server.url}/frames`);
    await expect.poll(async () => (await devtools.ask('connections', { now: 0 })).filter((row) => row.messages > 0).length).toBeGreaterThanOrEqual(6);
    // An about:blank frame that is navigated within its origin keeps its global in Chromium, with the hook in it.
    await devtools.page.evaluate(
      async (url) => {
        const frame = document.createElement('iframe');
        document.body.append(frame);
        const made = (): unknown => (frame.contentWindow as (Window & typeof globalThis) | null)?.EventSource;
        const first = made();
        frame.contentWindow?.location.replace(url);
        await new Promise((done) => frame.addEventListener('load', done, { once: true }));
        return first === made();
      },
      pageOf(server, [{ name: 'reused', script: [{ send: { data: 'once' } }, { hold: true }] }]),
    );
    await expect.poll(recorded).toContain('1 message  once');
    expect((await recorded()).filter((row) => row.endsWith(' once'))).toHaveLength(1);
  });

  test('a page that is left: its streams rest with it in the back/forward cache, go on when it comes back, and end with it', async () => {
    const stream = (name: string, data: string): PageStream => ({ name, script: [{ send: { data } }, { hold: true }] });
    const states = async (): Promise<unknown> =>
      (await devtools.ask('connections', { now: 0 })).map((row) => [new URL(row.url).searchParams.get('stream'), row.state, row.outcome]);
    await open([stream('one', 'x')]);
    await expect.poll(recorded).toHaveLength(1);
    await devtools.page.goto(pageOf(server, [stream('two', 'y')]));
    // Measured: Chromium keeps the connection of a page in the cache, and its slot.
    await expect.poll(states).toEqual([
      ['one', 'suspended', 'open'],
      ['two', 'open', 'open'],
    ]);
    await fetch(`${server.url}/push?stream=one`, { method: 'POST', body: JSON.stringify([{ send: { data: 'meanwhile' } }, { hold: true }]) });
    await devtools.page.goBack({ waitUntil: 'commit' });
    await expect.poll(recorded).toEqual(['1 message  x', '1 message  y', '1 message  meanwhile']);
    await devtools.page.reload();
    await expect.poll(states).toEqual([
      ['one', 'closed', 'navigated'],
      ['two', expect.any(String), expect.any(String)],
      ['one', 'open', 'open'],
    ]);
    expect(await devtools.ask('overview')).toMatchObject({ lost: 0 });
  });

  test('the seventh stream to an HTTP/1.1 origin connects for ever, and is shown so', async () => {
    const names = Array.from({ length: 7 }, (_, i) => `slot${i}`);
    await open(names.map((name) => ({ name, script: [{ send: { data: 'x' } }, { hold: true }] })));
    await expect
      .poll(async () => (await devtools.ask('connections', { now: 0 })).map((row) => row.state).toSorted())
      .toEqual(['connecting', ...Array.from({ length: 6 }, () => 'open')]);
  });
});

test('the URL that a second injection knocks with is natively refused', async () => {
  await open([]);
  expect(
    await devtools.page.evaluate(() => {
      try {
        new EventSource('http://[sse-scope:1]');
        return 'made';
      } catch (error) {
        return (error as DOMException).name;
      }
    }),
  ).toBe('SyntaxError');
  expect(streamUrl(server, { name: 'x', script: [] })).toContain('stream=x');
});
