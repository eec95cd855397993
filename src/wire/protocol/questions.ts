/**
 * What travels in questions to the recorder and in its answers: rows, filters, and how much of them there may be. The questions themselves stand in
 * `recorder/questions`. All of it is plain and can be cloned.
 *
 * @note Longer than other files: who writes a view reads it from top to bottom.
 */
import type { ExportFormatName } from '../../core/export/formats.ts';
import type { ExportMeta } from '../../core/export/job.ts';
import type { Taken } from '../../core/export/taken.ts';
import type { Reconnect } from '../../core/explain/reconnect.ts';
import type { Finding, RuleGroup, Severity } from '../../core/explain/finding.ts';
import type { RuleId } from '../../core/explain/registry.ts';
import type { Api, Attempt, ConnectionState, Context, Gap, Outcome, RetrySource, StateCause } from '../../core/model/connection.ts';
import type { RowKind } from '../../core/model/message-block.ts';
import type { Limits } from '../../core/model/limits.ts';
import type { WitnessState } from './command.ts';
import type { ProtocolMark } from './decoded.ts';
import type { DiskStatus } from './disk.ts';
import type { IgnoredReason, LineEnd, LineKind, Oddity } from '../../core/parse/report.ts';
import type { TextPattern } from '../../core/pattern/program.ts';
import type { AttemptNumber, Bytes, CodeUnits, ConnectionId, EpochMs, FrameId, MessageIndex, Milliseconds } from '../../core/units.ts';

/** Missing: as it is. */
export type LimitWishes = Partial<Record<keyof Limits, number>>;

export interface Overview {
  /** Grows with every change; equal numbers mean an equal capture. */
  version: number;
  recording: boolean;
  /** Messages that are held. */
  messages: number;
  /** Comments and retries that are held. */
  others: number;
  /** Messages that were dropped by the recorder to stay within its limits. */
  dropped: number;
  /** The index that the next message will get: a view that pauses now shows those below it. */
  nextMessage: MessageIndex;
  /** Messages that came while recording was off. */
  notRecorded: number;
  /** Messages that are known to be missing, for every reason. */
  lost: number;
  /** The newest gaps (at most 100), oldest first. */
  gaps: Gap[];
  /** Code units of data that are held. */
  dataLength: CodeUnits;
  connections: number;
  /** Connections by state. */
  states: Record<ConnectionState, number>;
  /** Time of the first and the last thing known; missing when nothing is. */
  from?: EpochMs;
  to?: EpochMs;
  limits: { messages: number; dataLength: CodeUnits; attempts: number; rawBytes: Bytes };
  /** Which limits have been reached. */
  limitsReached: (keyof Limits)[];
  /** Time of the oldest row that is held. */
  firstMessageAt?: EpochMs;
  /** The newest navigations of the tab (at most `MAX_PAGES`) that are known to have led to a page with streams, oldest first. */
  pages: PageMark[];
  /** Who is at work, who could be, and why the others are not. Empty for a capture from a file. */
  witnesses: WitnessState[];
  /** Findings by severity. */
  findings: Record<Severity, number>;
  /** How the recording on disk stands; null for a capture from a file. */
  disk: DiskStatus | null;
}

/** A rule that is off for streams of an origin (`scheme://host:port`). */
export interface RuleOff {
  origin: string;
  rule: RuleId;
}

/** What the diagnosis has pinned to a row: the worst finding, and how many are beside it. */
export interface FindingMark {
  rule: RuleId;
  severity: Severity;
  others: number;
}

/** An attempt as the capture has it, and what is pinned to it. */
export interface AttemptRow extends Attempt {
  finding?: FindingMark;
}

/** Which findings are asked for. Fields that are missing do not filter. */
export interface FindingFilter {
  connection?: ConnectionId;
  /** Only those that are pinned to this attempt; those of the connection as a whole are of none. */
  attempt?: AttemptNumber;
  severities?: Severity[];
  groups?: RuleGroup[];
}

