/** The bytes of an attempt's response, as they came, in the order of the body. Where some are missing, offsets say so. */
import type { Bytes, EpochMs } from '../units.ts';
import type { MessageSource } from './message-block.ts';

export interface RawChunk {
  /** When it came; of a `whole` text, when it was read. */
  readonly at: EpochMs;
  /** Of its first byte, from the first of the body. */
  readonly offset: Bytes;
  readonly bytes: Uint8Array;
  /** All in one piece, long after it came: its boundaries and times are not known. */
  readonly whole?: true;
  /** Of all pieces that the capture was told, from 0; missing: it is from a file. */
  readonly nth?: number;
}

export interface RawText {
  /** Which witness told it: the page hook (a reading), the network log, the wire. */
  readonly from: MessageSource;
  /** Ascending by offset, without overlaps. */
  readonly chunks: RawChunk[];
  /** The body is known to be this long. */
  length: Bytes;
  /** Nothing is missing, and nothing more will come. */
  complete: boolean;
  /** Bytes that were let go to stay within the limits, or that never came. */
  dropped: Bytes;
  /** The browser had decoded it to text, which was encoded again: what was no UTF-8 reads as U+FFFD. */
  decoded?: true;
}

/** What is shown of it with its attempt. */
export interface RawFacts {
  length: Bytes;
  from: MessageSource;
  complete: boolean;
  chunks: number;
  dropped: Bytes;
  decoded?: true;
}

export function createRawText(from: MessageSource): RawText {
  return { from, chunks: [], length: 0, complete: false, dropped: 0 };
}

export function rawFacts({ length, from, complete, chunks, dropped, decoded }: RawText): RawFacts {
  return { length, from, complete, chunks: chunks.length, dropped, ...(decoded && { decoded }) };
}

/** Bytes that are held. */
export function heldBytes({ chunks }: RawText): Bytes {
  return chunks.reduce((sum, { bytes }) => sum + bytes.length, 0);
}

/** Adds the next bytes; `chunk` must not begin before the end of what is there. A hole before it counts as dropped. */
export function appendRaw(raw: RawText, chunk: RawChunk): void {
  raw.dropped += Math.max(0, chunk.offset - raw.length);
  raw.length = Math.max(raw.length, chunk.offset + chunk.bytes.length);
  raw.chunks.push(chunk);
}
