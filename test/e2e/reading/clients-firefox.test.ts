/** The clients of clients.test.ts in a real Firefox with the extension and its panel: they work, and the capture has the text that each was sent. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoServer, startDemoServer } from '../../../demo/server.ts';
import { until } from '../../../cli/until.ts';
import type { RawLine } from '../../../src/wire/protocol/questions.ts';
import { BROWSERS } from '../../browsers.ts';
import type { OpenPanel } from '../driven-panel.ts';
import { openFirefoxPanel } from '../firefox-panel.ts';
import { answerClients, sent } from './mock-server.ts';
import { MOCKS } from './mocks.ts';

const PATIENCE = 30_000;
const ENDS: Readonly<Record<RawLine['end'], string>> = { lf: '\n', cr: '\r', crlf: '\r\n', none: '' };
const PAGE = '<!doctype html><title>clients</title><link rel="icon" href="data:,"><body><script src="/clients.js"></script>';

describe.skipIf(!BROWSERS.includes('firefox'))('in Firefox', () => {
  let server: DemoServer;
  let devtools: OpenPanel;
  beforeAll(async () => {
    const answer = await answerClients();
    server = await startDemoServer({
      answer(request, response) {
        if (request.url !== '/page') return answer(request, response);
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
        return true;
      },
    });
    devtools = await openFirefoxPanel(`${server.url}/page`);
    await until('the clients', () => devtools.page.evaluate(() => 'clients' in globalThis), PATIENCE);
  });
  afterAll(async () => {
    await devtools?.close();
    await server?.close();
  });

  /** Raw text of every attempt to that URL that has some. */
  const texts = async (name: string): Promise<string[]> => {
    const all: string[] = [];
    for (const { id, url, attempts } of await devtools.ask('connections', { now: 0 })) {
      if (!url.includes(`/mock/${name}`)) continue;
      for (let attempt = 1; attempt <= attempts; attempt++) {
        const raw = await devtools.ask('raw', { connection: id, attempt, from: 0, to: 1000 });
        const text = raw?.rows.map((line) => line.text + ENDS[line.end]).join('') ?? '';
        if (text !== '') all.push(text);
      }
    }
    return all;
  };

  test.each(Object.entries(MOCKS))('%s', async (name, { expected }) => {
    const value = await devtools.page.evaluate(
      (client) => (globalThis as unknown as { clients: Record<string, (url: string) => Promise<string[]>> }).clients[client]!(`/mock/${client}`),
      name,
    );
    expect(value).toEqual(expected);
    const wanted = sent.get(name) ?? [];
    // A client that has seen what it waits for may leave the last line end unread.
    await expect.poll(async () => (await texts(name)).map((text) => text.trimEnd())).toEqual(wanted.map((text) => text.trimEnd()));
  });

  test('and the page was told of nothing', async () => {
    expect((await devtools.noise()).filter((words) => words.startsWith('error'))).toEqual([]);
  });
});
