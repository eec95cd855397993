/** The rows of a capture, line by line as its NDJSON file has them: the one door through which everything recorded can be had. */
import { exportPieces } from '../../cli/recorder.ts';
import type { AttemptRecord, ConnectionRecord, KnownRecord, RowRecord } from '../../src/core/capture-file/format.ts';
import { createFileReader } from '../../src/core/capture-file/read-file.ts';
import type { Ask } from '../../src/recorder/questions/questions.ts';

export interface ExportedConnection {
  record: ConnectionRecord;
  attempts: { record: AttemptRecord; rows: RowRecord[] }[];
}

const META = { page: { url: '', title: '' }, generator: 'test', browser: 'test', createdAt: 0 };

/** Exports everything. Call after `look`, so that what the network log knows is in it. */
export async function exportedConnections(ask: Ask): Promise<ExportedConnection[]> {
  let text = '';
  for await (const piece of exportPieces(ask, { format: 'ndjson', filter: {}, redact: false, meta: META })) text += piece;
  const connections = new Map<number, ConnectionRecord>();
  const attempts = new Map<number, Map<number, AttemptRecord>>();
  const rows = new Map<number, RowRecord[]>();
  const reader = createFileReader({
    header: () => {},
    record(given) {
      const record = given as KnownRecord;
      if (record.kind === 'connection') {
        connections.set(record.id, record);
        attempts.set(record.id, new Map());
        rows.set(record.id, []);
      } else if (record.kind === 'attempt') attempts.get(record.connection)!.set(record.n, record);
      else if (record.kind === 'message' || record.kind === 'comment' || record.kind === 'retry') rows.get(record.connection)!.push(record);
    },
  });
  reader.push(text);
  reader.end();
  return [...connections.values()].map((record) => ({
    record,
    attempts: [...attempts.get(record.id)!.values()]
      .toSorted((a, b) => a.n - b.n)
      .map((attempt) => ({ record: attempt, rows: rows.get(record.id)!.filter((row) => row.attempt === attempt.n) })),
  }));
}
