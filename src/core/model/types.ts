/**
 * The data model: all that a capture holds, on one page. Read it before the rest of this room.
 *
 *   Capture                                          all that was recorded of one tab
 *   ├─ sessions      Session                         a document in which streams were seen
 *   ├─ connections   ConnectionEntry ─ Connection    one `EventSource`, or a stream that is read with `fetch` or XHR
 *   │                └─ slots   Slot ─ Attempt       one HTTP request of it
 *   │                           ├─ RequestEntry      … as the request log knows it
 *   │                           │  └─ ExchangeEntry  … as the network log or the debugger knows it
 *   │                           └─ ByteFeed          its bytes, on their way into rows
 *   │                              └─ RawText        … and as they came
 *   ├─ log           MessageLog ─ MessageBlock       the rows: messages, comments, retries
 *   ├─ ledger        Ledger                          what else happened, in the order in which it was learnt
 *   └─ join          JoinGroup, ExchangePool         what still has to find its partner
 *
 * What comes in stands in `observation.ts`; what is shown of a connection and an attempt in `connection.ts`; the columns of the rows in
 * `message-block.ts`; units and ids in `units.ts`. A moment (`EpochMs`) and a span of time (`Milliseconds`) have fractions.
 * Only this room writes here. Types only, so that every file of the room can import this one, and one page on purpose: hence its length.
 */
import type { ByteReader } from '../parse/byte-reader.ts';
import type { Dialect } from '../parse/dialect.ts';
import type {
  AttemptNumber,
  Bytes,
  CodeUnits,
  ConnectionId,
  EpochMs,
  ExchangeId,
  MessageIndex,
  Milliseconds,
  Rank,
  RequestId,
  SessionId,
  SourceNumber,
} from '../units.ts';
import type { Attempt, Connection, ConnectionState, Gap, StateCause, StateChange } from './connection.ts';
import type { IndexList } from './index-list.ts';
import type { Limits } from './limits.ts';
import type { MessageBlock, MessageSource, RowKind } from './message-block.ts';
import type { DocumentSeen, ExchangeMessage, ExchangeObservation, ReadingBegun, ReadingEnd, ReadingFormat, RequestObservation } from './observation.ts';

// ---- The capture ----

/** All that was recorded for one tab. `record()` writes what comes, `restore.ts` what a file holds, `catchUp()` what was joined; read it through `core/select`. */
export interface Capture {
  limits: Limits;
  /** The browser's own reconnection time. */
  readonly defaultRetry: Milliseconds;
  /** How the browser reads streams. */
  readonly dialect: Dialect;
  /** Grows with every observation that changed anything. */
  version: number;

  // What is held
  readonly log: MessageLog;
  readonly connections: Map<ConnectionId, ConnectionEntry>;
  /** The id that the next connection gets. */
  nextConnection: ConnectionId;
  readonly sessions: Map<SessionId, Session>;
  readonly ledger: Ledger;
  /** Attempts that are held, oldest first, for the limit; may hold some that are gone. */
  readonly attemptQueue: Slot[];
  /** How many attempts are held. */
  attempts: number;
  readonly join: JoinState;
  /** Texts that hold bytes, oldest first. */
  readonly rawTexts: Set<RawText>;
  /** How many bytes that is. */
  rawHeld: Bytes;
  /** Pieces of raw texts that came, also those that were let go. */
  rawPieces: number;

  // Time
  /** The earliest and the latest moment of what was recorded; undefined: nothing was. */
  from?: EpochMs;
  to?: EpochMs;
  /** Newest moment that any source of data spoke of, or a reader asked at. */
  newest: EpochMs;

  // What is not wanted
  /** False: what comes is not kept. */
  recording: boolean;
  /** When it was off, oldest first. */
  readonly pauses: Pause[];
  /** What came until then was cleared away. */
  clearedAt: EpochMs;
  /** Messages that came while `recording` was off. */
  notRecorded: number;

  // What is missing
  /** Messages that are known to be missing, for every reason. */
  lost: number;
  /** Messages dropped to stay within the limits. */
  dropped: number;
  /** The limits that have cost something. */
  readonly limitsReached: Set<keyof Limits>;
  /** Newest gaps, oldest first, at most `MAX_GAPS`. */
  readonly gaps: Gap[];
  /** The gap that counts what the limits cost; grows in place. */
  limitGap?: Gap;

