/** The attempts of a connection that a timeline can show. */
import type { Attempt } from '../model/connection.ts';
import type { EpochMs } from '../units.ts';

/**
 * Attempts that overlap `from` to `to`, each with the wait before it, oldest first. Of several that begin in one bucket only
 * the first is given, and `cut` says so. Attempts that ended have an `endedAt`; one without lasts until now.
 * @param isWaiting the connection waits to reconnect now: that wait begins at the end of the newest attempt, which is given wherever it ended.
 */
export function visibleAttempts(
  attempts: readonly Attempt[],
  from: EpochMs,
  to: EpochMs,
  buckets: number,
  isWaiting = false,
): { attempts: Attempt[]; cut: boolean } {
  const visible: Attempt[] = [];
  let cut = false;
  let lastBucket = -1;
  const first = firstEndingAfter(attempts, from);
  for (let place = isWaiting ? Math.max(0, Math.min(first, attempts.length - 1)) : first; place < attempts.length; place += 1) {
    const attempt = attempts[place]!;
    // The wait before an attempt is drawn with it, so it shows when the wait does.
    const begins = attempt.startedAt - (attempt.reconnectDelay ?? 0);
    if (begins > to) break;
    const bucket = Math.max(0, Math.floor(((attempt.startedAt - from) / (to - from)) * buckets));
    if (bucket === lastBucket) cut = true;
    else visible.push(attempt);
    lastBucket = bucket;
  }
  return { attempts: visible, cut };
}

function firstEndingAfter(attempts: readonly Attempt[], from: EpochMs): number {
  let low = 0;
  let high = attempts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((attempts[middle]!.endedAt ?? Infinity) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
