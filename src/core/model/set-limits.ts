/** Other limits for a capture that goes on. */
import type { Limits } from './limits.ts';
import { keepRawWithinLimit } from './raw-budget.ts';
import { keepWithinLimits } from './record-message.ts';
import { keepWithinLimit } from './show-attempt.ts';
import type { Capture } from './types.ts';

/** What is over a new limit is dropped at once, and counted like all that is dropped. */
export function setLimits(capture: Capture, limits: Partial<Limits>): void {
  capture.limits = { ...capture.limits, ...limits };
  keepWithinLimits(capture);
  keepWithinLimit(capture, capture.attempts);
  keepRawWithinLimit(capture);
  capture.version += 1;
}
