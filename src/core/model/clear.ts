/** Forgets all messages and all connections that are over; those that live stay, with their counts at zero and their newest attempt. */
import type { EpochMs } from '../units.ts';
import { coverTime } from './capture.ts';
import { isOver } from './derive-state.ts';
import { createIndexList } from './index-list.ts';
import { catchUp } from './join/catch-up.ts';
import { learn } from './learn.ts';
import { clearLog, createIdPlace } from './message-log.ts';
import { forgetRaw } from './raw-budget.ts';
import { rawFacts } from './raw-text.ts';
import { dropOldestAttempt, forgetConnection } from './show-attempt.ts';
import type { Capture } from './types.ts';
import { navigated } from './change-state.ts';

export function clearCapture(capture: Capture, now: EpochMs = -Infinity): void {
  catchUp(capture, now);
  clearLog(capture.log);
  capture.ledger.entries.length = 0;
  capture.gaps.length = 0;
  capture.limitGap = undefined;
  capture.lost = 0;
  capture.dropped = 0;
  capture.notRecorded = 0;
  capture.clearedAt = capture.newest;
  capture.limitsReached.clear();
  capture.from = undefined;
  capture.to = undefined;
  for (const entry of [...capture.connections.values()]) {
    if (isOver(entry)) {
      forgetConnection(capture, entry);
      continue;
    }
    const { connection } = entry;
    while (entry.slots.length > 1) dropOldestAttempt(capture, entry);
    entry.positions = createIndexList();
    entry.others = createIndexList();
    entry.nextSeq = 0;
    Object.assign(entry.idPlace, createIdPlace(), { value: connection.lastEventId });
    entry.otherIds = undefined;
    connection.messageCount = 0;
    connection.dataLength = 0;
    connection.lost = 0;
    for (const { attempt, raw } of entry.slots) {
      if (raw !== undefined) {
        // What comes later stands where it belongs in the body.
        forgetRaw(capture, raw);
        raw.chunks.length = 0;
        raw.dropped = raw.length;
        attempt.raw = rawFacts(raw);
      }
      attempt.messageCount = 0;
      attempt.firstMessage = undefined;
      coverTime(capture, attempt.startedAt);
    }
    learn(capture, { kind: 'connection', connection: connection.id });
    for (const slot of entry.slots) learn(capture, { kind: 'attempt', slot });
  }
  capture.version += 1;
}

/**
 * Forgets all messages, and the connections of documents that are gone. A top document that is not suspended has made room for the new one,
 * also where the word of its end is still on its way.
 * @note What is suspended in the back/forward cache stays, since it may come back; so do frames that live: they may be the new page's own.
 */
export function leavePage(capture: Capture, at: EpochMs): void {
  for (const session of capture.sessions.values()) {
    if (session.document.frame.frameId !== 0) continue;
    for (const entry of session.sources.values()) navigated(capture, entry, at);
  }
  clearCapture(capture);
}
