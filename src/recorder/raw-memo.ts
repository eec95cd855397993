/** Remembers the tables of the texts that were looked at last. */
import type { ReadingFormat } from '../core/model/observation.ts';
import { formatOfSlot } from '../core/model/stream-type.ts';
import type { Capture, RawText, Slot } from '../core/model/types.ts';
import type { Dialect } from '../core/parse/dialect.ts';
import type { AttemptNumber, Bytes, ConnectionId } from '../core/units.ts';
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

/** The attempt, its text, and the lines of it, as far as they were read; undefined when no text of it is known. */
export function linesOf(
  { capture, raws }: { capture: Capture; raws: RawMemo },
  connection: ConnectionId,
  attempt: AttemptNumber,
): { slot: Slot; text: RawText; lines: RawLines } | undefined {
  const entry = capture.connections.get(connection);
  const slot = entry?.slots[attempt - 1 - entry.connection.droppedAttempts];
  return slot?.raw === undefined ? undefined : { slot, text: slot.raw, lines: raws.of(slot.raw, formatOfSlot(slot)) };
}
