/** Takes a snapshot of the request log, and remembers the request until the join has found its attempt. */
import { followRequest } from './change-state.ts';
import { deriveState } from './derive-state.ts';
import { deriveAttempt } from './derive-attempt.ts';
import { MAX_LOOSE_REQUESTS } from './join/bounds.ts';
import { forgetExchanges, offerToExchanges } from './join/join-exchanges.ts';
import { catchUp, catchUpWhenOverdue } from './join/catch-up.ts';
import type { RequestObservation } from './observation.ts';
import { groupOf, touchGroup } from './open-connection.ts';
import { createRequestEntry, takeSnapshot } from './request-entry.ts';
import { forgetEmptyGroup } from './show-attempt.ts';
import type { Capture, Slot } from './types.ts';

export function recordRequest(capture: Capture, observation: RequestObservation): void {
  const { join } = capture;
  noteRequestTime(join, observation);
  const known = join.requests.get(observation.request);
  if (known !== undefined) {
    if (!takeSnapshot(known, observation)) return;
    // A settled request keeps its attempt; only what it says of it is new.
    if (known.settled) {
      if (known.slot !== undefined) followOrDerive(capture, known.slot);
    } else {
      touchGroup(capture, known.group);
      catchUpWhenOverdue(capture, known.group);
    }
    return;
  }
  const group = groupOf(capture, observation, observation.url);
  const entry = createRequestEntry(observation, group);
  join.requests.set(entry.id, entry);
  join.loose.set(entry.id, entry);
  group.requests.push(entry);
  offerToExchanges(capture, entry);
  if (observation.documentId === undefined || observation.worker === true) join.unclaimed.add(entry);
  touchGroup(capture, group);
  catchUpWhenOverdue(capture, group);
  forgetOldestLoose(capture);
}

/** A settled request keeps its attempt; what is new of it changes that. */
export function followOrDerive(capture: Capture, slot: Slot): void {
  if (slot.owner.session.silent) followRequest(capture, slot);
  else {
    deriveAttempt(slot, capture.defaultRetry);
    deriveState(slot.owner);
  }
}

/** What the request log was told of before has been told, by and large: exchanges wait for that. */
function noteRequestTime(join: Capture['join'], { startedAt, response, endedAt }: RequestObservation): void {
  join.requestNewest = Math.max(join.requestNewest, startedAt, response?.at ?? startedAt, endedAt ?? startedAt);
}

/** Most requests that nobody claims are of workers and of `fetch`: they are none of ours, and must not pile up. */
function forgetOldestLoose(capture: Capture): void {
  const { join } = capture;
  if (join.loose.size <= MAX_LOOSE_REQUESTS) return;
  // Nobody read the capture for long: most of them may be claimed as soon as somebody asks.
  catchUp(capture);
  if (join.loose.size <= MAX_LOOSE_REQUESTS) return;
  const oldest = join.loose.values().next().value;
  if (oldest === undefined) return;
  join.loose.delete(oldest.id);
  join.unclaimed.delete(oldest);
  join.requests.delete(oldest.id);
  forgetExchanges(capture, oldest);
  oldest.group.requests.splice(oldest.group.requests.indexOf(oldest), 1);
  forgetEmptyGroup(capture, oldest.group);
}
