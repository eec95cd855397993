/**
 * What the raw text of one attempt tells: read once, chunk by chunk, as it comes. Where bytes are missing it stops for good: behind a hole
 * nobody knows what a line is.
 */
import { decodeUtf8, wholeSequences } from '../bytes/utf8.ts';
import type { RawChunk, RawText } from '../model/types.ts';
import type { Oddity } from '../parse/report.ts';
import { createLineShortener } from '../parse/shorten-lines.ts';
import { createStreamParser, type StreamParser } from '../parse/stream-parser.ts';
import type { Bytes, CodeUnits, EpochMs, Milliseconds } from '../units.ts';
import { hasWrittenLineEnds } from './block-mistakes.ts';
import { createSpaceFacts, type SpaceFacts } from './space-facts.ts';
import { createHeapReader, type HeapReader } from './text-heaps.ts';

/** One thing about a text: how often, where first, and its value there. */
export interface TextRemark {
  count: number;
  line: number;
  value: string;
}

export interface TextFacts {
  /** By the name that the rules know: kinds of oddities; ignored fields by their reason. */
  readonly remarks: ReadonlyMap<string, TextRemark>;
  /** Blocks whose empty line came long after the rest, together with what followed. */
  readonly heldBack: number;
  /** Lines by their ends, so far. */
  readonly lineEnds: StreamParser['lineEnds'];
  /** See `HeapReader`. */
  readonly heaps: HeapReader['heaps'];
  readonly spaces: SpaceFacts;
}

export interface TextReader extends TextFacts {
  /** Reads what is new, until `isOver` says, before the next piece, that it is time to stop. */
  read(raw: RawText, isOver?: () => boolean): { isNew: boolean; done: boolean };
}

/** Later, the empty line was sent with something else: packets of one write come within a round trip. */
const LATER: Milliseconds = 200;
/** Code units of a value that evidence needs. */
const MAX_VALUE = 80;
/** Code units of the first line that are looked at. */
const BEGIN: CodeUnits = 4096;
/** Bytes that are read between two looks at the clock: a millisecond at most. */
const PIECE: Bytes = 16 * 1024;
const LF = 0x0a;
const CR = 0x0d;

export function createTextReader(): TextReader {
  const remarks = new Map<string, TextRemark>();
  const note = (name: string, line: number, value = ''): void => {
    const known = remarks.get(name);
    if (known !== undefined) known.count += 1;
    else remarks.set(name, { count: 1, line, value: value.slice(0, MAX_VALUE) });
  };
  // The stricter reading of the two browsers marks what is lost in either.
  const parser = createStreamParser(
    {
      message: (message) => {
        messages += 1;
        spaces.see(message);
      },
      oddity: (oddity) => note(nameOf(oddity), oddity.line, valueOf(oddity)),
    },
    { dialect: 'firefox' },
  );
  const heapReader = createHeapReader();
  const spaces = createSpaceFacts();
  /** The first line, until it has ended. */
  let begun: string | undefined = '';
  let messages = 0;
  let read: Bytes = 0;
  let held = new Uint8Array(0);
  let ended = false;
  let heldBack = 0;
  let before: { at: EpochMs; last: number | undefined } | undefined;

  const shorten = createLineShortener();
  const push = (bytes: Uint8Array): void => {
    const { text, valid } = decodeUtf8(bytes);
    if (!valid) note('invalid-utf8', lineOf(text.indexOf('\uFFFD'), text));
    parser.push(shorten(bytes) ?? text);
    readBegin(text);
  };
  /** Looks at the first line, as far as it has come. */
  const readBegin = (text: string): void => {
    if (begun === undefined) return;
    const line = /^[^\r\n]*/.exec(begun + text)![0];
    const isWhole = line.length < begun.length + text.length || line.length >= BEGIN;
    const isWritten = hasWrittenLineEnds(line.slice(0, BEGIN));
    if (isWritten) note('written-line-ends', 1);
    begun = isWritten || isWhole ? undefined : line;
  };
  const lineOf = (place: number, text: string): number => {
    const { lf, cr, crlf } = parser.lineEnds;
    return 1 + lf + cr + crlf + (text.slice(0, place).match(/\r\n|\r|\n/g)?.length ?? 0);
  };
  /** What tells of a packet: looked at when its first byte is the next to be read. */
  const begin = (chunk: RawChunk): void => {
    const { at, bytes, whole } = chunk;
    heapReader.begin(chunk, messages);
    // An empty line that comes alone is only late: the server wrote it late.
    if (whole !== true && before?.last === LF && bytes[0] === LF && bytes.length > 1 && at - before.at >= LATER) heldBack += 1;
    if (bytes.length > 0) before = whole === true ? undefined : { at, last: endsLine(bytes) ? bytes.at(-1) : undefined };
  };
  const take = (bytes: Uint8Array): void => {
    const all = held.length === 0 ? bytes : joined(held, bytes);
    const end = wholeSequences(all);
    held = all.slice(end);
    push(all.subarray(0, end));
    read += bytes.length;
  };

  return {
    remarks,
    get heldBack() {
      return heldBack;
    },
    get lineEnds() {
      return parser.lineEnds;
    },
    get heaps() {
      return heapReader.heaps;
    },
    get spaces() {
      return spaces.facts;
    },
    read(raw, isOver = () => false) {
      if (ended) return { isNew: false, done: true };
      const { chunks } = raw;
      let isNew = false;
      for (let next = chunkAt(chunks, read); next < chunks.length; next += 1) {
        const chunk = chunks[next]!;
        if (chunk.offset > read) {
          ended = true;
          return { isNew, done: true };
        }
        const { length } = chunk.bytes;
        // The moments at which a page looks at the text of an XHR are its own, not the network's.
        if (chunk.offset === read) begin(raw.decoded ? { ...chunk, whole: true } : chunk);
        while (read < chunk.offset + length) {
          if (isOver()) return { isNew, done: false };
          take(chunk.bytes.subarray(read - chunk.offset, read - chunk.offset + PIECE));
          isNew = true;
        }
      }
      if (!raw.complete || read < raw.length) return { isNew, done: true };
      ended = true;
      push(held);
      parser.end();
      return { isNew: true, done: true };
    },
  };
}

/** The first chunk with bytes from `offset` on, or a hole before it. */
function chunkAt(chunks: readonly RawChunk[], offset: Bytes): number {
  let low = 0;
  let high = chunks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const { offset: from, bytes } = chunks[middle]!;
    if (from + bytes.length <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A line ended, and it was not empty: what comes alone after it ends the block. */
function endsLine(bytes: Uint8Array): boolean {
  const before = bytes.at(-2);
  return bytes.at(-1) === LF && before !== undefined && before !== LF && before !== CR;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

/** What servers print when they break: a page, or a trace. */
const PRINTED =
  /^\s*<(!doctype|html|head|body|br|p|b|h1|pre|div|center|title|meta|table)\b|^(PHP )?(Fatal error|Parse error|Warning|Notice|Deprecated)$|^Traceback \(most recent call last\)$/i;

function nameOf(oddity: Oddity): string {
  if (oddity.kind === 'ignored-field' && oddity.reason === 'unknown') return PRINTED.test(oddity.name) ? 'printed-error' : 'unknown';
  if (oddity.kind === 'ignored-field') return oddity.reason === 'bom' ? 'bom-inside' : oddity.reason;
  return oddity.kind === 'browser-drops' ? `drops-${oddity.what}` : oddity.kind;
}

function valueOf(oddity: Oddity): string {
  if ('name' in oddity) return oddity.name;
  if ('value' in oddity) return oddity.value;
  return 'type' in oddity ? oddity.type : '';
}
