/** `npm start` without a process and a browser. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { start } from '../../../cli/start-command.ts';
import { startDemoServer, type DemoServer } from '../../../demo/server.ts';
import { fakeContext } from './command-context.ts';

let server: DemoServer;
beforeAll(async () => void (server = await startDemoServer()));
afterAll(() => server.close());

describe('npm start', () => {
  test('--help starts nothing', async () => {
    const context = fakeContext();
    expect(await start(['-h'], context)).toBe(0);
    expect(context.printed()).toContain('--headless');
    expect(context.events).toEqual([]);
  });

  test('serves the demo page until it is interrupted, and prints the table', async () => {
    let url = '';
    const context = fakeContext({
      file: 'reconnects.ndjson',
      async load(asked) {
        url = asked;
        const { status, statusText } = await fetch(asked);
        return { status, statusText, type: 'text/html' };
      },
      written: () => context.stop(),
    });
    expect(await start(['--headless'], context)).toBe(0);
    expect(context.printed()).toMatch(/2 messages.*\n.*\n.*stream\?market=eu/);
    expect(context.said).toEqual([`headless: ${url} in /usr/bin/browser; Ctrl-C ends it`]);
    expect(context.events).toEqual(['launched', 'closed']);
    await expect(fetch(url)).rejects.toThrow();
  });

  test('a page that cannot be loaded ends it', async () => {
    const context = fakeContext({ load: () => Promise.reject(new Error('net::ERR_CONNECTION_REFUSED')) });
    await expect(start(['x.test', '--headless'], context)).rejects.toMatchObject({ code: 4, message: 'cannot load http://x.test/: ERR_CONNECTION_REFUSED' });
    expect({ printed: context.printed(), events: context.events }).toEqual({ printed: '', events: ['launched', 'closed'] });
  });

  test('a port that is taken is known before a browser starts', async () => {
    const { port } = new URL(server.url);
    const context = fakeContext();
    await expect(start(['--port', port], context)).rejects.toMatchObject({ code: 2, message: expect.stringContaining(`on port ${port}`) as string });
    expect(context.events).toEqual([]);
  });
});
