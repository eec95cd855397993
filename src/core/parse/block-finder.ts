/** Finds where the first whole block begins in bytes that begin anywhere: after an empty line; of records, after the end of one. */
const LF = 0x0a;
const CR = 0x0d;
const RECORD_SEPARATOR = 0x1e;

export function createBlockFinder(format: 'event-stream' | 'ndjson' | 'json-seq'): { find(bytes: Uint8Array): number } {
  /** The line that goes on here has nothing in it, as far as is known. */
  let isEmpty = false;
  let afterCr = false;
  /** An empty line ended in CR: an LF after it belongs to it. */
  let ended = false;

  const findBlock = (bytes: Uint8Array): number => {
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at]!;
      if (ended) return byte === LF ? at + 1 : at;
      if (byte === LF && afterCr) afterCr = false;
      else if (byte === LF || byte === CR) {
        if (isEmpty && byte === LF) return at + 1;
        ended = isEmpty;
        isEmpty = true;
        afterCr = byte === CR;
      } else {
        isEmpty = false;
        afterCr = false;
      }
    }
    return -1;
  };

  return {
    /** The place after it in `bytes`, which go on where those of the call before ended; -1: not yet. */
    find(bytes) {
      if (format === 'event-stream') return findBlock(bytes);
      const end = bytes.indexOf(format === 'ndjson' ? LF : RECORD_SEPARATOR);
      if (end < 0) return -1;
      return format === 'ndjson' ? end + 1 : end;
    },
  };
}
