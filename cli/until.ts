/** Waiting for conditions. */
import type { Milliseconds } from '../src/core/units.ts';

/** Between two looks, at least: short beside the 100 ms and more that a browser takes for what is waited for here. */
const PAUSE: Milliseconds = 25;

/**
 * Asks `probe` again and again until it answers with something truthy.
 * @throws Error naming `what` when that takes longer than `patience`, with the last error of the probe as its cause.
 */
export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  patience: Milliseconds,
): Promise<T> {
  const deadline = performance.now() + patience;
  let last: unknown;
  do {
    const begun = performance.now();
    try {
      // A probe may hang itself, as one in a page that goes away.
      const answer = await within('the answer', Promise.resolve(probe()), deadline - performance.now());
      if (answer) return answer;
    } catch (error) {
      last = error;
    }
    // As long as the look itself took: a browser that is slow to answer has better things to do.
    await sleep(Math.max(PAUSE, performance.now() - begun));
  } while (performance.now() < deadline);
  throw new Error(`${what}: not within ${patience / 1000} s`, { cause: last });
}

/** As `work`. @throws Error naming `what` when that takes longer than `patience`; `work` itself goes on, unheard. */
export function within<T>(what: string, work: Promise<T>, patience: Milliseconds): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${what}: not within ${patience / 1000} s`)), patience);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Resolves after `duration`, or at once when `signal` is aborted. Never rejects. */
export function sleep(duration: Milliseconds, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const timer = setTimeout(done, duration);
    signal?.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    }
  });
}
