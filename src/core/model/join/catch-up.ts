/** Joins what the page hook and the request log told since the last time. */
import type { EpochMs } from '../../units.ts';
import { deriveAttempt } from '../derive-attempt.ts';
import { deriveState } from '../derive-state.ts';
import { releaseCancelled } from '../release.ts';
import { answeredAt } from '../request-entry.ts';
import { forgetEmptyGroup, hideAttempt, showAttempt } from '../show-attempt.ts';
import { resolvedAt } from '../slot.ts';
import type { Capture, JoinGroup, RequestEntry, Slot } from '../types.ts';
import { adoptUnclaimed } from '../worker-connection.ts';
import { align } from './align.ts';
import { ADOPTED_AFTER, MAX_LOOSE_SLOTS, MAX_OPEN_PAIRS, MAX_PENDING } from './bounds.ts';
import { bindWaiting } from './bind.ts';
import { foresee } from './foresee.ts';
import { joinExchanges } from './join-exchanges.ts';
import { moveToUnloaded } from './unloaded.ts';

/**
 * Call before a capture is read. Only groups with new facts are looked at, and in each only what is not settled: so
 * the cost follows what is new. The result depends on the facts, not on the order in which they came, but for what was
 * settled before. `now`: the reader's clock; what waits for somebody to say more does not wait for ever.
 */
export function catchUp(capture: Capture, now: EpochMs = -Infinity): void {
  if (now > capture.newest) capture.newest = now;
  joinExchanges(capture);
  for (const group of capture.join.dirty) joinGroup(capture, group);
  const urls = new Set([...capture.join.dirty].map(({ url }) => url));
  for (const url of urls) for (const group of moveToUnloaded(capture, url)) joinGroup(capture, group);
  capture.join.dirty.clear();
  bindWaiting(capture);
  adoptUnclaimed(capture);
  releaseCancelled(capture);
}

/** Something was told that nobody can place yet: `catchUp` will, when enough time has passed, also when nobody says more. */
export function isUndecided({ join }: Capture): boolean {
  return join.waiting.size > 0 || join.strays.size > 0 || join.unclaimed.size > 0;
}

/**
 * Whether who waits a little longer will know more: of what is undecided, some is claimed already or is not for anybody who speaks here. A
 * request that waits though nobody has claimed it in the time in which all others are, will not be claimed.
 */
export function awaitsWitnesses({ join, newest }: Capture): boolean {
  const isYoung = ({ latest }: { latest?: { startedAt: EpochMs } }): boolean => latest !== undefined && newest <= latest.startedAt + ADOPTED_AFTER;
  for (const request of join.waiting) if (request.slot !== undefined || isYoung(request)) return true;
  for (const exchange of join.strays) if (isYoung(exchange)) return true;
  for (const request of join.unclaimed) if (request.slot === undefined && isYoung(request)) return true;
  return false;
}

/** Joins a group that has piled up facts while nobody read the capture. */
export function catchUpWhenOverdue(capture: Capture, group: JoinGroup): void {
  if (group.pending < MAX_PENDING) return;
  joinGroup(capture, group);
  capture.join.dirty.delete(group);
}

function joinGroup(capture: Capture, group: JoinGroup): void {
  group.pending = 0;
  const resolved = group.slots.filter((slot) => resolvedAt(slot) !== undefined).sort(inOrderOfResolution);
  const answered = group.requests.filter((request) => answeredAt(request) !== undefined).sort(inOrderOfAnswer);
  const pairs = align(resolved, answered);
  if (group.requests.length > pairs.size) {
    const taken = new Set(pairs.values());
    const left = group.requests.filter((request) => !taken.has(request));
    foresee(
      group.slots.filter((slot) => !pairs.has(slot)),
      left,
      pairs,
    );
  }
  apply(capture, group, pairs);
  settle(group, resolved);
  forgetEmptyGroup(capture, group);
}

function inOrderOfResolution(a: Slot, b: Slot): number {
  return resolvedAt(a)! - resolvedAt(b)! || a.owner.connection.id - b.owner.connection.id || a.attempt.n - b.attempt.n;
}

function inOrderOfAnswer(a: RequestEntry, b: RequestEntry): number {
  return answeredAt(a)! - answeredAt(b)! || a.latest.startedAt - b.latest.startedAt || (a.id < b.id ? -1 : 1);
}

/** Makes `pairs` the truth of the capture. */
function apply(capture: Capture, group: JoinGroup, pairs: Map<Slot, RequestEntry>): void {
  const { loose } = capture.join;
  // All are parted first: a request may go straight from one attempt to another.
  for (const slot of group.slots) {
    const { request } = slot;
    if (request === undefined || pairs.get(slot) === request) continue;
    slot.request = undefined;
    request.slot = undefined;
    loose.set(request.id, request);
  }
  // A copy: an attempt that is shown may push another one out of the group.
  for (const slot of [...group.slots]) {
    const request = pairs.get(slot);
    if (request !== undefined && slot.request === undefined) {
      slot.request = request;
      request.slot = slot;
      loose.delete(request.id);
    }
    if (slot.derivedFrom === slot.request && slot.derivedVersion === (slot.request?.version ?? -1)) continue;
    if (!slot.confirmed && slot.request === undefined) hideAttempt(capture, slot);
    else if (!slot.confirmed) showAttempt(capture, slot);
    deriveAttempt(slot, capture.defaultRetry);
    deriveState(slot.owner);
  }
}

/** Bounds what the next look has to go through. */
function settle(group: JoinGroup, resolved: readonly Slot[]): void {
  const open = resolved.filter((slot) => slot.request !== undefined && answeredAt(slot.request) !== undefined);
  const lone = resolved.filter((slot) => slot.request === undefined);
  const settled = [...open.slice(0, Math.max(0, open.length - MAX_OPEN_PAIRS)), ...lone.slice(0, Math.max(0, lone.length - MAX_LOOSE_SLOTS))];
  if (settled.length === 0) return;
  for (const slot of settled) {
    slot.settled = true;
    if (slot.request !== undefined) slot.request.settled = true;
  }
  group.slots = group.slots.filter((slot) => !slot.settled);
  group.requests = group.requests.filter((request) => !request.settled);
}
