/** The real panel, judged by the demo server's own log. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { DemoServer } from '../../demo/server.ts';
import { inspect, type Inspected } from './inspected.ts';
import { heardMessages, pageOf, type PageStream, startStreamServer, streamUrl } from './stream-page.ts';

let server: DemoServer;
let inspected: Inspected | undefined;
beforeAll(async () => void (server = await startStreamServer()));
afterAll(() => server.close());
afterEach(async () => {
  await inspected?.close();
  inspected = undefined;
});

const open = async (streams: PageStream[], order: 'page-first' | 'devtools-first' = 'devtools-first'): Promise<Inspected> => {
  inspected = await inspect(pageOf(server, streams), order);
  return inspected;
};
/** Everything that the recorder holds, as type, id and data. */
const recorded = async ({ ask }: Inspected): Promise<string[]> => {
  const { rows } = await ask('messages', { filter: {}, from: 0, to: 10_000 });
  return rows.map((row) => `${row.attempt} ${row.type} ${row.lastEventId} ${row.preview}`);
};
const truth = (name: string, types: string[] = []): string[] =>
  heardMessages(server.log.requests(name), types).map((message) => `${message.attempt} ${message.type} ${message.lastEventId} ${message.data}`);

describe('what the panel shows', () => {
  test('a live stream: its row, its messages, one of them in full, and what the page noticed: nothing', async () => {
    const stream: PageStream = {
      name: 'live',
      types: ['order'],
      script: [
        { send: { data: 'first', id: '1' } },
        { send: { type: 'order', data: '{"n":12345678901234567890,"n":2}', id: '2' } },
        { send: { type: 'unheard', data: 'x' } },
        { hold: true },
      ],
    };
    const it = await open([stream]);
    const { panel } = it;
    const messages = panel.getByRole('grid', { name: /messages/i });
    await messages.getByRole('row').filter({ hasText: 'order' }).waitFor();
    await expect.poll(() => recorded(it)).toEqual(truth('live', ['order']));

    const connection = panel.getByRole('row').filter({ hasText: 'stream=live' });
    await expect.poll(() => connection.textContent()).toMatch(/open/);

    await messages.getByRole('row').filter({ hasText: 'order' }).click();
    await messages.press('Enter').catch(() => undefined);
    // The text is the truth: JSON.parse would have lost both the digits and one of the two keys.
    await expect.poll(() => panel.getByRole('tree').textContent()).toContain('12345678901234567890');
    expect(await panel.getByRole('treeitem').count()).toBeGreaterThanOrEqual(2);
    expect(it.noise).toEqual([]);
  });
});

