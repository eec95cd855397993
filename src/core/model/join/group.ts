/** Attempts and requests that may belong to each other: of one document (or frame) and one URL. Within a group the join decides by time and by evidence. */
import type { DocumentId, EpochMs, FrameId } from '../../units.ts';
import type { RequestEntry } from '../request-entry.ts';
import type { Slot } from '../slot.ts';

export interface JoinGroup {
  readonly key: string;
  /** Slots that may still change partner, in the order in which they were learnt. */
  slots: Slot[];
  /** Requests that may still change partner. */
  requests: RequestEntry[];
  /** Connections that may still bring slots. */
  connections: number;
  /** Newest moment that a hook of this group spoke of. */
  hookNewest: EpochMs;
  /** Facts since the join last looked. */
  pending: number;
}

export function createGroup(key: string): JoinGroup {
  return { key, slots: [], requests: [], connections: 0, hookNewest: -Infinity, pending: 0 };
}

/**
 * The key of a group. The fragment never reaches the network, so it does not count.
 * @note A request without a document id (a worker's in Chromium, all in Firefox) is of its frame; the two kinds never mix.
 */
export function groupKey(frame: { frameId: FrameId; documentId?: DocumentId }, url: string): string {
  const place = frame.documentId === undefined ? `frame ${frame.frameId}` : `document ${frame.documentId}`;
  const fragment = url.indexOf('#');
  return `${place} ${fragment < 0 ? url : url.slice(0, fragment)}`;
}

/** Nothing is left to join. */
export function isEmpty(group: JoinGroup): boolean {
  return group.connections === 0 && group.slots.length === 0 && group.requests.length === 0;
}