export interface FindingList {
  /** Of all that pass the filter. */
  total: number;
  findings: Finding[];
  /** The capture was read from a file that holds so many findings of its own; those here were derived from it anew. */
  inFile?: number;
  /** Where one attempt was asked for and it is a reconnect. */
  reconnect?: Reconnect;
}

/** The tab went to another page. */
export interface PageMark {
  at: EpochMs;
  /** At most `PREVIEW_LENGTH` code units of it. */
  url: string;
  /** The index that the next message had then. */
  nextMessage: MessageIndex;
}

export interface TypeCounts {
  /** At most `MAX_TYPES`. */
  types: { type: string; count: number }[];
  /** Messages of types that are not in `types`. */
  others: number;
}

export interface RetryInForce {
  ms: Milliseconds;
  from: RetrySource;
  /** What the server wrote, where this browser made another value of it. */
  written?: Milliseconds;
}

export interface ConnectionRow {
  id: ConnectionId;
  url: string;
  api: Api;
  context: Context;
  /** `scheme://host:port` of the stream. */
  origin: string;
  frameId: FrameId;
  frameUrl: string;
  withCredentials: boolean;
  createdAt: EpochMs;
  state: ConnectionState;
  by: StateCause;
  stateSince: EpochMs;
  messages: number;
  /** Comments and retries that are held. */
  others: number;
  dataLength: CodeUnits;
  lost: number;
  /** At most `PREVIEW_LENGTH` code units of it. */
  lastEventId: string;
  lastEventIdCut: boolean;
  /** The delay that the browser will wait before the next attempt, as far as known. Missing where the page reads the stream itself: its own affair. */
  retry?: RetryInForce;
  /** When the browser makes the next attempt; missing where none is due. */
  nextAt?: EpochMs;
  attempts: number;
  /** Outcome of the newest attempt. */
  outcome: Outcome;
  status?: number;
  error?: string;
  lastActivityAt: EpochMs;
  heardTypes: string[];
  /** The user says that no later request is an attempt of it. */
  apart?: true;
  /** No page was watched: see `Connection.unwatched`. */
  unwatched?: true;
  /** What its stream means; missing: no protocol is recognised. */
  protocol?: ProtocolMark;
  /** Messages in each of the last `SPARK_BUCKETS` seconds, oldest first; the last one is the second that ends at `now`. */
  spark: number[];
}

export interface ConnectionDetail {
  id: ConnectionId;
  api: Api;
  context: Context;
  /** Lines of the creation stack; may be empty. */
  stack: string;
  /** Attempts that were dropped: the first one held has number `droppedAttempts + 1`. */
  droppedAttempts: number;
}

/** What to show. Fields that are missing do not filter. */
export interface MessageFilter {
  connections?: ConnectionId[];
  /** Only of connections of these frames. */
  frames?: FrameId[];
  /** Only rows of these kinds. */
  kinds?: RowKind[];
  /** Only of these types; comments and retries have the type ''. */
  types?: string[];
  /** Case-insensitive, in type, last event id and data. */
  text?: string;
  /** A regular expression that matches type, last event id or data. One that is not valid is refused. */
  pattern?: TextPattern;
  /** What `core/query` reads, see docs/search.md. One with a mistake in it is refused. */
  query?: string;
  /** For the query: minutes that the clock on the wall is ahead of UTC, and what `is:bookmarked` means. */
  zone?: number;
  marked?: MessageIndex[];
  /** Only these messages: bookmarks. */
  among?: MessageIndex[];
  from?: EpochMs;
  to?: EpochMs;
  /** Only messages below this index: a paused view. */
  before?: MessageIndex;
}

/** Where a window is to be all the same when positions are others by now: a search finds older messages after newer ones. */
export interface WindowWish {
  /** Where the list goes beyond `to`, or ends before the window is full: so many rows at its end, wherever that is. */
  end?: number;
  /** This message stood at `position`: where it stands elsewhere now, so do `from` and `to`. */
  hold?: { index: MessageIndex; position: number };
}

