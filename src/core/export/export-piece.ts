/** The one way to export: a piece at a time, each a task of a few milliseconds, with nothing held between them. */
import type { Finding } from '../explain/finding.ts';
import type { CodeUnits } from '../units.ts';
import { EXPORT_FORMATS } from './export-formats.ts';
import type { ExportFormatName } from './format-names.ts';
import { PIECE_LENGTH, type ExportCursor, type ExportFormat, type ExportJob, type ExportMeta, type Selection } from './job.ts';
import { firstIndex } from '../model/message-log.ts';
import type { Capture } from '../model/types.ts';
import { BEFORE_ALL } from './walk.ts';
import { createPieceText } from './piece-text.ts';
import { createRedaction, REDACT_NOTHING } from './redact.ts';
import { selectedMessages } from './selected-messages.ts';
import { sumTaken, type Taken } from './taken.ts';
import { forgetOrder, wireOrder } from './wire-order.ts';

export interface ExportRequest {
  format: ExportFormatName;
  meta: ExportMeta;
  /** Null: from the begin. */
  cursor: ExportCursor | null;
  /** Missing: everything. The same for all pieces of a file. */
  selection?: Selection;
  /** Missing: true. */
  redact?: boolean;
  byteOrderMark?: boolean;
  /** Of the capture, for formats that hold them; null: not yet known. Missing: none. */
  findings?: () => readonly Finding[] | null;
  pieceLength?: CodeUnits;
}

export interface ExportPiece {
  text: string;
  /** Null after the last piece. */
  next: ExportCursor | null;
  /** Messages that are written, of how many. Some may turn out not to be wanted, so the last `done` may be less than `total`. */
  done: number;
  total: number;
  /** What was taken out of this piece. */
  taken: Taken[];
}

/** The piece at `cursor`, which is one that another piece gave. Call `catchUp` before. */
export function exportPiece(capture: Capture, request: ExportRequest): ExportPiece {
  const { format, meta, cursor, selection = {}, redact = true, byteOrderMark = false, findings = () => [], pieceLength = PIECE_LENGTH } = request;
  const { connections } = selection;
  const sums = sumTaken();
  const job: ExportJob = {
    capture,
    meta,
    byteOrderMark,
    findings,
    messages: selectedMessages(capture, selection.messages),
    wantedIds: [...capture.connections.keys()].filter((id) => connections?.has(id) ?? true).sort((a, b) => a - b),
    wants: connections === undefined ? () => true : (id) => connections.has(id),
    isPart: selection.messages !== undefined,
    filtered: selection.messages !== undefined || connections !== undefined,
    redaction: redact ? createRedaction(sums.onTaken) : REDACT_NOTHING,
  };
  const at = cursor === null ? begin(job) : { ...cursor };
  if (cursor === null) wireOrder(capture, at);
  const out = createPieceText(pieceLength);
  const writer: ExportFormat = EXPORT_FORMATS[format];
  const finished = writer.write(job, at, out);
  if (finished) forgetOrder(capture, at);
  return { text: out.take(), next: finished ? null : at, done: at.done, total: at.total, taken: sums.list() };
}

function begin({ capture, messages, filtered, isPart, wantedIds }: ExportJob): ExportCursor {
  const { ledger, log, connections } = capture;
  return {
    part: 0,
    items: 0,
    entry: 0,
    endEntry: ledger.next,
    message: -1,
    rank: BEFORE_ALL,
    firstMessage: firstIndex(log),
    endMessage: log.next,
    endPiece: capture.rawPieces,
    idOf: -1,
    done: 0,
    // Of whole connections all rows are wanted.
    total: filtered && !isPart ? wantedIds.reduce((sum, id) => sum + connections.get(id)!.positions.length, 0) : messages.length,
    connection: 0,
    attempt: 0,
    offset: 0,
    size: 0,
  };
}

/** All pieces, one by one, for those who have time: the command line, tests. */
export function* exportPieces(capture: Capture, request: Omit<ExportRequest, 'cursor'>): Generator<ExportPiece, void, void> {
  for (let cursor: ExportCursor | null = null; ;) {
    const piece = exportPiece(capture, { ...request, cursor });
    yield piece;
    if (piece.next === null) return;
    cursor = piece.next;
  }
}
