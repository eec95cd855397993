/** What the parser tells. Places count from the first code unit of the stream, a byte order mark included; lines count from 1. */
import { assertExhaustive, type CodeUnits, type Milliseconds } from '../units.ts';

/** A span of the stream: `from` (inclusive) to `to` (exclusive, without the line end). */
export interface Span {
  line: number;
  from: CodeUnits;
  to: CodeUnits;
}

/** A block that was dispatched. The span goes from its first line to the empty line that ended it, whose number is `lastLine`. */
export interface ParsedMessage extends Span {
  lastLine: number;
  /** "message" where the block names no type, or an empty one. */
  type: string;
  data: string;
  /** Sticky, "" for none. */
  lastEventId: string;
}

/** What a line is. `ignored`: a field without effect, see its oddity. `unfinished`: the stream ended in it. */
export type LineKind = 'data' | 'event' | 'id' | 'retry' | 'comment' | 'blank' | 'ignored' | 'unfinished';
export type LineEnd = 'lf' | 'cr' | 'crlf' | 'none';

export interface ParsedLine extends Span {
  kind: LineKind;
  /** Where the value begins: after the colon and one space. `to` when there is none. */
  value: CodeUnits;
  end: LineEnd;
}

/** Why a field has no effect. */
export type IgnoredReason =
  /** No such field. */
  | 'unknown'
  /** A field of the standard, but for upper and lower case. */
  | 'case'
  /** A field of the standard, but for white space around its name. */
  | 'space'
  /** A byte order mark stands before the name: only the first one of a stream is taken away. */
  | 'bom'
  /** The message would grow longer than the parser allows. */
  | 'too-long';

export type Oddity = Span &
  (
    | { kind: 'bom' }
    | { kind: 'ignored-field'; name: string; reason: IgnoredReason }
    | { kind: 'bad-retry'; value: string }
    /** A retry value that JavaScript cannot hold exactly. */
    | { kind: 'huge-retry'; value: string }
    | { kind: 'nul-in-id' }
    /** A block names a type and has no data: it is not dispatched. */
    | { kind: 'no-data'; type: string }
    /** The first line whose end differs from that of the lines before. */
    | { kind: 'mixed-line-ends'; end: LineEnd }
    /** A line was longer than the parser allows; what is over is left out. */
    | { kind: 'line-cut' }
    /** Of the dialect, see `dialect.ts`: the browser drops the block, or takes no id from it. The standard says otherwise. */
    | { kind: 'browser-drops'; what: 'block' | 'id' }
    /** Of the dialect: U+0000 is taken out of data or type of the message. */
    | { kind: 'nul-removed' }
    /** The stream ended within a block: no message is made of it. `unfinishedLine`: even within a line. */
    | { kind: 'incomplete-tail'; unfinishedLine: boolean }
  );

/** All optional: what nobody listens to costs nothing. */
export interface StreamListener {
  message?(message: ParsedMessage): void;
  /** `text`: what stands after the colon, the space included. */
  comment?(text: string, place: Span): void;
  /** `digits`: as they were written. */
  retry?(ms: Milliseconds, place: Span, digits: string): void;
  /** An id was taken; it counts from the end of its block on. */
  id?(id: string, place: Span): void;
  oddity?(oddity: Oddity): void;
  /** Each line, as soon as its end is known: for CR that is with the character after it. */
  line?(line: ParsedLine): void;
}

/** An oddity in words for people. */
export function describeOddity(oddity: Oddity): string {
  switch (oddity.kind) {
    case 'bom':
      return 'The stream begins with a byte order mark, which is taken away.';
    case 'ignored-field':
      return `The field ${JSON.stringify(oddity.name)} is ignored: ${WHY_IGNORED[oddity.reason]}.`;
    case 'bad-retry':
      return `The retry value ${JSON.stringify(oddity.value)} is ignored: only digits may stand there.`;
    case 'huge-retry':
      return `The retry value ${oddity.value} is too large to be exact.`;
    case 'nul-in-id':
      return 'The id is ignored: it holds the character U+0000.';
    case 'no-data':
      return `A block of type ${JSON.stringify(oddity.type)} has no data, so it is not dispatched.`;
    case 'mixed-line-ends':
      return `This line ends in ${oddity.end.toUpperCase()}, lines before it do not.`;
    case 'line-cut':
      return 'The line is too long; its end is left out.';
    case 'browser-drops':
      return oddity.what === 'block'
        ? 'Firefox drops this block, since an id in it holds the character U+0000. By the standard only the id is ignored.'
        : 'Firefox takes no last event id from this block, since it has no data. By the standard it counts.';
    case 'nul-removed':
      return 'Firefox takes the character U+0000 out of this message. By the standard it stays.';
    case 'incomplete-tail':
      return oddity.unfinishedLine
        ? 'The stream ends within a line: the last block is not dispatched.'
        : 'No empty line ends the last block: it is not dispatched.';
    default:
      return assertExhaustive(oddity);
  }
}

const WHY_IGNORED: Record<IgnoredReason, string> = {
  unknown: 'the standard knows no such field',
  case: 'names of fields are written in lower case',
  space: 'white space belongs to the name',
  bom: 'a byte order mark stands before it',
  'too-long': 'the message is too long',
};

const KNOWN = new Set(['data', 'event', 'id', 'retry']);
const BOM = '\ufeff';

/** Why a field that the standard does not know may stand in a stream: most are slips. */
export function ignoredReason(name: string): IgnoredReason {
  if (name.startsWith(BOM)) return 'bom';
  if (KNOWN.has(name.trim())) return 'space';
  return KNOWN.has(name.trim().toLowerCase()) ? 'case' : 'unknown';
}