  // Work
  /** For the sources of data, to be taken out and sent. */
  readonly commands: (HearCommand | ReleaseCommand)[];
  /** Attempts whose body the page has cancelled, while their request is not known. */
  readonly cancelled: Set<Slot>;
  /** Rows that read otherwise since they were recorded (`heard`); kept only while somebody keeps a copy. */
  amended?: Set<MessageIndex>;
  /** For the message that the page hook reports now: one object for all, since each would be garbage at once. */
  readonly told: NewRow;
}

/** A time during which recording was off. `to`: Infinity for as long as it is. */
export interface Pause {
  from: EpochMs;
  to: EpochMs;
}

/** For the page hook of one source: it shall listen to `type` for us. */
export interface HearCommand {
  kind: 'hear';
  session: SessionId;
  source: SourceNumber;
  type: string;
}

/** For whoever holds the body of that request: let it go. */
export interface ReleaseCommand {
  kind: 'release';
  request: RequestId;
}

// ---- Documents and connections ----

/** One document that reported itself. */
export interface Session {
  readonly id: SessionId;
  document: DocumentSeen;
  /** Its connections, by the number that the hook gave each. */
  readonly sources: Map<SourceNumber, ConnectionEntry>;
  /** Streams that its page reads with `fetch` or XHR: the attempt of each. */
  readonly readings: Map<SourceNumber, Slot>;
  /** The connection that each kind of them was last; see `reconnect-sign.ts`. */
  readonly latestReading: Map<string, ConnectionEntry>;
  /** Newest moment that its hook spoke of: what was before has been reported, since a hook reports in order. */
  newest: EpochMs;
  /** Its document went away, or the link to it did. */
  gone: boolean;
  /** No hook speaks there: a worker. */
  silent: boolean;
  /** Messages are missing in what its hook reported. */
  lossy: boolean;
  /** A source of it was seen to be listened to for `message`. */
  tellsOfMessage: boolean;
}

/** A connection with what the capture needs to know of it beside what is shown. */
export interface ConnectionEntry {
  /** What is shown. */
  readonly connection: Connection;
  readonly session: Session;
  /** The number that its hook gave it. */
  readonly source: SourceNumber;
  /** Where its requests are looked for. */
  readonly group: JoinGroup;
  /** It was forgotten by the capture. */
  forgotten: boolean;

  // Its rows
  /** Indexes of its rows that are held, in shown order. */
  positions: IndexList;
  /** Those of them that are no messages. */
  others: IndexList;
  /** Number that its next row gets. */
  nextSeq: number;
  /** For messages that come in order. */
  readonly idPlace: IdPlace;
  /** For rows that are learnt late, and those that are no messages; made when the first one comes. */
  otherIds?: IdPlace;
  readonly newest: NewestRow;

  // What the page listens to
  /** When the page began to listen to each type. */
  readonly heardSince: Map<string, EpochMs>;
  /** When its hook began to report each type because the page listened: it goes on though the page does not. */
  readonly toldSince: Map<string, EpochMs>;
  /** The last time that it did, and does not any more. */
  readonly heardBefore: Map<string, { since: EpochMs; until: EpochMs }>;
  /** Types that the hook was asked to listen to. */
  readonly asked: Set<string>;

  // Its attempts
  /** One for each of `connection.attempts`, at the same place. */
  readonly slots: Slot[];
  /** The attempt that is due after an error, until the hook reports it; among `slots` once the request log has reported it. */
  due?: Slot;
  /** The lowest number of an attempt that was derived since the diagnosis looked; Infinity: none was. */
  changedFrom: AttemptNumber;
  /** Grows when something of one of its attempts may read otherwise, or an attempt was added. */
  slotChanges: number;
  /** Of a stream that the page reads itself: what its requests are alike in; see `reconnect-sign.ts`. */
  readonly readingKeys: Set<string>;

  // Its state
  /** The state as the page hook knows it; `reconnecting` comes from the request log. */
  hookState: ConnectionState;
  /** Who caused it, and since when it lasts. */
  hookBy: StateCause;
  hookSince: EpochMs;
  /** What to go back to when the document returns from the back/forward cache. */
  suspended?: { state: ConnectionState; by: StateCause; since: EpochMs };
}

// ---- Attempts ----

/**
 * One attempt, as the sources of data know it. `Attempt` is what is shown; a slot is what is known and from whom, and
 * `deriveAttempt` makes the one from the other. A slot is filled by the page hook; the join gives it its request.
 */
