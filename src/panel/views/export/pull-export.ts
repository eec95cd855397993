/** Makes a file out of pieces, one after the other, so that neither the recorder nor the panel ever stands still. */
import { formatOf } from '../../../core/export/formats.ts';
import type { Taken } from '../../../core/export/taken.ts';
import type { Bytes, EpochMs, Milliseconds } from '../../../core/units.ts';
import type { Ask } from '../../../recorder/questions/questions.ts';
import type { ExportPiece, ExportRequest } from '../../../wire/protocol/questions.ts';

/** Ten times a second looks live. To draw progress takes about as long as to make a piece. */
const PROGRESS_GAP: Milliseconds = 100;

export interface ExportProgress {
  /** Still looking for what passes the filter: then `total` is what was found so far. */
  searching: boolean;
  done: number;
  total: number;
  size: Bytes;
}

export interface PullOptions {
  request: Omit<ExportRequest, 'inBlobs'>;
  /** Called for the first piece, then at most ten times a second, and for the last. */
  onProgress(progress: ExportProgress): void;
  now(): EpochMs;
}

export interface MadeFile {
  file: Blob;
  /** What was taken out of it. */
  taken: Taken[];
}

/** @throws the recorder's refusal; or the reason of `end`, when that is aborted. */
export async function pullExport(ask: Ask, { request, onProgress, now }: PullOptions, end: AbortSignal): Promise<MadeFile> {
  end.throwIfAborted();
  const id = await ask('beginExport', { ...request, inBlobs: true });
  const giveUp = (): void => void ask('endExport', { id }).catch(() => undefined);
  // Also where that was while it was being begun.
  if (end.aborted) giveUp();
  end.throwIfAborted();
  end.addEventListener('abort', giveUp);
  const pull = (): Promise<ExportPiece> =>
    ask('exportPiece', { id }).catch((error: unknown) => {
      end.throwIfAborted();
      throw error;
    });
  try {
    const parts: Blob[] = [];
    let size: Bytes = 0;
    let toldAt = Number.NEGATIVE_INFINITY;
    for (let coming = pull(); ;) {
      const { text, blob, searching, finished, done, total, taken } = await coming;
      end.throwIfAborted();
      // The recorder is at the next piece while this one is taken in.
      if (!finished) coming = pull();
      const part = blob instanceof Blob ? blob : new Blob([text]);
      if (part.size > 0) parts.push(part);
      size += part.size;
      if (finished || now() - toldAt >= PROGRESS_GAP) {
        toldAt = now();
        onProgress({ searching, done, total, size });
      }
      if (finished) return { file: new Blob(parts, { type: mediaTypeOf(request) }), taken };
    }
  } finally {
    end.removeEventListener('abort', giveUp);
  }
}

function mediaTypeOf({ format, isBeside = false }: PullOptions['request']): string {
  const kind = formatOf(format);
  return ((isBeside ? kind.beside : undefined) ?? kind).mediaType;
}
