/** The tests that are exported run, and fail when the server says something else: for Node's runner and MSW here, for Playwright in `test/e2e`. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportFile } from '../../../cli/export-command.ts';
import { replay } from '../../../cli/replay/replay.ts';
import { openTestFolder, type TestFolder } from '../../exported-test-files.ts';
import { fakeContext } from './command-context.ts';

let files: TestFolder;
beforeAll(async () => {
  files = await openTestFolder();
});
afterAll(() => files.remove());

function node(...args: string[]): Promise<{ code: number; printed: string }> {
  // A test within a test is told so by its environment, and then reports to it.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { cwd: files.folder, env }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, printed: stdout + stderr }),
    );
  });
}

describe('a test for Node', () => {
  const run = async (): Promise<{ code: number; printed: string }> => {
    const server = await replay(files.captureFile, { speed: Infinity });
    process.env['SERVER'] = server.url;
    try {
      return await node('--test', '--test-reporter=tap', 'shop.test.mjs');
    } finally {
      delete process.env['SERVER'];
      await server.close();
    }
  };

  test('passes as long as the server says the same, and fails when one message is another', async () => {
    expect(await files.write('node-test', 'shop.test.mjs')).toEqual([
      expect.stringMatching(/^4 connections, written to .*shop\.test\.mjs and .*shop\.streams\.json$/),
    ]);
    const same = await run();
    expect(same.printed).toContain('# pass 4');
    expect(same.code).toBe(0);

    await files.capture('something else');
    const other = await run();
    await files.capture('as it was');
    expect(other.printed).toContain('something else');
    expect(other.printed).toContain('# fail 1');
    expect(other.code).toBe(1);
  });

  test('holds no credentials', async () => {
    const [code, data] = await Promise.all(['shop.test.mjs', 'shop.streams.json'].map((name) => readFile(path.join(files.folder, name), 'utf8')));
    expect(code).toContain('REDACTED');
    expect(data).toContain('REDACTED');
    expect(code! + data).not.toContain('s3cr3t');
  });
});

test('two files have to be given a name', async () => {
  const context = fakeContext();
  await expect(exportFile([files.captureFile, '--format', 'msw'], context)).rejects.toThrow('say with --out what the test is called');
  expect(context.printed()).toBe('');
});

describe('handlers for MSW', () => {
  test('answer an EventSource, fetch and a refused request as the servers did', async () => {
    await files.write('msw', 'shop.msw.js');
    const { code, printed } = await node('--input-type=module', '--eval', CLIENT);
    expect(printed).toBe(`${JSON.stringify(EXPECTED)}\n`);
    expect(code).toBe(0);
  });
});

/** Each stream of the capture, as its page asks for it. */
const CLIENT = `
  import { EventSource } from 'eventsource';
  import { setupServer } from 'msw/node';
  globalThis.EventSource = EventSource;
  const { handlers } = await import('./shop.msw.js');
  const server = setupServer(...handlers);
  server.listen({ onUnhandledRequest: 'error' });
  const origin = 'http://shop.localhost:3000';
  const orders = await new Promise((resolve) => {
    const heard = [];
    const source = new EventSource(origin + '/orders');
    const hear = ({ type, lastEventId, data }) => {
      heard.push([type, lastEventId, data]);
      if (heard.length === 3) resolve(heard);
    };
    source.onmessage = hear;
    source.addEventListener('order', hear);
  });
  const refused = await new Promise((resolve) => {
    new EventSource(origin + '/private').onerror = ({ code }) => resolve(code);
  });
  const chat = await (await fetch(origin + '/chat', { method: 'POST', body: '{}' })).text();
  const lines = await (await fetch(origin + '/lines')).text();
  console.log(JSON.stringify({ orders, refused, chat, lines }));
  process.exit();
`;

const EXPECTED = {
  orders: [
    ['message', '1', ' a space first'],
    ['order', '2', '{"n":2}\n\u2028second line\u{1f600}'],
    ['order', '3', 'as it was'],
  ],
  refused: 401,
  chat: 'data: {"text":"High"}\n\ndata: [DONE]\n\n',
  lines: '{"line":1}\n{"line":2}\n',
};
