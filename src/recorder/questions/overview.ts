/** Sums, limits and losses of the whole capture. */
import type { ConnectionState } from '../../core/model/connection.ts';
import { heldMessages, messageTime } from '../../core/model/message-log.ts';
import { firstShown } from '../../core/model/message-order.ts';
import type { Overview } from '../../wire/protocol/questions.ts';
import { plainQuestion } from './question.ts';

/** Gaps that go to the panel. */
const GAPS_SHOWN = 100;

export const overview = plainQuestion((recorder): Overview => {
  recorder.diagnose();
  const { capture, pages, witnesses, desk, disk } = recorder;
  const states: Record<ConnectionState, number> = { connecting: 0, open: 0, waiting: 0, reconnecting: 0, closed: 0, failed: 0, suspended: 0 };
  for (const { connection } of capture.connections.values()) states[connection.state] += 1;
  const first = firstShown(capture.log);
  return {
    version: recorder.version(),
    recording: capture.recording,
    messages: heldMessages(capture.log),
    others: capture.log.others,
    dropped: capture.dropped,
    nextMessage: capture.log.next,
    notRecorded: capture.notRecorded,
    lost: capture.lost,
    gaps: capture.gaps.slice(-GAPS_SHOWN).map((gap) => ({ ...gap })),
    dataLength: capture.log.textLength,
    connections: capture.connections.size,
    states,
    from: capture.from,
    to: capture.to,
    limits: { ...capture.limits },
    limitsReached: [...capture.limitsReached],
    firstMessageAt: first === undefined ? undefined : messageTime(capture.log, first),
    pages: [...pages.marks],
    witnesses: witnesses.list(),
    findings: desk.counts(),
    disk: disk?.status() ?? null,
  };
});
