/** `npm start` on a machine without a display: a live table, and an end that leaves nothing behind. The rest is in `test/unit/cli/start-command.test.ts`. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DemoServer } from '../../demo/server.ts';
import { BROWSER } from '../browsers.ts';
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
  // The page and its server are the same in every browser.
  test.runIf(BROWSER === 'chromium')('shows the demo page until SIGHUP, which ends the browser and the server', async () => {
    const command = bench.run('start', []);
    await command.until('an open stream of the demo page', (stdout) => /● open/.test(stdout));
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(command.printed.stdout)?.[0] ?? '';
    expect((await fetch(url)).status).toBe(200);
    command.signal('SIGHUP');
    expect(await command.done).toMatchObject({ status: 0 });
    await expect(fetch(url)).rejects.toThrow();
    expect(await bench.leftovers()).toEqual({ profiles: [], processes: [] });
  });

  test('shows another page, and each change of it, until SIGTERM', async () => {
    const command = bench.run('start', [pageOf(server, [{ name: 'shown', script: [{ send: { id: 'first', data: 'x' } }, { hold: true }] }]), '--headless']);
    await command.until('the first message', (stdout) => /\b1 message\b.*\n.*\n.*● open .* 200 .* 1 {2}first /.test(stdout));
    expect(server.push('shown', JSON.stringify([{ send: { id: 'second', data: 'x' } }]))).toBe(1);
    await command.until('the second message', (stdout) => /\b2 messages\b.*\n.*\n.* second /.test(stdout));
    expect(command.printed.stdout).not.toContain('\u001b');
    command.signal('SIGTERM');
    expect(await command.done).toMatchObject({ status: 0 });
    expect(await bench.leftovers()).toEqual({ profiles: [], processes: [] });
  });
});
