/** An attempt as it begins, and what is asked of it everywhere. */
import type { EpochMs } from '../units.ts';
import type { Attempt } from './connection.ts';
import type { ConnectionEntry, Slot } from './types.ts';

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
