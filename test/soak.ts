/**
 * `npm run soak`: all tests at their full size, with a new seed in each round, for as long as wanted; `npm run fuzz`: those alone that draw what an attacker
 * would send. A round that fails says the command that repeats it,
 * and the next one goes on.
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { formatDuration, parseDuration } from '../cli/duration.ts';
import { reasonOf } from '../cli/exit.ts';
import { takeInterrupts } from '../cli/interrupt.ts';
import type { Milliseconds } from '../src/core/units.ts';
import { runPackage, runTests } from './gate/run-tests.ts';
import { againLines, countAll, slowestLines } from './gate/tally.ts';

/** A round takes some half an hour on two processors that are idle. */
const ROUND_LIMIT: Milliseconds = 6 * 3_600_000;
const LARGEST_SEED = 2 ** 31;

const USAGE = `npm run soak|fuzz -- [--for 8h] [--seed N] [--only PATH]…
  --for TIME  begins another round, with another seed, until this time is over (else: one round)
  --seed N    the seed of the first round (else: random)
  --only PATH files whose path contains it, which need no build (else: all)`;

interface Options {
  time: Milliseconds;
  seed: number;
  only: string[];
}

/** @throws Error with a line for the user. */
function readOptions(): Options {
  const { values } = parseArgs({ options: { for: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string', multiple: true } } });
  const seed = values.seed === undefined ? randomInt(LARGEST_SEED) : Number(values.seed);
  if (!Number.isSafeInteger(seed)) throw new RangeError(`--seed: ${values.seed} is not a whole number`);
  return { time: values.for === undefined ? 0 : parseDuration(values.for), seed, only: values.only ?? [] };
}

async function soak({ time, seed: first, only }: Options, signal: AbortSignal): Promise<boolean> {
  const limits = { signal, within: ROUND_LIMIT };
  if (only.length === 0 && (await runPackage('vite', ['build', '--logLevel', 'warn'], {}, limits)) !== 0) return false;
  const begun = performance.now();
  let steady = true;
  let seed = first;
  for (let round = 1; round === 1 || performance.now() - begun < time; round += 1) {
    console.log(`\n=== round ${round}, seed ${seed} ===`);
    const tally = (await runTests({}, { SOAK: '1', SEED: String(seed) }, limits, only)) ?? { files: [], errors: 1 };
    if (signal.aborted) break;
    const { passed, failed } = countAll(tally);
    console.log(`\nthe slowest files:\n${slowestLines(tally.files).join('\n')}`);
    console.log(`round ${round}, seed ${seed}: ${passed} passed, ${failed} failed, after ${formatDuration(performance.now() - begun)}`);
    for (const line of againLines(tally.files)) console.log(`again: SOAK=1 SEED=${seed} ${line}`);
    steady &&= failed === 0;
    seed = randomInt(LARGEST_SEED);
  }
  return steady;
}

try {
  const options = readOptions();
  const interrupt = takeInterrupts();
  process.exitCode = (await soak(options, interrupt.first)) ? 0 : 1;
  interrupt.release();
} catch (error) {
  console.error(`${reasonOf(error)}\n${USAGE}`);
  process.exitCode = 2;
}
