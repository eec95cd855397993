/** Reads a file as a stream, a chunk at a time: never the whole of its bytes at once. */
import { createImport, type Imported } from '../core/import/create-import.ts';
import type { ImportLimits } from '../core/import/limits.ts';
import type { Bytes } from '../core/units.ts';
import { chunksOf } from './chunks.ts';
import type { FileLabel } from './file-facts.ts';

export interface ReadOptions {
  /** Told of all bytes read so far, after each chunk. */
  onProgress(read: Bytes): void;
  limits?: ImportLimits;
}

export interface ReadCapture {
  imported: Imported;
  /** The browser's words when it could not read the file to its end: it was changed, moved, or is a folder. Null: it could. */
  broken: string | null;
}

/**
 * Never rejects for what is wrong with the file: what was read before is kept, and the reason stands in `imported.error` or `broken`.
 * Bytes that are no UTF-8 become U+FFFD, as browsers read event streams.
 */
export async function readCapture(
  { name, lastModified }: FileLabel,
  bytes: ReadableStream<Uint8Array>,
  { onProgress, limits }: ReadOptions,
): Promise<ReadCapture> {
  const file = createImport({ name, at: lastModified, limits });
  // A byte order mark is left to the readers: some speak of it.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const reader = chunksOf(bytes);
  let read = 0;
  while (!file.failed) {
    let chunk: ReadableStreamReadResult<Uint8Array>;
    try {
      chunk = await reader.read();
    } catch (error) {
      return { imported: file.end(), broken: error instanceof Error ? error.message : String(error) };
    }
    if (chunk.done) {
      file.push(decoder.decode());
      return { imported: file.end(), broken: null };
    }
    read += chunk.value.byteLength;
    file.push(decoder.decode(chunk.value, { stream: true }));
    onProgress(read);
  }
  // What follows an error is not looked at, so it need not be read.
  await reader.cancel().catch(() => undefined);
  return { imported: file.end(), broken: null };
}
