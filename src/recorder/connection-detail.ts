/** What the row of a connection leaves out. */
import type { Capture } from '../core/model/capture.ts';
import type { ConnectionId } from '../core/units.ts';
import type { ConnectionDetail } from '../wire/protocol/questions.ts';

/** Null when the connection is not held (any more). */
export function connectionDetail(capture: Capture, id: ConnectionId): ConnectionDetail | null {
  const connection = capture.connections.get(id)?.connection;
  if (connection === undefined) return null;
  const { api, context, stack, droppedAttempts } = connection;
  return { id, api, context, stack, droppedAttempts };
}
