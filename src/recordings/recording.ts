/** What is known of a recording without opening it. */
import type { Bytes, CodeUnits, EpochMs } from '../core/units.ts';

export type RecordingId = number;
/** Number of a block within its recording, from 0. */
export type BlockNumber = number;

export interface Recording {
  readonly id: RecordingId;
  /** What the user calls it; '': nothing yet. */
  name: string;
  startedAt: EpochMs;
  /** When it was written last. */
  endedAt: EpochMs;
  /** The inspected page, as of its last navigation. */
  page: { url: string; title: string };
  generator: string;
  browser: string;
  connections: number;
  /** Messages that it holds. */
  messages: number;
  /** Messages that are not in it any more, since their blocks had to go, or that never were. */
  dropped: number;
  /** What it takes on the disk. */
  bytes: Bytes;
  /** Length of the capture file that it makes. */
  length: CodeUnits;
  /** It was ended in order; else its last second or so may be missing. */
  complete: boolean;
}

/** A run of lines of the capture file. */
export interface RecordingBlock {
  /** gzip. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly length: CodeUnits;
  readonly messages: number;
  /** Time of its first row; missing: it has none. */
  readonly from?: EpochMs;
}

/** A connection or an attempt: a line of the capture file. */
export interface RecordingFact {
  connection: number;
  /** 0: the connection itself. */
  attempt: number;
  /** Null: it is to be forgotten. */
  line: string | null;
}
