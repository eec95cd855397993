/** Makes a file out of pieces, one after the other, so that neither the recorder nor the panel ever stands still. */
import type { Bytes } from '../../../core/units.ts';
import type { Ask, ExportPiece, ExportRequest } from '../../../wire/protocol/questions.ts';

export interface ExportProgress {
  /** Still looking for what passes the filter: then `total` is what was found so far. */
  searching: boolean;
  done: number;
  total: number;
  size: Bytes;
}

/** @throws the recorder's refusal; or the reason of `end`, when that is aborted. */
export async function pullExport(
  ask: Ask,
  request: Omit<ExportRequest, 'cursor'>,
  mediaType: string,
  onProgress: (progress: ExportProgress) => void,
  end: AbortSignal,
): Promise<Blob> {
  // @note Each piece becomes a blob at once: encoding all of the text at the end would be one long task.
  const parts: Blob[] = [];
  let size: Bytes = 0;
  for (let cursor: ExportRequest['cursor'] = null; ;) {
    end.throwIfAborted();
    const piece: ExportPiece = await ask('exportPiece', { ...request, cursor });
    end.throwIfAborted();
    if (piece.text !== '') {
      const part = new Blob([piece.text]);
      parts.push(part);
      size += part.size;
    }
    onProgress({ searching: piece.text === '' && !piece.finished && piece.next === null, done: piece.done, total: piece.total, size });
    if (piece.finished) return new Blob(parts, { type: mediaType });
    cursor = piece.next;
  }
}
