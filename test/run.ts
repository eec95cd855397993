/** `npm test`: every check and every test, one after the other, each told with its outcome. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { BROWSER_NAMES, BROWSER_TITLES, type BrowserName } from '../cli/driven-browser.ts';
import { formatDuration } from '../cli/duration.ts';
import { ensureBrowser } from '../cli/ensure-browser.ts';
import { reasonOf } from '../cli/exit.ts';
import { BROWSER_VARIABLES } from '../cli/find-browser.ts';
import { type Interrupt, takeInterrupts } from '../cli/interrupt.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Installed packages' own entries: without npx, whose start costs half a second each. */
const bin = (name: string): string => path.join(ROOT, 'node_modules', '.bin', name);
/** All tests take some 20 minutes on two processors that are idle, and have taken 30 on a busy machine; what hangs must not hang for ever. */
const PART_LIMIT_MS = 50 * 60_000;
/** What a part that did not end in time is given to clean up. */
const KILL_DELAY_MS = 10_000;

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const CHECKS: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ['types', 'tsc', '-b'],
  ['lint', 'oxlint', '--type-aware'],
  ['format', 'oxfmt', '--check'],
  ['dead code', 'knip'],
  ['build', 'vite', 'build'],
];

async function main(interrupt: Interrupt): Promise<Count> {
  const total: Count = { passed: 0, failed: 0, skipped: 0 };
  const failures: string[] = [];
  const add = (name: string, count: Count): void => {
    total.passed += count.passed;
    total.failed += count.failed;
    total.skipped += count.skipped;
    if (count.failed > 0) failures.push(name);
  };

  const paths: Partial<Record<BrowserName, string>> = {};
  for (const name of BROWSER_NAMES) {
    const found = await section(BROWSER_TITLES[name], () => findOrInstall(name, interrupt.first));
    if (found === undefined) add(BROWSER_TITLES[name], { passed: 0, failed: 1, skipped: 0 });
    paths[name] = found;
  }

  for (const [name, command, ...args] of CHECKS) {
    if (interrupt.first.aborted) break;
    const passed = await section(name, async () => (await run(command, args, {}, interrupt.first)) === 0);
    add(name, { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 });
  }
  if (!interrupt.first.aborted) add('tests', await section('tests', () => runTests(paths, interrupt.first)));

  if (failures.length > 0) console.log(`\nfailed: ${failures.join(', ')}${failures.includes('format') ? ' (npm run format mends the format)' : ''}`);
  if (interrupt.first.aborted) console.log('\ninterrupted');
  if (total.skipped > 0) console.log(`${total.skipped} skipped`);
  if (interrupt.first.aborted) total.failed += 1;
  return total;
}

async function section<T>(name: string, work: () => Promise<T>): Promise<T> {
  console.log(`\n=== ${name} ===`);
  const begun = performance.now();
  const outcome = await work();
  console.log(`--- ${name}: ${formatDuration(performance.now() - begun)}`);
  return outcome;
}

/** @returns the path of an executable; undefined, and the reason told, when there is none. */
async function findOrInstall(name: BrowserName, signal: AbortSignal): Promise<string | undefined> {
  try {
    const found = await ensureBrowser(undefined, console.log, signal, name);
    console.log(found);
    return found;
  } catch (error) {
    console.log(reasonOf(error));
    return undefined;
  }
}

/** All of Vitest's projects; counts from its own report, so that a run that died in between cannot pass. */
async function runTests(browsers: Partial<Record<BrowserName, string>>, signal: AbortSignal): Promise<Count> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sse-scope-test-'));
  const report = path.join(folder, 'report.json');
  try {
    const status = await run(
      'vitest',
      ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      Object.fromEntries(BROWSER_NAMES.flatMap((name) => (browsers[name] === undefined ? [] : [[BROWSER_VARIABLES[name], browsers[name]]]))),
      signal,
    );
    const count = readReport(await readFile(report, 'utf8').catch(() => ''));
    // Files that do not compile and errors outside of tests fail the run, but no test.
    return status !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function readReport(text: string): Count {
  if (text === '') return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(text) as Partial<Record<'numPassedTests' | 'numFailedTests' | 'numPendingTests' | 'numTodoTests', number>>;
  return { passed: report.numPassedTests ?? 0, failed: report.numFailedTests ?? 0, skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0) };
}

/** Runs a package's command; its output is ours. Resolves to its status, -1 when it did not start or not end by itself. */
function run(command: string, args: readonly string[], env: Record<string, string>, signal: AbortSignal): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(bin(command), args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    });
    const stop = (): void => {
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), KILL_DELAY_MS).unref();
    };
    const limit = setTimeout(() => {
      console.log(`${command} did not end within ${formatDuration(PART_LIMIT_MS)}`);
      stop();
    }, PART_LIMIT_MS);
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

const interrupt = takeInterrupts();
const total = await main(interrupt);
interrupt.release();
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
