/**
 * When a request that a page reads with `fetch` or XHR is the next attempt of a connection, and not a connection of its own. Nobody says so:
 * libraries reconnect by making a new request, and this is what such a request looks like.
 */
import type { Milliseconds } from '../units.ts';
import { headerValue } from './header-value.ts';
import type { ReadingBegun } from './observation.ts';
import type { ConnectionEntry, Slot } from './types.ts';

/** Libraries wait longer and longer, but hardly longer than this. */
const LONGEST_WAIT: Milliseconds = 60_000;

/** Requests of one document that may belong together: the query may carry the id, or a time. */
export function readingKey({ method, url }: Pick<ReadingBegun, 'method' | 'url'>): string {
  return `${method} ${/^[^?#]*/.exec(url)![0]}`;
}

/** Whether `reading`, of the same key, goes on where `entry` ended. */
export function isNextAttempt(entry: ConnectionEntry, reading: ReadingBegun): boolean {
  const last: Slot | undefined = entry.slots.at(-1);
  if (entry.connection.apart || last?.end === undefined || reading.startedAt < last.end.at) return false;
  const sentId = headerValue(reading.requestHeaders, 'last-event-id');
  if (sentId !== undefined && sentId !== '' && sentId === entry.connection.lastEventId) return true;
  // Else only the same request, made once more by the same code, soon.
  return (
    reading.startedAt - last.end.at <= LONGEST_WAIT &&
    reading.body === last.reading?.body &&
    headerValue(reading.requestHeaders, 'accept')?.includes('text/event-stream') === true &&
    isSameCaller(entry.connection.stack, reading.stack)
  );
}

function isSameCaller(a: string, b: string): boolean {
  const [top = ''] = a.split('\n', 1);
  return top !== '' && b.startsWith(top);
}
