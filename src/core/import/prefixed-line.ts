/** A line of a log, taken apart into what the program wrote before it and the rest. */
import type { EpochMs } from '../units.ts';
import type { LogTime } from './log-times.ts';

export interface PrefixedLine {
  /** When it was written; undefined: this line does not say. */
  at: EpochMs | undefined;
  /** What is left, without its line end; a record may have several lines. */
  text: string;
  /** Whose line it is, where a log has lines of several. */
  source?: string;
  /** It goes on in the next line. */
  isPart?: true;
  /** The log has it, and the stream does not: something else was logged. */
  isOther?: true;
}

export interface LinePrefix {
  readonly time: LogTime['kind'] | 'none';
  /** Undefined: the line has no such prefix. */
  read(line: string): PrefixedLine | undefined;
}
