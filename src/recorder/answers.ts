/** One answer for each question but those for files and copies; all are typed from `Questions`. Arguments have passed their guard. */
import type { Capture } from '../core/model/capture.ts';
import { clearCapture } from '../core/model/clear.ts';
import { setRecording } from '../core/model/pause.ts';
import { awaitsWitnesses } from '../core/model/join/catch-up.ts';
import type { Slot } from '../core/model/slot.ts';
import { blockOf } from '../core/model/message-log.ts';
import { formatOfSlot } from '../core/model/stream-type.ts';
import { setApart } from '../core/model/set-apart.ts';
import { setLimits } from '../core/model/set-limits.ts';
import type { AttemptNumber, ConnectionId, EpochMs } from '../core/units.ts';
import { rates } from '../core/select/rates.ts';
import { typeCounts } from '../core/select/type-counts.ts';
import type { Command } from '../wire/protocol/command.ts';
import { MAX_RATE_TYPES, MAX_TYPES, type ExportQuestion, type Questions } from '../wire/protocol/questions.ts';
import { connectionDetail } from './connection-detail.ts';
import { connectionRow } from './connection-row.ts';
import { dataPaths } from './data-paths.ts';
import type { FindingDesk } from './finding-desk.ts';
import type { FilterMemo } from './filter-memo.ts';
import { messageDetail } from './message-detail.ts';
import { messageWindow } from './message-window.ts';
import { overview } from './overview.ts';
import type { Pages } from './pages.ts';
import type { DiskDoor } from './recorder.ts';
import type { WitnessBoard } from './witness-board.ts';
import { lineOf } from './raw-rows.ts';
import type { RawMemo } from './raw-memo.ts';
import { rawPiece } from './raw-piece.ts';
import { rawWindow } from './raw-window.ts';
import { timelineLane } from './timeline-lane.ts';

export type Answers = Omit<Questions, ExportQuestion>;

interface AnswersOptions {
  capture: Capture;
  filters: FilterMemo;
  desk: FindingDesk;
  pages: Pages;
  raws: RawMemo;
  /** What the user wants of the recorder; written here. */
  wishes: { preserve: boolean };
  /** A new slice of time: says true when it is over. */
  slice(): () => boolean;
  /** Lets an unfinished search go on later. */
  search(): void;
  /** The capture has changed. */
  changed(): void;
  version(): number;
  now(): EpochMs;
  witnesses: WitnessBoard;
  /** Passes a wish down. */
  command(command: Command): void;
  disk: DiskDoor | undefined;
}

export function createAnswers({
  capture,
  filters,
  desk,
  pages,
  raws,
  wishes,
  slice,
  search,
  changed,
  version,
  now,
  witnesses,
  command,
  disk,
}: AnswersOptions): Answers {
  return {
    overview: () =>
      overview(capture, { pages: pages.marks, witnesses: witnesses.list(), findings: desk.counts(), version: version(), disk: disk?.status() ?? null }),
    connections: (asked) => Array.from(capture.connections.values(), (entry) => connectionRow(capture, entry, asked.now)),
    messages({ filter, from, to, ...wish }) {
      const found = filters.of(filter);
      found.step(slice());
      if (!found.complete) search();
      return messageWindow(capture, { found, marks: desk.marks(), from, to, ...wish });
    },
    position({ filter, index }) {
      const found = filters.of(filter);
      found.step(slice());
      if (!found.complete) search();
      return found.position(index);
    },
    undecided: () => awaitsWitnesses(capture),
    types: () => typeCounts(capture.log, MAX_TYPES),
    dataPaths: () => dataPaths(capture.log),
    message: ({ index }) => messageDetail(capture, desk.marks(), index),
    connection: ({ id }) => connectionDetail(capture, id),
    attempts({ connection, from, to }) {
      const entry = capture.connections.get(connection);
      if (entry === undefined) return [];
      const before = entry.connection.droppedAttempts + 1;
      const marks = desk.marks();
      // Copies, since the capture goes on writing its own.
      return entry.connection.attempts
        .slice(Math.max(0, from - before), Math.max(0, to - before))
        .map((attempt) => ({ ...attempt, finding: marks.attempt(connection, attempt.n) }));
    },
    raw({ connection, attempt, from, to }) {
      const slot = slotOf(capture, connection, attempt);
      if (slot?.raw === undefined) return null;
      const lines = raws.of(slot.raw, formatOfSlot(slot));
      lines.step(slice());
      if (!lines.done) search();
      return rawWindow(capture, slot, slot.raw, lines, from, to, desk.marks());
    },
    rawPiece({ connection, attempt, from, to, skip }) {
      const slot = slotOf(capture, connection, attempt);
      return slot?.raw === undefined ? null : rawPiece(raws.of(slot.raw, formatOfSlot(slot)), from, to, skip);
    },
    rawPlace({ index }) {
      const block = blockOf(capture.log, index);
      if (block === undefined) return null;
      const connection = block.connections[index - block.first]!;
      const attempt = block.attempts[index - block.first]!;
      const slot = slotOf(capture, connection, attempt);
      if (slot?.raw === undefined) return null;
      const lines = raws.of(slot.raw, formatOfSlot(slot));
      lines.step(slice());
      if (!lines.done) search();
      const line = lineOf(capture, slot, lines, index);
      return line === undefined ? null : { connection, attempt, line: line + 1 };
    },
    findings: ({ filter }) => desk.list(filter),
    timeline(request) {
      const marks = desk.marks();
      return request.connections.flatMap((id) => timelineLane(capture, marks, id, request) ?? []);
    },
    rates: ({ from, to, buckets }) => rates(capture, from, to, buckets, MAX_RATE_TYPES),
    clear() {
      disk?.cut();
      clearCapture(capture);
      filters.forgetAll();
      raws.forgetAll();
      desk.forget();
      pages.forget();
      changed();
    },
    setRecording({ on }) {
      if (capture.recording === on) return;
      setRecording(capture, on, now());
      capture.version += 1;
      changed();
    },
    setPreserve({ on }) {
      wishes.preserve = on;
    },
    setLimits({ limits }) {
      setLimits(capture, limits);
      changed();
    },
    setApart({ connection, on }) {
      setApart(capture, connection, on);
      changed();
    },
    setRulesOff({ off }) {
      desk.setRulesOff(off);
      capture.version += 1;
      changed();
    },
    setWitness: ({ name, on }) => command({ kind: 'witness', name, on }),
  };
}

function slotOf(capture: Capture, connection: ConnectionId, attempt: AttemptNumber): Slot | undefined {
  const entry = capture.connections.get(connection);
  return entry?.slots[attempt - 1 - entry.connection.droppedAttempts];
}
