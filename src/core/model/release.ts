/**
 * The page has let go of a body that it read by `fetch`. Firefox closes the connection only when the filter that stands in it (the wire tap of the
 * background) lets go as well, and nobody tells that filter (measured, Firefox 153): so we do.
 */
import type { Capture, Slot } from './types.ts';

/** Attempts that wait for their request: the oldest go first. A page has six connections to an origin. */
const MAX_CANCELLED = 100;

/** The page has cancelled the body of that attempt. */
export function cancelled(capture: Capture, slot: Slot): void {
  capture.cancelled.add(slot);
  const [oldest] = capture.cancelled;
  if (capture.cancelled.size > MAX_CANCELLED && oldest !== undefined) capture.cancelled.delete(oldest);
}

/** Call when attempts have been given their requests. */
export function releaseCancelled(capture: Capture): void {
  for (const slot of capture.cancelled) {
    if (slot.request === undefined && !slot.owner.forgotten) continue;
    capture.cancelled.delete(slot);
    const { latest } = slot.request ?? {};
    if (latest !== undefined && latest.endedAt === undefined) capture.commands.push({ kind: 'release', request: latest.request });
  }
}
