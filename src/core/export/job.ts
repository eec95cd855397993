/** What is exported, how far it has come, and what a format has to be able to do. */
import type { Finding } from '../explain/finding.ts';
import type { Capture } from '../model/types.ts';
import type { Bytes, CodeUnits, ConnectionId, EpochMs, MessageIndex, Rank } from '../units.ts';
import type { PieceText } from './piece-text.ts';
import type { Redaction } from './redact.ts';
import type { MessageList } from './selected-messages.ts';
import type { SelectedMessages } from './selected-messages.ts';

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

/**
 * How far an export has come: plain numbers, opaque to the asker. The end is fixed at the beginning, so that an export of a
 * capture that grows faster than it is written comes to an end.
 */
export interface ExportCursor {
  /** Which part of the document is due; formats count them as they like. */
  part: number;
  /** Items of the present list that are written: before all but the first stands a comma. */
  items: number;
  /** Next entry of the ledger, and the first one that is not exported. */
  entry: number;
  endEntry: number;
  /** The row written last; -1: none. */
  message: MessageIndex;
  /** The rank of the row written last, should it be dropped meanwhile. */
  rank: Rank;
  /** The first row that was held at the beginning, and the first that is not exported. */
  firstMessage: MessageIndex;
  endMessage: MessageIndex;
  /** The first piece of a raw text that is not exported: see `RawChunk.nth`. */
  endPiece: number;
  /** The message whose id was written last; -1: none. */
  idOf: MessageIndex;
  /** Messages that are written, of how many. */
  done: number;
  total: number;
  /** For formats that go by connections: where in them. */
  connection: ConnectionId;
  attempt: number;
  /** Bytes of the text of an attempt that are written. */
  offset: Bytes;
  size: number;
}

export interface ExportJob {
  readonly capture: Capture;
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
}

export interface ExportFormat {
  /** In words for people. */
  readonly label: string;
  /** Without a dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** Whether import gives back the same capture. */
  readonly lossless: boolean;
  /** Writes on from `at`, which it moves, until `out` is full. Says true when nothing is left. */
  write(job: ExportJob, at: ExportCursor, out: PieceText): boolean;
}

/** A piece ends after what reaches this length: a millisecond or two of work, and a text that V8 does not take for a large object, so that it goes quickly. */
export const PIECE_LENGTH: CodeUnits = 100 * 1024;
