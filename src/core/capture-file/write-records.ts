/** Writes a header and records as lines: what `read-file` has read comes out as it was. */
import type { FileHeader, KnownRecord, UnknownRecord } from './format.ts';

export function writeLine(line: FileHeader | KnownRecord | UnknownRecord): string {
  return `${JSON.stringify(line)}\n`;
}
