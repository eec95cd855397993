/** The user's word on what nobody says: whether the next request of a page that reads streams itself goes on with this connection. */
import type { ConnectionId } from '../units.ts';
import { learn } from './learn.ts';
import type { Capture } from './types.ts';

/**
 * `on`: no later request is an attempt of it, nor of the connections that such requests become. Off again: as the signs say.
 * What was recorded stays as it is. Does nothing for an `EventSource`, whose attempts are no guess.
 */
export function setApart(capture: Capture, id: ConnectionId, on: boolean): void {
  const entry = capture.connections.get(id);
  if (entry === undefined || entry.connection.api === 'eventsource') return;
  const affected = new Set([entry]);
  // Its successors: those that requests like its own became meanwhile.
  for (const [key, latest] of entry.session.latestReading) if (entry.readingKeys.has(key)) affected.add(latest);
  for (const { connection, forgotten } of affected) {
    if (forgotten || (connection.apart ?? false) === on) continue;
    connection.apart = on ? true : undefined;
    learn(capture, { kind: 'connection', connection: connection.id });
  }
  capture.version += 1;
}
