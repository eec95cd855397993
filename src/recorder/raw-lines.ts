/** The table of the lines of one attempt's text: grows with the text, a slice of time at a time, and never starts over while the text only grows. */
import { decodeUtf8, wholeSequences } from '../core/bytes/utf8.ts';
import type { ReadingFormat } from '../core/model/observation.ts';
import type { RawText } from '../core/model/types.ts';
import { createByteDoor } from '../core/parse/byte-door.ts';
import type { Dialect } from '../core/parse/dialect.ts';
import type { LineEnd, Oddity, StreamListener } from '../core/parse/report.ts';
import { createNumberTable, type NumberList } from '../core/parse/number-table.ts';
import { createLineShortener } from '../core/parse/shorten-lines.ts';
import { createStreamParser } from '../core/parse/stream-parser.ts';
import type { Bytes, EpochMs } from '../core/units.ts';
import type { RawLineKind, RawOddity } from '../wire/protocol/questions.ts';

/** Bytes that are read between two looks at the clock: about a millisecond where every line is the shortest, of which there are thousands in it. */
const STEP: Bytes = 16 * 1024;
/** Oddities that are remembered, each with its line: a stream may have one on every line, and people have seen enough by then. */
const MAX_ODDITIES = 20_000;

const KINDS: readonly RawLineKind[] = ['data', 'event', 'id', 'retry', 'comment', 'blank', 'ignored', 'unfinished', 'record'];
const ENDS: readonly LineEnd[] = ['lf', 'cr', 'crlf', 'none'];
const END_SHIFT = 4;

export interface RawLines {
  /** Reads on until all that is there is read, or `isOver()` says that time is up. */
  step(isOver: () => boolean): void;
  /** All that is there has been read. */
  readonly done: boolean;
  /** Lines whose end is known, or that are the unfinished end of a whole text. */
  readonly count: number;
  readonly lineEnds: Readonly<Record<Exclude<LineEnd, 'none'>, number>>;
  readonly format: ReadingFormat;
  kind(line: number): RawLineKind;
  end(line: number): LineEnd;
  oddities(line: number): readonly RawOddity[];
  /** Where the line begins and the next one does, counted in the bytes that are held. */
  span(line: number): { from: Bytes; to: Bytes };
  /** Bytes that are held. */
  readonly held: Bytes;
  /** Bytes that are held, from `from` on; and where they stand in the body. */
  read(from: Bytes, to: Bytes): Uint8Array;
  offset(held: Bytes): Bytes;
  /** When the byte at `held` came. */
  at(held: Bytes): EpochMs | undefined;
  /** First and last lines of the blocks that became messages, and the lines of comments and retries, each in their order. */
  readonly messages: { readonly first: NumberList; readonly last: NumberList };
  readonly comments: NumberList;
  readonly retries: NumberList;
}

/** Lines count from 0 here. */
export function createRawLines(raw: RawText, dialect: Dialect, format: ReadingFormat = 'event-stream'): RawLines {
  const facts = createNumberTable();
  const found = new Map<number, RawOddity[]>();
  let oddCount = 0;
  const messages = { first: createNumberTable(), last: createNumberTable() };
  const comments = createNumberTable();
  const retries = createNumberTable();
  const note = (oddity: Oddity): void => {
    if ((oddCount += 1) > MAX_ODDITIES) return;
    const of = { code: oddity.kind, ...('reason' in oddity ? { reason: oddity.reason } : {}) };
    const line = oddity.line - 1;
    const known = found.get(line);
    if (known === undefined) found.set(line, [of]);
    else known.push(of);
  };
  const records: StreamListener = {
    line({ line, kind, end }) {
      facts.push(KINDS.indexOf(kind === 'blank' ? kind : 'record') | (ENDS.indexOf(end) << END_SHIFT));
      // A record of the other format may have several lines; which, only its text says.
      if (kind === 'blank' || format !== 'ndjson') return;
      messages.first.push(line - 1);
      messages.last.push(line - 1);
    },
  };
  const fields: StreamListener = {
    line({ line, kind, end }) {
      facts.push(KINDS.indexOf(kind) | (ENDS.indexOf(end) << END_SHIFT));
      if (kind === 'comment') comments.push(line - 1);
      else if (kind === 'retry') retries.push(line - 1);
    },
    message({ line, lastLine }) {
      messages.first.push(line - 1);
      messages.last.push(lastLine - 1);
    },
    oddity: note,
  };
  const parser = createStreamParser(format === 'event-stream' ? fields : records, { dialect });
  /** What is pushed is cut where a character ends, so nothing is kept between two calls. */
  const shorten = createLineShortener();
  const door = createByteDoor(parser, (bytes) => (bytes === undefined ? '' : (shorten(bytes) ?? decodeUtf8(bytes).text)));
  /** Bytes held before each chunk that was seen. */
  const starts: Bytes[] = [];
  let held: Bytes = 0;
  let ended = false;

  const takeChunks = (): void => {
    for (; starts.length < raw.chunks.length; held += raw.chunks[starts.length - 1]!.bytes.length) starts.push(held);
  };

  const chunkAt = (at: Bytes): number => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (starts[middle]! <= at) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };

  const read = (from: Bytes, to: Bytes): Uint8Array => {
    const bytes = new Uint8Array(Math.max(0, Math.min(to, held) - from));
    let filled = 0;
    for (let place = chunkAt(from); filled < bytes.length; place += 1) {
      const part = raw.chunks[place]!.bytes.subarray(from + filled - starts[place]!, from + bytes.length - starts[place]!);
      bytes.set(part, filled);
      filled += part.length;
    }
    return bytes;
  };

  return {
    step(isOver) {
      takeChunks();
      while (door.length < held) {
        const bytes = read(door.length, door.length + STEP);
        const end = door.length + bytes.length === held && raw.complete ? bytes.length : wholeSequences(bytes);
        // The rest of a character is yet to come.
        if (end === 0) return;
        door.push(bytes.subarray(0, end));
        if (isOver()) return;
      }
      if (raw.complete && !ended) {
        ended = true;
        door.end();
      }
    },
    get done() {
      takeChunks();
      return raw.complete ? ended : held - door.length < 4;
    },
    get count() {
      return facts.length;
    },
    get lineEnds() {
      return parser.lineEnds;
    },
    kind: (line) => KINDS[facts.at(line) & ((1 << END_SHIFT) - 1)]!,
    end: (line) => ENDS[facts.at(line) >> END_SHIFT]!,
    oddities: (line) => found.get(line) ?? [],
    span: (line) => ({ from: door.lineStarts.at(line), to: line + 1 < door.lineStarts.length ? door.lineStarts.at(line + 1) : door.length }),
    get held() {
      takeChunks();
      return held;
    },
    read,
    offset(at) {
      const place = chunkAt(at);
      return place < 0 ? at : raw.chunks[place]!.offset + at - starts[place]!;
    },
    at(at) {
      const chunk = raw.chunks[chunkAt(at)];
      return chunk === undefined || chunk.whole === true ? undefined : chunk.at;
    },
    format,
    messages,
    comments,
    retries,
  };
}
