/**
 * What `curl --trace` and `--trace-ascii` write: blocks of rows with the offset before each. Gives what `curl -v` would have written. The second of them
 * writes a dot for each byte that is no printable ASCII, also for a line feed: a body of such rows cannot be read, which is said.
 */
import { decodeUtf8 } from '../bytes/utf8.ts';
import type { Bytes } from '../units.ts';
import type { HttpDump } from './http-dump.ts';

const BLOCK = /^(?:\d\d:\d\d:\d\d\.\d+ )?(?:== Info: (.*)|(=>|<=) (?:Send|Recv) (header|data|SSL data), (\d+) bytes? \(0x[0-9a-f]+\))$/;
const ROW = /^([0-9a-f]{4,}): (.*)$/;
/** Columns of a row of bytes: three for each of sixteen. */
const BYTES = 48;
const LF = 0x0a;
/** A longer line of a body is handed on in parts. */
const LONGEST: Bytes = 16 * 1024 * 1024;

interface Block {
  /** As `curl -v` marks it; '' for a body, undefined for what it does not show. */
  mark: '> ' | '< ' | '' | undefined;
  size: number;
  rows: { offset: number; text: string }[];
}

export function isCurlTrace(line: string): boolean {
  return BLOCK.test(line);
}

/** @param unreadable told once, when the first body comes that cannot be read */
export function createCurlTrace(dump: HttpDump, unreadable: () => void): { line(text: string): void; finish(): void } {
  let block: Block | undefined;
  /** Of the body: a line whose end is to come. */
  let held: number[] = [];
  let isUnreadable = false;

  const body = (bytes: readonly number[]): void => {
    for (const byte of bytes) {
      if (byte !== LF) held.push(byte);
      if (byte !== LF && held.length < LONGEST) continue;
      dump.body(textOf(held), byte === LF ? '\n' : '');
      held = [];
    }
  };

  const close = (): void => {
    if (block === undefined || block.mark === undefined) return void (block = undefined);
    const { mark } = block;
    const { bytes, isExact } = bytesOf(block);
    block = undefined;
    if (mark !== '') for (const line of textOf(bytes).split(/\r?\n/).slice(0, -1)) dump.line(`${mark}${line}`);
    else if (isExact) body(bytes);
    else if (!isUnreadable) {
      isUnreadable = true;
      unreadable();
    }
  };

  return {
    line(text) {
      const row = ROW.exec(text);
      if (row !== null) return void block?.rows.push({ offset: Number.parseInt(row[1]!, 16), text: row[2]! });
      const [isBlock, info, to, what, size] = BLOCK.exec(text) ?? [];
      if (isBlock === undefined) return;
      close();
      if (info !== undefined) return dump.line(`* ${info}`);
      const mark = what === 'header' ? (to === '=>' ? '> ' : '< ') : what === 'data' && to === '<=' ? '' : undefined;
      block = { mark, size: Number(size), rows: [] };
    },
    finish() {
      close();
      if (held.length > 0) dump.body(textOf(held), '');
      held = [];
    },
  };
}

/** `isExact`: each byte is known. */
function bytesOf({ size, rows }: Block): { bytes: number[]; isExact: boolean } {
  const bytes: number[] = [];
  let isExact = true;
  rows.forEach(({ offset, text }, at) => {
    const columns = text.slice(0, BYTES);
    if (columns.length === BYTES && /^(?:[0-9a-f]{2} )+ *$/.test(columns)) {
      bytes.push(
        ...columns
          .trim()
          .split(' ')
          .map((byte) => Number.parseInt(byte, 16)),
      );
      return;
    }
    if (text.includes('.')) isExact = false;
    for (const character of text) bytes.push(character.charCodeAt(0));
    // A row ends early only at the end of a line, which it does not show.
    if ((rows[at + 1]?.offset ?? size) > offset + text.length) bytes.push(0x0d, LF);
  });
  return { bytes, isExact };
}

function textOf(bytes: readonly number[]): string {
  return decodeUtf8(Uint8Array.from(bytes)).text;
}
