/**
 * One message that two witnesses report is one row.
 *
 * Who lists an attempt in full (a listing) walks along the rows that are there: what it says is either the next of them, or was missing
 * before it. The page hook tells some of the messages, live: what it says is either one of the rows that a listing has told ahead of it,
 * or new. All tell in wire order, so nobody ever looks back, and each row is passed once.
 */
import type { EpochMs, MessageIndex } from '../../units.ts';
import { askToHear, isHeardAt, isToldForPage, toldSince } from '../hear.ts';
import { indexAt, partition } from '../index-list.ts';
import { idAt, isMessage } from '../message-block.ts';
import { blockOf, firstIndex } from '../message-log.ts';
import { positionIn } from '../message-order.ts';
import type { MessageDispatched } from '../observation.ts';
import { isForgotten } from '../pause.ts';
import { recordRow, setHeard } from '../record-message.ts';
import type { Capture, ConnectionEntry, ListedRow, Listing, Slot } from '../types.ts';
import { DISPATCH_SLACK, LOOK_AHEAD } from './bounds.ts';

/** Takes what `listing` tells next. Its attempt must be known. */
export function mergeRow(capture: Capture, listing: Listing, row: ListedRow): MessageIndex | undefined {
  const slot = listing.slot!;
  const { owner } = slot;
  if (owner.forgotten) return undefined;
  const { positions } = owner;
  const listens = row.kind === 'message';
  let place = nextPlace(capture, listing);
  const begin = place;
  if (listens) {
    while (isRowOf(capture, slot, place) && !isMessageAt(capture, owner, place)) place += 1;
    if (isRowOf(capture, slot, place)) {
      const found = isSame(capture, slot, place, row) && couldBe(owner, row, capture, place) ? place : lookAhead(capture, listing, row, place);
      if (found >= 0) return pass(listing, indexAt(positions, found), found);
      if (listing.torn) place = placeByTime(capture, slot, place, row.at);
    }
    listing.torn = false;
  }
  const at = row.at ?? timeBefore(capture, slot, begin);
  if (row.at !== undefined && isForgotten(capture, row.at)) return undefined;
  const before = isRowOf(capture, slot, place) ? indexAt(positions, place) : undefined;
  const heard = listens && isHeardAt(owner, row.type, at);
  const index = recordAnyway(capture, owner, slot, { ...row, at, heard, from: listing.from }, before);
  if (index === undefined) return undefined;
  if (listens && tellsByHook(owner)) {
    goAhead(capture, slot, index, before);
    askToHear(capture, owner, row.type);
  }
  return pass(listing, index, place);
}

function pass(listing: Listing, index: MessageIndex, place: number): MessageIndex {
  listing.last = index;
  listing.place = place;
  return index;
}

/** The position of the first row of the attempt that `listing` has not passed. */
function nextPlace(capture: Capture, listing: Listing): number {
  const slot = listing.slot!;
  const { positions } = slot.owner;
  const { last, place } = listing;
  if (last !== undefined) {
    if (place >= 0 && place < positions.length && indexAt(positions, place) === last) return place + 1;
    const found = positionIn(capture.log, positions, last);
    if (found >= 0) return found + 1;
  }
  // The first row, or the first that is left.
  return partition(positions, (index) => attemptOf(capture, index) < slot.attempt.n);
}

function isRowOf(capture: Capture, slot: Slot, place: number): boolean {
  const { positions } = slot.owner;
  return place < positions.length && attemptOf(capture, indexAt(positions, place)) === slot.attempt.n;
}

function attemptOf(capture: Capture, index: MessageIndex): number {
  const block = blockOf(capture.log, index)!;
  return block.attempts[index - block.first]!;
}

function isMessageAt(capture: Capture, { positions }: ConnectionEntry, place: number): boolean {
  const index = indexAt(positions, place);
  const block = blockOf(capture.log, index)!;
  return isMessage(block.flags[index - block.first]!);
}

function isSame(capture: Capture, { owner, raw }: Slot, place: number, row: ListedRow): boolean {
  const index = indexAt(owner.positions, place);
  if (isSameRow(capture, index, row)) return true;
  const block = blockOf(capture.log, index);
  if (block === undefined || raw?.decoded !== true) return false;
  const at = index - block.first;
  return (
    isReadOtherwise(block.data[at]!, row.data) &&
    isReadOtherwise(block.typeNames[block.types[at]!]!, row.type) &&
    isReadOtherwise(idAt(block, at), row.lastEventId)
  );
}

const NOT_ASCII = /[^\0-\x7f]/g;

/**
 * Whether the same bytes may have been read as both: an XHR can have a charset of its own, and the network log knows UTF-8 only. What one of them takes for one
 * character the other takes for another number of them, or for none that there is.
 */
function isReadOtherwise(a: string, b: string): boolean {
  if (a === b) return true;
  const others: readonly string[] = a.match(NOT_ASCII) ?? [];
  const more: readonly string[] = b.match(NOT_ASCII) ?? [];
  const isLegible = others.length === more.length && !others.includes('\ufffd') && !more.includes('\ufffd');
  return !isLegible && a.replace(NOT_ASCII, '') === b.replace(NOT_ASCII, '');
}

function isSameRow(capture: Capture, index: MessageIndex, { type, lastEventId, data }: { type: string; lastEventId: string; data: string }): boolean {
  const block = blockOf(capture.log, index);
  if (block === undefined) return false;
  const place = index - block.first;
  return block.data[place] === data && block.typeNames[block.types[place]!] === type && idAt(block, place) === lastEventId;
}

