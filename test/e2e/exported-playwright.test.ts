/** The exported Playwright test runs in Playwright's own runner, and fails when the server says something else. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { replay } from '../../cli/replay/replay.ts';
import { openTestFolder, type TestFolder } from '../exported-test-files.ts';
import { findBrowser } from './find.ts';

const RUNNER = createRequire(import.meta.url).resolve('@playwright/test/cli');

let files: TestFolder;
beforeAll(async () => {
  files = await openTestFolder();
  await files.write('playwright', 'shop.spec.mjs');
  const config = { reporter: 'line', workers: 1, use: { launchOptions: { executablePath: findBrowser(), args: ['--no-sandbox'] } } };
  await writeFile(path.join(files.folder, 'playwright.config.mjs'), `export default ${JSON.stringify(config)};`);
});
afterAll(() => files.remove());

async function run(): Promise<{ code: number; printed: string }> {
  const server = await replay(files.captureFile, { speed: Infinity });
  try {
    return await new Promise((resolve) => {
      const child = execFile(process.execPath, [RUNNER, 'test'], { cwd: files.folder, env: { ...process.env, SERVER: server.url } }, (_error, stdout, stderr) =>
        resolve({ code: child.exitCode ?? -1, printed: stdout + stderr }),
      );
    });
  } finally {
    await server.close();
  }
}

test('passes for each stream of which the server says the same, and fails for another message, and for a stream that is refused no more', async () => {
  await files.capture('something else', false);
  const { code, printed } = await run();
  expect(printed).toContain('something else');
  expect(printed).toContain('2 failed');
  expect(printed).toContain('2 passed');
  expect(code).toBe(1);
});
