/** The state machine of a connection, as the page hook sees it. */
import type { EpochMs, Milliseconds } from '../units.ts';
import { coverTime } from './capture.ts';
import type { ConnectionState, StateCause } from './connection.ts';
import { deriveAttempt } from './derive-attempt.ts';
import { deriveState, isOver } from './derive-state.ts';
import { headerValue } from './header-value.ts';
import { learn } from './learn.ts';
import { addSlot, touchGroup } from './open-connection.ts';
import { GIVEN_UP, isEventStream, isUtf8 } from './outcome.ts';
import { cancelled } from './release.ts';
import { showAttempt } from './show-attempt.ts';
import { createSlot } from './slot.ts';
import type { Capture, ConnectionEntry, Slot, SlotEnd } from './types.ts';

/** The source opened: the answer was right. */
export function opened(capture: Capture, entry: ConnectionEntry, at: EpochMs): void {
  wakeUp(capture, entry);
  if (isOver(entry)) return;
  const slot = confirmCurrent(capture, entry, at);
  slot.openedAt ??= at;
  changeState(capture, entry, 'open', 'server', at);
  refresh(capture, entry, slot);
}

/**
 * The source had an error. `readyState` 0: the browser reconnects; 2: it gave up.
 * @note An error with `readyState` 1 is an event that the page dispatched itself: nothing happened.
 */
export function failed(capture: Capture, entry: ConnectionEntry, at: EpochMs, readyState: 0 | 1 | 2): void {
  if (readyState === 1) return;
  wakeUp(capture, entry);
  if (isOver(entry)) return;
  const slot = confirmCurrent(capture, entry, at);
  slot.end = { by: 'error', at, readyState };
  if (readyState === 2) changeState(capture, entry, 'failed', 'browser', at);
  else {
    changeState(capture, entry, 'waiting', 'server', at);
    entry.due = createSlot(entry, slot.attempt.n + 1, at, at, false);
    addSlot(capture, entry.due);
  }
  refresh(capture, entry, slot);
}

/** The page called `close()`. On a source that is over it does nothing. */
export function closed(capture: Capture, entry: ConnectionEntry, at: EpochMs, stack: string): void {
  wakeUp(capture, entry);
  if (isOver(entry)) return;
  end(capture, entry, { by: 'close', at, stack }, 'page');
}

/** An open source that gave up this soon before its document went away was ended by that. */
const UNLOADING: Milliseconds = 1000;

/**
 * The document went away, and the source with it.
 * @note When a page reloads itself, or has been in the back/forward cache, Chromium gives its open sources an `error` with `readyState` 2
 * before it unloads it (measured, Chromium 156). [spec] By itself an open source never gives up: it reconnects.
 */
export function navigated(capture: Capture, entry: ConnectionEntry, at: EpochMs): void {
  const slot = entry.slots.at(-1);
  if (entry.hookState === 'failed' && slot?.openedAt !== undefined && slot.end?.by === 'error' && at - slot.end.at < UNLOADING) {
    // That it closed has been told already; what is new is why.
    slot.end = { by: 'navigation', at: slot.end.at };
    setState(entry, 'closed', 'browser', slot.end.at);
    capture.version += 1;
    refresh(capture, entry, slot);
    return;
  }
  if (isOver(entry) || entry.hookState === 'suspended') return;
  end(capture, entry, { by: 'navigation', at }, 'browser');
}

/** The document went into the back/forward cache, or came back. */
export function suspend(capture: Capture, entry: ConnectionEntry, at: EpochMs): void {
  if (isOver(entry) || entry.hookState === 'suspended') return;
  entry.suspended = { state: entry.hookState, by: entry.hookBy, since: entry.hookSince };
  setState(entry, 'suspended', 'browser', at);
  capture.version += 1;
  refreshNewest(capture, entry);
}

export function resume(capture: Capture, entry: ConnectionEntry): void {
  const { suspended } = entry;
  if (suspended === undefined) return;
  entry.suspended = undefined;
  if (entry.hookState === 'suspended') setState(entry, suspended.state, suspended.by, suspended.since);
  capture.version += 1;
  refreshNewest(capture, entry);
}

