/**
 * Pieces of a text with silence between them, as the network delivered them. An application that sends a round ends it with a block; a buffer that
 * is full ends it anywhere, mostly within a line.
 */
import type { RawChunk } from '../model/types.ts';
import type { Bytes, EpochMs, Milliseconds } from '../units.ts';

export interface Heap {
  /** Messages that were complete in it. */
  readonly messages: number;
  readonly size: Bytes;
  /** It broke off within a line, and the next one went on there. */
  readonly cut: boolean;
}

export interface HeapReader {
  /** The newest that are over. Undefined: where pieces began and when they came is not known. */
  readonly heaps: readonly Heap[] | undefined;
  /** The first byte of `chunk` is the next of the text. @param messages complete so far */
  begin(chunk: RawChunk, messages: number): void;
}

/** Shorter pauses are the network's own: a packet that is sent again. */
const SILENCE: Milliseconds = 500;
/** Remembered. */
export const HEAPS = 5;
const LF = 0x0a;
const CR = 0x0d;

export function createHeapReader(): HeapReader {
  let known: Heap[] | undefined = [];
  let open: { messages: number; size: Bytes; at: EpochMs; last: number | undefined } | undefined;
  return {
    get heaps() {
      return known;
    },
    begin({ at, bytes, whole }, messages) {
      if (whole === true) known = undefined;
      if (known === undefined) return;
      if (open !== undefined && at - open.at >= SILENCE) {
        known.push({ messages: messages - open.messages, size: open.size, cut: open.last !== LF && open.last !== CR });
        if (known.length > HEAPS) known.shift();
        open = undefined;
      }
      open ??= { messages, size: 0, at, last: undefined };
      open.size += bytes.length;
      open.at = at;
      open.last = bytes.at(-1) ?? open.last;
    },
  };
}
