/** The bytes of one attempt on their way into its rows: kept as they come, read as soon as it is certain whose they are. */
import { createByteReader, type ByteReader } from '../parse/byte-reader.ts';
import { MIN_RETRY } from '../parse/dialect.ts';
import type { Bytes, EpochMs } from '../units.ts';
import type { BytesCame, BytesEnded, BytesLost, BytesOf } from './bytes-observation.ts';
import { deriveAttempt } from './derive-attempt.ts';
import { addGap } from './gap.ts';
import { mergeRow } from './join/merge-row.ts';
import { createListing } from './listing.ts';
import type { MessageSource } from './message-block.ts';
import type { ReadingFormat } from './observation.ts';
import { addRaw, forgetRaw } from './raw-budget.ts';
import { createRawText, rawFacts } from './raw-text.ts';
import { touchSlot } from './slot.ts';
import type { ByteFeed, Capture, Slot } from './types.ts';

/** Under which name the bytes of something are kept. */
export function feedKey(of: BytesOf): string {
  if ('request' in of) return `request ${of.request}`;
  return 'exchange' in of ? `exchange ${of.exchange}` : `source ${of.source} ${of.session}`;
}

export function createByteFeed(key: string, from: MessageSource, format: ReadingFormat = 'event-stream'): ByteFeed {
  return { key, listing: createListing(from), raw: createRawText(from), format, read: 0, torn: false, whole: false };
}

export function feedBytes(capture: Capture, feed: ByteFeed, { at, offset, bytes, whole, decoded }: BytesCame): void {
  const { raw } = feed;
  const known = raw.length - offset;
  // Sent again.
  if (known >= bytes.length || feed.ended !== undefined) return;
  if (whole) feed.whole = true;
  if (decoded) raw.decoded = true;
  const chunk = { at, offset: Math.max(offset, raw.length), bytes: known > 0 ? bytes.subarray(known) : bytes, ...(whole && { whole }) };
  addRaw(capture, raw, chunk);
  if (feed.listing.slot !== undefined) read(capture, feed, chunk.at, chunk.offset, chunk.bytes);
}

/** What comes next comes after a hole. */
export function loseBytes(capture: Capture, feed: ByteFeed, { at, offset, length }: BytesLost): void {
  const { raw } = feed;
  if (length === 0 ? offset < raw.length : offset + length <= raw.length) return;
  // Nobody knows how many: what was read is not all.
  if (length === 0) feed.torn = true;
  raw.dropped += offset + length - raw.length;
  raw.length = offset + length;
  sumUp(feed);
  addGap(capture, { connection: feed.listing.slot?.owner.connection.id, at, lost: 0, why: 'overflow' }, feed.listing.slot?.owner);
}

export function endBytes(feed: ByteFeed, { at, clean }: BytesEnded): void {
  if (feed.ended !== undefined) return;
  feed.ended = { at, clean };
  if (feed.listing.slot !== undefined) finish(feed);
}

/** They are of `slot`: what has come is read now, the rest as it comes. Of two that tell of one attempt the first is read. */
export function startFeed(capture: Capture, feed: ByteFeed, slot: Slot): void {
  if (slot.feed !== undefined) {
    if (slot.feed !== feed) forgetFeed(capture, feed);
    return;
  }
  slot.feed = feed;
  slot.raw = feed.raw;
  feed.listing.slot = slot;
  for (const { at, offset, bytes } of [...feed.raw.chunks]) read(capture, feed, at, offset, bytes);
  sumUp(feed);
  if (feed.ended !== undefined) finish(feed);
}

function read(capture: Capture, feed: ByteFeed, at: EpochMs, offset: Bytes, bytes: Uint8Array): void {
  const slot = feed.listing.slot!;
  feed.at = feed.whole ? undefined : at;
  feed.reader ??= readerOf(capture, feed, slot);
  if (offset > feed.read) {
    feed.torn = true;
    feed.listing.torn = true;
    feed.reader.tear();
  }
  feed.read = offset + bytes.length;
  feed.reader.push(bytes);
  sumUp(feed);
  if (slot.retryWritten !== slot.attempt.retryWritten) deriveAttempt(slot, capture.defaultRetry);
}

function readerOf(capture: Capture, feed: ByteFeed, slot: Slot): ByteReader {
  const { dialect } = capture;
  return createByteReader({
    format: feed.format,
    dialect,
    // [note] The standard begins each stream without an id; browsers go on with what they had.
    lastEventId: sentIdOf(slot),
    tell: (row) => mergeRow(capture, feed.listing, { ...row, at: feed.at }),
    retry(ms) {
      slot.retryWritten = ms;
      slot.retryApplied = Math.max(ms, MIN_RETRY[dialect]);
    },
  });
}

/** Where somebody saw the request, what it did not send it did not have. */
function sentIdOf({ request, expectedId }: Slot): string {
  if (request === undefined) return expectedId;
  return request.sentId ?? (request.latest.requestHeaders.length > 0 ? '' : expectedId);
}

function finish(feed: ByteFeed): void {
  const { clean, at } = feed.ended!;
  feed.at = feed.whole ? undefined : at;
  feed.reader?.end(clean);
  feed.raw.complete = clean && feed.read === feed.raw.length && !feed.torn;
  sumUp(feed);
}

/** Of what is shown, so that it changes as the bytes come. */
function sumUp({ listing, raw }: ByteFeed): void {
  if (listing.slot === undefined) return;
  listing.slot.attempt.raw = rawFacts(raw);
  touchSlot(listing.slot);
}

/** Its attempt is forgotten. */
export function forgetFeed(capture: Capture, feed: ByteFeed): void {
  forgetRaw(capture, feed.raw);
  capture.join.feeds.delete(feed.key);
}
