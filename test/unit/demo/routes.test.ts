/** Every route of the table, over real HTTP: what the client got is what the log says was sent. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RequestRecord } from '../../../demo/log.ts';
import { ROUTES } from '../../../demo/routes/table.ts';
import { startDemoServer, type DemoServer } from '../../../demo/server.ts';
import { composed, read, type Answer } from './client.ts';

let server: DemoServer;
beforeAll(async () => void (server = await startDemoServer()));
afterAll(() => server.close());

/** Makes every route quick. */
const QUICK = 'every=5&count=5&size=300&after=30&retry=5&rate=1000&for=40';
/** What is left of the heads of messages, when the log has no text. */
const textOf = (request: RequestRecord): Buffer =>
  Buffer.concat(request.blocks.map((block) => (block.rawBase64 === undefined ? Buffer.from(block.raw ?? '') : Buffer.from(block.rawBase64, 'base64'))));

const only = (stream: string): RequestRecord => {
  const [request, ...others] = server.log.requests(stream);
  expect(others).toEqual([]);
  return request as RequestRecord;
};

describe('each route answers, and the log agrees', () => {
  for (const { path } of ROUTES) {
    test(path, async () => {
      const url = `${server.url}${path}?stream=all${path}&${QUICK}`;
      // Endless routes have said enough after a few blocks; those that end are read to the end. A busy reader may never catch up with one that goes on.
      let enough = Infinity;
      const answer = await read(url, {}, (text) => {
        const [sent] = server.log.requests(`all${path}`);
        if (sent?.holding === true || (sent !== undefined && sent.messages >= 8)) enough = Math.min(enough, sent.bytes);
        return Buffer.byteLength(text) >= enough;
      });
      const request = only(`all${path}`);
      expect(answer.status).toBe(request.status);
      expect(answer.headers.get('content-type')).toBe(request.responseHeaders?.['content-type'] ?? null);
      if (request.blocks.some((block) => block.bulk)) expect(request.bytes).toBeGreaterThanOrEqual(answer.bytes.length);
      else {
        const sent = textOf(request);
        expect(sent.length).toBe(request.bytes);
        expect(sent.subarray(0, answer.bytes.length).equals(answer.bytes)).toBe(true);
        if (answer.end !== 'enough') expect(answer.bytes.length).toBe(sent.length);
      }
      await server.log.until(`all${path}`, ([it]) => it?.end !== undefined);
      expect(request.end?.by).toBe({ ended: 'server', cut: 'cut', enough: request.end?.by }[answer.end]);
    });
  }
});

