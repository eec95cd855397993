/** What cannot be seen by the witnesses that are at work. Pure. */
import type { WitnessName, WitnessState } from '../../../wire/protocol/command.ts';

/**
 * - `wire`: nobody reads what the server sends beside the messages that the page listens to.
 * - `raw`: the text of an attempt comes only when it has ended. `earlier`: only of streams that began after the witness.
 * - `workerReads`: workers have no page hook, and the tap leaves alone what they read by fetch and XHR.
 */
export type Unseen = 'wire' | 'raw' | 'earlier' | 'sharedWorkers' | 'workerReads';

export function unseenBy(witnesses: readonly WitnessState[]): Unseen[] {
  if (witnesses.length === 0) return [];
  const isAtWork = (name: WitnessName): boolean => witnesses.some((witness) => witness.name === name && witness.state === 'at-work');
  // @note Which browser this is, the witnesses say that only one of them has.
  const isFirefox = witnesses.some(({ name, why }) => name === 'network-log' && why === 'chromium');
  if (isFirefox) return [isAtWork('wire-tap') ? 'earlier' : 'wire', ...(isAtWork('reading-tap') ? [] : (['workerReads'] as const))];
  if (isAtWork('debugger')) return ['sharedWorkers'];
  return [isAtWork('network-log') ? 'raw' : 'wire', 'sharedWorkers'];
}
