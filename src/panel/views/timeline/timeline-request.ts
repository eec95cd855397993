/** The `timeline` question for what is on the screen. Pure. */
import type { ConnectionId } from '../../../core/units.ts';
import { MAX_BUCKETS, type TimelineRequest } from '../../../wire/protocol/questions.ts';
import type { TimeView } from './time-view.ts';

/**
 * One bucket for each CSS pixel. The range begins at a multiple of the bucket's width, so that while the view moves on, messages stay together
 * in the buckets that they were in, and the columns do not flicker.
 */
export function requestOf(view: TimeView, width: number, connections: ConnectionId[]): TimelineRequest {
  // One bucket more than pixels, as the first one begins left of the view.
  const pixels = Math.min(Math.max(1, Math.ceil(width)), MAX_BUCKETS - 1);
  const bucket = (view.to - view.from) / pixels;
  const from = Math.floor(view.from / bucket) * bucket;
  const buckets = pixels + 1;
  return { connections, from, to: from + buckets * bucket, buckets };
}
