/**
 * Which streams wait to reconnect. No request says so: it is inferred from one that ended in a way after which the browser asks
 * again, while none of the same document to the same URL has begun since. So it is an opinion with an end:
 * - a page that closes a stream while it waits says nothing to the network: until its time is over it is counted too much;
 * - a first wait that is longer than the browser's own (the server sent `retry:`) is lost when that time is over, and found again
 *   when the request comes; every later wait is measured by the one before.
 */
import type { EpochMs, Milliseconds } from '../units.ts';
import type { CensusStream } from './census-stream.ts';

/** Firefox's own; Chromium's is 3 s. The longer one serves both. */
export const DEFAULT_DELAY: Milliseconds = 5000;
/** What a delay may be late by: a slow machine, a throttled tab. */
const GRACE: Milliseconds = 2000;
const GRACE_SHARE = 0.2;

export interface Wait {
  readonly stream: CensusStream;
  readonly until: EpochMs;
}

/**
 * @param requests all requests of one source, in any order.
 * @returns the waits that no request has ended yet; also those whose time is over.
 */
export function waitsOf(requests: readonly CensusStream[]): Wait[] {
  const steps: { at: EpochMs; start: boolean; stream: CensusStream }[] = [];
  for (const stream of requests) {
    steps.push({ at: stream.startedAt, start: true, stream });
    if (stream.phase === 'retrying' && stream.endedAt !== undefined) steps.push({ at: stream.endedAt, start: false, stream });
  }
  // With a retry of 0 ms both can be of the same time: then the end was first.
  steps.sort((a, b) => a.at - b.at || Number(a.start) - Number(b.start));
  const waiting: CensusStream[] = [];
  let delay = DEFAULT_DELAY;
  for (const { at, start, stream } of steps) {
    if (!start) {
      waiting.push(stream);
      continue;
    }
    const ended = waiting.findIndex((one) => one !== stream);
    if (ended >= 0) delay = at - waiting.splice(ended, 1)[0]!.endedAt!;
  }
  const patience = delay + Math.max(GRACE, delay * GRACE_SHARE);
  return waiting.map((stream) => ({ stream, until: stream.endedAt! + patience }));
}
