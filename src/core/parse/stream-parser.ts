/**
 * The parser of event streams. Quotes marked [spec] are from the HTML standard, section 9.2.6 "Interpreting an event stream".
 *
 *   push ──▶ lines, over the seams of chunks ──▶ fields ──▶ a block ──▶ an empty line: message
 *
 * It is one closure and not several files, because every line passes through all of it.
 */
import type { CodeUnits, Milliseconds } from '../units.ts';
import { createHeldText } from './held-text.ts';
import { ignoredReason } from './ignored-reason.ts';
import { PARSER_LIMITS, type ParserLimits } from './limits.ts';
import type { LineEnd, LineKind, Oddity, Span, StreamListener } from './report.ts';

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const COLON = 0x3a;
const BOM = 0xfeff;
/** First letters of the fields. */
const D = 0x64;
const E = 0x65;
const I = 0x69;
const R = 0x72;

export interface ParserOptions {
  /**
   * The last event id at the start: after a reconnect, that of the attempt before.
   * @note The standard begins each stream with an empty one; browsers, and so do we, go on with what they had.
   */
  lastEventId?: string;
  limits?: ParserLimits;
}

export interface StreamParser {
  /** Takes the next text of the stream, decoded as UTF-8 with a byte order mark left in. */
  push(text: string): void;
  /** The stream is at its end. What is not complete is discarded, and reported. */
  end(): void;
  /** What a reconnect would send: the id as of the last complete block. */
  readonly lastEventId: string;
  /** The last valid retry value, in milliseconds; undefined: none. */
  readonly retry: Milliseconds | undefined;
  /** Lines so far, by their ends. */
  readonly lineEnds: Readonly<Record<LineEnd, number>>;
  /** Code units taken so far. */
  readonly length: CodeUnits;
}

