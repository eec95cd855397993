/** Makes a file out of pieces, one after the other, so that neither the recorder nor the panel ever stands still. */
import type { Bytes, EpochMs, Milliseconds } from '../../../core/units.ts';
import type { Ask, ExportPiece, ExportRequest } from '../../../wire/protocol/questions.ts';

/**
 * Bytes that are gathered before a blob is made of them: to make one of a single byte took 0.4 ms in Chromium, probably since it waits for the
 * browser's own process; 80 MB at the end were one task of 230 ms. They are gathered in memory that is used again and again.
 */
const BLOB_SIZE: Bytes = 2 * 1024 * 1024;
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
  request: Omit<ExportRequest, 'cursor'>;
  mediaType: string;
  /** Called for the first piece, then at most ten times a second, and for the last. */
  onProgress(progress: ExportProgress): void;
  now(): EpochMs;
}

/** @throws the recorder's refusal; or the reason of `end`, when that is aborted. */
export async function pullExport(ask: Ask, { request, mediaType, onProgress, now }: PullOptions, end: AbortSignal): Promise<Blob> {
  const encoder = new TextEncoder();
  const blobs: Blob[] = [];
  const memory = new Uint8Array(BLOB_SIZE);
  let gathered: Bytes = 0;
  let size: Bytes = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  const pull = (cursor: ExportRequest['cursor']): Promise<ExportPiece> => ask('exportPiece', { ...request, cursor });
  const release = (): void => {
    blobs.push(new Blob([memory.subarray(0, gathered)]));
    gathered = 0;
  };
  const gather = (text: string): void => {
    for (let rest = text; ;) {
      const { read, written } = encoder.encodeInto(rest, memory.subarray(gathered));
      gathered += written;
      size += written;
      if (read === rest.length) return;
      rest = rest.slice(read);
      release();
    }
  };

  end.throwIfAborted();
  for (let coming = pull(null); ;) {
    const { text, next, finished, done, total } = await coming;
    end.throwIfAborted();
    // The recorder is at the next piece while this one is taken in.
    if (!finished) coming = pull(next);
    gather(text);
    if (finished || now() - toldAt >= PROGRESS_GAP) {
      toldAt = now();
      onProgress({ searching: text === '' && !finished && next === null, done, total, size });
    }
    if (!finished) continue;
    release();
    return new Blob(blobs, { type: mediaType });
  }
}
