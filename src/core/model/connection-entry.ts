/** A connection with what the capture needs to know of it beside what is shown. */
import type { AttemptNumber, EpochMs, SessionId, SourceNumber } from '../units.ts';
import type { Connection, ConnectionState, StateCause } from './connection.ts';
import type { IndexList } from './index-list.ts';
import type { JoinGroup } from './join/group.ts';
import type { IdPlace } from './message-log.ts';
import type { DocumentSeen } from './observation.ts';
import type { NewestRow } from './place-row.ts';
import type { Slot } from './slot.ts';

/** One document that told of itself. */
export interface Session {
  readonly id: SessionId;
  document: DocumentSeen;
  readonly sources: Map<SourceNumber, ConnectionEntry>;
  /** Streams that its page reads with `fetch` or XHR: the attempt of each. */
  readonly readings: Map<SourceNumber, Slot>;
  /** The connection that each kind of them was last; see `reconnect-sign.ts`. */
  readonly latestReading: Map<string, ConnectionEntry>;
  /** Newest moment that its hook spoke of: what was before has been told, since a hook tells in order. */
  newest: EpochMs;
  /** Its document went away, or the link to it did. */
  gone: boolean;
  /** No hook speaks there: a worker. */
  silent: boolean;
  /** Messages are missing in what its hook told. */
  lossy: boolean;
  /** A source of it was seen to be listened to for `message`. */
  tellsOfMessage: boolean;
}

export interface ConnectionEntry {
  readonly connection: Connection;
  readonly session: Session;
  readonly source: SourceNumber;
  readonly group: JoinGroup;
  /** Indexes of its rows that are held, in shown order. */
  positions: IndexList;
  /** Those of them that are no messages. */
  others: IndexList;
  /** Number that its next row gets. */
  nextSeq: number;
  /** When the page began to listen to each type. */
  readonly heardSince: Map<string, EpochMs>;
  /** When its hook began to tell of each type because the page listened: it goes on though the page does not. */
  readonly toldSince: Map<string, EpochMs>;
  /** The last time that it did, and does not any more. */
  readonly heardBefore: Map<string, { since: EpochMs; until: EpochMs }>;
  /** Types that the hook was asked to listen to. */
  readonly asked: Set<string>;
  readonly idPlace: IdPlace;
  /** For rows that are learnt late, and those that are no messages; made when the first one comes. */
  otherIds?: IdPlace;
  readonly newest: NewestRow;
  /** One for each of `connection.attempts`, at the same place. */
  readonly slots: Slot[];
  /** The lowest number of an attempt that was derived since the diagnosis looked; Infinity: none was. */
  changedFrom: AttemptNumber;
  /** Grows when something of one of its attempts may read otherwise, or an attempt was added. */
  slotChanges: number;
  /** The attempt that is due after an error, until the hook tells of it; among `slots` once the request log has told of it. */
  due?: Slot;
  /** The state as the page hook knows it; `reconnecting` comes from the request log. */
  hookState: ConnectionState;
  hookBy: StateCause;
  hookSince: EpochMs;
  /** What to go back to when the document returns from the back/forward cache. */
  suspended?: { state: ConnectionState; by: StateCause; since: EpochMs };
  /** Of a stream that the page reads itself: what its requests are alike in; see `reconnect-sign.ts`. */
  readonly readingKeys: Set<string>;
  /** It was forgotten by the capture. */
  forgotten: boolean;
}

/** Whether nothing will come any more. */
export function isOver(entry: ConnectionEntry): boolean {
  return entry.hookState === 'closed' || entry.hookState === 'failed';
}
