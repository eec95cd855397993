/**
 * Samples of rules: what a rule finds, and what it is silent of. Each says in what it differs from a stream of a page of its own origin that is as it
 * should be. Times are in milliseconds since the first attempt was asked for; `test/unit/core/explain/samples.test.ts` makes facts of them.
 */
import type { Attempt, Connection, Outcome } from '../model/connection.ts';
import type { ConnectionFacts, DecodedFacts } from './facts.ts';
import type { FoldedRow } from './row-facts.ts';

/** A message where nothing else is said. */
export type SampleRow = Partial<FoldedRow> & Pick<FoldedRow, 'at'>;

export interface Sample {
  /** The only attempt, or the one that is looked at. */
  readonly attempt?: Partial<Attempt>;
  /** Of its answer, in place of those of a good one. */
  readonly headers?: Readonly<Record<string, string>>;
  /** All attempts of the connection, for rules that look at it as a whole: in their order, numbered from 1. */
  readonly attempts?: readonly Partial<Attempt>[];
  readonly connection?: Partial<Connection>;
  /** What came, in its order. */
  readonly rows?: readonly SampleRow[];
  /** What came in the attempt before. */
  readonly previousRows?: readonly SampleRow[];
  /** The raw text of the attempt, to its end; a list: in chunks, a second apart. */
  readonly text?: string | Uint8Array | readonly string[];
  /** What the decoders say; missing: they know nothing of it. */
  readonly decoded?: DecodedFacts;
  /** The connection of the same document to the same URL that was made before. */
  readonly predecessor?: { readonly connection: Partial<Connection>; readonly attempt?: Partial<Attempt> };
  /** A minute after the beginning, where nothing else is said. */
  readonly now?: number;
  /** Whether recording was on all the time. */
  readonly watched?: boolean;
  readonly known?: Partial<Pick<ConnectionFacts, 'hooked' | 'tellsOfMessage' | 'requestsAreKnown' | 'protocol'>>;
}

/** An attempt that never got an answer. */
export const notAnswered = (error: string): Partial<Attempt> => ({
  outcome: 'refused',
  error,
  status: undefined,
  openedAt: undefined,
  endedAt: 5,
  responseHeaders: undefined,
});

/** An attempt whose answer was not taken. Its headers, if it had any, are those of the sample. */
export const refused = (outcome: Outcome, status: number): Partial<Attempt> => ({ outcome, status, openedAt: undefined, endedAt: 5, responseHeaders: [] });

/** Attempts that ended so, and so long after they were opened. */
export const ends = (outcomes: readonly Outcome[], after: readonly number[]): Partial<Attempt>[] =>
  outcomes.map((outcome, n) => ({ outcome, openedAt: 0, endedAt: after[n] }));

/** The same message again and again. */
export const many = (count: number, row: Partial<SampleRow> = {}, apart = 1000): SampleRow[] =>
  Array.from({ length: count }, (_, n) => ({ ...row, at: n * apart }));

/** One message for each id, a second apart. */
export const ids = (...each: readonly (string | number)[]): SampleRow[] => each.map((id, n) => ({ at: n * 1000, lastEventId: String(id) }));

/** One message for each type, a second apart. */
export const types = (...each: readonly string[]): SampleRow[] => each.map((type, n) => ({ at: n * 1000, type }));

/** Messages that came together. */
export const together = (at: number, count: number): SampleRow[] => many(count, {}, 1).map((row) => ({ ...row, at: at + row.at }));

/** A text as a buffer of `size` hands it on. */
export const pieces = (text: string, size: number): string[] =>
  Array.from({ length: Math.ceil(text.length / size) }, (_, n) => text.slice(n * size, (n + 1) * size));
