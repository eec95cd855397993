/** All that was recorded for one tab. `record()` is its only writer; read it through `core/select`. */
import type { Decode } from '../parse/byte-door.ts';
import type { Dialect } from '../parse/dialect.ts';
import type { Bytes, ConnectionId, EpochMs, ExchangeId, MessageIndex, Milliseconds, RequestId, SessionId } from '../units.ts';
import type { ByteFeed } from './byte-feed.ts';
import type { Gap } from './connection.ts';
import type { ConnectionEntry, Session } from './connection-entry.ts';
import type { ExchangeEntry } from './exchange-entry.ts';
import type { HearCommand } from './hear.ts';
import type { JoinGroup } from './join/group.ts';
import type { ExchangePool } from './join/match-exchanges.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { createMessageLog, type MessageLog } from './message-log.ts';
import type { Pause } from './pause.ts';
import type { RawText } from './raw-text.ts';
import type { ReleaseCommand } from './release.ts';
import type { NewRow } from './record-message.ts';
import type { RequestEntry } from './request-entry.ts';
import type { Slot } from './slot.ts';

/** [spec] The reconnection time is "initially an implementation-defined value, probably in the region of a few seconds". */
export const DEFAULT_RETRY = { chromium: 3000, firefox: 5000 } as const satisfies Record<string, Milliseconds>;

export interface Capture {
  limits: Limits;
  /** The browser's own reconnection time. */
  readonly defaultRetry: Milliseconds;
  readonly log: MessageLog;
  readonly connections: Map<ConnectionId, ConnectionEntry>;
  nextConnection: ConnectionId;
  readonly sessions: Map<SessionId, Session>;
  readonly ledger: Ledger;
  /** Attempts that are held, oldest first, for the limit; may hold some that are gone. */
  readonly attemptQueue: Slot[];
  attempts: number;
  readonly join: {
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
    /** Exchanges whose attempt was forgotten: what is told of them is of no use. */
    readonly forgotten: Set<ExchangeId>;
    /** Exchanges that no request of the request log is known of. */
    readonly strays: Set<ExchangeEntry>;
    /** Requests of which more was told than can be recorded, until it is certain whose they are. */
    readonly waiting: Set<RequestEntry>;
    waitingMessages: number;
    /** Newest moment that the request log spoke of. */
    requestNewest: EpochMs;
  };
  /** Newest moment that any witness spoke of, or a reader asked at. */
  newest: EpochMs;
  /** How the browser reads streams. */
  readonly dialect: Dialect;
  /** Makes a decoder for bytes. */
  readonly decoder: () => Decode;
  /** Texts that hold bytes, oldest first, and how much that is. */
  readonly rawTexts: Set<RawText>;
  rawHeld: Bytes;
  /** Pieces of raw texts that were told, also those that were let go. */
  rawPieces: number;
  recording: boolean;
  readonly pauses: Pause[];
  /** What came until then was cleared away. */
  clearedAt: EpochMs;
  /** Wishes for the witnesses, to be taken out and sent. */
  readonly commands: (HearCommand | ReleaseCommand)[];
  /** Attempts whose body the page has cancelled, while their request is not known. */
  readonly cancelled: Set<Slot>;
  /** Messages that came while `recording` was off. */
  notRecorded: number;
  /** Newest gaps, oldest first, at most `MAX_GAPS`. */
  readonly gaps: Gap[];
  /** The gap that counts what the limits cost; grows in place. */
  limitGap?: Gap;
  /** Messages that are known to be missing, for every reason. */
  lost: number;
  /** Messages dropped to stay within the limits. */
  dropped: number;
  readonly limitsReached: Set<keyof Limits>;
  from?: EpochMs;
  to?: EpochMs;
  /** Rows that read otherwise since they were recorded (`heard`); kept only while somebody keeps a copy. */
  amended?: Set<MessageIndex>;
  /** Grows with every observation that changed anything. */
  version: number;
  /** For the message that the hook tells now: one object for all, since each would be garbage at once. */
  readonly told: NewRow;
}

export interface CaptureOptions {
  limits?: Partial<Limits>;
  defaultRetry?: Milliseconds;
  /** 'standard' where nothing is said. */
  dialect?: Dialect;
  /** Needed for a capture that is given bytes: see `Decode`. */
  decoder?: () => Decode;
}

function noDecoder(): never {
  throw new Error('this capture was made without a decoder, and takes no bytes');
}

export function createCapture(options: CaptureOptions = {}): Capture {
  return {
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    defaultRetry: options.defaultRetry ?? DEFAULT_RETRY.chromium,
    log: createMessageLog(),
    connections: new Map(),
    nextConnection: 1,
    sessions: new Map(),
    ledger: createLedger(),
    attemptQueue: [],
    attempts: 0,
    join: {
      groups: new Map(),
      urls: new Map(),
      requests: new Map(),
      loose: new Map(),
      dirty: new Set(),
      exchanges: new Map(),
      feeds: new Map(),
      pools: new Map(),
      dirtyPools: new Set(),
      unclaimed: new Set(),
      workers: new Map(),
      forgotten: new Set(),
      strays: new Set(),
      waiting: new Set(),
      waitingMessages: 0,
      requestNewest: -Infinity,
    },
    newest: -Infinity,
    dialect: options.dialect ?? 'standard',
    decoder: options.decoder ?? noDecoder,
    rawTexts: new Set(),
    rawHeld: 0,
    rawPieces: 0,
    recording: true,
    pauses: [],
    clearedAt: -Infinity,
    commands: [],
    cancelled: new Set(),
    notRecorded: 0,
    gaps: [],
    lost: 0,
    dropped: 0,
    limitsReached: new Set(),
    version: 0,
    told: { kind: 'message', at: 0.5, type: '', lastEventId: '', data: '', heard: true, from: 'hook' },
  };
}

/** Widens the span of time that the capture covers. */
export function coverTime(capture: Capture, at: EpochMs): void {
  if (capture.from === undefined || at < capture.from) capture.from = at;
  if (capture.to === undefined || at > capture.to) capture.to = at;
}