describe('what the routes promise', () => {
  const get = (path: string, init?: RequestInit, enough?: (text: string) => boolean): Promise<Answer> => read(server.url + path, init, enough);

  test('a flood is complete, in order and counted', async () => {
    const { text } = await get('/sse/flood?stream=flood&count=20000&size=50&then=end');
    const data = [...text.matchAll(/^data: (\d+)\.+$/gm)].map(([, i]) => Number(i));
    expect(data).toEqual(Array.from({ length: 20_000 }, (_, i) => i));
    expect(only('flood').messages).toBe(20_001);
    expect(only('flood').bytes).toBe(Buffer.byteLength(text));
    expect(text.endsWith('event: end\ndata: 20000\n\n')).toBe(true);
  });

  test('a flood waits for a slow reader', async () => {
    const response = await fetch(`${server.url}/sse/flood?stream=slow&count=1000000&size=1000`);
    const reader = response.body!.getReader();
    await reader.read();
    // Nothing more is read: the server must come to a stand long before the gigabyte that was asked for.
    let last = -1;
    await expect.poll(() => last === (last = only('slow').bytes), { interval: 200, timeout: 5000 }).toBe(true);
    expect(last).toBeLessThan(100 * 1024 * 1024);
    await reader.cancel();
    const [request] = await server.log.until('slow', ([it]) => it?.end !== undefined);
    expect(request?.end?.by).toBe('client');
  });

  test('a paced stream keeps its rate', async () => {
    const { text } = await get('/sse/paced?stream=paced&rate=1000&for=300', {}, (it) => it.includes('event: end'));
    expect(text).toContain('event: end\ndata: 300\n\n');
    expect(only('paced').messages).toBe(301);
  });

  test('ticks and resume go on behind the id that was sent', async () => {
    const ticks = await get('/sse/ticks?every=1&count=2', { headers: { 'last-event-id': '41' } });
    expect(ticks.text).toBe('id: 42\ndata: tick 42\n\nid: 43\ndata: tick 43\n\n');
    const resumed = await get('/sse/resume', { headers: { 'last-event-id': '18' } });
    expect(resumed.text).toContain('data: message 19 of 20\n\nid: 20\n');
    expect((await get('/sse/resume', { headers: { 'last-event-id': '20' } })).status).toBe(204);
  });

  test('Last-Event-ID is read as UTF-8, and 100 KB of it', async () => {
    await get('/sse/404?stream=id', { headers: { 'last-event-id': Buffer.from('ü€😀').toString('latin1') } });
    expect(only('id').lastEventId).toBe('ü€😀');
    await get('/sse/404?stream=long', { headers: { 'last-event-id': 'i'.repeat(100_000) } });
    expect(only('long').lastEventId).toHaveLength(100_000);
    await get('/sse/404?stream=none');
    expect(only('none').lastEventId).toBeNull();
  });

  test('attempts are counted for each path and stream', async () => {
    for (const expected of [250, 1000, 3000, '12s', 250]) expect((await get('/sse/retry?stream=r')).text).toContain(`retry: ${expected}\n`);
    expect((await get('/sse/204-after?stream=r&count=1')).status).toBe(200);
    expect((await get('/sse/204-after?stream=r&count=1')).status).toBe(204);
  });

  test('redirects lead where they say', async () => {
    for (const status of [301, 302, 303, 307, 308]) expect((await get(`/sse/redirect?status=${status}`)).status).toBe(status);
    const there = await read(`${server.url}/sse/redirect-and-back?stream=back&every=5`, { redirect: 'follow' }, (text) => text.includes('tick 1'));
    expect(there.status).toBe(200);
    expect(server.log.requests('back').map(({ path, host }) => `${host.split(':')[0]}${path}`)).toEqual([
      '127.0.0.1/sse/redirect-and-back',
      'localhost/sse/redirect',
      '127.0.0.1/sse/ticks',
    ]);
  });

  test('CORS headers come where they were asked for, and nowhere else', async () => {
    const headers = { origin: 'http://a.test' };
    const of = async (path: string): Promise<(string | null)[]> => {
      const answer = await get(path, { headers }, () => true);
      return ['origin', 'credentials'].map((name) => answer.headers.get(`access-control-allow-${name}`));
    };
    expect(await of('/sse/cors-refused')).toEqual([null, null]);
    expect(await of('/sse/cors-allowed')).toEqual(['http://a.test', 'true']);
    expect(await of('/sse/cors-wildcard')).toEqual(['*', null]);
    expect(await of('/sse/404')).toEqual([null, null]);
    expect(await of('/sse/404?cors=credentials')).toEqual(['http://a.test', 'true']);
  });

  test('gzip is really compressed', async () => {
    const answer = await get('/sse/gzip?every=1&count=2', {}, (text) => text.includes('compressed 2'));
    expect(answer.headers.get('content-encoding')).toBe('gzip');
  });

  test('the second host name is the same server', async () => {
    expect((await read(`${server.origin2}/sse/404?stream=two`)).status).toBe(404);
    expect(only('two').host).toBe(new URL(server.origin2).host);
  });

  test('the fetch stream echoes the body', async () => {
    const { text } = await get('/fetch/chat?every=1', { method: 'POST', body: '{"q":1}' });
    expect(text.startsWith('event: echo\ndata: {"q":1}\n\n')).toBe(true);
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
  });
});

describe('composed streams', () => {
  test('run their steps, a list for each attempt', async () => {
    const url = composed(server, 'steps', {
      attempts: [
        [{ repeat: 2, steps: [{ send: { id: '{i}', data: '{attempt}.{i}' } }] }, { cut: true }],
        [{ head: { status: 404 } }],
        [{ bytes: 'ZGF0YTogeAoK', messages: 1 }],
      ],
    });
    expect(await read(url)).toMatchObject({ status: 200, text: 'id: 0\ndata: 1.0\n\nid: 1\ndata: 1.1\n\n', end: 'cut' });
    expect(await read(url)).toMatchObject({ status: 404, end: 'ended' });
    expect(await read(url)).toMatchObject({ status: 200, text: 'data: x\n\n', end: 'ended' });
    expect(server.log.requests('steps').map((request) => [request.attempt, request.messages, request.end?.by])).toEqual([
      [1, 2, 'cut'],
      [2, 0, 'server'],
      [3, 1, 'server'],
    ]);
  });

  test('take steps that are pushed while they hold', async () => {
    const reading = read(composed(server, 'pushed', [{ send: { data: 'a' } }, { hold: true }]));
    await server.log.until('pushed', ([request]) => request?.messages === 1);
    expect(server.push('pushed', '[{"send":{"data":"b"}},{"end":true}]')).toBe(1);
    expect(await reading).toMatchObject({ text: 'data: a\n\ndata: b\n\n', end: 'ended' });
    expect(server.push('pushed', '[{"end":true}]')).toBe(0);
  });

  test.each(['{', '{}', '[1]', '[{"send":1}]', '[{"jump":1}]', '[{"repeat":1}]', '{"attempts":[]}'])('say what is wrong with %s', async (script) => {
    const answer = await read(`${server.url}/sse?script=${encodeURIComponent(script)}`);
    expect(answer.status).toBe(400);
    expect(answer.text).not.toBe('');
  });
});
