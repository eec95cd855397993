/** What travels between the page and the worker that compares. Both are built from one source: a guard tells kinds apart, no more. */
import type { CompareKind, CompareSums } from '../core/compare/compare.ts';
import type { JoinBy } from '../core/compare/number-keys.ts';
import type { ConnectionId, EpochMs, Milliseconds } from '../core/units.ts';
import type { RecordingId } from '../recordings/recording.ts';
import { isRecord } from '../wire/protocol/guard.ts';

/** One side: a file, or a recording. */
export type CompareSource = { kind: 'file'; name: string; file: File } | { kind: 'recording'; name: string; id: RecordingId };

/** What of each side is compared, and how; null: all connections, or what fits best. */
export interface CompareChoice {
  left: ConnectionId | null;
  right: ConnectionId | null;
  by: JoinBy | null;
}

export type CompareInput =
  /** Null: the right side is of the same file or recording. */
  | { kind: 'load'; left: CompareSource; right: CompareSource | null }
  | { kind: 'compare'; choice: CompareChoice }
  | { kind: 'rows'; id: number; kinds: CompareKind[]; from: number; to: number }
  | { kind: 'write'; id: number; kinds: CompareKind[]; as: 'ndjson' | 'markdown' };

export interface SideFacts {
  name: string;
  connections: { id: ConnectionId; url: string; messages: number }[];
  /** Why it could be read only in part. */
  error: string | null;
}

export interface ShownMessage {
  at: EpochMs;
  type: string;
  id: string;
  /** At most `SHOWN_LENGTH` code units. */
  data: string;
}

export interface ShownRow {
  n: number;
  kind: CompareKind;
  drift?: Milliseconds;
  differs: boolean;
  left?: ShownMessage;
  right?: ShownMessage;
}

/** Code units of a type, id or data that go to the page for a row. */
export const SHOWN_LENGTH = 300;

export type CompareNews =
  | { kind: 'reading'; name: string; part: number }
  | { kind: 'comparing'; part: number }
  | { kind: 'loaded'; left: SideFacts; right: SideFacts }
  | { kind: 'compared'; by: JoinBy; sums: CompareSums }
  | { kind: 'rows'; id: number; total: number; from: number; rows: ShownRow[] }
  | { kind: 'written'; id: number; content: Blob }
  | { kind: 'failed'; reason: string };

export const isCompareMessage = (value: unknown): value is { kind: string } => isRecord(value) && typeof value.kind === 'string';
