/** Reads a file as a stream, a chunk at a time: never the whole of its bytes at once. */
import { createImport, type Imported } from '../core/import/create-import.ts';
import type { ImportLimits } from '../core/import/limits.ts';
import type { Bytes, EpochMs } from '../core/units.ts';
import { chunksOf, type Chunks } from './chunks.ts';
import { encodingOf, isGzip, withHead, type TextEncoding } from './text-of-bytes.ts';

/** As much of the file as its surroundings know. */
export interface FileLabel {
  name: string;
  size: Bytes;
  /** When it was last changed. */
  lastModified: EpochMs;
  recording?: boolean;
}

export interface ReadOptions {
  /** Told of all bytes read so far, after each chunk: of a packed file, of those that are packed. */
  onProgress(read: Bytes): void;
  limits?: ImportLimits;
}

export interface ReadCapture {
  imported: Imported;
  /** The browser's words when it could not read the file to its end: it was changed, moved, damaged, or is a folder. Null: it could. */
  broken: string | null;
  /** It was unpacked: gzip. */
  isPacked: boolean;
  encoding: TextEncoding;
}

/** The shortest begin that an encoding can be told by: a file that has less is read by what there is. */
const HEAD: Bytes = 512;

/**
 * Never rejects for what is wrong with the file: what was read before is kept, and the reason stands in `imported.error` or `broken`.
 * Bytes that are no UTF-8 become U+FFFD, as browsers read event streams; UTF-16 is read as such, and files of gzip are unpacked.
 *
 * @note Runs in workers, where Chromium has no catalogue of texts: what it finds is put into words by the page.
 */
export async function readCapture(
  { name, lastModified }: FileLabel,
  bytes: ReadableStream<Uint8Array>,
  { onProgress, limits }: ReadOptions,
): Promise<ReadCapture> {
  const file = createImport({ name, at: lastModified, limits });
  let chunks = counted(chunksOf(bytes), onProgress);
  let decoder: TextDecoder | undefined;
  let head = new Uint8Array(0);
  let isPacked = false;
  let encoding: TextEncoding = 'utf-8';
  const end = (broken: string | null): ReadCapture => ({ imported: file.end(), broken, isPacked, encoding });
  try {
    while (!file.failed) {
      const { done, value } = await chunks.read();
      if (decoder === undefined) {
        head = joined(head, value);
        if (!done && head.length < HEAD) continue;
        if (!isPacked && isGzip(head)) {
          isPacked = true;
          // What it unpacks to is bounded as a file is: the rest is not unpacked.
          chunks = withHead(head, done ? NOTHING : chunks)
            .pipeThrough(new DecompressionStream('gzip'))
            .getReader();
          head = new Uint8Array(0);
          continue;
        }
        encoding = encodingOf(head);
        // A byte order mark is left to the readers: some speak of it.
        decoder = new TextDecoder(encoding, { ignoreBOM: true });
        file.push(decoder.decode(head, { stream: !done }));
      } else file.push(decoder.decode(value, { stream: !done }));
      if (done) return end(null);
    }
  } catch (error) {
    return end(error instanceof Error ? error.message : String(error));
  }
  // What follows an error is not looked at, so it need not be read.
  await chunks.cancel().catch(() => undefined);
  return end(null);
}

const NOTHING: Chunks = { read: () => Promise.resolve({ done: true, value: undefined }), cancel: () => Promise.resolve() };

function counted(chunks: Chunks, onProgress: (read: Bytes) => void): Chunks {
  let read = 0;
  return {
    async read() {
      const result = await chunks.read();
      if (result.value !== undefined && !result.done) onProgress((read += result.value.byteLength));
      return result;
    },
    cancel: () => chunks.cancel(),
  };
}

function joined(head: Uint8Array<ArrayBuffer>, more: Uint8Array | undefined): Uint8Array<ArrayBuffer> {
  if (more === undefined || more.length === 0) return head;
  const both = new Uint8Array(head.length + more.length);
  both.set(head);
  both.set(more, head.length);
  return both;
}
