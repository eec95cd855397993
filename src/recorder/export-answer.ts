/** The next piece of a file: of everything, or of what passes a filter. */
import type { Finding } from '../core/explain/finding.ts';
import { exportPiece, type ExportPiece as CoreExportPiece } from '../core/export/export-piece.ts';
import type { ExportCursor, Selection } from '../core/export/job.ts';
import { sumTaken } from '../core/export/taken.ts';
import type { Capture } from '../core/model/types.ts';
import { filterKey, normalize } from '../core/select/filter.ts';
import type { Bytes, ConnectionId } from '../core/units.ts';
import type { ExportPiece, ExportRequest, MessageFilter } from '../wire/protocol/questions.ts';
import type { FilterMemo } from './filter-memo.ts';
import { createUtf8Writer, type Utf8Writer } from './utf8-writer.ts';

const EVERYTHING = filterKey({});
/** Of one blob, about: to make one takes 0.4 ms in Chromium, however small, and to write so much some 10 ms. */
const BLOB_SIZE: Bytes = 1024 * 1024;
/** The memory in which the bytes of all blobs are gathered. */
let gathered: Utf8Writer | undefined;

/**
 * @note Nothing is written before all messages were looked at: a piece that is written is not changed any more. The search is asked
 * for with each piece, since the memo may have let go of it meanwhile.
 */
export function exportAnswer(
  capture: Capture,
  filters: FilterMemo,
  { filter, inBlobs = false, ...request }: ExportRequest,
  { findings, isOver }: { findings: () => readonly Finding[] | null; isOver: () => boolean },
): ExportPiece {
  let selection: Selection | undefined;
  if (filterKey(filter) !== EVERYTHING && isByConnection(filter)) selection = { connections: connectionsOf(capture, filter) };
  else if (filterKey(filter) !== EVERYTHING) {
    const messages = filters.of(filter);
    messages.step(isOver);
    if (!messages.complete) {
      return { text: '', next: request.cursor, finished: false, done: request.cursor?.done ?? 0, total: request.cursor?.total ?? messages.length, taken: [] };
    }
    selection = { messages, connections: connectionsOf(capture, filter) };
  }
  const write = (cursor: ExportCursor | null): CoreExportPiece => exportPiece(capture, { ...request, cursor, selection, findings });
  if (inBlobs) return blobPiece(write, request.cursor);
  const piece = write(request.cursor);
  return { ...piece, finished: piece.next === null };
}

/**
 * @note Text on its way through the page, and text that a `Blob` is made of, is there until the garbage of either side is collected: of a large
 * file that was as much again (bench: big-file).
 */
function blobPiece(write: (cursor: ExportCursor | null) => CoreExportPiece, from: ExportCursor | null): ExportPiece {
  const bytes = (gathered ??= createUtf8Writer());
  bytes.take(); // what was left by one that failed
  const sums = sumTaken();
  for (let cursor = from; ;) {
    const { text, next, done, total, taken } = write(cursor);
    bytes.write(text);
    sums.add(taken);
    cursor = next;
    // Where nothing was written there is somebody who is waited for.
    if (next === null || text === '' || bytes.length >= BLOB_SIZE)
      return { text: '', blob: new Blob([bytes.take()]), next, finished: next === null, done, total, taken: sums.list() };
  }
}

/** Whole connections are wanted, with all that is known of them: their raw text too. */
function isByConnection(filter: MessageFilter): boolean {
  const { connections: _, frames: __, ...others } = normalize(filter);
  return Object.keys(others).length === 0;
}

/** Undefined: the filter does not say, so all. */
function connectionsOf(capture: Capture, { connections, frames }: MessageFilter): ReadonlySet<ConnectionId> | undefined {
  if (connections === undefined && frames === undefined) return undefined;
  const wanted = new Set<ConnectionId>();
  for (const [id, { connection }] of capture.connections) {
    if ((connections?.includes(id) ?? true) && (frames?.includes(connection.frameId) ?? true)) wanted.add(id);
  }
  return wanted;
}
