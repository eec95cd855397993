/** What the product is for, with the real panel in the real DevTools of each browser, judged by the demo server's own log. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { DemoServer } from '../../demo/server.ts';
import { keepOneBrowser } from './kept-browser.ts';
import { sized } from '../sizes.ts';
import type { OpenPanel } from './driven-panel.ts';
import { openPanel } from './open-panel.ts';
import { heardMessages, pageOf, type PageStream, startStreamServer } from './stream-page.ts';
import type { Target } from './view.ts';

keepOneBrowser();
let server: DemoServer;
let opened: OpenPanel | undefined;
beforeAll(async () => void (server = await startStreamServer()));
afterAll(() => server.close());
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

const open = async (streams: PageStream[], ready?: () => Promise<void>): Promise<OpenPanel> => (opened = await openPanel(pageOf(server, streams), ready));

/** Messages that the page listens to, as the recorder has them. */
const heard = async ({ ask }: OpenPanel): Promise<string[]> => {
  const { rows } = await ask('messages', { filter: {}, from: 0, to: 10_000 });
  return rows.filter((row) => row.heard).map((row) => `${row.attempt} ${row.type} ${row.lastEventId} ${row.preview}`);
};
const truth = (name: string, types: string[] = []): string[] =>
  heardMessages(server.log.requests(name), types).map((message) => `${message.attempt} ${message.type} ${message.lastEventId} ${message.data}`);

const MESSAGES: Target = { role: 'grid', name: /messages/i };
const messageRow = (text: string | RegExp): Target => ({ role: 'row', text, within: MESSAGES });

test('a live stream: its row, its messages, one of them in full, and what the page noticed: nothing', async () => {
  const devtools = await open([
    {
      name: 'live',
      types: ['order'],
      script: [
        { send: { data: 'first', id: '1' } },
        { send: { type: 'order', data: '{"n":12345678901234567890,"n":2}', id: '2' } },
        { send: { type: 'unheard', data: 'x' } },
        { hold: true },
      ],
    },
  ]);
  await devtools.panel.appear(messageRow('order'));
  await expect.poll(() => heard(devtools)).toEqual(truth('live', ['order']));
  await expect.poll(async () => (await devtools.panel.texts({ role: 'row', text: 'stream=live' })).join(' ')).toMatch(/open/);
  await devtools.panel.click(messageRow('order'));
  await devtools.panel.press(MESSAGES, 'Enter');
  // The text is the truth: JSON.parse would have lost both the digits and one of the two keys.
  await devtools.panel.appear({ role: 'tree', text: '12345678901234567890' });
  expect((await devtools.panel.texts({ role: 'treeitem' })).length).toBeGreaterThanOrEqual(2);
  expect(await devtools.noise()).toEqual([]);
});

test('streams that were opened before DevTools, with their messages, from the backlog', async () => {
  const early: PageStream = {
    name: 'early',
    types: ['a'],
    script: {
      attempts: [
        [{ repeat: 50, steps: [{ send: { type: 'a', data: 'n {i}', id: '{i}', retry: '500' } }] }, { end: true }],
        [{ send: { data: 'again' } }, { hold: true }],
      ],
    },
  };
  const devtools = await open([early], async () => void (await server.log.until('early', (requests) => requests[1]?.messages === 1, 20_000)));
  await expect.poll(() => heard(devtools)).toEqual(truth('early', ['a']));
  expect(await devtools.ask('overview')).toMatchObject({ lost: 0, connections: 1 });
});

test('every attempt of a stream that is cut: outcome and Last-Event-ID sent', async () => {
  const steps = (id: string) => [{ send: { data: 'x', id, retry: '600' } }, { wait: 50 }, { cut: true as const }];
  const devtools = await open([
    {
      name: 'cut',
      script: { attempts: [steps('a'), steps('b'), [{ send: { data: 'x', id: 'c' } }, { end: true }], [{ send: { comment: 'x' } }, { hold: true }]] },
    },
  ]);
  await server.log.until('cut', (requests) => requests.length === 4, 20_000);
  const attempts = () => devtools.ask('attempts', { connection: 1, from: 1, to: 9 });
  await expect.poll(async () => (await attempts()).map(({ outcome }) => outcome)).toEqual(['cut', 'cut', 'ended', 'open']);
  const sent = (await attempts()).map(({ lastEventIdSent }) => lastEventIdSent ?? null);
  expect(sent).toEqual([null, 'a', 'b', 'c']);
  expect(sent).toEqual(server.log.requests('cut').map((request) => request.lastEventId));
  for (const { reconnectDelay } of (await attempts()).slice(1)) expect(reconnectDelay).toBeGreaterThanOrEqual(590);
});

