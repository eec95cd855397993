/** What a file may hold. Reaching a limit ends the import with an error that names it; what was read before is kept. */
import type { Bytes, CodeUnits } from '../units.ts';

export interface ImportLimits {
  /** Text of the whole file. */
  readonly length: CodeUnits;
  /** Messages. */
  readonly messages: number;
  /** All records that are not messages. */
  readonly records: number;
  /** How deep values may be nested: deeper ones end recursion in other places with an exception. */
  readonly depth: number;
  /** Text of one value: a record, an entry of a HAR with all its messages. */
  readonly value: CodeUnits;
  /** Text of responses that is held beside its messages, in UTF-8. */
  readonly raw: Bytes;
}

export const IMPORT_LIMITS: ImportLimits = {
  // The text of a capture at its limits (256 Mi), with room for quotes, escapes and headers.
  length: 1024 * 1024 * 1024,
  // As many as a capture holds.
  messages: 1_000_000,
  // Ten thousand attempts with some changes of state each, ten times over.
  records: 500_000,
  // The deepest file of ours has four levels; HARs of others some ten.
  depth: 64,
  // The longest string that V8 makes is 2^29 - 24 units.
  value: 256 * 1024 * 1024,
  // Twice what a capture holds by default at most (64 MB can be raised), and no second copy of the largest files.
  raw: 256 * 1024 * 1024,
};
