/** What a server writes in one attempt, and when: the bytes as they came where they are known, else bytes that are made from the rows. */
import { rowsOfAttempt } from '../../src/core/export/attempts.ts';
import { streamRow } from '../../src/core/export/stream-text.ts';
import { idAt, isMessage, type MessageBlock } from '../../src/core/model/message-block.ts';
import { blockOf } from '../../src/core/model/message-log.ts';
import { heldBytes } from '../../src/core/model/raw-text.ts';
import { formatOfSlot } from '../../src/core/model/stream-type.ts';
import type { ReadingFormat } from '../../src/core/model/observation.ts';
import type { Capture, RawText, Slot } from '../../src/core/model/types.ts';
import { createByteDoor } from '../../src/core/parse/byte-door.ts';
import { createStreamParser } from '../../src/core/parse/stream-parser.ts';
import type { Bytes, EpochMs, MessageIndex, Milliseconds } from '../../src/core/units.ts';

/** One write of the server. */
export interface BodyStep {
  /** Since the request began. */
  readonly at: Milliseconds;
  readonly bytes: Uint8Array;
}

/** Where the last event id changes: from `end` on, a client has `id`. */
export interface IdMark {
  readonly id: string;
  /** The end of its message's block, in bytes of the body. */
  readonly end: Bytes;
}

export interface Body {
  readonly format: ReadingFormat;
  readonly steps: readonly BodyStep[];
  /** Ascending. Of an event stream alone. */
  readonly ids: readonly IdMark[];
  /** `made`: from what was recorded of its messages; comments, types that nobody listened to and the cut of the chunks may be missing. */
  readonly source: 'as-it-came' | 'made' | 'empty';
}

/** A row of an attempt, where the log has it. */
interface Row {
  block: MessageBlock;
  row: number;
}

export function bodyOf(capture: Capture, slot: Slot, before: string): Body {
  const rows = rowsOf(capture, slot);
  const { startedAt, untimed } = slot.attempt;
  const since = (at: EpochMs): Milliseconds => (untimed ? 0 : Math.max(0, at - startedAt));
  const exact = slot.raw === undefined ? undefined : exactBody(slot.raw, slot, rows, since);
  if (exact !== undefined) return exact;
  if (rows.length === 0) return { format: formatOfSlot(slot), steps: [], ids: [], source: 'empty' };
  return madeBody(formatOfSlot(slot), rows, since, before);
}

function rowsOf(capture: Capture, { owner, attempt: { n } }: Slot): Row[] {
  const places = rowsOfAttempt({ capture }, owner, n);
  return Array.from({ length: places.length }, (_, position) => {
    const index: MessageIndex = places.at(position);
    const block = blockOf(capture.log, index)!;
    return { block, row: index - block.first };
  });
}

/** Undefined where bytes are missing, or messages were recorded that stand in none of them. */
function exactBody(raw: RawText, slot: Slot, rows: readonly Row[], since: (at: EpochMs) => Milliseconds): Body | undefined {
  if (raw.dropped > 0 || raw.length === 0 || heldBytes(raw) !== raw.length) return undefined;
  const format = formatOfSlot(slot);
  const asCut = raw.chunks.map(({ at, bytes }) => ({ at: since(at), bytes }));
  if (format !== 'event-stream') return { format, steps: asCut, ids: [], source: 'as-it-came' };
  const messages = rows.filter(({ block, row }) => isMessage(block.flags[row]!));
  const found = readBlocks(raw);
  if (found.length < messages.length) return undefined;
  const ids = found.flatMap(({ id, end }, n) => (id === (found[n - 1]?.id ?? '') ? [] : [{ id, end }]));
  const isWhole = raw.chunks.some(({ whole }) => whole);
  const steps = isWhole ? stepsByRows(raw, found, messages, since) : asCut;
  return { format, steps, ids, source: 'as-it-came' };
}

interface FoundMessage extends IdMark {
  type: string;
  data: string;
}

function readBlocks({ chunks }: RawText): FoundMessage[] {
  const found: (FoundMessage & { lastLine: number })[] = [];
  const parser = createStreamParser({
    message: ({ type, data, lastEventId, lastLine }) => found.push({ type, data, id: lastEventId, lastLine, end: 0 }),
  });
  const door = createByteDoor(parser);
  for (const { bytes } of chunks) door.push(bytes);
  door.end();
  return found.map(({ lastLine, ...message }) => ({ ...message, end: door.lineStarts.at(lastLine) }));
}

/** A text that was handed over in one piece, long after it came: each of its messages is written when it was recorded. */
function stepsByRows({ chunks, length }: RawText, found: readonly FoundMessage[], rows: readonly Row[], since: (at: EpochMs) => Milliseconds): BodyStep[] {
  const whole = Buffer.concat(chunks.map(({ bytes }) => bytes));
  const steps: BodyStep[] = [];
  let from: Bytes = 0;
  let next = 0;
  let at: Milliseconds = rows[0] === undefined ? 0 : since(rows[0].block.times[rows[0].row]!);
  for (const { type, data, end } of found) {
    const row = rows[next];
    if (row !== undefined && row.block.data[row.row] === data && row.block.typeNames[row.block.types[row.row]!] === type) {
      at = Math.max(at, since(row.block.times[row.row]!));
      next += 1;
    }
    steps.push({ at, bytes: whole.subarray(from, end) });
    from = end;
  }
  if (from < length) steps.push({ at, bytes: whole.subarray(from) });
  return steps;
}

/** @param before the last event id that was in force when the attempt began */
function madeBody(format: ReadingFormat, rows: readonly Row[], since: (at: EpochMs) => Milliseconds, before: string): Body {
  const steps: BodyStep[] = [];
  const ids: IdMark[] = [];
  let inForce = before;
  let end: Bytes = 0;
  for (const { block, row } of rows) {
    const changed = isMessage(block.flags[row]!) && idAt(block, row) !== inForce ? idAt(block, row) : undefined;
    const bytes = Buffer.from(format === 'event-stream' ? streamRow(block, row, changed) : `${format === 'json-seq' ? '\u001e' : ''}${block.data[row]!}\n`);
    end += bytes.length;
    steps.push({ at: since(block.times[row]!), bytes });
    if (changed === undefined) continue;
    inForce = changed;
    ids.push({ id: changed, end });
  }
  return { format, steps, ids: format === 'event-stream' ? ids : [], source: 'made' };
}
