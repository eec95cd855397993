/**
 * What came in one response of a HAR. Its text has all of it and no times; the list of Chromium has messages with times, and no comments or
 * `retry`. Where one entry has both, each message of the list is found again in the text.
 */
import type { Oddity } from '../parse/report.ts';
import { createRecordReader } from '../parse/record-reader.ts';
import { parseStream } from '../parse/stream-parser.ts';
import type { EpochMs, Milliseconds } from '../units.ts';
import type { HarEntry, HarMessage } from './har-entry.ts';

export interface HarRow {
  kind: 'message' | 'comment' | 'retry';
  /** Undefined: not known. */
  at: EpochMs | undefined;
  type: string;
  lastEventId: string;
  /** Of a retry the digits, as they were written. */
  data: string;
}

export interface HarRows {
  rows: HarRow[];
  oddities: Oddity[];
  /** The last one. */
  retry: Milliseconds | undefined;
  /** The list has messages that the text has not: the rows are those of the list. */
  disagree: boolean;
}

/** @param sentId the position that the request named: browsers go on with it */
export function harRows({ body, format, listed }: Pick<HarEntry, 'body' | 'listed'> & Partial<Pick<HarEntry, 'format'>>, sentId: string): HarRows {
  const ofList = (listed ?? []).map(rowOf);
  if (body.text === undefined) return { rows: ofList, oddities: [], retry: undefined, disagree: false };
  const rows: HarRow[] = [];
  if (format === 'ndjson' || format === 'json-seq') {
    const reader = createRecordReader(format, (data) => rows.push({ kind: 'message', at: undefined, type: 'message', lastEventId: '', data }));
    reader.push(body.text);
    reader.end();
    return { rows, oddities: [], retry: undefined, disagree: false };
  }
  const oddities: Oddity[] = [];
  const parser = parseStream(
    body.text,
    {
      message: ({ type, lastEventId, data }) => rows.push({ kind: 'message', at: undefined, type, lastEventId, data }),
      comment: (data) => rows.push({ kind: 'comment', at: undefined, type: '', lastEventId: '', data }),
      retry: (_, __, data) => rows.push({ kind: 'retry', at: undefined, type: '', lastEventId: '', data }),
      oddity: (oddity) => oddities.push(oddity),
    },
    { lastEventId: sentId },
  );
  const retry = Number.isFinite(parser.retry) ? parser.retry : undefined;
  if (!giveTimes(rows, listed ?? [])) return { rows: ofList, oddities, retry, disagree: true };
  return { rows, oddities, retry, disagree: false };
}

function rowOf({ at, type, lastEventId, data = '' }: HarMessage): HarRow {
  return { kind: 'message', at, type, lastEventId, data };
}

/** Gives each row the time of its message in the list, or of the one before it, else of the first. Says whether the text has all that the list has. */
function giveTimes(rows: HarRow[], listed: readonly HarMessage[]): boolean {
  let found = 0;
  let at = listed[0]?.at;
  for (const row of rows) {
    const next = listed[found];
    if (next !== undefined && row.kind === 'message' && row.type === next.type && (next.data === undefined || next.data === row.data)) {
      at = next.at;
      found += 1;
    }
    row.at = at;
  }
  return found === listed.length;
}
