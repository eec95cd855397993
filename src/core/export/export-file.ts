/** The one way to export: a file in pieces, each a task of a few milliseconds. */
import type { Finding } from '../explain/finding.ts';
import { firstIndex } from '../model/message-log.ts';
import type { Capture } from '../model/types.ts';
import type { CodeUnits } from '../units.ts';
import { formatOf, type ExportFormatName } from './formats.ts';
import { LOOKS_FOR_NOTHING, type ExportJob, type ExportMeta, type Extent, type Selection } from './job.ts';
import { createRedaction, REDACT_NOTHING } from './redact.ts';
import { selectedMessages } from './selected-messages.ts';
import { sumTaken, type Taken } from './taken.ts';
import { wireOrder } from './wire-order.ts';

/** A piece ends after what reaches this length: a millisecond or two of work, and a text that V8 does not take for a large object, so that it goes quickly. */
export const PIECE_LENGTH: CodeUnits = 100 * 1024;
/** Rows and other things after which a piece is long enough, whatever was written of them: a walk past what is not wanted takes its time too. */
const MAX_STEPS = 20_000;

export interface ExportWish {
  format: ExportFormatName;
  meta: ExportMeta;
  /** Missing: true. */
  redact?: boolean;
  byteOrderMark?: boolean;
  /** The name of the second file, of a format that has one. */
  beside?: string;
  /** It is the second file that is wanted. */
  isBeside?: boolean;
  /** Of the capture, for formats that hold them; null: not yet known. Missing: none. */
  findings?: () => readonly Finding[] | null;
  pieceLength?: CodeUnits;
}

export interface WrittenPiece {
  text: string;
  /** It was the last piece. */
  finished: boolean;
  /** Messages that are written, of how many. Some may turn out not to be wanted, so the last `done` may be less than `total`. */
  done: number;
  total: number;
  /** What was taken out of the file so far. */
  taken: Taken[];
}

/** A file that is being written. What it holds: where it stands, and 8 bytes for each row where rows were learnt late. */
export interface ExportFile {
  /** The next piece. @param selection as at the begin, and as the capture is now. Call `catchUp` before. */
  next(selection: Selection): WrittenPiece;
}

/** The file is of what `capture` holds now. */
export function createExportFile(capture: Capture, wish: ExportWish, begin: Selection): ExportFile {
  const { format, meta, redact = true, byteOrderMark = false, beside = '', isBeside = false, findings = () => [], pieceLength = PIECE_LENGTH } = wish;
  const { ledger, log } = capture;
  const sums = sumTaken();
  const extent: Extent = { firstMessage: firstIndex(log), endMessage: log.next, endEntry: ledger.next, endPiece: capture.rawPieces };
  const isPart = begin.messages !== undefined;
  const job: ExportJob = {
    capture,
    extent,
    order: wireOrder(capture, extent),
    piece: 0,
    ...selected(capture, begin),
    filtered: isPart || begin.connections !== undefined,
    isPart,
    redaction: redact ? createRedaction(sums.onTaken) : REDACT_NOTHING,
    meta,
    findings,
    byteOrderMark,
    beside,
    done: 0,
  };
  const total = job.filtered && !isPart ? job.wantedIds.reduce((sum, id) => sum + capture.connections.get(id)!.positions.length, 0) : job.messages.length;
  const kind = formatOf(format);
  const writing = ((isBeside ? kind.beside : undefined) ?? kind).write(job);

  return {
    next(selection) {
      Object.assign(job, selected(capture, selection), { piece: job.piece + 1 });
      const texts: string[] = [];
      let length: CodeUnits = 0;
      let finished = false;
      for (let steps = 0; length < pieceLength && steps < MAX_STEPS;) {
        const { done, value } = writing.next();
        finished = done === true;
        // Done, or PAUSE.
        if (typeof value !== 'string') break;
        steps += value === '' ? LOOKS_FOR_NOTHING : 1;
        length += value.length;
        texts.push(value);
      }
      return { text: texts.join(''), finished, done: job.done, total, taken: sums.list() };
    },
  };
}

function selected(capture: Capture, { messages, connections }: Selection): Pick<ExportJob, 'messages' | 'wantedIds' | 'wants'> {
  return {
    messages: selectedMessages(capture, messages),
    wantedIds: [...capture.connections.keys()].filter((id) => connections?.has(id) ?? true).sort((a, b) => a - b),
    wants: connections === undefined ? () => true : (id) => connections.has(id),
  };
}

/** All pieces, one by one, for those who have time: the command line, tests. */
export function* exportPieces(capture: Capture, { selection = {}, ...wish }: ExportWish & { selection?: Selection }): Generator<WrittenPiece, void, void> {
  const file = createExportFile(capture, wish, selection);
  for (let finished = false; !finished;) {
    const piece = file.next(selection);
    yield piece;
    ({ finished } = piece);
  }
}
