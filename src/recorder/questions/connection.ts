/** What the row of a connection leaves out; null when it is not held (any more). */
import type { ConnectionDetail } from '../../wire/protocol/questions.ts';
import { count, fields } from './fields.ts';
import { question } from './question.ts';

export const connection = question(fields({ id: count }), ({ capture }, { id }): ConnectionDetail | null => {
  const found = capture.connections.get(id)?.connection;
  if (found === undefined) return null;
  const { api, context, stack, droppedAttempts } = found;
  return { id, api, context, stack, droppedAttempts };
});
