/** Ctrl-C, politely and then firmly. */
import type { Milliseconds } from '../src/core/units.ts';
import { CliError, EXIT } from './exit.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/**
 * One Ctrl-C comes up to three times: from the terminal, and passed on by npm and by the loader. Two of a person are
 * further apart than this.
 */
const SAME_PRESS: Milliseconds = 300;

/**
 * npm runs a script in a shell, and a signal to npm alone (`kill`, a CI runner) ends that shell without telling the script.
 * So a script of npm looks whether its parent is still the same, this often.
 */
const PARENT_LOOK: Milliseconds = 500;

export interface Interrupt {
  /** Aborted by the first signal, or when npm is gone: end in order. */
  readonly first: AbortSignal;
  /** Aborted by a second one: end now. */
  readonly second: AbortSignal;
  /** Gives the signals back to Node, which then ends the process at once. */
  release(): void;
}

/** Takes the signals of the process, until they are released. */
export function takeInterrupts(): Interrupt {
  const first = new AbortController();
  const second = new AbortController();
  let since = 0;
  const onSignal = (): void => {
    if (!first.signal.aborted) {
      since = performance.now();
      first.abort();
    } else if (performance.now() - since > SAME_PRESS) second.abort();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  const parent = process.ppid;
  const parentLook =
    process.env['npm_lifecycle_event'] === undefined ? undefined : setInterval(() => process.ppid !== parent && first.abort(), PARENT_LOOK).unref();
  return {
    first: first.signal,
    second: second.signal,
    release() {
      clearInterval(parentLook);
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}

/** The promise's outcome, or a CliError as soon as `signal` is aborted. The work itself goes on: whoever holds it ends it. */
export function orInterrupted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new CliError(EXIT.interrupted, 'interrupted'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** Resolves when `signal` is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