export interface MessageWindow {
  /** How many messages pass the filter, so far. */
  total: number;
  /** False while the recorder is still looking through older messages; a new version follows. */
  complete: boolean;
  /** How far the recorder has looked; missing where it does not have to look at each row. */
  search?: SearchProgress;
  /** Position of the first row. May be above what was asked when the oldest messages were dropped meanwhile. */
  from: number;
  rows: MessageRow[];
  /** By how much the message that was held stands further up than it stood; missing: none was, or it is not in the list. */
  moved?: number;
}

export interface SearchProgress {
  /** Rows that were looked at, of all kinds, and how many are held. */
  looked: number;
  held: number;
  /** Rows that were looked at only in part, since a regular expression, or JSON, might have taken too long. */
  cutShort: number;
}

/** A row of the log: a message, or a comment (its text is the data) or retry (its digits are) of the server. */
export interface MessageRow {
  index: MessageIndex;
  kind: RowKind;
  connection: ConnectionId;
  attempt: AttemptNumber;
  /** From 0 within the connection. */
  seq: number;
  at: EpochMs;
  type: string;
  lastEventId: string;
  /** UTF-8 size of the data. */
  size: Bytes;
  /** At most `PREVIEW_LENGTH` code units of the data. */
  preview: string;
  previewCut: boolean;
  /** False: the page did not listen to this type. */
  heard: boolean;
  from: 'hook' | 'har' | 'wire';
  finding?: FindingMark;
  /** What it says by the protocol of its stream, in one line; only where the rows of one connection are asked for. */
  meaning?: string;
}

export interface MessageDetail extends MessageRow {
  data: string;
  /** The message of the same type before this one on the same connection, if it is still held. */
  previous?: { index: MessageIndex; at: EpochMs; data: string };
}

/** `record`: of a stream of records, which has no fields. */
export type RawLineKind = LineKind | 'record';

/** A line of an attempt's text, as it came. */
export interface RawLine {
  /** From 1. */
  line: number;
  /** Of its first byte, from the first of the body. */
  offset: Bytes;
  /** At most `RAW_LINE_LENGTH` code units of it, without its end. */
  text: string;
  cut: boolean;
  kind: RawLineKind;
  /** The column in `text` where the value begins; its length when there is none. */
  value: CodeUnits;
  end: LineEnd;
  /** What is odd about it. */
  oddities: RawOddity[];
  /** When the piece came in which it ended; missing when the text was read as a whole. */
  at?: EpochMs;
  /** The row of the log that it belongs to; missing: none, or it is not held. */
  index?: MessageIndex;
  finding?: FindingMark;
}

export interface RawOddity {
  code: Oddity['kind'];
  /** Of an ignored field. */
  reason?: IgnoredReason;
}

export interface RawWindow {
  rows: RawLine[];
  /** Position of the first row, from 0. */
  from: number;
  /** Lines, as far as they were read. */
  lines: number;
  /** Length of the text, and how much of it is missing. */
  bytes: Bytes;
  dropped: Bytes;
  lineEnds: Record<Exclude<LineEnd, 'none'>, number>;
  /** Nothing is missing, and nothing more will come. */
  complete: boolean;
  /** Who told it. */
  witness: 'hook' | 'har' | 'wire';
  /** False while the recorder is still reading; a new version follows. */
  read: boolean;
}

export interface RawPiece {
  bytes: Uint8Array;
  /** Bytes of the lines that come after these. */
  left: Bytes;
}

export interface RawPlace {
  connection: ConnectionId;
  attempt: AttemptNumber;
  /** From 1. */
  line: number;
}

export interface TimelineRequest {
  /** Lanes to answer, in this order. */
  connections: ConnectionId[];
  from: EpochMs;
  to: EpochMs;
  /** Buckets of equal width between `from` and `to`: one for each CSS pixel. At most `MAX_BUCKETS`. */
  buckets: number;
}