describe('what is there', () => {
  test('streams that were opened before DevTools, with their messages, from the backlog', async () => {
    const early: PageStream = {
      name: 'early',
      types: ['a'],
      script: {
        attempts: [
          [{ repeat: 50, steps: [{ send: { type: 'a', data: 'n {i}', id: '{i}', retry: '50' } }] }, { end: true }],
          [{ send: { data: 'again' } }, { hold: true }],
        ],
      },
    };
    inspected = await inspect(pageOf(server, [early]), 'page-first', async () => {
      await server.log.until('early', (requests) => requests[1]?.messages === 1);
    });
    const it = inspected;
    await expect.poll(() => recorded(it)).toEqual(truth('early', ['a']));
    expect(await it.ask('overview')).toMatchObject({ lost: 0, messages: 51, connections: 1 });
  });

  test('every attempt of a stream that is cut: outcome, Last-Event-ID sent, and the delay between', async () => {
    const steps = (id: string) => [{ send: { data: 'x', id, retry: '300' } }, { wait: 50 }, { cut: true as const }];
    const it = await open([
      { name: 'cut', script: { attempts: [steps('a'), steps('b'), [{ send: { data: 'x', id: 'c' } }, { end: true }], [{ head: {} }, { hold: true }]] } },
    ]);
    await server.log.until('cut', (requests) => requests.length === 4);
    const requests = server.log.requests('cut');
    await expect
      .poll(async () =>
        (await it.ask('attempts', { connection: 1, from: 1, to: 9 })).map(({ n, outcome, lastEventIdSent, retryFrom }) => ({
          n,
          outcome,
          lastEventIdSent,
          retryFrom,
        })),
      )
      .toEqual([
        { n: 1, outcome: 'cut', lastEventIdSent: undefined, retryFrom: undefined },
        { n: 2, outcome: 'cut', lastEventIdSent: 'a', retryFrom: 'default' },
        { n: 3, outcome: 'ended', lastEventIdSent: 'b', retryFrom: 'observed' },
        { n: 4, outcome: 'open', lastEventIdSent: 'c', retryFrom: 'observed' },
      ]);
    const attempts = await it.ask('attempts', { connection: 1, from: 1, to: 9 });
    expect(attempts.map((attempt) => attempt.lastEventIdSent ?? null)).toEqual(requests.map((request) => request.lastEventId));
    for (const attempt of attempts.slice(1)) {
      expect(attempt.reconnectDelayFrom).toBe('request-log');
      expect(attempt.reconnectDelay).toBeGreaterThanOrEqual(300);
    }
    // The same in the timeline's table, for those who cannot see the picture.
    await it.panel.getByRole('tab', { name: 'Timeline' }).click();
    await it.panel.getByRole('button', { name: /table/i }).click();
    await expect
      .poll(() =>
        it.panel
          .getByRole('grid', { name: /attempts/i })
          .getByRole('row')
          .count(),
      )
      .toBeGreaterThanOrEqual(5);
  });

  test('what became of a stream that never opened, with status and headers in the request view', async () => {
    const head = (status: number, type = 'text/event-stream') => [
      { head: { status, headers: { 'content-type': type, 'x-test': 'told' } } },
      { end: true as const },
    ];
    const it = await open([
      { name: 'e500', script: head(500) },
      { name: 'e204', script: head(204) },
      { name: 'html', script: head(200, 'text/html') },
    ]);
    const outcomes = async (): Promise<Record<string, string>> =>
      Object.fromEntries(
        (await it.ask('connections', { now: 0 })).map((row) => [
          new URL(row.url).searchParams.get('stream') ?? '',
          `${row.state} ${row.outcome} ${row.status ?? ''}`,
        ]),
      );
    await expect.poll(outcomes).toEqual({ e500: 'failed http-error 500', e204: 'failed no-content 204', html: 'failed bad-type 200' });
    await it.panel.getByRole('row').filter({ hasText: 'stream=e500' }).click();
    await it.panel.getByRole('tab', { name: 'Request' }).click();
    await expect.poll(() => it.panel.getByRole('tabpanel').textContent()).toMatch(/500[^]*x-test[^]*told/);
  });

  test('frames of every kind, and a second injection into a reused global', async () => {
    inspected = await inspect(`${server.url}/frames`);
    const it = inspected;
    await expect.poll(async () => (await it.ask('connections', { now: 0 })).filter((row) => row.messages > 0).length).toBeGreaterThanOrEqual(6);
    // An about:blank frame that is navigated within its origin keeps its global in Chromium, with the hook in it.
    await it.page.evaluate(
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
    await expect.poll(() => recorded(it)).toContain('1 message  once');
    expect((await recorded(it)).filter((row) => row.endsWith(' once'))).toHaveLength(1);
  });

  test('a page that is left: its streams rest with it in the back/forward cache, go on when it comes back, and end with it', async () => {
    const stream = (name: string, data: string): PageStream => ({ name, script: [{ send: { data } }, { hold: true }] });
    const states = async (): Promise<unknown> =>
      (await it.ask('connections', { now: 0 })).map((row) => [new URL(row.url).searchParams.get('stream'), row.state, row.outcome]);
    const it = await open([stream('one', 'x')]);
    await expect.poll(() => recorded(it)).toHaveLength(1);
    await it.page.goto(pageOf(server, [stream('two', 'y')]));
    // Measured: Chromium keeps the connection of a page in the cache, and its slot.
    await expect.poll(states).toEqual([
      ['one', 'suspended', 'open'],
      ['two', 'open', 'open'],
    ]);
    await fetch(`${server.url}/push?stream=one`, { method: 'POST', body: JSON.stringify([{ send: { data: 'meanwhile' } }, { hold: true }]) });
    await it.page.goBack({ waitUntil: 'commit' });
    await expect.poll(() => recorded(it)).toEqual(['1 message  x', '1 message  y', '1 message  meanwhile']);
    await it.page.reload();
    await expect.poll(states).toEqual([
      ['one', 'closed', 'navigated'],
      ['two', expect.any(String), expect.any(String)],
      ['one', 'open', 'open'],
    ]);
    expect(await it.ask('overview')).toMatchObject({ lost: 0 });
  });

  test('the seventh stream to an HTTP/1.1 origin connects for ever, and is shown so', async () => {
    const names = Array.from({ length: 7 }, (_, i) => `slot${i}`);
    const it = await open(names.map((name) => ({ name, script: [{ send: { data: 'x' } }, { hold: true }] })));
    await expect
      .poll(async () => (await it.ask('connections', { now: 0 })).map((row) => row.state).toSorted())
      .toEqual(['connecting', ...Array.from({ length: 6 }, () => 'open')]);
  });
});

describe('what the panel lets one do', () => {
  test('filter, pause, stop recording, clear', async () => {
    const stream: PageStream = { name: 'busy', script: [{ send: { data: 'apple' } }, { send: { data: 'pear' } }, { hold: true }] };
    const it = await open([stream]);
    const { panel } = it;
    const data = async (): Promise<string[]> =>
      (
        await panel
          .getByRole('grid', { name: /messages/i })
          .getByRole('row')
          .allTextContents()
      )
        .map((row) => /apple|pear|plum|fig|kiwi/.exec(row)?.[0] ?? '')
        .filter(Boolean);
    const push = (text: string) =>
      fetch(`${server.url}/push?stream=busy`, { method: 'POST', body: JSON.stringify([{ send: { data: text } }, { hold: true }]) });
    await expect.poll(data).toEqual(['apple', 'pear']);

    await panel.getByRole('textbox', { name: /filter/i }).fill('PEA');
    await expect.poll(data).toEqual(['pear']);
    await panel.getByRole('textbox', { name: /filter/i }).fill('');
    await expect.poll(data).toEqual(['apple', 'pear']);

    await panel.getByRole('button', { name: /pause/i }).first().click();
    await push('plum');
    await expect.poll(async () => (await it.ask('overview')).messages).toBe(3);
    expect(await data()).toEqual(['apple', 'pear']);
    await panel
      .getByRole('button', { name: /resume/i })
      .first()
      .click();
    await expect.poll(data).toEqual(['apple', 'pear', 'plum']);

    await panel
      .getByRole('button', { name: /stop recording/i })
      .first()
      .click();
    await expect.poll(async () => (await it.ask('overview')).recording).toBe(false);
    await push('fig');
    await expect.poll(async () => (await it.ask('overview')).notRecorded).toBe(1);
    await panel
      .getByRole('button', { name: /record messages/i })
      .first()
      .click();
    await push('kiwi');
    await expect.poll(data).toEqual(['apple', 'pear', 'plum', 'kiwi']);

    await panel.getByRole('button', { name: 'Clear', exact: true }).click();
    await expect.poll(data).toEqual([]);
    expect(await it.ask('overview')).toMatchObject({ messages: 0, connections: 1 });
  });

  test('dark as DevTools has it', async () => {
    const it = await open([]);
    await it.devtools.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => it.panel.locator('html').getAttribute('data-theme')).toBe('dark');
    await it.devtools.emulateMedia({ colorScheme: 'light' });
    await expect.poll(() => it.panel.locator('html').getAttribute('data-theme')).not.toBe('dark');
  });

  test('an empty panel says why, and what to do', async () => {
    const it = await open([]);
    await it.panel.getByText('No event stream yet').waitFor();
    await it.panel.getByRole('button', { name: /reload/i }).waitFor();
  });
});

test('the URL that a second injection knocks with is natively refused', async () => {
  const it = await open([]);
  expect(
    await it.page.evaluate(() => {
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