export interface Slot {
  readonly owner: ConnectionEntry;
  /** What is shown. */
  readonly attempt: Attempt;
  /** Where its request is looked for. That of its connection, but for a reading whose URL is another: the query may carry the id, or a time. */
  readonly group: JoinGroup;
  /** The page hook has reported this attempt. Else only the request log may have: the next attempt, before its `open` or `error`. */
  confirmed: boolean;
  /** The attempt is among those of its connection: it is confirmed, or has a request. */
  shown: boolean;
  /** It stands in the ledger: once, even when the join takes its request away and gives it back. */
  inLedger: boolean;
  /** The join will not touch it any more. */
  settled: boolean;
  /** Grows when something of the attempt may read otherwise: so who keeps a copy knows what to look at. */
  changes: number;

  // Known from the page hook
  /** When the hook first knew of it. */
  learntAt: EpochMs;
  /** Its request cannot have started before: the creation of the source, or the end of the attempt before. */
  readonly notBefore: EpochMs;
  /** Last event id of the connection when this attempt was due: what its request must send. */
  readonly expectedId: string;
  openedAt?: EpochMs;
  end?: SlotEnd;
  /** The first messages that the hook reported: they tell apart streams that started together. */
  readonly firstTold: { key: string; at: EpochMs }[];
  /** What the page hook reported of it, where the page reads it with `fetch` or XHR. */
  reading?: ReadingBegun;
  /** The number that the hook gave that. */
  source?: SourceNumber;

  // Known from the network
  request?: RequestEntry;
  /** The request that `attempt` was derived from last, and what was known of it then. */
  derivedFrom?: RequestEntry;
  derivedVersion: number;
  /** Rows that the network reported and the page hook has not, yet; in shown order. Those before `aheadFrom` are done with. */
  ahead?: MessageIndex[];
  aheadFrom: number;
  /** … and those that the capture does not hold any more: the hook will report them, and nothing is to be recorded. */
  aheadDropped: number;
  /** The bytes of its response, where somebody has them; `attempt.raw` sums them up. */
  feed?: ByteFeed;
  raw?: RawText;
  /** The last `retry` in its text: as written, and as this browser applies it. */
  retryWritten?: Milliseconds;
  retryApplied?: Milliseconds;
  /** The delay that is known to be in force before this attempt; undefined: the browser's own. */
  forceBefore?: { ms: Milliseconds; from: 'wire' | 'observed' };
}

/** How an attempt ended, in the page's eyes. */
export type SlotEnd =
  | { by: 'error'; at: EpochMs; readyState: 0 | 2 }
  | { by: 'close'; at: EpochMs; stack: string }
  | { by: 'navigation'; at: EpochMs }
  /** Of a stream that is read with `fetch` or XHR. */
  | { by: 'reading'; at: EpochMs; how: ReadingEnd; message?: string };

// ---- Rows: messages, comments, retries ----

/** All rows of a capture, in the order in which they were learnt: appended at the end, dropped at the front a block at a time. */
export interface MessageLog {
  readonly blocks: MessageBlock[];
  /** Index that the next row gets. */
  next: MessageIndex;
  /** Rows held that are no messages. */
  others: number;
  /** Text that is held: data, ids and types. */
  textLength: CodeUnits;
  /** Places of the types in the newest block. */
  readonly openTypes: Map<string, number>;
  /** The block of the last look-up: neighbours are asked for one after the other. */
  recent: MessageBlock | null;
  /** Ranks count from here: the time of the first row. */
  origin: EpochMs | undefined;
  /** Highest rank so far, and the highest of a row that was dropped. */
  newestRank: Rank;
  droppedRank: Rank;
  /** All rows that are held, as they are shown; null for as long as that is the order in which they were learnt. */
  order: IndexList | null;
  /** The newest row that is not shown after all that were learnt before it; -1: none yet. */
  lastLate: MessageIndex;
  /** How often ranks of rows that were there already were changed: lists that are in shown order are out of date then. */
  reorders: number;
  /** For the row that is being recorded. */
  readonly draft: LogRow;
}

/** A row that is to be recorded. */
export interface NewRow {
  kind: RowKind;
  at: EpochMs;
  /** '' of a comment or retry. */
  type: string;
  /** Not kept of a comment or retry. */
  lastEventId: string;
  /** The text of a comment, the digits of a retry. */
  data: string;
  /** The page listened to its type. */
  heard: boolean;
  from: MessageSource;
}