export interface TimelineLane {
  connection: ConnectionId;
  createdAt: EpochMs;
  state: ConnectionState;
  /** Attempts that overlap the range, with the wait before each, oldest first; at most one for each bucket. */
  attempts: TimelineAttempt[];
  /** True when several attempts fell into one bucket and only the first of them is in `attempts`. */
  attemptsCut: boolean;
  /** Messages in each bucket. */
  counts: Uint32Array;
}

export interface TimelineAttempt {
  n: AttemptNumber;
  startedAt: EpochMs;
  openedAt?: EpochMs;
  endedAt?: EpochMs;
  outcome: Outcome;
  reconnectDelay?: Milliseconds;
  retryInForce?: Milliseconds;
  retryFrom?: RetrySource;
  messages: number;
  finding?: FindingMark;
}

export interface ExportRequest {
  format: ExportFormatName;
  /** `{}`: everything. Else these messages, with the connections that they can be of. */
  filter: MessageFilter;
  /** Takes credentials out of URLs and headers; the file says so. */
  redact: boolean;
  /** CSV: begin with a byte order mark, for Excel. */
  byteOrderMark?: boolean;
  /** The name of the second file, of a format that has one; and that it is this one which is wanted. */
  beside?: string;
  isBeside?: boolean;
  meta: ExportMeta;
  /** The pieces come as blobs, which only a browser takes: their bytes are in its own process, not in that of who makes the file. */
  inBlobs?: boolean;
}

/** Names an export that the recorder holds until it is finished or ended. */
export type ExportId = number;

export interface ExportPiece {
  /** Empty while the recorder is looking for the messages that pass the filter, and where `blob` is there. */
  text: string;
  /** A `Blob` of the text in UTF-8, where that was wished for. */
  blob?: unknown;
  /** Nothing is written yet: the recorder is looking for the messages that pass the filter. */
  searching: boolean;
  finished: boolean;
  /** Messages that are written, of how many; while the recorder is still looking: 0 of those that were found. */
  done: number;
  total: number;
  /** What was taken out of the file so far. */
  taken: Taken[];
}

export interface CopyRequest {
  kind: 'curl-posix' | 'curl-cmd' | 'powershell' | 'fetch' | 'eventsource';
  connection: ConnectionId;
  /** Missing: the newest. */
  attempt?: AttemptNumber;
  redact: boolean;
  /** With the last event id of the connection, in place of the one that the attempt sent. */
  resume?: boolean;
}

/** Code units of a preview that go to the panel for a row. */
export const PREVIEW_LENGTH = 300;
/** Code units of a line of text that go to the panel. */
export const RAW_LINE_LENGTH = 2000;
/** Seconds that a sparkline spans. */
export const SPARK_BUCKETS = 60;
/** Buckets of a timeline at most: wider than any screen, small enough to answer in a frame. */
export const MAX_BUCKETS = 8192;
/** Types that the overview strip tells apart: as many colours as one keeps apart at a glance. */
export const MAX_RATE_TYPES = 4;
/** Types that are listed at most: more than fit in a menu that somebody reads. */
export const MAX_TYPES = 200;
/** Bytes of raw text in one answer at most: what a clipboard takes, too. */
export const MAX_RAW_PIECE: Bytes = 4 * 1024 * 1024;
/** Messages that are copied at once at most: for more there are files. */
export const MAX_COPIED = 1000;
/** What a limit may be set to. Below, a capture shows nothing worth while; above, its worker would run out of memory (some 100 bytes for a message beside its text). */
export const LIMIT_RANGES: Readonly<Record<keyof LimitWishes, { least: number; most: number }>> = {
  messages: { least: 1000, most: 4_000_000 },
  dataLength: { least: 1024 * 1024, most: 1024 * 1024 * 1024 },
  attempts: { least: 100, most: 100_000 },
  rawBytes: { least: 1024 * 1024, most: 1024 * 1024 * 1024 },
};
/** Findings of one answer: more than anybody reads, little enough to be asked for again with each version. */
export const MAX_FINDINGS = 500;
/** Rules that can be off: each is a click. */
export const MAX_RULES_OFF = 1000;
/** Navigations that go to the panel at most. */
export const MAX_PAGES = 100;
