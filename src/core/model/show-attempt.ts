/** Which attempts a connection shows, and which the capture has to forget. */
import { forgetFeed } from './byte-feed.ts';
import { isOver } from './derive-state.ts';
import { isEmpty } from './join/group.ts';
import { forgetExchanges } from './join/join-exchanges.ts';
import { learn } from './learn.ts';
import { touchSlot } from './slot.ts';
import type { Capture, ConnectionEntry, JoinGroup, Slot } from './types.ts';

/** How many attempts are looked at to find one that may go, each time that one comes: so the cost stays bounded when few may. */
const TRIES = 8;

/** Puts `slot` at the end of its connection's attempts. */
export function showAttempt(capture: Capture, slot: Slot): void {
  if (slot.shown) return;
  const { owner } = slot;
  slot.shown = true;
  owner.slots.push(slot);
  owner.connection.attempts.push(slot.attempt);
  capture.attempts += 1;
  capture.attemptQueue.push(slot);
  touchSlot(slot);
  if (!slot.inLedger) {
    slot.inLedger = true;
    learn(capture, { kind: 'attempt', slot });
  }
  keepWithinLimit(capture);
}

/** Takes the newest attempt of a connection away again: the request that told of it turned out to be another's. */
export function hideAttempt(capture: Capture, slot: Slot): void {
  if (!slot.shown || slot.owner.slots.at(-1) !== slot) return;
  slot.shown = false;
  slot.owner.slots.pop();
  slot.owner.connection.attempts.pop();
  capture.attempts -= 1;
}

/** Forgets the oldest attempts until there are no more than may be; `tries` bounds how many are looked at. */
export function keepWithinLimit(capture: Capture, most = TRIES): void {
  for (let tries = 0; capture.attempts > capture.limits.attempts && tries < most; tries += 1) {
    const oldest = capture.attemptQueue.shift();
    if (oldest === undefined) return;
    const { owner } = oldest;
    if (!oldest.shown || owner.forgotten || owner.slots[0] !== oldest) continue;
    capture.limitsReached.add('attempts');
    if (owner.slots.length > 1) dropOldestAttempt(capture, owner);
    else if (isOver(owner)) forgetConnection(capture, owner);
    else capture.attemptQueue.push(oldest);
  }
}

/** Forgets the oldest attempt of a connection that has a newer one. */
export function dropOldestAttempt(capture: Capture, owner: ConnectionEntry): void {
  const slot = owner.slots.shift();
  if (slot === undefined) return;
  owner.connection.attempts.shift();
  owner.connection.droppedAttempts += 1;
  slot.shown = false;
  capture.attempts -= 1;
  forgetRequest(capture, slot);
  if (!slot.settled) leaveGroup(capture, slot);
}

/** Forgets a connection with all its attempts. Its messages stay, as long as there is room. */
export function forgetConnection(capture: Capture, owner: ConnectionEntry): void {
  owner.forgotten = true;
  capture.connections.delete(owner.connection.id);
  capture.attempts -= owner.slots.length;
  for (const slot of owner.slots) forgetRequest(capture, slot);
  if (owner.due !== undefined) forgetRequest(capture, owner.due);
  for (const slot of owner.slots) if (slot.group !== owner.group && !slot.settled) leaveGroup(capture, slot);
  // A group may hold thousands that wait: those that are settled have left it before.
  if (owner.due?.settled === false || owner.slots.some((slot) => !slot.settled)) owner.group.slots = owner.group.slots.filter((slot) => slot.owner !== owner);
  owner.group.connections -= 1;
  forgetEmptyGroup(capture, owner.group);
  const { session } = owner;
  session.sources.delete(owner.source);
  if (session.gone && session.sources.size === 0) capture.sessions.delete(session.id);
}

function leaveGroup(capture: Capture, slot: Slot): void {
  const { group } = slot;
  group.slots = group.slots.filter((other) => other !== slot);
  if (group !== slot.owner.group) forgetEmptyGroup(capture, group);
}

function forgetRequest(capture: Capture, slot: Slot): void {
  if (slot.feed !== undefined) forgetFeed(capture, slot.feed);
  if (slot.source !== undefined) slot.owner.session.readings.delete(slot.source);
  const { request } = slot;
  if (request === undefined) return;
  capture.join.requests.delete(request.id);
  capture.join.unclaimed.delete(request);
  forgetExchanges(capture, request);
  if (!request.settled) request.group.requests = request.group.requests.filter((other) => other !== request);
}

export function forgetEmptyGroup(capture: Capture, group: JoinGroup): void {
  if (!isEmpty(group)) return;
  capture.join.groups.delete(group.key);
  const ofUrl = capture.join.urls.get(group.url);
  ofUrl?.delete(group);
  if (ofUrl?.size === 0) capture.join.urls.delete(group.url);
  capture.join.dirty.delete(group);
}
