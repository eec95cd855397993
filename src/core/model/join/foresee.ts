/** Pairs what is still on its way: attempts that have not turned out yet, and requests that have not been answered. */
import { answeredAt } from '../request-entry.ts';
import { resolvedAt } from '../slot.ts';
import type { RequestEntry, Slot } from '../types.ts';
import { PATIENCE } from './bounds.ts';
import { couldStart, fitsId } from './evidence.ts';

/**
 * First come, first served: the attempt that is due for longest gets the request that started first, of those that send
 * the right id if there are any. Both lists hold what `align` left over, and get pairs added to `pairs`. What is wrong
 * here is put right as soon as both sides have told the rest.
 */
export function foresee(slots: readonly Slot[], requests: readonly RequestEntry[], pairs: Map<Slot, RequestEntry>): void {
  if (requests.length === 0) return;
  const due = slots.toSorted((a, b) => a.notBefore - b.notBefore || a.owner.connection.id - b.owner.connection.id || a.attempt.n - b.attempt.n);
  const free = requests.toSorted((a, b) => a.latest.startedAt - b.latest.startedAt || (a.id < b.id ? -1 : 1));
  for (const slot of due) {
    let place = free.findIndex((request) => couldBelong(slot, request) && fitsId(slot, request));
    if (place < 0) place = free.findIndex((request) => couldBelong(slot, request));
    if (place < 0) continue;
    pairs.set(slot, free[place]!);
    free.splice(place, 1);
    if (free.length === 0) return;
  }
}

function couldBelong(slot: Slot, request: RequestEntry): boolean {
  if (!couldStart(slot, request)) return false;
  // Another id may be one of a block without data. None at all is of somebody who has none to send.
  if (request.sentId === undefined && slot.expectedId !== '') return false;
  const answered = answeredAt(request);
  // Both resolved: `align` has decided, and said no.
  if (answered !== undefined && resolvedAt(slot) !== undefined) return false;
  return answered === undefined || slot.owner.session.newest <= answered + PATIENCE;
}
