/** `npm start` on a machine without a display: a live table, and an end that leaves nothing behind. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DemoServer } from '../../demo/server.ts';
import { type Bench, openBench } from './command.ts';
import { pageOf, startStreamServer } from './stream-page.ts';

let bench: Bench;
let server: DemoServer;
beforeAll(async () => {
  bench = await openBench();
  server = await startStreamServer();
});
afterAll(async () => {
  await bench.close();
  await server.close();
});

describe('npm start', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('shows the demo page until %s, which ends the browser and the server', async (signal) => {
    const command = bench.run('start', []);
    await command.until('an open stream of the demo page', (stdout) => /● open/.test(stdout));
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(command.printed.stdout)?.[0] ?? '';
    expect((await fetch(url)).status).toBe(200);
    command.signal(signal);
    expect(await command.done).toMatchObject({ status: 0 });
    await expect(fetch(url)).rejects.toThrow();
    expect(await bench.leftovers()).toEqual({ profiles: [], processes: [] });
  });

  test('shows another page, and each change of it', async () => {
    const command = bench.run('start', [pageOf(server, [{ name: 'shown', script: [{ send: { id: 'first', data: 'x' } }, { hold: true }] }]), '--headless']);
    await command.until('the first message', (stdout) => /\b1 message\b.*\n.*\n.*● open .* 200 .* 1 {2}first /.test(stdout));
    expect(server.push('shown', JSON.stringify([{ send: { id: 'second', data: 'x' } }]))).toBe(1);
    await command.until('the second message', (stdout) => /\b2 messages\b.*\n.*\n.* second /.test(stdout));
    expect(command.printed.stdout).not.toContain('\u001b');
    command.signal('SIGINT');
    expect(await command.done).toMatchObject({ status: 0 });
  });

  test('a page that cannot be loaded', async () => {
    expect(await bench.run('start', ['http://127.0.0.1:59999/']).done).toMatchObject({
      status: 4,
      stdout: '',
      stderr: expect.stringContaining('_CONNECTION_REFUSED') as string,
    });
  });

  test('a port that is taken', async () => {
    const { port } = new URL(server.url);
    expect(await bench.run('start', ['--port', port]).done).toMatchObject({ status: 2, stderr: expect.stringContaining(`on port ${port}`) as string });
    expect(await bench.leftovers()).toEqual({ profiles: [], processes: [] });
  });
});
