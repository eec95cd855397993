/**
 * One attempt, as the witnesses told of it. `Attempt` is what is shown; a slot is what is known and from whom, and
 * `deriveAttempt` makes the one from the other. A slot is filled by the page hook; the join gives it its request.
 */
import type { EpochMs, MessageIndex, Milliseconds, SourceNumber } from '../units.ts';
import type { ByteFeed } from './byte-feed.ts';
import type { Attempt } from './connection.ts';
import type { ConnectionEntry } from './connection-entry.ts';
import type { RawText } from './raw-text.ts';
import type { ReadingBegun, ReadingEnd } from './observation.ts';
import type { JoinGroup } from './join/group.ts';
import type { RequestEntry } from './request-entry.ts';

/** How an attempt ended, in the page's eyes. */
export type SlotEnd =
  | { by: 'error'; at: EpochMs; readyState: 0 | 2 }
  | { by: 'close'; at: EpochMs; stack: string }
  | { by: 'navigation'; at: EpochMs }
  /** Of a stream that is read with `fetch` or XHR. */
  | { by: 'reading'; at: EpochMs; how: ReadingEnd; message?: string };

export interface Slot {
  readonly owner: ConnectionEntry;
  /** Where its request is looked for. That of its connection, but for a reading whose URL is another: the query may carry the id, or a time. */
  readonly group: JoinGroup;
  readonly attempt: Attempt;
  /** The page hook has told of this attempt. Else only the request log may have: the next attempt, before its `open` or `error`. */
  confirmed: boolean;
  /** The attempt is among those of its connection: it is confirmed, or has a request. */
  shown: boolean;
  /** It stands in the ledger: once, even when the join takes its request away and gives it back. */
  inLedger: boolean;
  /** When the hook first knew of it. */
  learntAt: EpochMs;
  /** Its request cannot have started before: the creation of the source, or the end of the attempt before. */
  readonly notBefore: EpochMs;
  /** Last event id of the connection when this attempt was due: what its request must send. */
  readonly expectedId: string;
  openedAt?: EpochMs;
  end?: SlotEnd;
  request?: RequestEntry;
  /** The request that `attempt` was derived from last, and what was known of it then. */
  derivedFrom?: RequestEntry;
  derivedVersion: number;
  /** Rows that the network told and the page hook has not, yet; in shown order. Those before `aheadFrom` are done with. */
  ahead?: MessageIndex[];
  aheadFrom: number;
  /** … and those that the capture does not hold any more: the hook will tell of them, and nothing is to be recorded. */
  aheadDropped: number;
  /** The first messages that the hook told: they tell apart streams that started together. */
  readonly firstTold: { key: string; at: EpochMs }[];
  /** What the page hook told of it, where the page reads it with `fetch` or XHR; and the number that the hook gave it. */
  reading?: ReadingBegun;
  source?: SourceNumber;
  /** The bytes of its response, where a witness has them. */
  feed?: ByteFeed;
  /** The last `retry` in its text: as written, and as this browser applies it. */
  retryWritten?: Milliseconds;
  retryApplied?: Milliseconds;
  /** The delay that is known to be in force before this attempt; undefined: the browser's own. */
  forceBefore?: { ms: Milliseconds; from: 'wire' | 'observed' };
  /** The join will not touch it any more. */
  settled: boolean;
  /** The bytes of its response; `attempt.raw` sums it up. */
  raw?: RawText;
  /** Grows when something of the attempt may read otherwise: so who keeps a copy knows what to look at. */
  changes: number;
}

export function createSlot(owner: ConnectionEntry, n: number, notBefore: EpochMs, learntAt: EpochMs, confirmed: boolean, group = owner.group): Slot {
  const attempt: Attempt = { n, startedAt: learntAt, outcome: 'connecting', messageCount: 0 };
  const expectedId = owner.connection.lastEventId;
  return {
    owner,
    group,
    attempt,
    confirmed,
    shown: false,
    inLedger: false,
    learntAt,
    notBefore,
    expectedId,
    derivedVersion: -1,
    aheadFrom: 0,
    aheadDropped: 0,
    firstTold: [],
    settled: false,
    changes: 0,
  };
}

/** When the page knew how the attempt turned out: it opened, or it ended without. Undefined while it is connecting. */
export function resolvedAt(slot: Slot): EpochMs | undefined {
  return slot.openedAt ?? slot.end?.at;
}

/** Something of the attempt may read otherwise from now on. */
export function touchSlot(slot: Slot): void {
  slot.changes += 1;
  slot.owner.slotChanges += 1;
}
