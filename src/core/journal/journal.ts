/** Hands out what is new in a capture since the last time, so that a copy of it can be kept elsewhere. */
import { ledgerRecord } from '../capture-file/ledger-record.ts';
import { rowRecord } from '../capture-file/records.ts';
import { writeLine } from '../capture-file/write-records.ts';
import { chunkAt, nextRawRecord } from '../export/raw-bytes.ts';
import type { Gap } from '../model/connection.ts';
import { ledgerPlace } from '../model/ledger.ts';
import { isMessage } from '../model/message-block.ts';
import { blockOf, firstIndex } from '../model/message-log.ts';
import type { Capture, Slot } from '../model/types.ts';
import type { Bytes, CodeUnits, EpochMs, MessageIndex } from '../units.ts';
import { createChangedFacts, type JournalFact } from './changed-facts.ts';
import { latePlaces } from './late-places.ts';
import { createPieceText, type PieceText } from './piece-text.ts';

/** Rows that one piece looks at, at most: some milliseconds of work, whatever they hold. */
const PIECE_ROWS = 8192;

export interface JournalPiece {
  /** Connections and attempts that are new, or read otherwise. */
  facts: JournalFact[];
  /** Records to be appended, lines of the capture file. May be empty. */
  lines: string;
  /** Messages among them that were not there before. */
  messages: number;
  /** Time of the first row among them. */
  from?: EpochMs;
  /** Messages that the capture had dropped before they could be handed out. */
  missed: number;
}

export interface Journal {
  /** The next piece; null when there is nothing new. Call `catchUp` before. */
  next(length: CodeUnits): JournalPiece | null;
  /** Nothing more will be asked. */
  end(): void;
}

/** Begins with all that the capture holds. One capture has one journal at a time. */
export function createJournal(capture: Capture): Journal {
  const { log, ledger } = capture;
  const changed = createChangedFacts(capture);
  const amended = (capture.amended = new Set<MessageIndex>());
  /** Next row, and next entry of the ledger. */
  let row: MessageIndex = firstIndex(log);
  let seq = 0;
  /** Attempts whose text has grown, and how much of each was handed out. */
  const grown = new Set<Slot>();
  const handedOut = new WeakMap<Slot, Bytes>();
  /** The newest gap that was handed out, and what it counted then: it may go on growing. */
  let lastGap: { gap: Gap; lost: number } | undefined;

  const tellEntry = (out: PieceText, place: number): void => {
    const entry = ledger.entries[place]!;
    seq = entry.seq + 1;
    const { fact } = entry;
    // Connections and attempts are facts; what the limits of the capture cost was handed out before.
    if (fact.kind === 'connection' || fact.kind === 'attempt' || (fact.kind === 'gap' && fact.gap.why === 'limit')) return;
    const record = ledgerRecord(capture, entry);
    if (record !== undefined) out.add(writeLine(record));
    if (fact.kind === 'gap') lastGap = { gap: fact.gap, lost: fact.gap.lost };
  };

  const tellGrownGap = (out: PieceText): void => {
    if (lastGap === undefined || lastGap.gap.lost === lastGap.lost) return;
    out.add(writeLine({ ...lastGap.gap, kind: 'gap', lost: lastGap.gap.lost - lastGap.lost }));
    lastGap.lost = lastGap.gap.lost;
  };

  const tellRows = (out: PieceText, piece: JournalPiece): void => {
    const first = firstIndex(log);
    if (row < first) {
      piece.missed += first - row;
      row = first;
    }
    const end = Math.min(log.next, row + PIECE_ROWS);
    const late = latePlaces(capture, row, end);
    let place = ledgerPlace(ledger, seq);
    while (!out.full) {
      const entry = ledger.entries[place];
      if (entry !== undefined && entry.before <= row) {
        tellEntry(out, place);
        place += 1;
      } else if (row < end) {
        const block = blockOf(log, row)!;
        const at = row - block.first;
        out.add(writeLine(rowRecord(block, at, { before: late.get(row) })));
        piece.from ??= block.times[at]!;
        if (isMessage(block.flags[at]!)) piece.messages += 1;
        row += 1;
      } else return;
      out.step();
    }
  };

  const tellAmended = (out: PieceText): void => {
    for (const index of amended) {
      if (out.full) return;
      // What is not handed out yet will read right by itself.
      if (index >= row) continue;
      amended.delete(index);
      const block = blockOf(log, index);
      if (block !== undefined) out.add(writeLine(rowRecord(block, index - block.first)));
    }
  };

  const tellTexts = (out: PieceText): void => {
    for (const slot of grown) {
      const { raw } = slot;
      let offset = handedOut.get(slot) ?? 0;
      for (let place = raw === undefined ? 0 : chunkAt(raw, offset); raw !== undefined && place < raw.chunks.length; place += 1) {
        const chunk = raw.chunks[place]!;
        while (offset < chunk.offset + chunk.bytes.length) {
          if (out.full) return;
          const of = { connection: slot.owner.connection.id, attempt: slot.attempt.n, offset: Math.max(offset, chunk.offset) };
          const { record, end } = nextRawRecord(of, chunk);
          out.add(writeLine(record));
          offset = end;
          handedOut.set(slot, offset);
        }
      }
      grown.delete(slot);
    }
  };

  return {
    next(length) {
      const out = createPieceText(length);
      const piece: JournalPiece = { facts: changed.take((slot) => grown.add(slot)), lines: '', messages: 0, missed: 0 };
      tellGrownGap(out);
      tellRows(out, piece);
      tellAmended(out);
      tellTexts(out);
      piece.lines = out.take();
      return piece.facts.length === 0 && piece.lines === '' && piece.missed === 0 ? null : piece;
    },
    end() {
      if (capture.amended === amended) delete capture.amended;
    },
  };
}
