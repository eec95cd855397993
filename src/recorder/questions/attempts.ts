/** Everything known of the attempts `from` (inclusive) to `to` (exclusive), by number. */
import type { AttemptRow } from '../../wire/protocol/questions.ts';
import { count, fields } from './fields.ts';
import { question } from './question.ts';

export const attempts = question(fields({ connection: count, from: count, to: count }), ({ capture, desk }, { connection, from, to }): AttemptRow[] => {
  const entry = capture.connections.get(connection);
  if (entry === undefined) return [];
  const before = entry.connection.droppedAttempts + 1;
  const marks = desk.marks();
  // Copies, since the capture goes on writing its own.
  return entry.connection.attempts
    .slice(Math.max(0, from - before), Math.max(0, to - before))
    .map((attempt) => ({ ...attempt, finding: marks.attempt(connection, attempt.n) }));
});
