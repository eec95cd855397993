/** Puts work off in a worker. */
import type { Milliseconds } from '../core/units.ts';

/**
 * @returns `setTimeout`, but that what is to come at once comes in the next task. Browsers make timers of 0 ms that set each other wait for 4 ms [spec: HTML,
 * timer initialisation steps]: of a search in slices of 10 ms in Firefox that was a fifth (bench: firefox-million).
 */
export function createSchedule(): (run: () => void, after: Milliseconds) => void {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return (run, after) => {
    if (after > 0) return void setTimeout(run, after);
    waiting.push(run);
    port2.postMessage(null);
  };
}
