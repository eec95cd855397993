import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLog } from '../../../demo/log.ts';
import { PAGES } from '../../../demo/pages.ts';
import { ROUTES } from '../../../demo/routes/table.ts';
import { startDemoServer, type DemoServer } from '../../../demo/server.ts';
import { read } from './client.ts';

let server: DemoServer;
beforeAll(async () => void (server = await startDemoServer()));
afterAll(() => server.close());

test('the log is readable over HTTP, by stream, and can be cleared', async () => {
  await read(`${server.url}/sse/404?stream=a`);
  await read(`${server.url}/sse/204?stream=b`);
  const log = async (query: string, init?: RequestInit): Promise<unknown> => JSON.parse((await read(`${server.url}/log${query}`, init)).text);
  expect(await log('?stream=a')).toMatchObject({ requests: [{ stream: 'a', path: '/sse/404', status: 404, end: { by: 'server' } }], dropped: 0 });
  expect(await log('')).toMatchObject({ requests: [{ stream: 'a' }, { stream: 'b' }] });
  expect(await log('', { method: 'DELETE' })).toEqual({ requests: [], dropped: 0 });
});

test('a condition on the log that never comes true is told with what was there', async () => {
  await expect(server.log.until('nobody', (requests) => requests.length > 0, 20)).rejects.toThrow('stream "nobody"');
});

test('the log is bounded, and its counts are not', () => {
  const log = createLog();
  const request = log.begin({ stream: 's', at: 0, method: 'GET', host: '', path: '/', query: '', headers: {}, lastEventId: null });
  const megabyte = 'x'.repeat(1024 * 1024);
  for (let i = 0; i < 200; i += 1) log.wrote(request, { at: i, raw: megabyte }, { messages: 1, bytes: megabyte.length });
  expect(request.messages).toBe(200);
  expect(request.bytes).toBe(200 * megabyte.length);
  expect(request.blocks.length + request.droppedBlocks).toBe(200);
  expect(request.blocks.length).toBeLessThan(40);
  expect(request.blocks.at(-1)?.at).toBe(199);
  for (let i = 0; i < 25_000; i += 1) log.begin({ stream: 't', at: 0, method: 'GET', host: '', path: '/', query: '', headers: {}, lastEventId: null });
  expect(log.requests().length + log.dropped()).toBe(25_001);
  expect(log.requests().length).toBeLessThanOrEqual(20_000);
});

test('every page is there, and says what to look for', async () => {
  for (const { path } of PAGES) {
    const answer = await read(server.url + path);
    expect(answer.status, path).toBe(200);
    expect(answer.text, path).toContain('class="look"');
  }
});

test('only pages are served', async () => {
  for (const path of ['/../server.ts', '/..%2fserver.ts', '/pages/index.html', '/nothing', '/.hidden'])
    expect((await read(server.url + path)).status, path).toBe(404);
});

test('paths are unique, and told in one line', () => {
  const paths = [...ROUTES, ...PAGES].map(({ path }) => path);
  expect(new Set(paths).size).toBe(paths.length);
  for (const { path, about } of [...ROUTES, ...PAGES]) expect(about.length, path).toBeLessThanOrEqual(160);
});

test('the README lists every route and page', async () => {
  const readme = await readFile(new URL('../../../demo/README.md', import.meta.url), 'utf8');
  const rows = [...ROUTES, ...PAGES].map(({ path, about }) => `| \`${path}\` | ${about.replaceAll('|', '\\|')} |`);
  // Formatters pad the cells of a table.
  const lines = new Set(readme.split('\n').map((line) => line.replaceAll(/ +/g, ' ')));
  const missing = rows.filter((row) => !lines.has(row));
  expect(missing, 'put these lines into the table of demo/README.md').toEqual([]);
  expect([...readme.matchAll(/^\| `\//gm)].length, 'lines for routes that are gone').toBe(rows.length);
});

test('a taken port is an error', async () => {
  await expect(startDemoServer({ port: Number(new URL(server.url).port) })).rejects.toThrow('EADDRINUSE');
});