/** Of a connection that no hook speaks for: its request is all that is known. */
export function followRequest(capture: Capture, slot: Slot): void {
  const { owner } = slot;
  const { response, endedAt, error = '' } = slot.request!.latest;
  const contentType = headerValue(response?.headers ?? [], 'content-type');
  const isRefused = owner.connection.api === 'eventsource' && capture.dialect !== 'firefox' && !isUtf8(contentType);
  const isStream = response?.status === 200 && isEventStream(contentType) && !isRefused;
  if (isStream && slot.openedAt === undefined && slot.end === undefined) {
    slot.openedAt = response.at;
    changeState(capture, owner, 'open', 'server', response.at);
  }
  if (endedAt !== undefined && slot.end === undefined) {
    const isGivenUp = GIVEN_UP.test(error);
    const reconnects = owner.connection.api === 'eventsource' && slot.openedAt !== undefined;
    slot.end = isGivenUp ? { by: 'close', at: endedAt, stack: '' } : { by: 'error', at: endedAt, readyState: reconnects ? 0 : 2 };
    if (isGivenUp) changeState(capture, owner, 'closed', 'page', endedAt);
    else changeState(capture, owner, reconnects ? 'waiting' : slot.openedAt === undefined ? 'failed' : 'closed', 'server', endedAt);
  }
  refresh(capture, owner, slot);
}

/** A stream that the page reads with `fetch` or XHR came to its end: nobody reconnects but the page. */
export function endReading(capture: Capture, entry: ConnectionEntry, slot: Slot, how: Extract<SlotEnd, { by: 'reading' }>): void {
  slot.end = how;
  if (how.how === 'cancel') cancelled(capture, slot);
  if (entry.slots.at(-1) === slot) {
    const isByPage = how.how === 'abort' || how.how === 'cancel' || how.how === 'timeout';
    const state = slot.openedAt === undefined && !isByPage ? 'failed' : 'closed';
    changeState(capture, entry, state, isByPage ? 'page' : how.how === 'server' ? 'server' : 'browser', how.at);
  }
  refresh(capture, entry, slot);
}

function end(capture: Capture, entry: ConnectionEntry, how: SlotEnd, by: StateCause): void {
  const slot = entry.due ?? entry.slots.at(-1);
  changeState(capture, entry, 'closed', by, how.at);
  if (slot === undefined || slot.end !== undefined) return;
  // An attempt that was due ends here, if the request log says that it had begun.
  slot.end = how;
  refresh(capture, entry, slot);
}

/** A fact of a source that seemed to be gone: the link had broken, not the page; or the page came back before its word of it. */
function wakeUp(capture: Capture, entry: ConnectionEntry): void {
  if (entry.hookState === 'suspended') resume(capture, entry);
  const slot = entry.due ?? entry.slots.at(-1);
  if (entry.hookState !== 'closed' || slot?.end?.by !== 'navigation') return;
  slot.end = undefined;
  if (slot === entry.due) setState(entry, 'waiting', 'server', slot.notBefore);
  else if (slot.openedAt === undefined) setState(entry, 'connecting', 'page', slot.learntAt);
  else setState(entry, 'open', 'server', slot.openedAt);
}

/** The attempt that a word of the hook is about: the one that was due, else the newest. */
function confirmCurrent(capture: Capture, entry: ConnectionEntry, at: EpochMs): Slot {
  const { due } = entry;
  if (due === undefined) return entry.slots.at(-1)!;
  due.confirmed = true;
  due.learntAt = at;
  entry.due = undefined;
  showAttempt(capture, due);
  return due;
}

function changeState(capture: Capture, entry: ConnectionEntry, state: ConnectionState, by: StateCause, at: EpochMs): void {
  setState(entry, state, by, at);
  entry.connection.lastActivityAt = at;
  coverTime(capture, at);
  const readyState = state === 'open' ? 1 : state === 'waiting' ? 0 : 2;
  learn(capture, { kind: 'state', change: { connection: entry.connection.id, at, readyState, by } });
  capture.version += 1;
}

function setState(entry: ConnectionEntry, state: ConnectionState, by: StateCause, at: EpochMs): void {
  entry.hookState = state;
  entry.hookBy = by;
  entry.hookSince = at;
  deriveState(entry);
}

/** What the request log says of an attempt means something else while its page rests. */
function refreshNewest(capture: Capture, entry: ConnectionEntry): void {
  const slot = entry.slots.at(-1);
  if (slot?.request?.latest.endedAt !== undefined) refresh(capture, entry, slot);
}

function refresh(capture: Capture, entry: ConnectionEntry, slot: Slot): void {
  deriveAttempt(slot, capture.defaultRetry);
  deriveState(entry);
  if (!slot.settled) touchGroup(capture, slot.group);
}
