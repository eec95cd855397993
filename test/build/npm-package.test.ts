/** The npm package, as somebody has it who has Node and nothing else: installed from its tarball into an empty folder, and used from there. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packNpm } from '../../build/npm-package.ts';
import { findBrowser } from '../e2e/find.ts';

const run = promisify(execFile);
const SAMPLE = path.resolve(import.meta.dirname, '../files/protocols/ollama-chat.ndjson');
const CAPTURE = path.resolve(import.meta.dirname, '../files/captures/every-kind.ndjson');

let folder: string;
let server: Server;
/** Its version of npm's own runner of programs. */
const sseScope = async (...args: string[]): Promise<string> =>
  (await run(process.execPath, [path.join(folder, 'node_modules/sse-scope/bin/sse-scope.js'), ...args], { cwd: folder })).stdout;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'npm-package-'));
  const tarball = await packNpm(path.join(folder, 'packed'));
  await writeFile(path.join(folder, 'package.json'), '{"private":true}');
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', tarball], { cwd: folder, shell: process.platform === 'win32' });
  server = createServer((request, response) => {
    const isStream = request.url === '/stream';
    response.writeHead(200, { 'Content-Type': isStream ? 'text/event-stream' : 'text/html' });
    if (isStream) response.write('data: from the package\n\n');
    else response.end('<script>new EventSource("/stream").onmessage = () => {}</script>');
  }).listen(0, '127.0.0.1');
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

test('Playwright is all that comes with it', async () => {
  const { packages } = JSON.parse(await readFile(path.join(folder, 'package-lock.json'), 'utf8')) as { packages: object };
  expect(Object.keys(packages)).toEqual(['', 'node_modules/playwright-core', 'node_modules/sse-scope']);
});

test('the program lists its commands, and decodes a file', async () => {
  expect(await sseScope('--help')).toContain('sse-scope COMMAND --help');
  expect(JSON.parse(await sseScope('decode', SAMPLE))).toMatchObject({ protocol: 'ollama', verdict: 'complete' });
});

test('it captures a page, by the extension that it brings', async () => {
  const { port } = server.address() as AddressInfo;
  const text = await sseScope('capture', `http://127.0.0.1:${port}/`, '--until-idle', '2s', '--browser-path', findBrowser());
  const records = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind?: string; data?: string });
  expect(records.filter(({ kind }) => kind === 'message').map(({ data }) => data)).toEqual(['from the package']);
});

test('`replay` is a function of it, with types', async () => {
  await writeFile(
    path.join(folder, 'replay.mjs'),
    `import { replay } from 'sse-scope/replay';
     const server = await replay(${JSON.stringify(CAPTURE)}, { speed: Infinity });
     const { headers } = await fetch(server.url + server.connections[0].path);
     console.log(headers.get('content-type'));
     await server.close();`,
  );
  expect((await run(process.execPath, ['replay.mjs'], { cwd: folder })).stdout).toBe('text/event-stream\n');

  await writeFile(
    path.join(folder, 'typed.mts'),
    `import { replay } from 'sse-scope/replay';\nexport const port: number = (await replay('a', { speed: 2 })).url;\n`,
  );
  const tsc = path.resolve(import.meta.dirname, '../../node_modules/typescript/bin/tsc');
  const options = [
    '--noEmit',
    '--module',
    'nodenext',
    '--target',
    'es2023',
    '--types',
    'node',
    '--typeRoots',
    path.resolve(import.meta.dirname, '../../node_modules/@types'),
  ];
  const { stdout } = await run(process.execPath, [tsc, ...options, 'typed.mts'], { cwd: folder }).catch((error: unknown) => error as { stdout: string });
  expect(stdout.trim().split('\n')).toEqual([expect.stringContaining("typed.mts(2,14): error TS2322: Type 'string' is not assignable to type 'number'")]);
});