/** Calls `on` while it reads. Its cost is linear in the text, however it is cut. */
export function createStreamParser(on: StreamListener, { lastEventId: initialId = '', limits = PARSER_LIMITS }: ParserOptions = {}): StreamParser {
  const held = createHeldText(limits.line);
  const lineEnds: Record<LineEnd, number> = { lf: 0, cr: 0, crlf: 0, none: 0 };
  let firstEnd: LineEnd | undefined;
  let endsMixed = false;

  let length: CodeUnits = 0;
  let started = false;
  /** The chunk before ended in CR: an LF that comes first now belongs to it. */
  let afterCr = false;
  let cut = false;

  /** Of the line that is read, or was read last until its end is known. */
  let line = 1;
  let lineFrom: CodeUnits = 0;
  let lineTo: CodeUnits = 0;
  let kind: LineKind = 'blank';
  let value: CodeUnits = 0;

  let data = '';
  let dataLines = 0;
  let type = '';
  let idBuffer = initialId;
  let lastEventId = initialId;
  let retry: Milliseconds | undefined;
  /** Where the block began; line 0: no block yet. */
  let blockLine = 0;
  let blockFrom: CodeUnits = 0;

  const place = (): Span => ({ line, from: lineFrom, to: lineTo });

  /** Where a value begins in `text`: one space after the colon is not part of it. */
  const valueAfter = (text: string, colon: number, to: number): number => (colon + 1 < to && text.charCodeAt(colon + 1) === SPACE ? colon + 2 : Math.min(colon + 1, to));

  const dispatch = (): void => {
    // [spec] "Set the last event ID string of the event source to the value of the last event ID buffer." Also of a block without data.
    lastEventId = idBuffer;
    if (dataLines > 0) on.message?.({ line: blockLine, lastLine: line, from: blockFrom, to: lineTo, type: type === '' ? 'message' : type, data, lastEventId });
    // [spec] "If the data buffer is an empty string, set the data buffer and the event type buffer to the empty string and return."
    else if (type !== '') on.oddity?.({ kind: 'no-data', type, line: blockLine, from: blockFrom, to: lineTo });
    data = '';
    dataLines = 0;
    type = '';
    blockLine = 0;
  };

  const addData = (added: string): void => {
    if (data.length + added.length >= limits.data) {
      kind = 'ignored';
      on.oddity?.({ kind: 'ignored-field', name: 'data', reason: 'too-long', ...place() });
      return;
    }
    // [spec] Each value is followed by LF, and the last LF is taken away at the end; joining by LF makes the same.
    data = dataLines === 0 ? added : `${data}\n${added}`;
    dataLines += 1;
  };

  const takeId = (id: string): void => {
    // [spec] "If the field value does not contain U+0000 NULL, then set the last event ID buffer to the field value. Otherwise, ignore the field."
    if (id.includes('\0')) {
      kind = 'ignored';
      on.oddity?.({ kind: 'nul-in-id', ...place() });
      return;
    }
    idBuffer = id;
    on.id?.(id, place());
  };

  const takeRetry = (digits: string): void => {
    // [spec] "If the field value consists of only ASCII digits …". An empty value names no number; browsers ignore it.
    if (!/^[0-9]+$/.test(digits)) {
      kind = 'ignored';
      on.oddity?.({ kind: 'bad-retry', value: digits, ...place() });
      return;
    }
    retry = Number(digits);
    if (!Number.isSafeInteger(retry)) on.oddity?.({ kind: 'huge-retry', value: digits, ...place() });
    on.retry?.(retry, place());
  };

  /** Whether the field that begins at `from` is called `name`, and where its value begins; -1: it is not. */
  const valueOf = (name: string, text: string, from: number, to: number): number => {
    if (!text.startsWith(name, from)) return -1;
    // No name holds a line end, so a name that is found lies within the line.
    const after = from + name.length;
    if (after === to) return to;
    return text.charCodeAt(after) === COLON ? valueAfter(text, after, to) : -1;
  };

  /** Reads the line `text[from, to)`; it begins at `lineFrom` in the stream. */
  const readLine = (text: string, from: number, to: number): void => {
    lineTo = lineFrom + (to - from);
    value = lineTo;
    if (from === to) {
      kind = 'blank';
      dispatch();
      return;
    }
    if (blockLine === 0) {
      blockLine = line;
      blockFrom = lineFrom;
    }
    const first = text.charCodeAt(from);
    let at = -1;
    if (first === D && (at = valueOf('data', text, from, to)) >= 0) {
      kind = 'data';
      addData(text.slice(at, to));
    } else if (first === E && (at = valueOf('event', text, from, to)) >= 0) {
      kind = 'event';
      type = text.slice(at, to);
    } else if (first === I && (at = valueOf('id', text, from, to)) >= 0) {
      kind = 'id';
      takeId(text.slice(at, to));
    } else if (first === R && (at = valueOf('retry', text, from, to)) >= 0) {
      kind = 'retry';
      takeRetry(text.slice(at, to));
    } else if (first === COLON) {
      kind = 'comment';
      at = from + 1;
      on.comment?.(text.slice(at, to), place());
    } else at = ignore(text, from, to);
    value = lineFrom + (at - from);
  };

  const ignore = (text: string, from: number, to: number): number => {
    kind = 'ignored';
    if (on.oddity === undefined && on.line === undefined) return to;
    // Looked for in the line alone: in the chunk, lines without a colon would make it quadratic.
    const whole = text.slice(from, to);
    const colon = whole.indexOf(':');
    const name = colon < 0 ? whole : whole.slice(0, colon);
    on.oddity?.({ kind: 'ignored-field', name, reason: ignoredReason(name), ...place() });
    return colon < 0 ? to : from + valueAfter(whole, colon, whole.length);
  };

  /** The end of the line that was read last is known now. The next one begins `end` code units after it. */
  const endLine = (end: LineEnd): void => {
    lineEnds[end] += 1;
    if (firstEnd === undefined) firstEnd = end;
    else if (end !== firstEnd && !endsMixed && end !== 'none') {
      endsMixed = true;
      on.oddity?.({ kind: 'mixed-line-ends', end, ...place() });
    }
    on.line?.({ line, from: lineFrom, to: lineTo, kind, value, end });
    line += 1;
  };

  const hold = (piece: string): void => {
    if (!held.add(piece)) cut = true;
  };

  const begin = (text: string): number => {
    started = true;
    if (text.charCodeAt(0) !== BOM) return 0;
    on.oddity?.({ kind: 'bom', line: 1, from: 0, to: 1 });
    lineFrom = 1;
    return 1;
  };

  return {
    push(text) {
      if (text === '') return;
      let at = started ? 0 : begin(text);
      if (afterCr) {
        afterCr = false;
        // [spec] "a single U+000D CARRIAGE RETURN (CR) character not followed by a single U+000A LINE FEED (LF) character" is a line end of its own.
        const isPair = text.charCodeAt(0) === LF;
        if (isPair) at = 1;
        endLine(isPair ? 'crlf' : 'cr');
        lineFrom = length + at;
      }
      const size = text.length;
      let lf = text.indexOf('\n', at);
      let cr = text.indexOf('\r', at);
      for (;;) {
        const isCr = cr >= 0 && (lf < 0 || cr < lf);
        const to = isCr ? cr : lf;
        if (to < 0) break;
        if (held.length === 0) readLine(text, at, to);
        else {
          hold(text.slice(at, to));
          const whole = held.take();
          readLine(whole, 0, whole.length);
          // A line that was cut is longer than what was read of it.
          lineTo = length + to;
        }
        if (cut) {
          cut = false;
          on.oddity?.({ kind: 'line-cut', ...place() });
        }
        at = to + 1;
        if (isCr && at === size) {
          afterCr = true;
          break;
        }
        const isPair = isCr && text.charCodeAt(at) === LF;
        if (isPair) at += 1;
        endLine(isPair ? 'crlf' : isCr ? 'cr' : 'lf');
        lineFrom = length + at;
        if (lf >= 0 && lf < at) lf = text.indexOf('\n', at);
        if (cr >= 0 && cr < at) cr = text.indexOf('\r', at);
      }
      if (at < size) hold(at === 0 ? text : text.slice(at));
      length += size;
    },
    end() {
      if (afterCr) {
        afterCr = false;
        endLine('cr');
        lineFrom = length;
      }
      const unfinishedLine = held.length > 0;
      if (unfinishedLine) {
        held.take();
        lineTo = length;
        kind = 'unfinished';
        value = lineTo;
        if (blockLine === 0) {
          blockLine = line;
          blockFrom = lineFrom;
        }
        endLine('none');
      }
      // [spec] "Once the end of the file is reached, any pending data must be discarded. (If the file ends in the middle of an event, … the incomplete event is not dispatched.)"
      if (blockLine > 0) on.oddity?.({ kind: 'incomplete-tail', unfinishedLine, line: blockLine, from: blockFrom, to: length } satisfies Oddity);
      data = '';
      dataLines = 0;
      type = '';
      idBuffer = lastEventId;
      blockLine = 0;
    },
    get lastEventId() {
      return lastEventId;
    },
    get retry() {
      return retry;
    },
    lineEnds,
    get length() {
      return length;
    },
  };
}

/** Reads a text that is there as a whole. */
export function parseStream(text: string, on: StreamListener, options?: ParserOptions): StreamParser {
  const parser = createStreamParser(on, options);
  parser.push(text);
  parser.end();
  return parser;
}
