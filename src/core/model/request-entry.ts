/** Takes what the request log reports of one request. */
import type { EpochMs } from '../units.ts';
import { headerValue } from './header-value.ts';
import type { RequestObservation } from './observation.ts';
import type { JoinGroup, RequestEntry } from './types.ts';

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
