/** Takes what the page hook tells of streams that the page reads with `fetch` or XHR. */
import { createByteFeed, endBytes, feedKey, startFeed } from './byte-feed.ts';
import { coverTime } from './capture.ts';
import { endReading, opened } from './change-state.ts';
import { createEntry } from './create-entry.ts';
import { headerValue } from './header-value.ts';
import { learn } from './learn.ts';
import type { ReadingBegun, ReadingEnded } from './observation.ts';
import { addSlot, groupOf } from './open-connection.ts';
import { isNextAttempt, readingKey } from './reconnect-sign.ts';
import { showAttempt } from './show-attempt.ts';
import { createSlot } from './slot.ts';
import type { Capture, ConnectionEntry, Session, Slot } from './types.ts';

/** It is of a new connection, or of one that it goes on with. */
export function beginReading(capture: Capture, session: Session, reading: ReadingBegun): void {
  if (session.readings.has(reading.source)) return;
  const key = readingKey(reading);
  const former = session.latestReading.get(key);
  const entry = former !== undefined && !former.forgotten && isNextAttempt(former, reading) ? former : openReading(capture, session, reading, former);
  entry.readingKeys.add(key);
  session.latestReading.set(key, entry);
  const slot = addReading(capture, entry, reading);
  session.readings.set(reading.source, slot);
  const feed = createByteFeed(feedKey({ session: session.id, source: reading.source }), 'hook', reading.format);
  capture.join.feeds.set(feed.key, feed);
  startFeed(capture, feed, slot);
  if (isAnswered(reading)) opened(capture, entry, reading.at);
  else endReading(capture, entry, slot, { by: 'reading', how: 'error', at: reading.at });
}

export function recordReadingEnd(capture: Capture, session: Session, { source, at, by, message }: ReadingEnded): void {
  const slot = session.readings.get(source);
  if (slot === undefined || slot.owner.forgotten || slot.end !== undefined) return;
  endReading(capture, slot.owner, slot, { by: 'reading', how: by, at, message });
  const feed = capture.join.feeds.get(feedKey({ session: session.id, source }));
  if (feed !== undefined) endBytes(feed, { kind: 'bytes-ended', of: { session: session.id, source }, at, clean: by === 'server' });
}

/** `fetch` hands out the body whatever the status is; but an answer that is none has no stream. */
function isAnswered({ status, refused }: ReadingBegun): boolean {
  return status >= 200 && status < 300 && refused === undefined;
}

function openReading(capture: Capture, session: Session, reading: ReadingBegun, former: ConnectionEntry | undefined): ConnectionEntry {
  const { document } = session;
  const { api, url, withCredentials, startedAt, stack, source } = reading;
  const group = groupOf(capture, document.frame, url);
  group.connections += 1;
  const entry = createEntry(
    {
      id: capture.nextConnection++,
      api,
      context: document.frame.frameId === 0 ? 'page' : 'frame',
      url,
      withCredentials,
      createdAt: startedAt,
      frameUrl: document.url,
      frameId: document.frame.frameId,
      documentId: document.frame.documentId,
      stack,
      heardTypes: [],
      ...(former?.connection.apart ? { apart: true } : {}),
    },
    session,
    source,
    group,
  );
  capture.connections.set(entry.connection.id, entry);
  session.sources.set(source, entry);
  coverTime(capture, startedAt);
  learn(capture, { kind: 'connection', connection: entry.connection.id });
  return entry;
}

function addReading(capture: Capture, entry: ConnectionEntry, reading: ReadingBegun): Slot {
  const { startedAt, requestHeaders, source, url } = reading;
  const group = groupOf(capture, entry.session.document.frame, url);
  const n = entry.connection.droppedAttempts + entry.slots.length + 1;
  // What its request sent is known here: it need not be what the connection had last.
  const slot: Slot = {
    ...createSlot(entry, n, startedAt, startedAt, true, group),
    expectedId: headerValue(requestHeaders, 'last-event-id') ?? '',
    reading,
    source,
  };
  entry.hookState = 'connecting';
  entry.hookBy = 'page';
  entry.hookSince = startedAt;
  addSlot(capture, slot);
  showAttempt(capture, slot);
  return slot;
}
