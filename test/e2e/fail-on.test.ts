/** `npm run capture -- URL --fail-on`: what a build sees. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DemoServer } from '../../demo/server.ts';
import { type Bench, openBench } from './command.ts';
import { pageOf, startStreamServer } from './stream-page.ts';

let server: DemoServer;
let bench: Bench;
beforeAll(async () => {
  server = await startStreamServer();
  bench = await openBench();
});
afterAll(async () => {
  await bench.close();
  await server.close();
});

const good = { name: 'good', script: [{ repeat: 20, steps: [{ send: { id: '{i}', data: 'message {i}' } }] }, { hold: true }] } as const;
const cut = { name: 'cut', script: [{ send: { retry: 200, id: '1', data: 'one' } }, { wait: 100 }, { cut: true }] } as const;

test('a stream that is as it should be passes', async () => {
  const { status, stderr } = await bench.run('capture', [pageOf(server, [good]), '--for', '2s', '--fail-on', 'note', '--out', path.join(bench.folder, 'good')])
    .done;
  expect(status, stderr).toBe(0);
});

test('a stream that breaks does not, and says why', async () => {
  const sarif = path.join(bench.folder, 'found.sarif');
  const out = path.join(bench.folder, 'cut');
  const { status, stderr } = await bench.run('capture', [pageOf(server, [cut]), '--for', '2s', '--fail-on', 'warning', '--sarif', sarif, '--out', out]).done;
  expect(status, stderr).toBe(6);
  expect(stderr).toMatch(/warning: The connection broke .*\(cut-off, connection 1/);
  expect(JSON.parse(await readFile(sarif, 'utf8'))).toMatchObject({ version: '2.1.0', runs: [{ results: [{ level: 'warning' }] }] });
  const file = await readFile(out, 'utf8');
  expect(file).toContain('"kind":"attempt"');
  expect(file).toMatch(/"kind":"finding",.*"rule":"cut-off"/);
});
