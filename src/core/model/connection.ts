/** A connection and its attempts, as the capture holds them. */
import type { AttemptNumber, ConnectionId, DocumentId, EpochMs, FrameId, MessageIndex, RequestId, SessionId } from '../units.ts';
import type { TextFacts } from './field-kinds.ts';
import type { LossReason } from './observation.ts';
import type { AttemptFacts, ConnectionFacts } from './recorded-fields.ts';

export type { Api, Context, Outcome, RetrySource } from './recorded-fields.ts';

/** One `EventSource` object. */
export interface Connection
  extends Readonly<Omit<ConnectionFacts, 'heardTypes' | 'apart' | 'unwatched'>>, Pick<ConnectionFacts, 'heardTypes' | 'apart' | 'unwatched'> {
  readonly frameId: FrameId;
  readonly stack: string;
  readonly documentId?: DocumentId;
  readonly session: SessionId;
  state: ConnectionState;
  /** Who caused the present state. */
  by: StateCause;
  stateSince: EpochMs;
  /** Attempts that are still held, oldest first. */
  attempts: Attempt[];
  /** Attempts that were dropped to stay within `Limits.attempts`; the first held one has number `droppedAttempts + 1`. */
  droppedAttempts: number;
  /** Messages recorded, also those that were dropped since. */
  messageCount: number;
  /** Code units of data recorded, also of messages that were dropped since. */
  dataLength: number;
  /** Messages that are known to be missing. */
  lost: number;
  /** As of the last message; '' if none had one. */
  lastEventId: string;
  lastActivityAt: EpochMs;
}

/**
 * The state of a connection, in the words that the panel shows:
 * - `connecting`: first attempt, no answer yet. Also the seventh to an HTTP/1.1 origin, for as long as it waits for a slot.
 * - `open`
 * - `waiting`: an attempt ended, the browser waits before the next.
 * - `reconnecting`: a later attempt is under way.
 * - `closed`: the page called `close()`, or its document went away.
 * - `failed`: the browser gave up.
 * - `suspended`: its document is in the back/forward cache.
 */
export type ConnectionState = 'connecting' | 'open' | 'waiting' | 'reconnecting' | 'closed' | 'failed' | 'suspended';
export type StateCause = 'server' | 'page' | 'browser';

/** One HTTP request of a connection. Fields from the request log are missing until it has been joined. */
export interface Attempt extends Omit<AttemptFacts, 'raw'> {
  readonly n: AttemptNumber;
  request?: RequestId;
  /** Messages of this attempt. */
  messageCount: number;
  /** Index of its first message, if it had one. */
  firstMessage?: MessageIndex;
  /** How much is known of the text itself. */
  raw?: RawFacts;
}

/** A hole in the capture, counted. */
export interface Gap {
  connection?: ConnectionId;
  at: EpochMs;
  lost: number;
  why: LossReason;
}

/** A change of `EventSource.readyState`. */
export interface StateChange {
  connection: ConnectionId;
  at: EpochMs;
  readyState: 0 | 1 | 2;
  by: StateCause;
}

/** What is shown, with its attempt, of the text of a response (`RawText`). */
export interface RawFacts extends TextFacts {
  chunks: number;
  decoded?: true;
}
