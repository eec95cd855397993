/** Firefox's wire tap: the text of every kind of stream, live, byte for byte, against the server's own log. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../../cli/until.ts';
import type { DemoServer } from '../../demo/server.ts';
import type { ConnectionRow, RawLine } from '../../src/wire/protocol/questions.ts';
import type { OpenPanel } from './driven-panel.ts';
import { openPanel } from './open-panel.ts';
import { pageOf, type PageStream, startStreamServer, streamUrl } from './stream-page.ts';
import { keepOneBrowser } from './kept-browser.ts';

keepOneBrowser();

/** All that a stream may have in it, and what a parser stumbles over. */
const TEXT = [
  ': a comment\n\nretry: 700\n\n',
  'id: 1\ndata: first\n\n',
  'event: updte\rdata: nobody listens to this\r\r',
  'data: ü€😀\r\ndata:second line\r\n\r\n',
  'id: 2\n\n',
  'unknown: field\ndata\ndata : not data\nretry: 1e3\n\n',
  'data: a block without an end\n',
];
const SCRIPT = [...TEXT.flatMap((raw) => [{ raw }, { wait: 30 }]), { hold: true as const }];

/** How each is opened, as code of the page; `url` is the stream's. All are kept, so that none is collected. */
const OPENERS: Readonly<Record<string, string>> = {
  page: 'kept.push(new EventSource(url))',
  frame: `const frame = document.body.appendChild(document.createElement('iframe')); frame.contentWindow.eval('kept = new EventSource(' + JSON.stringify(url) + ')')`,
  fetch: 'fetch(url).then(async ({ body }) => { for (const reader = body.getReader(); !(await reader.read()).done; ); })',
  xhr: `const request = new XMLHttpRequest(); request.open('GET', url); request.send(); kept.push(request)`,
  'dedicated-worker': `kept.push(new Worker(URL.createObjectURL(new Blob(['kept = new EventSource(' + JSON.stringify(url) + ')']))))`,
  'shared-worker': `kept.push(new SharedWorker(URL.createObjectURL(new Blob(['kept = new EventSource(' + JSON.stringify(url) + ')']))))`,
};

const ENDS: Readonly<Record<RawLine['end'], string>> = { lf: '\n', cr: '\r', crlf: '\r\n', none: '' };

let server: DemoServer;
let devtools: OpenPanel;
beforeAll(async () => {
  server = await startStreamServer();
  devtools = await openPanel(pageOf(server, []));
  await until(
    'the wire tap',
    async () => (await devtools.ask('overview')).witnesses.some(({ name, state }) => name === 'wire-tap' && state === 'at-work'),
    20_000,
  );
  // `goto` is back when the document is there, which may be before its head is.
  await until('the head of the page', () => devtools.page.evaluate(() => document.readyState === 'complete'), 20_000);
  await devtools.page.evaluate(
    (openers) => {
      (globalThis as unknown as { kept: unknown[] }).kept = [];
      for (const [url, code] of openers) {
        const script = document.createElement('script');
        script.textContent = `{ const url = ${JSON.stringify(url)}; ${code} }`;
        document.head.append(script);
      }
    },
    Object.entries(OPENERS).map(([name, code]) => [streamUrl(server, { name, script: SCRIPT }), code] as const),
  );
});
afterAll(async () => {
  await devtools?.close();
  await server?.close();
});

describe.each(Object.keys(OPENERS))('%s', (name) => {
  const connections = async (): Promise<ConnectionRow[]> =>
    (await devtools.ask('connections', { now: Date.now() })).filter(({ url }) => new URL(url).searchParams.get('stream') === name);
  const text = async (): Promise<string | undefined> => {
    const [connection] = await connections();
    const raw = connection && (await devtools.ask('raw', { connection: connection.id, attempt: 1, from: 0, to: 1000 }));
    return raw?.rows.map((line) => line.text + ENDS[line.end]).join('');
  };

  test('the text, as the server wrote it, while it is open', async () => {
    await server.log.until(name, ([request]) => request?.holding === true, 20_000);
    const written = server.log
      .requests(name)[0]
      ?.blocks.map((block) => block.raw)
      .join('');
    expect(written).toBe(TEXT.join(''));
    await expect.poll(text).toBe(written);
    expect(server.log.requests(name)[0]?.end).toBeUndefined();
    expect(await connections()).toHaveLength(1);
  });

  test('every message, comment and retry, once, in order', async () => {
    const id = (await connections())[0]?.id ?? 0;
    const rows = async (): Promise<unknown> =>
      (await devtools.ask('messages', { filter: { connections: [id] }, from: 0, to: 1000 })).rows.map(({ kind, type, preview }) => [kind, type, preview]);
    await expect.poll(rows).toEqual([
      ['comment', '', ' a comment'],
      ['retry', '', '700'],
      ['message', 'message', 'first'],
      ['message', 'updte', 'nobody listens to this'],
      ['message', 'message', 'ü€😀\nsecond line'],
      ['message', 'message', ''],
    ]);
  });
});