test('what became of a stream that never opened, with status and headers in the request view', async () => {
  const head = (status: number, type = 'text/event-stream') => [
    { head: { status, headers: { 'content-type': type, 'x-test': 'told' } } },
    { end: true as const },
  ];
  const devtools = await open([
    { name: 'e500', script: head(500) },
    { name: 'e204', script: head(204) },
    { name: 'html', script: head(200, 'text/html') },
  ]);
  const outcomes = async (): Promise<Record<string, string>> =>
    Object.fromEntries(
      (await devtools.ask('connections', { now: 0 })).map((row) => [
        new URL(row.url).searchParams.get('stream') ?? '',
        `${row.state} ${row.outcome} ${row.status ?? ''}`,
      ]),
    );
  await expect.poll(outcomes).toEqual({ e500: 'failed http-error 500', e204: 'failed no-content 204', html: 'failed bad-type 200' });
  await devtools.panel.click({ role: 'row', text: 'stream=e500' });
  await devtools.panel.click({ role: 'tab', name: 'Request' });
  await devtools.panel.appear({ role: 'tabpanel', text: /500[^]*x-test[^]*told/ });
});

test('frames of every kind', async () => {
  opened = await openPanel(`${server.url}/frames`);
  const devtools = opened;
  await expect.poll(async () => (await devtools.ask('connections', { now: 0 })).filter((row) => row.messages > 0).length).toBeGreaterThanOrEqual(6);
});

test('DevTools is moved, and the background dies, in the middle: nothing is lost, nothing comes twice', async () => {
  const devtools = await open([{ name: 'moved', script: [{ repeat: 10_000, steps: [{ send: { data: 'n {i}', id: '{i}' } }, { wait: 20 }] }, { hold: true }] }]);
  const sent = (): number => server.log.requests('moved')[0]?.messages ?? 0;
  const more = async (): Promise<void> => {
    const before = sent();
    await expect.poll(async () => (await heard(devtools)).length, { interval: 100 }).toBeGreaterThan(before);
  };
  await more();
  for (const side of ['right', 'bottom'] as const) {
    await devtools.dock(side);
    await more();
    await devtools.panel.appear(messageRow(/n \d+/));
  }
  await devtools.endBackground();
  await more();
  const rows = await heard(devtools);
  expect(rows).toEqual(truth('moved').slice(0, rows.length));
  expect(await devtools.ask('overview')).toMatchObject({ lost: 0, connections: 1 });
});

/** What is on its way through the tap of a background that ends would be lost to the page in Firefox: of ten such ends some five lost up to nine messages, so four find it 15 times of 16. */
test('the background dies, again and again: the page gets each message', async () => {
  const urlOf = (name: string): string =>
    pageOf(server, [{ name, keeps: true, script: [{ repeat: 5000, steps: [{ send: { data: '{i}', id: '{i}' } }, { wait: 4 }] }] }]);
  opened = await openPanel(urlOf('0'));
  const { page, endBackground } = opened;
  const kept = (): Promise<string[]> => page.evaluate(() => (globalThis as unknown as { kept: string[] }).kept);
  for (let n = 1; n <= sized(10, 4); n += 1) {
    await expect.poll(async () => (await kept()).length).toBeGreaterThan(50);
    await endBackground();
    const before = (await kept()).length;
    await expect.poll(async () => (await kept()).length).toBeGreaterThan(before + 100);
    const got = await kept();
    expect(got).toEqual(got.map((_, i) => String(i)));
    await page.goto(urlOf(String(n)));
  }
});

