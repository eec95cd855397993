/** Reads a capture file line by line from chunks of its text, however they are cut. */
import type { CodeUnits } from '../units.ts';
import { isObject } from '../model/field-kinds.ts';
import { checkHeader, checkRecord } from './check-record.ts';
import { FORMAT, VERSION, type FileHeader, type KnownRecord, type UnknownRecord } from './format.ts';

/** A line longer than this is not read: no message is as long, and it must not fill the memory. */
const MAX_LINE: CodeUnits = 512 * 1024 * 1024;
/** As much of a line as an error quotes. */
const QUOTE = 40;

/** Why reading stopped. What was read before has been handed out. */
export class CaptureFileError extends Error {
  override readonly name = 'CaptureFileError';
  /** From 1. */
  readonly line: number;
  constructor(line: number, reason: string) {
    super(`line ${line}: ${reason}`);
    this.line = line;
  }
}

interface FileReader {
  /** Reads what is complete of the text so far. Throws `CaptureFileError`; after that, nothing more is read. */
  push(chunk: string): void;
  /** The text is at its end: reads the last line, if no LF ended it. Throws `CaptureFileError`. */
  end(): void;
}

/** Calls back for the header, then for each record in the order of the file. */
export function createFileReader(on: { header(header: FileHeader): void; record(record: KnownRecord | UnknownRecord): void }): FileReader {
  /** Pieces of a line that is not complete; joined once. */
  let pieces: string[] = [];
  let held: CodeUnits = 0;
  let line = 0;
  let broken = false;

  const fail = (reason: string): never => {
    broken = true;
    pieces = [];
    throw new CaptureFileError(Math.max(1, line), reason);
  };

  const read = (text: string): void => {
    line += 1;
    const value = parse(text, fail);
    if (line === 1) on.header(readHeader(value, fail));
    else {
      const wrong = checkRecord(value);
      if (wrong !== null) fail(wrong);
      // The guard has passed it, as a kind that is known or as one that is kept.
      on.record(value as KnownRecord | UnknownRecord);
    }
  };

  const hold = (piece: string): void => {
    held += piece.length;
    if (held > MAX_LINE) {
      line += 1;
      fail(`the line is longer than ${MAX_LINE} characters`);
    }
    if (piece !== '') pieces.push(piece);
  };

  const takeLine = (): void => {
    const text = pieces.length === 1 ? pieces[0]! : pieces.join('');
    pieces = [];
    held = 0;
    read(text.endsWith('\r') ? text.slice(0, -1) : text);
  };

  return {
    push(chunk) {
      if (broken) return;
      let begin = 0;
      for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', begin)) {
        hold(chunk.slice(begin, end));
        takeLine();
        begin = end + 1;
      }
      hold(chunk.slice(begin));
    },
    end() {
      if (broken) return;
      if (held > 0) takeLine();
      if (line === 0) {
        line = 1;
        fail('the file is empty; a capture file begins with a header');
      }
    },
  };
}

function parse(text: string, fail: (reason: string) => never): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return fail(text === '' ? 'the line is empty; each line is one JSON object' : `not JSON (the line may be cut short): ${quote(text)}`);
  }
}

/** The header, when `value` is one; else calls `fail` with what is wrong. */
export function readHeader(value: unknown, fail: (reason: string) => never): FileHeader {
  if (!isObject(value) || value.format !== FORMAT) return fail(`not a capture file; the first line must be a header with "format": "${FORMAT}"`);
  if (typeof value.version !== 'number' || !Number.isSafeInteger(value.version) || value.version < 1)
    return fail('`version` of a header must be a whole number from 1');
  if (value.version > VERSION) return fail(`the file is of version ${value.version}; this program reads up to version ${VERSION}`);
  const wrong = checkHeader(value);
  if (wrong !== null) return fail(wrong);
  // `format`, `version` and the shape of the rest have been checked.
  return value as unknown as FileHeader;
}

function quote(text: string): string {
  return JSON.stringify(text.length > QUOTE ? `${text.slice(0, QUOTE)}…` : text);
}
