/** The text of a response: how it grows, and what is shown of it. */
import type { Bytes } from '../units.ts';
import type { RawFacts } from './connection.ts';
import type { MessageSource } from './message-block.ts';
import type { RawChunk, RawText } from './types.ts';

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