test('DevTools is moved: what was chosen, sought, marked and scrolled to is there again', async () => {
  const numbers = Array.from({ length: 400 }, (_, n) => ({ send: { data: `n ${n}` } }));
  const devtools = await open([
    { name: 'place', script: [...numbers, { hold: true }] },
    { name: 'other', script: [{ send: { data: 'n other' } }, { hold: true }] },
  ]);
  const { panel } = devtools;
  await expect.poll(async () => (await devtools.ask('overview')).messages).toBe(401);
  await panel.click({ role: 'row', text: 'stream=place' });
  await panel.enter({ role: 'textbox', name: /filter/i }, 'n');
  await expect.poll(() => panel.texts(messageRow('n other'))).toEqual([]);
  /** The first row that is seen, and whether the list has been left at its end. */
  const firstRow = (): Promise<string | undefined> =>
    panel.evaluate(() => {
      const grid = document.querySelector('.messages-list [role=grid]')!;
      const top = grid.getBoundingClientRect().top + (grid.querySelector('[role=columnheader]')?.getBoundingClientRect().height ?? 0);
      const rows = [...grid.querySelectorAll('.virtual-list-rows .grid-row')];
      return rows.find((row) => row.getBoundingClientRect().bottom > top + 1)?.querySelector('.is-data')?.textContent;
    });
  /** Again, as long as a list that has just been sought goes to its end. */
  const scrollTo = (n: number): Promise<void> =>
    expect
      .poll(async () => {
        await panel.evaluate((y) => void (document.querySelector('.messages-list [role=grid]')!.scrollTop = y), 21 * n);
        return firstRow();
      })
      .toBe(`n ${n}`);
  const stands = async () => ({
    first: await firstRow(),
    filter: await panel.evaluate(() => document.querySelector<HTMLInputElement>('.filter-field input')?.value),
    detail: await panel.evaluate(() => document.querySelector('.message-detail')?.textContent.includes('n 104')),
    connection: (await panel.texts({ role: 'row', text: /stream=place/ })).length,
    others: await panel.texts(messageRow('n other')),
  });
  const marked = (): Promise<number> => panel.evaluate(() => document.querySelectorAll('.messages-list .message-star.is-set').length);
  await scrollTo(100);
  await panel.click(messageRow(/n 104/));
  await panel.press(MESSAGES, 'b');
  await expect.poll(marked).toBe(1);
  await expect.poll(async () => (await stands()).detail).toBe(true);
  await scrollTo(200);
  const before = await stands();
  for (const side of ['right', 'window', 'bottom'] as const) {
    await devtools.dock(side);
    await expect.poll(stands).toEqual(before);
  }
  await scrollTo(100);
  await expect.poll(() => panel.texts({ role: 'row', text: 'n 104', within: MESSAGES })).toHaveLength(1);
  expect(await marked()).toBe(1);
});

describe('what the panel lets one do', () => {
  test('filter, pause, stop recording, clear', async () => {
    const devtools = await open([{ name: 'busy', script: [{ send: { data: 'apple' } }, { send: { data: 'pear' } }, { hold: true }] }]);
    const { panel } = devtools;
    const data = async (): Promise<string[]> =>
      (await panel.texts({ role: 'row', within: MESSAGES })).map((row) => /apple|pear|plum|fig|kiwi/.exec(row)?.[0] ?? '').filter(Boolean);
    const push = (text: string) => server.push('busy', JSON.stringify([{ send: { data: text } }, { hold: true }]));
    await expect.poll(data).toEqual(['apple', 'pear']);

    await panel.enter({ role: 'combobox', name: /filter/i }, 'PEA');
    await expect.poll(data).toEqual(['pear']);
    await panel.enter({ role: 'combobox', name: /filter/i }, '');
    await expect.poll(data).toEqual(['apple', 'pear']);

    await panel.click({ role: 'button', name: /pause/i });
    push('plum');
    await expect.poll(async () => (await devtools.ask('overview')).messages).toBe(3);
    expect(await data()).toEqual(['apple', 'pear']);
    await panel.click({ role: 'button', name: /resume/i });
    await expect.poll(data).toEqual(['apple', 'pear', 'plum']);

    await panel.click({ role: 'button', name: /stop recording/i });
    await expect.poll(async () => (await devtools.ask('overview')).recording).toBe(false);
    push('fig');
    await expect.poll(async () => (await devtools.ask('overview')).notRecorded).toBe(1);
    await panel.click({ role: 'button', name: /record messages/i });
    push('kiwi');
    await expect.poll(data).toEqual(['apple', 'pear', 'plum', 'kiwi']);

    await panel.click({ role: 'button', name: /^Clear$/ });
    await expect.poll(data).toEqual([]);
    expect(await devtools.ask('overview')).toMatchObject({ messages: 0, connections: 1 });
  });

  test('dark as DevTools has it; an empty panel says why, and what to do', async () => {
    const devtools = await open([]);
    await devtools.panel.appear({ role: 'button', name: /reload/i });
    expect(await devtools.panel.evaluate(() => document.body.textContent)).toContain('No event stream yet');
    const theme = (): Promise<string | undefined> => devtools.panel.evaluate(() => document.documentElement.dataset['theme']);
    await devtools.theme('dark');
    await expect.poll(theme).toBe('dark');
    await devtools.theme('light');
    await expect.poll(theme).toBe('light');
  });
});
