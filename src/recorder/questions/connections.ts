/** One row for each connection, in the order in which they were learnt. `now` ends the sparkline. */
import type { Connection } from '../../core/model/connection.ts';
import { retryInForce } from '../../core/model/derive-attempt.ts';
import type { Capture, ConnectionEntry } from '../../core/model/types.ts';
import { countMessages } from '../../core/select/buckets.ts';
import type { EpochMs } from '../../core/units.ts';
import { PREVIEW_LENGTH, SPARK_BUCKETS, type ConnectionRow } from '../../wire/protocol/questions.ts';
import { cutText } from '../cut-text.ts';
import { originOf } from '../../core/origin.ts';
import { fields, time } from './fields.ts';
import { question } from './question.ts';

export const connections = question(fields({ now: time }), ({ capture, protocols }, { now }): ConnectionRow[] =>
  Array.from(capture.connections.values(), (entry) => ({ ...connectionRow(capture, entry, now), protocol: protocols.markOf(entry) })),
);

/** A bar of the sparkline is a second. */
const SPARK_WIDTH = 1000;

function connectionRow(capture: Capture, entry: ConnectionEntry, now: EpochMs): Omit<ConnectionRow, 'protocol'> {
  const { connection } = entry;
  const newest = connection.attempts.at(-1);
  const retry = retryInForce(entry, capture.defaultRetry);
  const spark = new Array<number>(SPARK_BUCKETS).fill(0);
  // A message of this very moment belongs to the second that ends now.
  countMessages(spark, capture.log, entry, now - SPARK_BUCKETS * SPARK_WIDTH, now + 1e-3);
  return {
    id: connection.id,
    url: connection.url,
    api: connection.api,
    context: connection.context,
    origin: originOf(connection.url),
    frameId: connection.frameId,
    frameUrl: connection.frameUrl,
    withCredentials: connection.withCredentials,
    createdAt: connection.createdAt,
    state: connection.state,
    by: connection.by,
    stateSince: connection.stateSince,
    messages: connection.messageCount,
    others: entry.others.length,
    dataLength: connection.dataLength,
    lost: connection.lost,
    lastEventId: cutText(connection.lastEventId, PREVIEW_LENGTH),
    lastEventIdCut: connection.lastEventId.length > PREVIEW_LENGTH,
    retry,
    nextAt: retry !== undefined && isDue(connection) ? (newest?.endedAt ?? connection.stateSince) + retry.ms : undefined,
    attempts: connection.droppedAttempts + connection.attempts.length,
    outcome: newest?.outcome ?? 'connecting',
    status: newest?.status,
    error: newest?.error,
    lastActivityAt: connection.lastActivityAt,
    heardTypes: connection.heardTypes.slice(),
    apart: connection.apart,
    unwatched: connection.unwatched,
    spark,
  };
}

/** When a page tries again that reads the stream itself, it alone knows. */
const isDue = ({ api, state }: Connection): boolean => api === 'eventsource' && state === 'waiting';
