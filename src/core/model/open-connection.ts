/** A new connection, from the creation of its source. */
import { coverTime } from './capture.ts';
import { createEntry } from './create-entry.ts';
import { createGroup, groupKey, withoutFragment, type Place } from './join/group.ts';
import { learn } from './learn.ts';
import type { DocumentSeen, SourceCreated } from './observation.ts';
import { showAttempt } from './show-attempt.ts';
import { createSlot } from './slot.ts';
import type { Capture, ConnectionEntry, JoinGroup, Session, Slot } from './types.ts';

export function openConnection(capture: Capture, session: Session, created: SourceCreated): ConnectionEntry {
  const { frame } = session.document;
  const group = groupOf(capture, frame, created.url);
  group.connections += 1;
  const entry = createEntry(
    {
      id: capture.nextConnection++,
      api: 'eventsource',
      context: frame.frameId === 0 ? 'page' : 'frame',
      url: created.url,
      withCredentials: created.withCredentials,
      createdAt: created.at,
      frameUrl: session.document.url,
      frameId: frame.frameId,
      documentId: frame.documentId,
      stack: created.stack,
      heardTypes: [],
    },
    session,
    created.source,
    group,
  );
  capture.connections.set(entry.connection.id, entry);
  session.sources.set(created.source, entry);
  coverTime(capture, created.at);
  learn(capture, { kind: 'connection', connection: entry.connection.id });
  learn(capture, { kind: 'state', change: { connection: entry.connection.id, at: created.at, readyState: 0, by: 'page' } });
  const slot = createSlot(entry, 1, created.at, created.at, true);
  addSlot(capture, slot);
  showAttempt(capture, slot);
  return entry;
}

/** Lets the join find a request for `slot`. */
export function addSlot(capture: Capture, slot: Slot): void {
  slot.group.slots.push(slot);
  touchGroup(capture, slot.group);
}

export function touchGroup(capture: Capture, group: JoinGroup): void {
  group.pending += 1;
  capture.join.dirty.add(group);
}

export function groupOf(capture: Capture, place: Place, url: string): JoinGroup {
  const { groups, urls } = capture.join;
  const key = groupKey(place, url);
  let group = groups.get(key);
  if (group === undefined) {
    group = createGroup(key, withoutFragment(url));
    groups.set(key, group);
    const ofUrl = urls.get(group.url);
    if (ofUrl === undefined) urls.set(group.url, new Set([group]));
    else ofUrl.add(group);
  }
  return group;
}

/** What is known of a document that has not told its name: a source may come before, when a backlog lost the first batch. */
export function unknownDocument(session: string, at: number): DocumentSeen {
  return { kind: 'document', session, at, url: '', title: '', frame: { frameId: 0 } };
}
