/** Attempts of a capture against the requests that the server answered: found again by the message that each begins with. */
import type { RequestRecord } from '../../demo/log.ts';
import type { RowRecord } from '../../src/core/capture-file/format.ts';
import type { ExportedConnection } from './exported-rows.ts';
import { BEGIN, type TrueRow } from './random-streams.ts';

export interface WrongAttempt {
  stream: string;
  connection: number;
  attempt: number;
  number: string | undefined;
  expected: TrueRow[] | undefined;
  got: TrueRow[];
  from: string[];
}

const toldOf = (row: RowRecord): TrueRow =>
  row.kind === 'message'
    ? { kind: row.kind, type: row.type, lastEventId: row.lastEventId, data: row.data }
    : { kind: row.kind, type: '', lastEventId: '', data: row.kind === 'comment' ? row.text : `${row.ms}` };

/** What is written just before a socket is cut may never be read; all else must be there. */
const isTruth = (got: readonly TrueRow[], expected: readonly TrueRow[], end: RequestRecord['end']): boolean =>
  JSON.stringify(got) === JSON.stringify(end?.by === 'cut' ? expected.slice(0, got.length) : expected);

/**
 * @param rowsOf what a request must have become.
 * @returns the attempts of the capture that are not what the server wrote, and the requests of the server that are none of the capture.
 */
export function compare(
  connections: readonly ExportedConnection[],
  requests: readonly RequestRecord[],
  rowsOf: (request: RequestRecord) => TrueRow[],
): { wrong: WrongAttempt[]; missing: RequestRecord[] } {
  const missing = new Map(requests.map((request) => [`${request.stream} ${request.attempt}`, request]));
  const wrong: WrongAttempt[] = [];
  const unread: { stream: string; sent: string | null }[] = [];
  for (const { record, attempts } of connections) {
    const stream = new URL(record.url).searchParams.get('stream')!;
    for (const { record: attempt, rows } of attempts) {
      if (attempt.status === 204 && rows.length === 0) continue;
      if (attempt.outcome === 'cut' && rows.length === 0) {
        unread.push({ stream, sent: attempt.lastEventIdSent ?? null });
        continue;
      }
      const got = rows.map(toldOf);
      const number = got.find(({ type }) => type === BEGIN)?.data;
      const request = missing.get(`${stream} ${number}`);
      missing.delete(`${stream} ${number}`);
      const expected = request && rowsOf(request);
      const isRight =
        request !== undefined && isTruth(got, expected!, request.end) && (attempt.lastEventIdSent ?? null) === request.lastEventId && attempt.status === 200;
      if (!isRight) wrong.push({ stream, connection: record.id, attempt: attempt.n, number, expected, got, from: rows.map(({ from }) => from) });
    }
  }
  for (const { stream, sent } of unread) {
    const cut = [...missing].find(([, request]) => request.stream === stream && request.lastEventId === sent && request.end?.by === 'cut');
    if (cut !== undefined) missing.delete(cut[0]);
  }
  return { wrong, missing: [...missing.values()] };
}
