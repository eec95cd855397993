/** One request, as the request log told of it last. */
import type { EpochMs, RequestId } from '../units.ts';
import type { ExchangeEntry } from './exchange-entry.ts';
import { headerValue } from './header-value.ts';
import type { JoinGroup } from './join/group.ts';
import type { ExchangePool } from './join/match-exchanges.ts';
import type { RequestObservation } from './observation.ts';
import type { Slot } from './slot.ts';

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
  /** What the network log and the debugger tell of it, one of each at most. */
  exchanges: ExchangeEntry[];
  /** Grows with all that is new of it. */
  version: number;
}

export function createRequestEntry(latest: RequestObservation, group: JoinGroup): RequestEntry {
  return { id: latest.request, group, latest, sentId: sentLastEventId(latest), settled: false, exchanges: [], version: 0 };
}

/** Takes a newer snapshot; says false for one that is not newer. */
export function takeSnapshot(entry: RequestEntry, snapshot: RequestObservation): boolean {
  if (snapshot.revision <= entry.latest.revision) return false;
  entry.latest = snapshot;
  entry.sentId = sentLastEventId(snapshot);
  entry.version += 1;
  return true;
}

/** When the request log knew how the request turned out: its response's head came, or it ended without. Undefined while it is on its way. */
export function answeredAt(entry: RequestEntry): EpochMs | undefined {
  return entry.latest.response?.at ?? entry.latest.endedAt;
}

function sentLastEventId(observation: RequestObservation): string | undefined {
  return headerValue(observation.requestHeaders, 'last-event-id');
}
