/** Sums of the whole capture. */
import type { Capture } from '../core/model/capture.ts';
import type { ConnectionState } from '../core/model/connection.ts';
import { heldMessages, messageTime } from '../core/model/message-log.ts';
import { firstShown } from '../core/model/message-order.ts';
import type { WitnessState } from '../wire/protocol/command.ts';
import type { Overview, PageMark } from '../wire/protocol/questions.ts';

/** Gaps that go to the panel. */
const GAPS_SHOWN = 100;

export interface OverviewParts {
  pages: readonly PageMark[];
  witnesses: WitnessState[];
  findings: Overview['findings'];
  version: number;
  disk: Overview['disk'];
}

export function overview(capture: Capture, { pages, witnesses, findings, version, disk }: OverviewParts): Overview {
  const states: Record<ConnectionState, number> = { connecting: 0, open: 0, waiting: 0, reconnecting: 0, closed: 0, failed: 0, suspended: 0 };
  for (const { connection } of capture.connections.values()) states[connection.state] += 1;
  const first = firstShown(capture.log);
  return {
    version,
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
    pages: [...pages],
    witnesses,
    findings,
    disk,
  };
}
