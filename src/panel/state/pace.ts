/** Runs a task again and again on request, but never twice at once and never sooner than `gap` after its last start. */
import type { Milliseconds } from '../../core/units.ts';

export interface Pace {
  /** Wants a run. Requests made before that run starts share it; one made during a run leads to another. */
  request(): void;
}

/**
 * @param task must not reject: a failure belongs in the state that it writes.
 * @param gap  the first request of a quiet time runs at once; only those that follow wait.
 */
export function createPace(task: () => Promise<void>, gap: Milliseconds, signal: AbortSignal): Pace {
  let wanted = false;
  let running = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function pump(): void {
    if (!wanted || running || timer !== undefined || signal.aborted) return;
    wanted = false;
    running = true;
    // Counted from the start, so that a slow answer is not made slower; `running` keeps answers from piling up.
    timer = setTimeout(() => {
      timer = undefined;
      pump();
    }, gap);
    void task().finally(() => {
      running = false;
      pump();
    });
  }

  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });

  return {
    request() {
      wanted = true;
      pump();
    },
  };
}
