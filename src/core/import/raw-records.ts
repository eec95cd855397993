/** The text of an attempt as records of the capture file: pieces that are cut where a character ends. */
import { encodeBase64 } from '../bytes/base64.ts';
import type { RawRecord } from '../capture-file/format.ts';
import { utf8Size } from '../bytes/utf8.ts';
import type { Bytes, CodeUnits } from '../units.ts';

/** A piece of the capture file has at most 64 KB; a code unit is three bytes at most. */
const PIECE: CodeUnits = 21_000;

/** @param of where they belong; `offset`: of the first byte, 0 where it is missing */
export function* rawRecords(
  body: string | Uint8Array,
  of: Pick<RawRecord, 'connection' | 'attempt' | 'at' | 'whole'>,
  offset: Bytes = 0,
): Generator<RawRecord> {
  let start = offset;
  for (let from = 0; from < body.length;) {
    let to = Math.min(body.length, from + PIECE);
    if (typeof body !== 'string') {
      yield { kind: 'raw', ...of, offset: start, bytes: encodeBase64(body.subarray(from, to)) };
      start += to - from;
    } else {
      if (to < body.length && isHigh(body.charCodeAt(to - 1))) to -= 1;
      const text = body.slice(from, to);
      yield { kind: 'raw', ...of, offset: start, text };
      start += utf8Size(text);
    }
    from = to;
  }
}

/** The first half of a character of two code units. */
function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}
