/**
 * The parser of event streams. Quotes marked [spec] are from the HTML standard, section 9.2.6 "Interpreting an event stream".
 *
 *   push ──▶ lines, over the seams of chunks ──▶ fields ──▶ a block ──▶ an empty line: message
 *
 * It is one closure and not several files, because every line passes through all of it.
 *
 * What is listened to is looked up once, at the start. Where every line ends in LF, which is nearly everywhere, and nobody wants the
 * lines, a block of one line of data is told in one step (`readLfLines`); all else goes line by line (`readLine`, `endLine`). Both ways
 * hold the same state between lines, so each may take over from the other at any line.
 */
import type { CodeUnits, Milliseconds } from '../units.ts';
import { withoutNul, type Dialect } from './dialect.ts';
import { PARSER_LIMITS, type ParserLimits } from './limits.ts';
import { ignoredReason, type LineEnd, type LineKind, type Oddity, type Span, type StreamListener } from './report.ts';

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
const N = 0x6e;
const R = 0x72;
const V = 0x76;

/**
 * A chunk up to this size is joined as a whole to the begin of a line that was held; of a larger one only as much as ends that line,
 * since to copy all of it would cost more than to begin once more.
 */
const JOINED_WHOLE: CodeUnits = 2048;

export interface ParserOptions {
  /**
   * The last event id at the start: after a reconnect, that of the attempt before.
   * @note The standard begins each stream with an empty one; browsers, and so do we, go on with what they had.
   */
  lastEventId?: string;
  limits?: ParserLimits;
  /** Whose reading of the stream is told; the standard's where nothing is said. */
  dialect?: Dialect;
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

/**
 * Calls `on` while it reads. Its cost is linear in the text, however it is cut.
 * The functions of `on` are taken at once and called without `this`; what is added to it later is not heard.
 */
export function createStreamParser(on: StreamListener, options: ParserOptions = {}): StreamParser {
  const { lastEventId: initialId = '', limits = PARSER_LIMITS, dialect = 'standard' } = options;
  const isFirefox = dialect === 'firefox';
  const { message: listener, comment: tellComment, retry: tellRetry, id: tellId, oddity: tellOddity, line: tellLine } = on;
  const tellMessage = isFirefox && listener !== undefined ? withoutNul(listener, tellOddity) : listener;
  const { line: limitOfLine, data: limitOfData } = limits;
  /**
   * The begin of a line that is not complete. Engines keep such a sum as a tree, and make one text of it when it is read: once, at the
   * end of the line. So a line in a million chunks costs what it is long.
   */
  let held = '';
  /** Lines by their ends; all others ended in LF. */
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
  /** An id with U+0000 stands in the block, and the browser drops it for that. */
  let blockSpoilt = false;

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
    blockSpoilt = false;
  };

  const dispatch = (): void => {
    if (isFirefox && dropsBlock()) {
      clearBlock();
      return;
    }
    // [spec] "Set the last event ID string of the event source to the value of the last event ID buffer." Also of a block without data.
    lastEventId = idBuffer;
    if (dataLines > 0)
      tellMessage?.({ line: blockLine, lastLine: line, from: blockFrom, to: lineTo, type: type.length === 0 ? 'message' : type, data, lastEventId });
    // [spec] "If the data buffer is an empty string, set the data buffer and the event type buffer to the empty string and return."
    else if (type !== '') tellOddity?.({ kind: 'no-data', type, line: blockLine, from: blockFrom, to: lineTo });
    clearBlock();
  };

  /** @note Not as in the standard: Firefox drops a block with U+0000 in an id, and takes no id from a block without data. */
  const dropsBlock = (): boolean => {
    if (!blockSpoilt && (dataLines > 0 || idBuffer === lastEventId)) return false;
    tellOddity?.({ kind: 'browser-drops', what: blockSpoilt ? 'block' : 'id', line: blockLine, from: blockFrom, to: lineTo });
    idBuffer = lastEventId;
    return true;
  };

  const addData = (added: string): void => {
    if (data.length + added.length >= limitOfData) {
      kind = 'ignored';
      tellOddity?.({ kind: 'ignored-field', name: 'data', reason: 'too-long', ...place() });
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
      if (isFirefox) blockSpoilt = true;
      tellOddity?.({ kind: 'nul-in-id', ...place() });
      return;
    }
    idBuffer = id;
    blockPends = true;
    tellId?.(id, place());
  };

  const takeRetry = (digits: string): void => {
    // [spec] "If the field value consists of only ASCII digits …". An empty value names no number; browsers ignore it.
    if (!/^[0-9]+$/.test(digits)) {
      kind = 'ignored';
      tellOddity?.({ kind: 'bad-retry', value: digits, ...place() });
      return;
    }
    retry = Number(digits);
    if (!Number.isSafeInteger(retry)) tellOddity?.({ kind: 'huge-retry', value: digits, ...place() });
    tellRetry?.(retry, place(), digits);
  };

