/** Attempts and requests that may belong to each other: of one document (or frame) and one URL. Within a group the join decides by time and by evidence. */
import type { DocumentId, EpochMs, FrameId } from '../../units.ts';
import type { RequestEntry } from '../request-entry.ts';
import type { Slot } from '../slot.ts';

export interface JoinGroup {
  readonly key: string;
  readonly url: string;
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

export function createGroup(key: string, url: string): JoinGroup {
  return { key, url, slots: [], requests: [], connections: 0, hookNewest: -Infinity, pending: 0 };
}

/**
 * The key of a group. The fragment never reaches the network, so it does not count.
 * @note A request without a document id (a worker's in Chromium, all in Firefox) is of its frame; the two kinds never mix.
 */
export function groupKey({ documentId, frameId }: Place, url: string): string {
  return `${documentId === undefined ? `frame ${frameId}` : `document ${documentId}`} ${withoutFragment(url)}`;
}

/** Where a request comes from, as the browser names it. */
export interface Place {
  frameId: FrameId;
  documentId?: DocumentId;
}

export function withoutFragment(url: string): string {
  const fragment = url.indexOf('#');
  return fragment < 0 ? url : url.slice(0, fragment);
}

/** Nothing is left to join. */
export function isEmpty(group: JoinGroup): boolean {
  return group.connections === 0 && group.slots.length === 0 && group.requests.length === 0;
}
