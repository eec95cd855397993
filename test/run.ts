/**
 * `npm test`: every check and every test, one part after the other, each with its outcome and its time.
 * `npm test -- --install` installs a browser that is missing without asking.
 */
import { parseArgs } from 'node:util';
import { BROWSER_NAMES, BROWSER_TITLES, type BrowserName } from '../cli/driven-browser.ts';
import { formatDuration } from '../cli/duration.ts';
import { ensureBrowser } from '../cli/ensure-browser.ts';
import { reasonOf } from '../cli/exit.ts';
import { installConsent } from '../cli/install-consent.ts';
import { type Interrupt, takeInterrupts } from '../cli/interrupt.ts';
import type { Milliseconds } from '../src/core/units.ts';
import { type Limits, runPackage, runTests } from './gate/run-tests.ts';
import { againLines, areaLines, type Count, countAll, slowestLines, type Tally } from './gate/tally.ts';

/** All tests take some 20 minutes on two processors that are idle, and up to four times that beside a load of six. */
const TESTS_LIMIT: Milliseconds = 80 * 60_000;
const CHECK_LIMIT: Milliseconds = 10 * 60_000;

const CHECKS: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ['types', 'tsc', '-b'],
  ['lint', 'oxlint', '--type-aware'],
  ['format', 'oxfmt', '--check'],
  ['dead code', 'knip'],
  ['build', 'vite', 'build', '--logLevel', 'warn'],
];

async function main(install: boolean, interrupt: Interrupt): Promise<Count> {
  const total: Count = { passed: 0, failed: 0, skipped: 0 };
  const failures: string[] = [];
  const add = (name: string, count: Count): void => {
    total.passed += count.passed;
    total.failed += count.failed;
    total.skipped += count.skipped;
    if (count.failed > 0) failures.push(name);
  };
  const signal = interrupt.first;

  const paths: Partial<Record<BrowserName, string>> = {};
  for (const name of BROWSER_NAMES) {
    const found = await part(BROWSER_TITLES[name], () => findOrInstall(name, install, signal));
    if (found === undefined) add(BROWSER_TITLES[name], { passed: 0, failed: 1, skipped: 0 });
    paths[name] = found;
  }

  for (const [name, command, ...args] of CHECKS) {
    if (signal.aborted) break;
    const passed = await part(name, async () => (await runPackage(command, args, {}, { signal, within: CHECK_LIMIT })) === 0);
    add(name, { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 });
  }
  if (!signal.aborted) add('tests', await part('tests', () => test(paths, { signal, within: TESTS_LIMIT })));

  if (failures.length > 0) console.log(`\nfailed: ${failures.join(', ')}${failures.includes('format') ? ' (npm run format corrects the format)' : ''}`);
  if (signal.aborted) console.log('\ninterrupted');
  if (total.skipped > 0) console.log(`${total.skipped} skipped`);
  if (signal.aborted) total.failed += 1;
  return total;
}

async function part<T>(name: string, work: () => Promise<T>): Promise<T> {
  console.log(`\n=== ${name} ===`);
  const begun = performance.now();
  const outcome = await work();
  console.log(`--- ${name}: ${formatDuration(performance.now() - begun)}`);
  return outcome;
}

/** @returns the path of an executable; undefined, with the reason printed, when there is none. */
async function findOrInstall(name: BrowserName, install: boolean, signal: AbortSignal): Promise<string | undefined> {
  try {
    const found = await ensureBrowser(undefined, console.log, signal, name, installConsent(install));
    console.log(found);
    return found;
  } catch (error) {
    console.log(reasonOf(error));
    return undefined;
  }
}

async function test(browsers: Partial<Record<BrowserName, string>>, limits: Limits): Promise<Count> {
  const tally: Tally = (await runTests(browsers, {}, limits)) ?? { files: [], errors: 1 };
  const lists: [title: string, lines: string[]][] = [
    ['by area', areaLines(tally.files)],
    ['the slowest files', slowestLines(tally.files)],
    ['to run what failed again', againLines(tally.files)],
  ];
  for (const [title, lines] of lists) if (lines.length > 0) console.log(`\n${title}:\n${lines.map((line) => `  ${line}`).join('\n')}`);
  return countAll(tally);
}

const { install } = parseArgs({ options: { install: { type: 'boolean', default: false } } }).values;
const interrupt = takeInterrupts();
const begun = performance.now();
const total = await main(install, interrupt);
interrupt.release();
console.log(`\nall: ${formatDuration(performance.now() - begun)}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
