/** Which attempts and requests may belong to each other: those of one document (or frame) and one URL. */
import type { DocumentId, FrameId } from '../../units.ts';
import type { JoinGroup } from '../types.ts';

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
