/**
 * The parser of event streams. Quotes marked [spec] are from the HTML standard, section 9.2.6 "Interpreting an event stream".
 *
 *   push ──▶ lines, over the seams of chunks ──▶ fields ──▶ a block ──▶ an empty line: message
 *
 * It is one closure and not several files, because every line passes through all of it.
 */
import type { CodeUnits, Milliseconds } from '../units.ts';
import { ignoredReason } from './ignored-reason.ts';
import { PARSER_LIMITS, type ParserLimits } from './limits.ts';
import type { LineEnd, LineKind, Oddity, Span, StreamListener } from './report.ts';

const LF = 0x0a;
const SPACE = 0x20;
const COLON = 0x3a;
const BOM = 0xfeff;
/** Letters of the fields; those of `data` are compared one by one, since most lines are data. */
const A = 0x61;
const D = 0x64;
const T = 0x74;
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
  /** Line ends so far. */
  readonly lineEnds: Readonly<Record<Exclude<LineEnd, 'none'>, number>>;
  /** Code units taken so far. */
  readonly length: CodeUnits;
}

/** Calls `on` while it reads. Its cost is linear in the text, however it is cut. */
export function createStreamParser(on: StreamListener, { lastEventId: initialId = '', limits = PARSER_LIMITS }: ParserOptions = {}): StreamParser {
  /**
   * The begin of a line that is not complete. Engines keep such a sum as a tree, and make one text of it when it is read: once,
   * at the end of the line. So a line in a million chunks costs what it is long.
   */
  let held = '';
  /** Lines by their ends. */
  let lfs = 0;
  let crs = 0;
  let crlfs = 0;
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
  /** The block holds something that only its end would bring about. */
  let blockPends = false;

  const place = (): Span => ({ line, from: lineFrom, to: lineTo });

  /** Where a value begins in `text`: one space after the colon is not part of it. */
  const valueAfter = (text: string, colon: number, to: number): number =>
    colon + 1 < to && text.charCodeAt(colon + 1) === SPACE ? colon + 2 : Math.min(colon + 1, to);

  const clearBlock = (): void => {
    data = '';
    dataLines = 0;
    type = '';
    blockLine = 0;
    blockPends = false;
  };

  const dispatch = (): void => {
    // [spec] "Set the last event ID string of the event source to the value of the last event ID buffer." Also of a block without data.
    lastEventId = idBuffer;
    if (dataLines > 0) on.message?.({ line: blockLine, lastLine: line, from: blockFrom, to: lineTo, type: type === '' ? 'message' : type, data, lastEventId });
    // [spec] "If the data buffer is an empty string, set the data buffer and the event type buffer to the empty string and return."
    else if (type !== '') on.oddity?.({ kind: 'no-data', type, line: blockLine, from: blockFrom, to: lineTo });
    clearBlock();
  };

  const addData = (added: string): void => {
    if (data.length + added.length >= limits.data) {
      kind = 'ignored';
      on.oddity?.({ kind: 'ignored-field', name: 'data', reason: 'too-long', ...place() });
      return;
    }
    // [spec] Each value is followed by LF, and the last LF is taken away at the end; joining by LF makes the same.
    data = dataLines === 0 ? added : `${data}\n${added}`;
    blockPends = true;
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
    blockPends = true;
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

  /**
   * Most of all blocks are one line of data, an LF, and the empty line's LF, after lines or none: those are dispatched here at once.
   * Reads as many of them as follow each other in `text` from `at`, and says where it stopped.
   */
  const readPlain = (text: string, start: number): number => {
    const { message } = on;
    let at = start;
    // What the block has by now; every block after it begins with nothing.
    let now = line;
    let firstLine = blockLine === 0 ? now : blockLine;
    let from = blockLine === 0 ? length + at : blockFrom;
    let name = type === '' ? 'message' : type;
    let before = dataLines === 0 ? '' : `${data}\n`;
    while (isData(text, at)) {
      const to = text.indexOf('\n', at + 5);
      if (to < 0 || text.charCodeAt(to + 1) !== LF) break;
      const added = text.slice(text.charCodeAt(at + 5) === SPACE ? at + 6 : at + 5, to);
      if (before.length + added.length >= limits.data) break;
      lastEventId = idBuffer;
      if (message !== undefined) {
        message({
          line: firstLine,
          lastLine: now + 1,
          from,
          to: length + to + 1,
          type: name,
          data: before === '' ? added : before + added,
          lastEventId: idBuffer,
        });
      }
      now += 2;
      at = to + 2;
      firstLine = now;
      from = length + at;
      name = 'message';
      before = '';
    }
    if (at === start) return at;
    lfs += now - line;
    line = now;
    clearBlock();
    return at;
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
    if (first === D && (at = isData(text, from) ? valueAfter(text, from + 4, to) : valueOf('data', text, from, to)) >= 0) {
      kind = 'data';
      addData(text.slice(at, to));
    } else if (first === E && (at = valueOf('event', text, from, to)) >= 0) {
      kind = 'event';
      blockPends = true;
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
    if (end === 'lf') lfs += 1;
    else if (end === 'cr') crs += 1;
    else if (end === 'crlf') crlfs += 1;
    if (firstEnd === undefined) firstEnd = end;
    else if (end !== firstEnd && !endsMixed && end !== 'none') {
      endsMixed = true;
      on.oddity?.({ kind: 'mixed-line-ends', end, ...place() });
    }
    on.line?.({ line, from: lineFrom, to: lineTo, kind, value, end });
    line += 1;
  };

  const hold = (piece: string): void => {
    const room = limits.line - held.length;
    if (piece.length > room) cut = true;
    held += piece.length > room ? piece.slice(0, room) : piece;
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
        if (cr < 0 && firstEnd === 'lf' && on.line === undefined && held === '') {
          const before = at;
          at = readPlain(text, at);
          if (at !== before) {
            lineFrom = length + at;
            lf = text.indexOf('\n', at);
          }
        }
        const isCr = cr >= 0 && (lf < 0 || cr < lf);
        const to = isCr ? cr : lf;
        if (to < 0) break;
        if (held === '') readLine(text, at, to);
        else {
          hold(text.slice(at, to));
          const whole = held;
          held = '';
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
      const unfinishedLine = held !== '';
      if (unfinishedLine) {
        held = '';
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
      if (blockPends || unfinishedLine) on.oddity?.({ kind: 'incomplete-tail', unfinishedLine, line: blockLine, from: blockFrom, to: length } satisfies Oddity);
      clearBlock();
      idBuffer = lastEventId;
    },
    get lastEventId() {
      return lastEventId;
    },
    get retry() {
      return retry;
    },
    get lineEnds() {
      return { lf: lfs, cr: crs, crlf: crlfs };
    },
    get length() {
      return length;
    },
  };
}

/** Whether `text` goes on with `data:` at `at`. */
function isData(text: string, at: number): boolean {
  return (
    text.charCodeAt(at) === D &&
    text.charCodeAt(at + 1) === A &&
    text.charCodeAt(at + 2) === T &&
    text.charCodeAt(at + 3) === A &&
    text.charCodeAt(at + 4) === COLON
  );
}

/** Reads a text that is there as a whole. */
export function parseStream(text: string, on: StreamListener, options?: ParserOptions): StreamParser {
  const parser = createStreamParser(on, options);
  parser.push(text);
  parser.end();
  return parser;
}
