/** How well a request fits an attempt: by the windows that cause and effect leave open, and by how closely both tell the same. */
import type { EpochMs, Milliseconds } from '../../units.ts';
import { answeredAt } from '../request-entry.ts';
import { resolvedAt } from '../slot.ts';
import type { RequestEntry, Slot } from '../types.ts';
import { CLOCK_SLACK, DISPATCH_SLACK, END_SLACK, NOTE_LAG } from './bounds.ts';

/** Weights, in one scale. Leaving a possible pair apart costs more than all evidence against it: the request log misses little. */
export const UNCLAIMED_SLOT = 3000;
export const UNCLAIMED_REQUEST = 2000;
/** Against a pair, but not final: an id can be set by a block without data, which the page never sees. */
const WRONG_ID = 1500;
const WRONG_ANSWER = 500;
const NO_PAGE = 500;
const WRONG_MESSAGES = 2500;
const ONE_ENDED = 300;
const MAX_ANSWER = 1000;
const MAX_END = 300;
const MAX_START = 1;
/** Code units of data that tell a message from others well enough. */
const KEY_LENGTH = 256;

/** The network log says that no page asked. Of a frame it may say so too: then only that a request with a page would be the better one. */
function isOfNoPage({ owner: { session } }: Slot, { exchanges }: RequestEntry): boolean {
  return !session.silent && exchanges.some(({ latest }) => latest?.noPage === true);
}

/** The start of a request lies where the page could have asked for it, and no worker did. `lag`: by how much it may have been noted too late. */
export function couldStart(slot: Slot, request: RequestEntry, lag: Milliseconds = CLOCK_SLACK): boolean {
  const { startedAt } = request.latest;
  if (slot.owner.connection.frameId === 0 && isOfNoPage(slot, request)) return false;
  if (startedAt < slot.notBefore - CLOCK_SLACK) return false;
  const resolved = resolvedAt(slot);
  return resolved === undefined || startedAt <= resolved + lag;
}

/**
 * By how much the request log may have noted the start of `request` after `slot` had turned out.
 * @note A request is noted before it goes out, so what opened or failed was noted before. What the page gave up at once a busy browser notes when it comes to
 * it, and ends at once; unless the network log, which is not late, has it begin afterwards.
 */
function noteLag({ confirmed, openedAt, end }: Slot, { latest, exchanges }: RequestEntry): Milliseconds {
  const isGivenUp = confirmed && openedAt === undefined && end !== undefined && end.by !== 'error';
  if (!isGivenUp || latest.response !== undefined || latest.endedAt === undefined) return CLOCK_SLACK;
  return exchanges.some(({ latest: seen }) => seen !== undefined && seen.startedAt > end.at + CLOCK_SLACK) ? CLOCK_SLACK : NOTE_LAG;
}

/**
 * [spec] "If the EventSource object's last event ID string is not the empty string, then: … set (`Last-Event-ID`, lastEventIDValue)
 * in request's header list." So the id that was sent is the id that the page saw last.
 */
export function fitsId(slot: Slot, request: RequestEntry): boolean {
  return (request.sentId ?? '') === slot.expectedId;
}

/** The last moment at which a request can have been answered, for the page to know what it knew at `resolvedAt`. */
export function latestAnswer(slot: Slot, resolved: EpochMs): EpochMs {
  return resolved + (slot.openedAt === undefined && slot.end?.by !== 'error' ? END_SLACK : CLOCK_SLACK);
}

/** Cost of taking `request` for the request of `slot`, both resolved; infinite when it cannot be. */
export function pairCost(slot: Slot, request: RequestEntry): number {
  const resolved = resolvedAt(slot);
  const answered = answeredAt(request);
  if (resolved === undefined || answered === undefined || !couldStart(slot, request, noteLag(slot, request)) || answered > latestAnswer(slot, resolved))
    return Infinity;
  const { response, endedAt, startedAt } = request.latest;
  if (slot.openedAt !== undefined && (response === undefined || response.status !== 200)) return Infinity;
  let cost = distance(resolved, answered, MAX_ANSWER);
  if (!fitsId(slot, request)) cost += WRONG_ID;
  if (isOfNoPage(slot, request)) cost += NO_PAGE;
  // [spec] A status other than 200 fails the connection for good, so it never leads to a reconnect.
  if (slot.openedAt === undefined && slot.end?.by === 'error' && (slot.end.readyState === 0) === (response !== undefined)) cost += WRONG_ANSWER;
  if ((slot.end === undefined) !== (endedAt === undefined)) cost += ONE_ENDED;
  else if (slot.end !== undefined && endedAt !== undefined) cost += distance(slot.end.at, endedAt, MAX_END);
  if (contradicts(slot, request)) cost += WRONG_MESSAGES;
  if (slot.attempt.n === 1) cost += distance(slot.notBefore, startedAt, MAX_START * 100) / 100;
  return cost;
}

/** What the page was told first is not among what the network log lists, though it has come that far. */
export function contradicts({ firstTold, owner, end }: Slot, { exchanges }: RequestEntry): boolean {
  if (firstTold.length === 0) {
    // The default type is always told: here somebody was told nothing, though something came. An `error` comes after all messages of its attempt.
    const passed = end?.by === 'error' ? Infinity : Math.min(owner.session.newest, end?.at ?? Infinity) - DISPATCH_SLACK;
    return !owner.session.lossy && exchanges.some(({ waiting }) => waiting.some(({ type, at }) => type === 'message' && at < passed));
  }
  return exchanges.some(({ waiting, taken, listing, latest }) => {
    if (waiting.length === 0 || taken !== waiting.length || listing.torn) return false;
    // What is over lists all that it ever will, however much later the page, busy as it was, came to tell of it.
    const isWhole = latest?.endedAt !== undefined;
    let from = 0;
    for (const { key, at } of firstTold) {
      if (!isWhole && waiting.at(-1)!.at < at) return false;
      const found = waiting.findIndex((message, place) => place >= from && keyOf(message) === key);
      if (found < 0) return true;
      from = found + 1;
    }
    return false;
  });
}

/** What two witnesses must agree on for a message to be the same. */
export function keyOf({ type, lastEventId, data }: { type: string; lastEventId: string; data: string }): string {
  return `${type}\n${lastEventId}\n${data.length > KEY_LENGTH ? data.slice(0, KEY_LENGTH) : data}`;
}

/** Convex near zero, so that of two pairs the one in order is the cheaper; flat far away, where distance says nothing any more. */
function distance(a: EpochMs, b: EpochMs, most: number): number {
  const apart = a - b;
  return Math.min((apart * apart) / 10, most);
}
