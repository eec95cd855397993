/** The door for bytes. */
import { createUtf8Decoder, type Decode } from '../bytes/utf8.ts';
import type { Bytes } from '../units.ts';
import { createNumberTable, type NumberList } from './number-table.ts';
import type { StreamParser } from './stream-parser.ts';

const LF = 0x0a;
const CR = 0x0d;

export interface ByteDoor {
  push(bytes: Uint8Array): void;
  end(): void;
  /** Where each line begins that has begun, in bytes; the line with number n is at n - 1. Of the first 4 GB. */
  readonly lineStarts: NumberList;
  readonly length: Bytes;
}

/**
 * @note No byte of a longer sequence of UTF-8 looks like CR or LF, and in broken UTF-8 both stay what they are. So lines can be
 * counted in bytes without decoding, and the nth line of the bytes is the nth line of the text, whatever the decoder replaced.
 * @param decode for lines that are shortened before they are decoded
 */
export function createByteDoor(parser: Pick<StreamParser, 'push' | 'end'>, decode: Decode = createUtf8Decoder()): ByteDoor {
  const lineStarts = createNumberTable();
  lineStarts.push(0);
  let length: Bytes = 0;
  let afterCr = false;

  const findLines = (bytes: Uint8Array): void => {
    let lf = bytes.indexOf(LF);
    let cr = bytes.indexOf(CR);
    if (afterCr && bytes.length > 0) {
      afterCr = false;
      if (lf === 0) {
        lineStarts.put(lineStarts.length - 1, length + 1);
        lf = bytes.indexOf(LF, 1);
      }
    }
    while (lf >= 0 || cr >= 0) {
      const isCr = cr >= 0 && (lf < 0 || cr < lf);
      const next = (isCr ? cr : lf) + 1;
      const end = isCr && bytes[next] === LF ? next + 1 : next;
      lineStarts.push(length + end);
      if (isCr && next === bytes.length) afterCr = true;
      if (lf >= 0 && lf < end) lf = bytes.indexOf(LF, end);
      if (cr >= 0 && cr < end) cr = bytes.indexOf(CR, end);
    }
  };

  return {
    push(bytes) {
      findLines(bytes);
      length += bytes.length;
      parser.push(decode(bytes));
    },
    end() {
      parser.push(decode());
      parser.end();
    },
    lineStarts,
    get length() {
      return length;
    },
  };
}
