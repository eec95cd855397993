/** Counts what is missing. */
import type { Gap } from './connection.ts';
import { learn } from './learn.ts';
import { MAX_GAPS } from './limits.ts';
import type { Capture, ConnectionEntry } from './types.ts';

/** Adds a gap; one that goes on where the last one ended, with no message between them, becomes one with it. */
export function addGap(capture: Capture, gap: Gap, entry?: ConnectionEntry): void {
  capture.lost += gap.lost;
  if (entry !== undefined) entry.connection.lost += gap.lost;
  const last = capture.ledger.entries.at(-1);
  if (last?.fact.kind === 'gap' && last.before === capture.log.next && last.fact.gap.why === gap.why && last.fact.gap.connection === gap.connection) {
    last.fact.gap.lost += gap.lost;
    last.fact.gap.at = gap.at;
    return;
  }
  pushGap(capture, gap);
}

/** Counts `lost` messages that the capture itself had to drop. They are one gap, which grows. */
export function addToLimitGap(capture: Capture, lost: number, at: number): void {
  capture.lost += lost;
  capture.dropped += lost;
  if (capture.limitGap === undefined) {
    capture.limitGap = { at, lost: 0, why: 'limit' };
    pushGap(capture, capture.limitGap);
  }
  capture.limitGap.lost += lost;
  capture.limitGap.at = at;
}

function pushGap(capture: Capture, gap: Gap): void {
  capture.gaps.push(gap);
  if (capture.gaps.length > MAX_GAPS) {
    const oldest = capture.gaps.findIndex((candidate) => candidate !== capture.limitGap);
    capture.gaps.splice(oldest, 1);
  }
  learn(capture, { kind: 'gap', gap });
}