/** A row on its way into the columns of a block. */
export interface LogRow {
  connection: ConnectionId;
  attempt: AttemptNumber;
  /** Its number within the connection. */
  seq: number;
  at: EpochMs;
  rank: Rank;
  type: string;
  lastEventId: string;
  data: string;
  /** See `rowFlags`. */
  flags: number;
}

/** Where a connection's sticky last event id stands in the newest block: so it is stored once for all messages that share it. */
export interface IdPlace {
  /** First index of that block; -1: none yet. Not the block itself, which would outlive its dropping here. */
  block: MessageIndex;
  /** In `idValues`. */
  place: number;
  value: string;
}

/** Of the row of a connection that is shown last: what comes next comes after it. */
export interface NewestRow {
  at: EpochMs;
  rank: Rank;
  attempt: AttemptNumber;
}

/** The lists and places that the rows of a connection share. */
export type RowHolder = Pick<ConnectionEntry, 'positions' | 'others' | 'idPlace' | 'otherIds' | 'newest'>;

// ---- Requests, and what still has to find its partner ----

/** One request, as the request log reported it last. */
export interface RequestEntry {
  readonly id: RequestId;
  /** Of the document that asked, as the browser names it; see `join/unloaded.ts`. */
  group: JoinGroup;
  latest: RequestObservation;
  /** The Last-Event-ID that it sent, decoded; undefined when it sent none. */
  sentId: string | undefined;
  /** The attempt that it belongs to, as far as is known. */
  slot?: Slot;
  /** The join will not touch it any more. */
  settled: boolean;
  /** While exchanges may still be found to belong to it. */
  pool?: ExchangePool;
  /** What the network log and the debugger report of it, one of each at most. */
  exchanges: ExchangeEntry[];
  /** Grows with all that is new of it. */
  version: number;
}

/** One request, as the network log or the debugger reported it last. It belongs to a request of the request log, or stands for one. */
export interface ExchangeEntry {
  readonly id: ExchangeId;
  /** Exchanges of one request from different sources of data do not stand in each other's way. */
  readonly witness: string;
  /** Missing until the first snapshot is there: messages may come before. */
  latest?: ExchangeObservation;
  /** As in `RequestEntry.sentId`. */
  sentId: string | undefined;
  pool?: ExchangePool;
  /** The request that it belongs to, as far as is known. */
  request?: RequestEntry;
  /** `request` was made from this exchange: the request log knows of none. */
  standsIn: boolean;
  /** `request` will not change any more. */
  fixed: boolean;
  /** Messages of it, into the rows of its attempt. */
  readonly listing: Listing;
  /** Messages that were taken: the number of the next. */
  taken: number;
  /** Taken, and kept until it is certain whose they are. */
  waiting: ExchangeMessage[];
}

/** Attempts and requests that may belong to each other: of one document (or frame) and one URL. Within a group the join decides by time and by evidence. */
export interface JoinGroup {
  /** See `groupKey`. */
  readonly key: string;
  readonly url: string;
  /** Slots that may still change partner, in the order in which they were learnt. */
  slots: Slot[];
  /** Requests that may still change partner. */
  requests: RequestEntry[];
  /** Connections that may still bring slots. */
  connections: number;
  /** Newest moment that a hook of this group spoke of. */
  hookNewest: EpochMs;
  /** Facts since the join last looked. */
  pending: number;
}

/** Exchanges and requests of one method and URL that are not fixed to each other yet. */
export interface ExchangePool {
  /** See `poolKey`. */
  readonly key: string;
  exchanges: ExchangeEntry[];
  requests: RequestEntry[];
}

/** What the join works with. */
export interface JoinState {
  readonly groups: Map<string, JoinGroup>;
  readonly requests: Map<RequestId, RequestEntry>;
  /** The groups of each URL. */
  readonly urls: Map<string, Set<JoinGroup>>;
  /** Requests without a partner, oldest first. */
  readonly loose: Map<RequestId, RequestEntry>;
  /** Groups with new facts. */
  readonly dirty: Set<JoinGroup>;
  readonly exchanges: Map<ExchangeId, ExchangeEntry>;
  /** By whose bytes they are, see `record-bytes.ts`. */
  readonly feeds: Map<string, ByteFeed>;
  readonly pools: Map<string, ExchangePool>;
  /** Pools with new facts. */
  readonly dirtyPools: Set<ExchangePool>;
  /** Requests that may be a worker's, oldest first, until it is clear that no page claims them. */
  readonly unclaimed: Set<RequestEntry>;
  /** The newest connection of each worker and URL. */
  readonly workers: Map<string, ConnectionEntry>;
  /** When the tab last went to another page. */
  leftAt: EpochMs;
  /** Exchanges whose attempt was forgotten: what is reported of them is of no use. */
  readonly forgotten: Set<ExchangeId>;
  /** Exchanges that no request of the request log is known of. */
  readonly strays: Set<ExchangeEntry>;
  /** Requests of which more was reported than can be recorded, until it is certain whose they are. */
  readonly waiting: Set<RequestEntry>;
  /** Messages that wait in all `ExchangeEntry.waiting` together. */
  waitingMessages: number;
  /** Newest moment that the request log spoke of. */
  requestNewest: EpochMs;
}

