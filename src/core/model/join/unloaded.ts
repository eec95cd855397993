/**
 * Frames whose document was never loaded (no `src`, or a document that a script writes into) have no loader of their own: Chromium names the document that
 * made them as the one that asks (measured, 156). What that document did not ask for itself is then theirs.
 */
import { originOf } from '../../origin.ts';
import { answeredAt } from '../request-entry.ts';
import { forgetEmptyGroup } from '../show-attempt.ts';
import { resolvedAt } from '../slot.ts';
import type { Capture, JoinGroup, RequestEntry, Session, Slot } from '../types.ts';
import { couldStart, pairCost } from './evidence.ts';
import { withoutFragment } from './group.ts';

/**
 * Gives attempts of such frames the requests of `url` that are left over in the groups of other documents. Call when those are joined.
 * @returns the groups that have got requests: they are to be joined again.
 */
export function moveToUnloaded(capture: Capture, url: string): Set<JoinGroup> {
  const moved = new Set<JoinGroup>();
  const groups = capture.join.urls.get(url) ?? new Set();
  if (groups.size < 2) return moved;
  const lone = [...groups].flatMap(({ slots }) => slots.filter((slot) => slot.request === undefined && slot.owner.connection.frameId !== 0));
  for (const slot of lone) {
    let best: RequestEntry | undefined;
    let least = Infinity;
    for (const { requests } of groups) {
      for (const request of requests) {
        if (!isLeftOver(request) || !mayAskFor(capture, request, slot.owner.session)) continue;
        const cost = costOf(slot, request);
        if (cost < least) [best, least] = [request, cost];
      }
    }
    if (best === undefined) continue;
    move(capture, best, slot.group);
    moved.add(slot.group);
  }
  return moved;
}

/** No attempt of the document that it is said to be of has claimed it, or still may. */
function isLeftOver(request: RequestEntry): boolean {
  return request.slot === undefined && !request.group.slots.some((slot) => slot.request === undefined && couldStart(slot, request));
}

/**
 * Whether the document that the browser names may have made the empty one that `session` is. One that is written into takes the URL of who does it: of a
 * document without streams of its own only its origin is known, by the request.
 */
function mayAskFor({ sessions }: Capture, { latest: { documentId, initiator } }: RequestEntry, { document }: Session): boolean {
  if (documentId === undefined || documentId === document.frame.documentId) return false;
  const url = withoutFragment(document.url);
  if (url === 'about:blank') return true;
  for (const { document: other } of sessions.values()) if (other.frame.documentId === documentId) return withoutFragment(other.url) === url;
  return initiator !== undefined && originOf(initiator) === originOf(url);
}

/** While it has not turned out on either side, the first one will do. */
function costOf(slot: Slot, request: RequestEntry): number {
  const isOpen = answeredAt(request) === undefined && resolvedAt(slot) === undefined;
  if (!isOpen) return pairCost(slot, request);
  return couldStart(slot, request) ? Number.MAX_VALUE : Infinity;
}

function move(capture: Capture, request: RequestEntry, to: JoinGroup): void {
  const { group } = request;
  group.requests = group.requests.filter((other) => other !== request);
  forgetEmptyGroup(capture, group);
  request.group = to;
  to.requests.push(request);
}