describe('what Firefox does its own way is said where it happens', () => {
  // Of another origin: all six connections to the first one are taken.
  let other: DemoServer;
  beforeAll(async () => void (other = await startStreamServer()));
  afterAll(() => other.close());
  const open = (stream: PageStream): Promise<void> =>
    devtools.page.evaluate(
      (url) => void (globalThis as unknown as { kept: unknown[] }).kept.push(new EventSource(url)),
      `${streamUrl(other, stream)}&cors=credentials`,
    );
  const choose = async (stream: string, tab: string): Promise<void> => {
    await devtools.panel.click({ role: 'row', text: stream, within: { role: 'treegrid' } });
    await devtools.panel.click({ role: 'tab', name: tab });
  };
  /** What is written below the raw text when the line is chosen. */
  const remarkOn = async (line: RegExp): Promise<string> => {
    await devtools.panel.click({ role: 'row', text: line, within: { role: 'tabpanel' } });
    return devtools.panel.evaluate(() => document.querySelector('.raw-foot')?.textContent ?? '');
  };
  const text = 'id: 1\ndata: a\n\nid: 2\n\ndata: b\n\nid: x\0y\ndata: dropped\n\ndata: n\0l\n\nretry: 100\n\n';

  test('blocks of an id alone, U+0000, and a retry that is raised', async () => {
    await open({ name: 'odd', script: [{ raw: text }, { hold: true }] });
    const rows = async (): Promise<unknown> => {
      const connection = (await devtools.ask('connections', { now: 0 })).find(({ url }) => url.includes('stream=odd'));
      const { rows: all } = await devtools.ask('messages', { filter: { connections: [connection?.id ?? 0] }, from: 0, to: 9 });
      return all.map(({ kind, lastEventId, preview }) => [kind, lastEventId, preview]);
    };
    await expect.poll(rows).toEqual([
      ['message', '1', 'a'],
      ['message', '1', 'b'],
      ['message', '1', 'nl'],
      ['retry', '', '100'],
    ]);
    await choose('stream=odd', 'Raw');
    await expect.poll(() => remarkOn(/id: 2/)).toContain('Firefox drops this block, or takes no id from it');
    await expect.poll(() => remarkOn(/id: x/)).toContain('Firefox drops this block, or takes no id from it');
    await expect.poll(() => remarkOn(/data: n/)).toContain('Firefox takes the character U+0000 out of this message');
    await devtools.panel.click({ role: 'tab', name: 'Request' });
    await devtools.panel.appear({ role: 'tabpanel', text: /100 ms.*This browser raised it to 500 ms/ });
  });

  test('a connection that is refused, also on a reconnect', async () => {
    await open({ name: 'gone', script: [{ send: { data: 'x', retry: 500 } }, { hold: true }] });
    await expect.poll(async () => (await devtools.ask('connections', { now: 0 })).find(({ url }) => url.includes('stream=gone'))?.messages).toBe(1);
    await other.close();
    await expect.poll(async () => (await devtools.ask('connections', { now: 0 })).find(({ url }) => url.includes('stream=gone'))?.state).toBe('failed');
    await choose('stream=gone', 'Request');
    await devtools.panel.appear({ role: 'tabpanel', text: 'The browser has given up' });
    await choose('stream=gone', 'Findings');
    await devtools.panel.appear({ role: 'tabpanel', text: 'Nobody listens on that port' });
  });
});