  /** Whether the field that begins at `from` is called `name`, and where its value begins; -1: it is not. */
  const valueOf = (name: string, text: string, from: number, to: number): number => {
    if (!text.startsWith(name, from)) return -1;
    // No name holds a line end, so a name that is found lies within the line.
    const after = from + name.length;
    if (after === to) return to;
    return text.charCodeAt(after) === COLON ? valueAfter(text, after, to) : -1;
  };

  /** Reads the line `text[from, to)`. It begins at `lineFrom` in the stream and ends at `end`: later than `to` would say, if it was cut. */
  const readLine = (text: string, from: number, to: number, end: CodeUnits): void => {
    lineTo = end;
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
      tellComment?.(text.slice(at, to), place());
    } else at = ignore(text, from, to);
    value = lineFrom + (at - from);
  };

  const ignore = (text: string, from: number, to: number): number => {
    kind = 'ignored';
    if (tellOddity === undefined && tellLine === undefined) return to;
    // Looked for in the line alone: in the chunk, lines without a colon would make it quadratic.
    const whole = text.slice(from, to);
    const colon = whole.indexOf(':');
    const name = colon < 0 ? whole : whole.slice(0, colon);
    tellOddity?.({ kind: 'ignored-field', name, reason: ignoredReason(name), ...place() });
    return colon < 0 ? to : from + valueAfter(whole, colon, whole.length);
  };

  /** The end of the line that was read last is known now. The next one begins `end` code units after it. */
  const endLine = (end: LineEnd): void => {
    if (end === 'cr') crs += 1;
    else if (end === 'crlf') crlfs += 1;
    if (firstEnd === undefined) firstEnd = end;
    else if (end !== firstEnd && !endsMixed && end !== 'none') {
      endsMixed = true;
      tellOddity?.({ kind: 'mixed-line-ends', end, ...place() });
    }
    tellLine?.({ line, from: lineFrom, to: lineTo, kind, value, end });
    if (end !== 'none') line += 1;
  };

  /**
   * Reads the lines of `text` from `start` on, up to the last that is complete, and says where that ends. No CR may be there, and
   * `text[0]` is at `base` in the stream.
   */
  const readLfLines = (text: string, start: number, base: CodeUnits): number => {
    const size = text.length;
    const mayBePlain = tellLine === undefined && size <= limitOfData;
    let at = start;
    let to = text.indexOf('\n', at);
    while (to >= 0) {
      if (mayBePlain && dataLines === 0 && !blockSpoilt && (firstEnd === 'lf' || endsMixed)) {
        // What is needed for each block, in variables that no other function sees: those are in registers.
        const tell = tellMessage;
        const id = idBuffer;
        let now = line;
        let first = blockLine === 0 ? now : blockLine;
        let from = blockLine === 0 ? base + at : blockFrom;
        let ownType = type;
        let name = ownType.length === 0 ? 'message' : ownType;
        for (; to >= 0; to = text.indexOf('\n', at)) {
          // @note The end of the text is asked for, since engines make slow code of a place that was once looked for beyond it.
          if (to + 1 < size && text.charCodeAt(to + 1) === LF && isData(text, at)) {
            // A block that begins here holds no id, and the last one has been taken over.
            if (first !== now) lastEventId = id;
            if (tell !== undefined) {
              tell({
                line: first,
                lastLine: now + 1,
                from,
                to: base + to + 1,
                type: name,
                data: text.slice(text.charCodeAt(at + 5) === SPACE ? at + 6 : at + 5, to),
                lastEventId: id,
              });
            }
            now += 2;
            at = to + 2;
            first = now;
            from = base + at;
            name = 'message';
            ownType = '';
          } else if (isEvent(text, at)) {
            ownType = text.slice(text.charCodeAt(at + 6) === SPACE ? at + 7 : at + 6, to);
            name = ownType.length === 0 ? 'message' : ownType;
            now += 1;
            at = to + 1;
            blockPends = true;
          } else break;
        }
        line = now;
        blockLine = first === now ? 0 : first;
        if (first === now) blockPends = false;
        blockFrom = from;
        type = ownType;
        lineFrom = base + at;
        if (to < 0) break;
      }
      readLine(text, at, to, base + to);
      endLine('lf');
      at = to + 1;
      lineFrom = base + at;
      to = text.indexOf('\n', at);
    }
    return at;
  };

  /** As `readLfLines`, for ends of all kinds; `cr` is the first CR. One that is the last character of `text` ends a line, and may be half an end. */
  const readMixedLines = (text: string, start: number, firstCr: number, base: CodeUnits): number => {
    const size = text.length;
    let at = start;
    let cr = firstCr;
    let lf = text.indexOf('\n', at);
    for (;;) {
      const isCr = cr >= 0 && (lf < 0 || cr < lf);
      const to = isCr ? cr : lf;
      if (to < 0) return at;
      readLine(text, at, to, base + to);
      if (cut) {
        cut = false;
        tellOddity?.({ kind: 'line-cut', ...place() });
      }
      at = to + 1;
      if (isCr && at === size) {
        afterCr = true;
        return at;
      }
      const isPair = isCr && text.charCodeAt(at) === LF;
      if (isPair) at += 1;
      endLine(isPair ? 'crlf' : isCr ? 'cr' : 'lf');
      lineFrom = base + at;
      if (lf >= 0 && lf < at) lf = text.indexOf('\n', at);
      if (cr >= 0 && cr < at) cr = text.indexOf('\r', at);
    }
  };

  const hold = (piece: string): void => {
    const before = held;
    const room = limitOfLine - before.length;
    if (piece.length > room) cut = true;
    held = before + (piece.length > room ? piece.slice(0, room) : piece);
  };

  /** Reads the lines of `text` from `start` on; `cr` is the first CR. What is left of it is held. */
  const readLines = (text: string, start: number, cr: number, base: CodeUnits): void => {
    const at = cr < 0 && !cut ? readLfLines(text, start, base) : readMixedLines(text, start, cr, base);
    if (at < text.length) hold(at === 0 ? text : text.slice(at));
  };

  /**
   * Takes a text that ends the line that is held: all of it, or of a long one what ends that line and the empty line that may come next.
   * Says how much that was.
   */
  const takeUp = (text: string, lf: number, cr: number, base: CodeUnits): number => {
    const isLf = lf >= 0 && (cr < 0 || lf < cr);
    const to = isLf ? lf : cr;
    let end = text.length;
    if (isLf && end > JOINED_WHOLE) end = text.charCodeAt(lf + 1) === LF ? lf + 2 : lf + 1;
    let from = 0;
    if (held.length + to > limitOfLine) {
      hold(text.slice(0, to));
      from = to;
    }
    // @note Not a sum: each look into one, even when a text was made of it, goes through what is left of the tree.
    const joined = [held, from === 0 && end === text.length ? text : text.slice(from, end)].join('');
    held = '';
    const shift = joined.length - end;
    readLines(joined, 0, cr < 0 || cr >= end ? -1 : cr + shift, base - shift);
    return end;
  };

  const resolveCr = (text: string, base: CodeUnits): number => {
    afterCr = false;
    // [spec] "a single U+000D CARRIAGE RETURN (CR) character not followed by a single U+000A LINE FEED (LF) character" is a line end of its own.
    const isPair = text.charCodeAt(0) === LF;
    endLine(isPair ? 'crlf' : 'cr');
    const at = isPair ? 1 : 0;
    lineFrom = base + at;
    return at;
  };

  const begin = (text: string): number => {
    started = true;
    if (text.charCodeAt(0) !== BOM) return 0;
    tellOddity?.({ kind: 'bom', line: 1, from: 0, to: 1 });
    lineFrom = 1;
    return 1;
  };

  return {
    push(text) {
      const size = text.length;
      if (size === 0) return;
      const before = length;
      length = before + size;
      const cr = text.indexOf('\r');
      let at = 0;
      const begun = held;
      if (begun.length > 0) {
        const lf = text.indexOf('\n');
        if (lf < 0 && cr < 0) {
          if (begun.length + size <= limitOfLine) held = begun + text;
          else hold(text);
          return;
        }
        at = takeUp(text, lf, cr, before);
      } else if (afterCr) at = resolveCr(text, before);
      else if (!started) at = begin(text);
      if (at < size) readLines(text, at, cr, before);
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
      if (blockPends || unfinishedLine)
        tellOddity?.({ kind: 'incomplete-tail', unfinishedLine, line: blockLine, from: blockFrom, to: length } satisfies Oddity);
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
      return { lf: line - 1 - crs - crlfs, cr: crs, crlf: crlfs };
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

/** Whether `text` goes on with `event:` at `at`. */
function isEvent(text: string, at: number): boolean {
  return (
    text.charCodeAt(at) === E &&
    text.charCodeAt(at + 1) === V &&
    text.charCodeAt(at + 2) === E &&
    text.charCodeAt(at + 3) === N &&
    text.charCodeAt(at + 4) === T &&
    text.charCodeAt(at + 5) === COLON
  );
}

/** Reads a text that is there as a whole. */
export function parseStream(text: string, on: StreamListener, options?: ParserOptions): StreamParser {
  const parser = createStreamParser(on, options);
  parser.push(text);
  parser.end();
  return parser;
}
