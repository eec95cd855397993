/** What a capture may hold. Reaching a limit is counted and shown (`Overview.limitsReached`), never silent. */
import type { Bytes, CodeUnits } from '../units.ts';

export interface Limits {
  /** Messages that are held; the oldest are dropped, a block at a time. */
  readonly messages: number;
  /** Code units of text that are held: data, last event ids and types. */
  readonly dataLength: CodeUnits;
  /** Attempts that are held, of all connections together. */
  readonly attempts: number;
  /** Bytes of raw text that are held, of all attempts together; the oldest go first. */
  readonly rawBytes: Bytes;
}

export const DEFAULT_LIMITS: Limits = {
  // A day of ten messages a second; some 40 MB of columns, which a tab's DevTools can spare.
  messages: 1_000_000,
  // 256 MB for text in one byte per unit, 512 MB for text in two: the most that a worker may hold without starving the page.
  dataLength: 256 * 1024 * 1024,
  // Almost three hours of a reconnect each second; an attempt with its headers takes 2 to 4 KB.
  attempts: 10_000,
  // Beside the messages, which hold nearly the same text once more: a quarter of what those may take.
  rawBytes: 64 * 1024 * 1024,
};

/** Types that are remembered as heard for one connection: more are not for people to read, and a page could add them for ever. */
export const MAX_HEARD_TYPES = 1_000;

/** Gaps that are remembered one by one; older ones live on in the sums. */
export const MAX_GAPS = 1_000;