// ---- Bytes ----

/** What one source of data lists of one attempt, in full and in wire order: the messages of the network log, or what bytes say. */
export interface Listing {
  readonly from: MessageSource;
  /** The attempt whose rows it lists; undefined until that is certain. */
  slot: Slot | undefined;
  /** The row that it reported, or that it recognised, last. */
  last: MessageIndex | undefined;
  /** Where that row stood among those of its connection when it was seen last; -1: nowhere. */
  place: number;
  /** Something is missing before what comes next, so that may stand anywhere later. */
  torn: boolean;
}

/** One thing that such a list has: a message, a comment, a retry. */
export interface ListedRow {
  kind: RowKind;
  /** Undefined where it is not known when it came. */
  at: EpochMs | undefined;
  type: string;
  lastEventId: string;
  data: string;
}

/** The bytes of one attempt on their way into its rows: kept as they come, read as soon as it is certain whose they are. */
export interface ByteFeed {
  /** See `feedKey`. */
  readonly key: string;
  readonly listing: Listing;
  readonly raw: RawText;
  readonly format: ReadingFormat;
  reader?: ByteReader;
  /** Where the next byte to be read stands, from the first of the body. */
  read: Bytes;
  /** Bytes are missing in what was read. */
  torn: boolean;
  /** All in one piece: when each part of it came is not known. */
  whole: boolean;
  /** When what is read now came; undefined where that is not known. */
  at?: EpochMs;
  /** `clean`: the body was complete. */
  ended?: { at: EpochMs; clean: boolean };
}

/** The bytes of an attempt's response, as they came, in the order of the body. Where some are missing, offsets say so. */
export interface RawText {
  /** Who had them: the page hook (a reading), the network log, the wire. */
  readonly from: MessageSource;
  /** Ascending by offset, without overlaps. */
  readonly chunks: RawChunk[];
  /** The body is known to be this long. */
  length: Bytes;
  /** Nothing is missing, and nothing more will come. */
  complete: boolean;
  /** Bytes that were let go to stay within the limits, or that never came. */
  dropped: Bytes;
  /** The browser had decoded it to text, which was encoded again: what was no UTF-8 reads as U+FFFD. */
  decoded?: true;
}

/** A piece of such a text, as it came. */
export interface RawChunk {
  /** When it came; of a `whole` text, when it was read. */
  readonly at: EpochMs;
  /** Of its first byte, from the first of the body. */
  readonly offset: Bytes;
  readonly bytes: Uint8Array;
  /** All in one piece, long after it came: its boundaries and times are not known. */
  readonly whole?: true;
  /** Of all pieces that came to the capture, from 0; missing: it is from a file. */
  readonly nth?: number;
}

// ---- What was learnt beside rows ----

/**
 * What was learnt beside messages, in the order in which it was learnt, each with the index of the message that came next:
 * so an export can merge both without sorting.
 */
export interface Ledger {
  entries: LedgerEntry[];
  /** `seq` of the next entry. */
  next: number;
  /** When `entries` has grown to this length, it is swept. */
  sweepAt: number;
}

export interface LedgerEntry {
  /** Grows by one with each entry and is never reused. */
  readonly seq: number;
  /** Index of the first message that was recorded after this was learnt. */
  readonly before: MessageIndex;
  readonly fact: LedgerFact;
}

export type LedgerFact =
  | { kind: 'connection'; connection: ConnectionId }
  | { kind: 'attempt'; slot: Slot }
  | { kind: 'state'; change: StateChange }
  | { kind: 'gap'; gap: Gap }
  /** A record of a file that the capture has no place for (a kind of a later version): kept as it was read. */
  | { kind: 'kept'; connection: ConnectionId | undefined; record: { kind: string } };
