/** The next piece of a file: of everything, or of what passes a filter. */
import type { Finding } from '../core/explain/finding.ts';
import { exportPiece } from '../core/export/export-piece.ts';
import type { Selection } from '../core/export/job.ts';
import type { Capture } from '../core/model/capture.ts';
import { filterKey } from '../core/select/filter.ts';
import type { ConnectionId } from '../core/units.ts';
import type { ExportPiece, ExportRequest, MessageFilter } from '../wire/protocol/questions.ts';
import type { FilterMemo } from './filter-memo.ts';

const EVERYTHING = filterKey({});

/**
 * @note Nothing is written before all messages were looked at: a piece that is written is not changed any more. The search is asked
 * for with each piece, since the memo may have let go of it meanwhile.
 */
export function exportAnswer(
  capture: Capture,
  filters: FilterMemo,
  { filter, ...request }: ExportRequest,
  { findings, isOver }: { findings: () => readonly Finding[] | null; isOver: () => boolean },
): ExportPiece {
  let selection: Selection | undefined;
  if (filterKey(filter) !== EVERYTHING) {
    const messages = filters.of(filter);
    messages.step(isOver);
    if (!messages.complete) {
      return { text: '', next: request.cursor, finished: false, done: request.cursor?.done ?? 0, total: request.cursor?.total ?? messages.length };
    }
    selection = { messages, connections: connectionsOf(capture, filter) };
  }
  const piece = exportPiece(capture, { ...request, selection, findings });
  return { ...piece, finished: piece.next === null };
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
