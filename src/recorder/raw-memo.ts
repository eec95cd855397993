/** Remembers the tables of the texts that were looked at last. */
import type { ReadingFormat } from '../core/model/observation.ts';
import type { RawText } from '../core/model/raw-text.ts';
import type { Dialect } from '../core/parse/dialect.ts';
import type { Bytes } from '../core/units.ts';
import { createRawLines, type RawLines } from './raw-lines.ts';

/** A table has some 20 bytes for each line: of as many as somebody goes back and forth between. */
const MAX_TABLES = 4;

interface Entry {
  lines: RawLines;
  /** Of the first byte that is held: when that goes, the table is made anew. */
  first: Bytes | undefined;
}

export interface RawMemo {
  of(raw: RawText, format: ReadingFormat): RawLines;
  /** The text asked for last, when it is not read to its end. */
  unfinished(): RawLines | undefined;
  forgetAll(): void;
}

export function createRawMemo(dialect: Dialect): RawMemo {
  /** The one asked last stands last. */
  const memo = new Map<RawText, Entry>();
  let current: RawLines | undefined;
  return {
    of(raw, format) {
      const first = raw.chunks[0]?.offset;
      let entry = memo.get(raw);
      if (entry === undefined || entry.first !== first) entry = { lines: createRawLines(raw, dialect, format), first };
      memo.delete(raw);
      memo.set(raw, entry);
      if (memo.size > MAX_TABLES) memo.delete(memo.keys().next().value!);
      current = entry.lines;
      return entry.lines;
    },
    unfinished: () => (current === undefined || current.done ? undefined : current),
    forgetAll() {
      memo.clear();
      current = undefined;
    },
  };
}
