/** Makes a connection's shown state from what the page hook knows and what the request log adds. */
import { isDropped, isStopped } from './outcome.ts';
import type { ConnectionEntry } from './types.ts';

/**
 * The hook learns of a reconnect only when it has opened or failed; the request log sees it start. So a connection that
 * waits, with the request of the next attempt on its way, is reconnecting. And only that sees a stream that was stopped behind the page's back, or that
 * went with a page that rested.
 */
export function deriveState(entry: ConnectionEntry): void {
  const { connection, due } = entry;
  const newest = entry.slots.at(-1);
  if (entry.hookState === 'open' && newest !== undefined && isStopped(newest)) {
    connection.state = 'failed';
    connection.by = 'browser';
    connection.stateSince = newest.request?.latest.endedAt ?? entry.hookSince;
    return;
  }
  if (newest !== undefined && isDropped(newest)) {
    connection.state = 'closed';
    connection.by = 'browser';
    connection.stateSince = newest.request?.latest.endedAt ?? entry.hookSince;
    return;
  }
  const underWay = entry.hookState === 'waiting' && due !== undefined && due.shown;
  connection.state = underWay ? 'reconnecting' : entry.hookState;
  connection.by = underWay ? 'browser' : entry.hookBy;
  connection.stateSince = underWay ? due.attempt.startedAt : entry.hookSince;
}

/** Whether nothing will come any more. */
export function isOver(entry: ConnectionEntry): boolean {
  return entry.hookState === 'closed' || entry.hookState === 'failed';
}
