/** Takes bytes of whomever, and gives them to the attempt that they belong to, as soon as that is certain. */
import { createByteFeed, endBytes, feedBytes, feedKey, loseBytes } from './byte-feed.ts';
import type { BytesCame, BytesEnded, BytesLost, BytesOf } from './bytes-observation.ts';
import { MAX_WAITING_FEEDS } from './join/bounds.ts';
import { tell } from './join/join-exchanges.ts';
import { forgetRaw } from './raw-budget.ts';
import type { ByteFeed, Capture, RequestEntry } from './types.ts';

export function recordBytes(capture: Capture, observation: BytesCame | BytesEnded | BytesLost): void {
  const { of } = observation;
  const key = feedKey(of);
  let feed = capture.join.feeds.get(key);
  if (feed === undefined) {
    // @note Bytes of a reading come after the word of it, or nobody wants them.
    if (!isText(observation) || 'session' in of) return;
    feed = createByteFeed(key, 'exchange' in of && (observation.kind === 'bytes-ended' || observation.whole === true) ? 'har' : 'wire');
    capture.join.feeds.set(key, feed);
    forgetOldest(capture, feed);
  }
  if (observation.kind === 'bytes') feedBytes(capture, feed, observation);
  else if (observation.kind === 'bytes-lost') loseBytes(capture, feed, observation);
  else endBytes(feed, observation);
  if (feed.listing.slot !== undefined) return;
  const request = requestOf(capture, of);
  if (request !== undefined) tell(capture, request);
}

/** Whether it is known from this what the text is: a body that ended cleanly without a byte is an empty one; of one that was cut nothing is known. */
function isText(observation: BytesCame | BytesEnded | BytesLost): observation is BytesCame | BytesEnded {
  return observation.kind === 'bytes' || (observation.kind === 'bytes-ended' && observation.clean);
}

function requestOf({ join }: Capture, of: BytesOf): RequestEntry | undefined {
  if ('request' in of) return join.requests.get(of.request);
  return 'exchange' in of ? join.exchanges.get(of.exchange)?.request : undefined;
}

/** Bytes that are nobody's must not pile up. */
function forgetOldest(capture: Capture, newest: ByteFeed): void {
  const { feeds } = capture.join;
  if (feeds.size <= MAX_WAITING_FEEDS) return;
  for (const [key, feed] of feeds) {
    if (feed === newest) return;
    if (feed.listing.slot !== undefined && feed.ended === undefined) continue;
    feeds.delete(key);
    if (feed.listing.slot === undefined) forgetRaw(capture, feed.raw);
    return;
  }
}
