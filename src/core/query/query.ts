/** A query as it was read: terms that all have to hold. */
import type { PatternFault } from '../pattern/pattern-fault.ts';
import type { TextPattern } from '../pattern/program.ts';
import type { CodeUnits } from '../units.ts';
import type { ChoiceKey, NumberKey, QueryKey, WordKey } from './keys.ts';

/** Where something stands in the text, `to` exclusive. */
export interface Place {
  from: CodeUnits;
  to: CodeUnits;
}

/** A value of a word key. Glob: `*` stands for anything. */
export type Word = { glob: string } | { literal: string } | { pattern: TextPattern };

/** All numbers from `low` to `high`; `open`: without that end. */
export interface Range {
  low: number;
  high: number;
  lowOpen: boolean;
  highOpen: boolean;
}

/** `daily`: milliseconds since midnight; else since 1970 of a clock on the wall. */
export interface TimeRange extends Range {
  daily: boolean;
}

/** A step into JSON: the name of a member, a place in a list, or every place of it. */
export type Step = string | number | { each: true };

export type Condition =
  /** In type, last event id or data. */
  | { kind: 'text'; text: string }
  | { kind: 'pattern'; pattern: TextPattern }
  /** One of the values, as with all that follow. */
  | { kind: 'words'; key: WordKey; words: Word[] }
  | { kind: 'numbers'; key: NumberKey; ranges: Range[] }
  | { kind: 'id'; values: (Word | Range)[] }
  | { kind: 'times'; ranges: TimeRange[] }
  | { kind: 'choice'; key: ChoiceKey; choices: string[] }
  | { kind: 'json'; path: Step[]; values: (Word | Range)[] };

export interface Term {
  at: Place;
  not: boolean;
  condition: Condition;
}

/**
 * - `unknown-key`: `detail` is the key that was probably meant.
 * - `no-value`: nothing stands after the colon, or between two commas.
 * - `unclosed`: a quotation mark has no partner.
 * - `after-quote`: something follows the closing quotation mark.
 * - `number`, `size`, `time`: it is none. `choice`: `detail` lists what there is. `path`: it leads nowhere.
 * - `empty-range`: it ends before it begins.
 * - `no-order`: only numbers can be compared.
 * - `too-many`: more terms or values than `detail`. `long`: more characters than `detail`.
 * - `pattern-…`: see `PatternFault`.
 */
export type FaultCode =
  | 'unknown-key'
  | 'no-value'
  | 'unclosed'
  | 'after-quote'
  | 'number'
  | 'size'
  | 'time'
  | 'choice'
  | 'path'
  | 'empty-range'
  | 'no-order'
  | 'too-many'
  | 'long'
  | `pattern-${PatternFault['kind']}`;

export interface QueryFault {
  code: FaultCode;
  at: Place;
  detail: string;
}

export interface Query {
  terms: Term[];
  /** Null: it can be searched with. */
  fault: QueryFault | null;
}

export type { QueryKey };
