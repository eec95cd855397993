/** What is exported, how far it has come, and what a format has to be able to do. */
import type { Finding } from '../explain/finding.ts';
import type { Capture } from '../model/types.ts';
import type { ConnectionId, EpochMs, MessageIndex } from '../units.ts';
import type { Redaction } from './redact.ts';
import type { MessageList, SelectedMessages } from './selected-messages.ts';
import type { WireOrder } from './wire-order.ts';

/** Of what program, browser and page a file tells. */
export interface ExportMeta {
  page: { url: string; title: string };
  generator: string;
  browser: string;
  createdAt: EpochMs;
  /** The capture is from a file that was redacted already, or held a part only. */
  redacted?: boolean;
  filtered?: boolean;
}

/** What is wanted. Messages of connections that are not wanted are left out in any case. */
export interface Selection {
  /** Missing: all. */
  connections?: ReadonlySet<ConnectionId>;
  /** Missing: all. A complete `FilteredIndex` of core/select is one. */
  messages?: MessageList;
}

/** What the capture held when the export began: an export of a capture that grows faster than it is written comes to an end. */
export interface Extent {
  /** The first row that was held, and the first that is not exported. */
  firstMessage: MessageIndex;
  endMessage: MessageIndex;
  /** The first entry of the ledger that is not exported. */
  endEntry: number;
  /** The first piece of a raw text that is not exported: see `RawChunk.nth`. */
  endPiece: number;
}

export interface ExportJob {
  readonly capture: Capture;
  readonly extent: Extent;
  readonly order: WireOrder;
  /**
   * The number of the piece that is being written. Between two pieces the capture grows and drops: who finds another number here than before a `yield`
   * looks again for its place in any list of the capture.
   */
  readonly piece: number;
  /** As of this piece, as are `wantedIds` and `wants`. */
  readonly messages: SelectedMessages;
  /** The connections that are held and wanted, ascending. */
  readonly wantedIds: readonly ConnectionId[];
  /** Whether a connection is wanted. */
  wants(connection: ConnectionId): boolean;
  readonly filtered: boolean;
  /** Not all rows of the connections are wanted. */
  readonly isPart: boolean;
  readonly redaction: Redaction;
  readonly meta: ExportMeta;
  /** What the diagnosis has found by now; null: it has not looked at everything yet, ask again. */
  findings(): readonly Finding[] | null;
  /** CSV: begin with a byte order mark, for Excel. */
  readonly byteOrderMark: boolean;
  /** The name of the second file, of a format that has one. */
  readonly beside: string;
  /** Rows that are written. */
  done: number;
}

/** Yielded where something is waited for, or much was done without a text: the piece ends here. */
export const PAUSE = null;

/** So many things that are not in the file were looked at, at most, where `''` is yielded: a walk past what is not wanted is cut into pieces, too. */
export const LOOKS_FOR_NOTHING = 64;

/** Some text of the file. */
export type Written = string | typeof PAUSE;

/** What a file is called and holds. */
interface FileKind {
  /** Without a dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** The file from its begin to its end. Each text is small: a row, a record, 64 KB of a raw text. */
  write(job: ExportJob): Generator<Written, void, void>;
}

/** A format of files: all that there is to know of it. CONTRIBUTING.md shows how one is added. */
export interface ExportFormat extends FileKind {
  /** In English, for people; other languages have `format.<name>` and `format.<name>.hint` where they translate it. */
  readonly label: string;
  /** What it is good for. */
  readonly hint: string;
  /** Whether import gives back the same capture. */
  readonly lossless: boolean;
  /** A second file, which the first reads by the name `job.beside`. Missing: one file is all. */
  readonly beside?: FileKind;
}

/** The value of `find`, which is asked once in each piece. */
export function oncePerPiece<T>(job: ExportJob, find: () => T): () => T {
  let piece = -1;
  let found: T;
  return () => {
    if (piece !== job.piece) {
      piece = job.piece;
      found = find();
    }
    return found;
  };
}
