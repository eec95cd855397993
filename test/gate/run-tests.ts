/** Runs Vitest in a process of its own, and says what came of it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { BROWSER_NAMES, type BrowserName } from '../../cli/driven-browser.ts';
import { formatDuration } from '../../cli/duration.ts';
import { BROWSER_VARIABLES } from '../../cli/find-browser.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import { REPORT_VARIABLE } from './progress.ts';
import type { Tally } from './tally.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What a part that did not end in time is given to clean up. */
const KILL_DELAY: Milliseconds = 10_000;

export interface Limits {
  /** Ends the part when aborted. */
  signal: AbortSignal;
  /** What hangs must not hang for ever. */
  within: Milliseconds;
}

/**
 * All of Vitest's projects, or the files of them whose path contains one of `files`.
 * @returns what its own reporter wrote; undefined when it died before it could.
 */
export async function runTests(
  browsers: Partial<Record<BrowserName, string>>,
  env: Record<string, string>,
  limits: Limits,
  files: readonly string[] = [],
): Promise<Tally | undefined> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sse-scope-test-'));
  const report = path.join(folder, 'tally.json');
  const found = Object.fromEntries(BROWSER_NAMES.flatMap((name) => (browsers[name] === undefined ? [] : [[BROWSER_VARIABLES[name], browsers[name]]])));
  try {
    const status = await runPackage('vitest', ['run', '--reporter=test/gate/progress.ts', ...files], { ...found, ...env, [REPORT_VARIABLE]: report }, limits);
    const text = await readFile(report, 'utf8').catch(() => '');
    if (text === '') return undefined;
    const tally = JSON.parse(text) as Tally;
    // A run that failed without a failed file failed as a whole: a project that could not be set up, a worker that died.
    return status !== 0 && tally.errors === 0 && tally.files.every(({ ok }) => ok) ? { ...tally, errors: 1 } : tally;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Runs the command of an installed package; its output is ours. Without npx, whose start costs half a second each time.
 * @returns its status; -1 when it did not start or not end by itself.
 */
export function runPackage(command: string, args: readonly string[], env: Record<string, string>, { signal, within }: Limits): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(path.join(ROOT, 'node_modules', '.bin', command), args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    });
    const stop = (): void => end(child);
    const limit = setTimeout(() => {
      console.log(`${command} did not end within ${formatDuration(within)}`);
      stop();
    }, within);
    signal.addEventListener('abort', stop, { once: true });
    const done = (status: number): void => {
      clearTimeout(limit);
      signal.removeEventListener('abort', stop);
      resolve(status);
    };
    child.once('error', (error) => {
      console.log(error.message);
      done(-1);
    });
    child.once('exit', (status) => done(status ?? -1));
  });
}

function end(child: ChildProcess): void {
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), KILL_DELAY).unref();
}
