/**
 * Which row of the log stands in which lines of a text. Both have the same messages in the same order; but the oldest rows may have been
 * dropped, or recording was off for a while. So the nth is compared with the nth from the begin and from the end, by type and data.
 */
import { decodeUtf8, wholeSequences } from '../core/bytes/utf8.ts';
import { indexAt, partition, type IndexList } from '../core/model/index-list.ts';
import { kindOf, type RowKind } from '../core/model/message-block.ts';
import { blockOf } from '../core/model/message-log.ts';
import { placeOf, positionIn } from '../core/model/message-order.ts';
import type { Capture, Slot } from '../core/model/types.ts';
import type { NumberList } from '../core/parse/number-table.ts';
import { parseStream } from '../core/parse/stream-parser.ts';
import type { Bytes, MessageIndex } from '../core/units.ts';
import type { RawLines } from './raw-lines.ts';

/** Of a longer block, its begin is compared: a window may show a hundred of them, within some milliseconds. */
const MAX_COMPARED: Bytes = 8 * 1024;

/** Says which row a line is part of; undefined: none, or it is not held, or nobody can say. For one window: rows may come after it. */
export function createRowFinder(capture: Capture, slot: Slot, lines: RawLines): (line: number) => MessageIndex | undefined {
  const rowsOf = new Map<RowKind, Rows>();
  const known = new Map<string, MessageIndex | undefined>();
  const find = (kind: RowKind, nth: number): MessageIndex | undefined => {
    let rows = rowsOf.get(kind);
    if (rows === undefined) rowsOf.set(kind, (rows = rowsOfKind(capture, slot, kind)));
    for (const shift of shiftsOf(rows, lines, kind)) {
      const place = nth - shift;
      if (place < 0 || place >= rows.length) continue;
      const index = rows.at(place);
      if (isSame(capture, lines, kind, nth, index)) return index;
    }
    return undefined;
  };
  return (line) => {
    const part = partOf(lines, line);
    if (part === undefined) return undefined;
    const key = `${part.kind} ${part.nth}`;
    if (!known.has(key)) known.set(key, find(part.kind, part.nth));
    return known.get(key);
  };
}

/** The first line of a row, from 0; undefined as above. */
export function lineOf(capture: Capture, slot: Slot, lines: RawLines, index: MessageIndex): number | undefined {
  const block = blockOf(capture.log, index)!;
  const kind = kindOf(block.flags[index - block.first]!);
  const rows = rowsOfKind(capture, slot, kind);
  const place = rows.placeOf(index);
  const first = linesOf(lines, kind);
  for (const shift of shiftsOf(rows, lines, kind)) {
    const nth = place + shift;
    if (place < 0 || nth < 0 || nth >= first.length || !isSame(capture, lines, kind, nth, index)) continue;
    let line = first.at(nth);
    // A block may begin with what is a row of its own.
    while (kind === 'message' && (lines.kind(line) === 'comment' || lines.kind(line) === 'retry')) line += 1;
    return line;
  }
  return undefined;
}

/** Where the message, comment or retry whose lines `line` is among stands in the text's list of its kind; undefined: it is part of none. */
function partOf(lines: RawLines, line: number): { kind: RowKind; nth: number } | undefined {
  const lineKind = lines.kind(line);
  if (lineKind === 'comment' || lineKind === 'retry') {
    const nth = lowerBound(linesOf(lines, lineKind), line);
    return { kind: lineKind, nth };
  }
  const { first, last } = lines.messages;
  const nth = lowerBound(last, line);
  return nth < last.length && first.at(nth) <= line ? { kind: 'message', nth } : undefined;
}

function linesOf(lines: RawLines, kind: RowKind): NumberList {
  return kind === 'message' ? lines.messages.first : kind === 'comment' ? lines.comments : lines.retries;
}

function shiftsOf(rows: Rows, lines: RawLines, kind: RowKind): number[] {
  const more = linesOf(lines, kind).length - rows.length;
  return more === 0 ? [0] : [0, more];
}

/** The rows of an attempt of one kind, in shown order. */
interface Rows {
  readonly length: number;
  at(place: number): MessageIndex;
  /** -1: it is none of them. */
  placeOf(index: MessageIndex): number;
}

function rowsOfKind({ log }: Capture, slot: Slot, kind: RowKind): Rows {
  const { positions, others } = slot.owner;
  const { n } = slot.attempt;
  const attemptOf = (index: MessageIndex): number => {
    const block = blockOf(log, index)!;
    return block.attempts[index - block.first]!;
  };
  const bounds = (list: IndexList): [number, number] => {
    const from = partition(list, (index) => attemptOf(index) < n);
    return [from, partition(list, (index) => attemptOf(index) <= n, from)];
  };
  const [otherFrom, otherTo] = bounds(others);
  if (kind !== 'message') {
    // Few beside the messages.
    const own: MessageIndex[] = [];
    for (let place = otherFrom; place < otherTo; place += 1) {
      const index = indexAt(others, place);
      const block = blockOf(log, index)!;
      if (kindOf(block.flags[index - block.first]!) === kind) own.push(index);
    }
    return { length: own.length, at: (place) => own[place]!, placeOf: (index) => own.indexOf(index) };
  }
  const [from, to] = bounds(positions);
  const othersBefore = (position: number): number =>
    (position < positions.length ? placeOf(log, others, indexAt(positions, position)) : others.length) - otherFrom;
  return {
    length: to - from - (otherTo - otherFrom),
    at(place) {
      // The first position with `place + 1` messages up to it.
      let low = from;
      let high = to;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (middle + 1 - from - othersBefore(middle + 1) <= place) low = middle + 1;
        else high = middle;
      }
      return indexAt(positions, low);
    },
    placeOf(index) {
      const position = positionIn(log, positions, index);
      return position < from || position >= to ? -1 : position - from - othersBefore(position);
    },
  };
}

function isSame({ log }: Capture, lines: RawLines, kind: RowKind, nth: number, index: MessageIndex): boolean {
  const block = blockOf(log, index)!;
  const row = index - block.first;
  const first = linesOf(lines, kind).at(nth);
  const { from } = lines.span(first);
  const { to } = lines.span(kind === 'message' ? lines.messages.last.at(nth) : first);
  const data = block.data[row]!;
  if (to - from > MAX_COMPARED) return isBegin(lines, from, data);
  const { text } = decodeUtf8(lines.read(from, to));
  if (lines.format !== 'event-stream') return text.replace(/^[\r\n]+|[\r\n]+$/g, '') === data;
  let same = false;
  parseStream(text, {
    message: ({ type, data: found }) => (same ||= kind === 'message' && found === data && type === block.typeNames[block.types[row]!]!),
    comment: (found) => (same ||= kind === 'comment' && found === data),
    retry: (ms) => (same ||= kind === 'retry' && ms === Number(data)),
  });
  return same;
}

/** Whether `data` begins as the long block at `from` does. What no data stands at the begin of passes. */
function isBegin(lines: RawLines, from: Bytes, data: string): boolean {
  const bytes = lines.read(from, from + MAX_COMPARED);
  if (lines.format !== 'event-stream') return data.startsWith(decodeUtf8(bytes.subarray(0, wholeSequences(bytes))).text);
  let same = true;
  const compare = (begin: string): void => void (same &&= data.startsWith(begin));
  parseStream(`${decodeUtf8(bytes.subarray(0, wholeSequences(bytes))).text}\n\n`, { message: (begun) => compare(begun.data), comment: compare });
  return same;
}

function lowerBound(numbers: NumberList, wanted: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers.at(middle) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
