/** What the timeline draws: attempts and counted messages of the lanes asked for. */
import { pipe } from 'valibot';
import type { Attempt } from '../../core/model/connection.ts';
import type { Capture } from '../../core/model/types.ts';
import { countMessages } from '../../core/select/buckets.ts';
import { visibleAttempts } from '../../core/select/visible-attempts.ts';
import type { ConnectionId } from '../../core/units.ts';
import type { TimelineAttempt, TimelineLane, TimelineRequest } from '../../wire/protocol/questions.ts';
import type { FindingMarks } from '../finding-marks.ts';
import { counts as countsOf, fields } from './fields.ts';
import { MAX_CONNECTIONS } from './message-filter.ts';
import { question } from './question.ts';
import { isSpan, span } from './span.ts';

export const timeline = question(pipe(fields({ connections: countsOf(MAX_CONNECTIONS), ...span }), isSpan()), ({ capture, desk }, request): TimelineLane[] => {
  const marks = desk.marks();
  return request.connections.flatMap((id) => timelineLane(capture, marks, id, request) ?? []);
});

/** Undefined when the connection is not held (any more). */
function timelineLane(capture: Capture, marks: FindingMarks, id: ConnectionId, { from, to, buckets }: TimelineRequest): TimelineLane | undefined {
  const entry = capture.connections.get(id);
  if (entry === undefined) return undefined;
  const { connection } = entry;
  const counts = new Uint32Array(buckets);
  countMessages(counts, capture.log, entry, from, to);
  const { attempts, cut } = visibleAttempts(connection.attempts, from, to, buckets, connection.state === 'waiting');
  const { createdAt, state } = connection;
  const drawn = attempts.map((attempt): TimelineAttempt => ({ ...timelineAttempt(attempt), finding: marks.attempt(id, attempt.n) }));
  return { connection: id, createdAt, state, attempts: drawn, attemptsCut: cut, counts };
}

function timelineAttempt(attempt: Attempt): TimelineAttempt {
  const { n, startedAt, openedAt, endedAt, outcome, reconnectDelay, retryInForce, retryFrom, messageCount } = attempt;
  return { n, startedAt, openedAt, endedAt, outcome, reconnectDelay, retryInForce, retryFrom, messages: messageCount };
}