/** Not the same, though it reads the same: the page began to listen to the type long after it had come. */
function couldBe(owner: ConnectionEntry, { at, type }: ListedRow, capture: Capture, place: number): boolean {
  if (at === undefined) return true;
  const index = indexAt(owner.positions, place);
  const block = blockOf(capture.log, index)!;
  // A row that a listing told has no such story.
  if (block.flags[index - block.first]! >> 1 !== 0) return true;
  return couldBeTold(owner, type, at, block.times[index - block.first]!);
}

/**
 * Whether what came at `at` can be what the hook told at `toldAt`. @note When the hook began to listen where it was asked to (maybe by a recorder
 * before this one), nobody knows; then the two moments must be near.
 */
function couldBeTold(owner: ConnectionEntry, type: string, at: EpochMs, toldAt: EpochMs): boolean {
  const since = toldSince(owner, type);
  return since === Infinity ? Math.abs(toldAt - at) <= DISPATCH_SLACK : at + DISPATCH_SLACK >= since;
}

/**
 * Where a row stands that is not the next one: only looked for where one may be missing in what the witness lists. Else what reads the
 * same later on is another message, and this one is what the page was not told.
 */
function lookAhead(capture: Capture, listing: Listing, row: ListedRow, place: number): number {
  const slot = listing.slot!;
  const { owner } = slot;
  const isCertain = row.at !== undefined && !owner.session.lossy && row.at >= toldSince(owner, row.type) + DISPATCH_SLACK;
  if (!listing.torn && !isCertain) return -1;
  const last = place + LOOK_AHEAD;
  for (let other = place + 1; other < last && isRowOf(capture, slot, other); other += 1) {
    if (isMessageAt(capture, owner, other) && isSame(capture, slot, other, row)) {
      listing.torn = false;
      return other;
    }
  }
  return -1;
}

/** The first place from `place` on whose row came later than `at`. */
function placeByTime(capture: Capture, slot: Slot, place: number, at: EpochMs | undefined): number {
  if (at === undefined) return place;
  let later = place;
  while (isRowOf(capture, slot, later) && timeAt(capture, slot.owner, later) < at) later += 1;
  return later;
}

/** When it is not known when a row came, it came no sooner than the one before it. */
function timeBefore(capture: Capture, slot: Slot, place: number): EpochMs {
  const begun = slot.openedAt ?? slot.attempt.startedAt;
  return place > 0 && isRowOf(capture, slot, place - 1) ? timeAt(capture, slot.owner, place - 1) : begun;
}

function timeAt(capture: Capture, { positions }: ConnectionEntry, place: number): EpochMs {
  const index = indexAt(positions, place);
  const block = blockOf(capture.log, index)!;
  return block.times[index - block.first]!;
}

/** What came while recording was on is recorded, also where it is learnt while it is off. */
function recordAnyway(
  capture: Capture,
  ...[entry, slot, row, before]: Parameters<typeof recordRow> extends [unknown, ...infer Rest] ? Rest : never
): MessageIndex | undefined {
  const { recording } = capture;
  capture.recording = true;
  const index = recordRow(capture, entry, slot, row, before);
  capture.recording = recording;
  return index;
}

/** Whether the page hook speaks of this connection. */
function tellsByHook({ connection, session }: ConnectionEntry): boolean {
  return connection.api === 'eventsource' && !session.silent;
}

function goAhead(capture: Capture, slot: Slot, index: MessageIndex, before: MessageIndex | undefined): void {
  const ahead = (slot.ahead ??= []);
  if (before === undefined) ahead.push(index);
  else {
    // Only what stands before none of the hook's own rows can still be told by it.
    const place = ahead.indexOf(before, slot.aheadFrom);
    if (place < 0) return;
    ahead.splice(place, 0, index);
  }
  countDropped(capture, slot, ahead);
  if (slot.aheadFrom > 1024 && slot.aheadFrom * 2 > ahead.length) {
    ahead.splice(0, slot.aheadFrom);
    slot.aheadFrom = 0;
  }
}

/** Rows that the capture does not hold any more need no place of their own: so there are never more than it holds. */
function countDropped({ log }: Capture, slot: Slot, ahead: readonly MessageIndex[]): void {
  const first = firstIndex(log);
  while (slot.aheadFrom < ahead.length && ahead[slot.aheadFrom]! < first) {
    slot.aheadFrom += 1;
    slot.aheadDropped += 1;
  }
}

/** Whether a listing has told already of what the page hook tells now. */
export function takeAhead(capture: Capture, slot: Slot, message: MessageDispatched): boolean {
  const { ahead, owner } = slot;
  if (ahead === undefined) return false;
  countDropped(capture, slot, ahead);
  // The hook tells in order: where it may still be at rows that were dropped since, it is not far beyond them.
  const last = slot.aheadDropped > 0 ? Math.min(ahead.length, slot.aheadFrom + LOOK_AHEAD) : ahead.length;
  for (let place = slot.aheadFrom; place < last; place += 1) {
    const index = ahead[place]!;
    if (!isSameRow(capture, index, message) || !couldBeTold(owner, message.type, timeOf(capture, index), message.at)) continue;
    slot.aheadFrom = place + 1;
    slot.aheadDropped = 0;
    setHeard(capture, index, isToldForPage(owner, message.type));
    return true;
  }
  if (slot.aheadDropped > 0) {
    slot.aheadDropped -= 1;
    return true;
  }
  // The hook tells in order and is further than all that was listed: it will not tell of that any more.
  slot.ahead = undefined;
  slot.aheadFrom = 0;
  return false;
}

function timeOf(capture: Capture, index: MessageIndex): EpochMs {
  const block = blockOf(capture.log, index)!;
  return block.times[index - block.first]!;
}
