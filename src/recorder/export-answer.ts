/** Files that are being written, of everything or of what passes a filter: held here by an id, and handed out piece by piece. */
import type { Finding } from '../core/explain/finding.ts';
import { createExportFile, type WrittenPiece } from '../core/export/export-file.ts';
import { EXPORT_FORMAT_NAMES, isExportFormatName } from '../core/export/formats.ts';
import type { Selection } from '../core/export/job.ts';
import type { Capture } from '../core/model/types.ts';
import { filterKey, normalize } from '../core/select/filter.ts';
import type { Bytes, ConnectionId } from '../core/units.ts';
import type { ExportId, ExportPiece, ExportRequest, MessageFilter } from '../wire/protocol/questions.ts';
import { RefusedQuestion, type AnswerContext, type HeldExport } from './questions/question.ts';
import { createUtf8Writer, type Utf8Writer } from './utf8-writer.ts';

type ExportContext = Pick<AnswerContext, 'capture' | 'filters' | 'desk' | 'exports' | 'now' | 'slice'>;

/** Files at a time. A panel that goes without a word leaves one behind, which may hold some bytes for each row. */
const MOST_HELD = 4;
const EVERYTHING = filterKey({});
/** Of one blob, about: to make one takes 0.4 ms in Chromium, however small, and to write so much some 10 ms. */
const BLOB_SIZE: Bytes = 1024 * 1024;
/** The memory in which the bytes of all blobs are gathered. */
let gathered: Utf8Writer | undefined;
let lastId: ExportId = 0;

/** @throws RefusedQuestion when there is no such format. */
export function beginExport(held: Map<ExportId, HeldExport>, request: ExportRequest): ExportId {
  if (!isExportFormatName(request.format)) throw new RefusedQuestion(`\`format\` must be one of ${EXPORT_FORMAT_NAMES.join(', ')}`);
  // In the order in which they were asked for.
  for (const id of [...held.keys()].slice(0, Math.max(0, held.size + 1 - MOST_HELD))) held.delete(id);
  lastId += 1;
  held.set(lastId, { request });
  return lastId;
}

/**
 * @throws RefusedQuestion when it is not held any more.
 * @note Nothing is written before all messages were looked at: a piece that is written is not changed any more. The search is asked
 * for with each piece, since the memo may have let go of it meanwhile.
 */
export function nextPiece(recorder: ExportContext, id: ExportId): ExportPiece {
  const { capture, filters, desk, exports } = recorder;
  const held = exports.get(id);
  if (held === undefined) throw new RefusedQuestion('this export is not held any more');
  // Put back behind all others; and not at all when it fails, since nobody could go on with it.
  exports.delete(id);
  const { filter, inBlobs = false, ...wish } = held.request;
  const selection: Selection = {};
  if (filterKey(filter) !== EVERYTHING) {
    selection.connections = connectionsOf(capture, filter);
    if (!isByConnection(filter)) {
      const messages = filters.of(filter);
      messages.step(recorder.slice());
      if (!messages.complete) {
        exports.set(id, held);
        const { done = 0, total = messages.length, taken = [] } = held.reached ?? {};
        return { text: '', searching: held.file === undefined, finished: false, done, total, taken };
      }
      selection.messages = messages;
    }
  }
  const findings = (): readonly Finding[] | null => desk.forExport(recorder.now(), recorder.slice());
  const file = (held.file ??= createExportFile(capture, { ...wish, findings }, selection));
  const piece = inBlobs ? blobPiece(() => file.next(selection)) : file.next(selection);
  const { finished, done, total, taken } = piece;
  held.reached = { done, total, taken };
  if (!finished) exports.set(id, held);
  return { ...piece, searching: false };
}

/**
 * @note Text on its way through the page, and text that a `Blob` is made of, is there until the garbage of either side is collected: of a large
 * file that was as much again (bench: big-file).
 */
function blobPiece(next: () => WrittenPiece): WrittenPiece & { blob: Blob } {
  const bytes = (gathered ??= createUtf8Writer());
  bytes.take(); // what was left by one that failed
  for (;;) {
    const { text, ...piece } = next();
    bytes.write(text);
    // Where nothing was written there is somebody who is waited for.
    if (piece.finished || text === '' || bytes.length >= BLOB_SIZE) return { ...piece, text: '', blob: new Blob([bytes.take()]) };
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
