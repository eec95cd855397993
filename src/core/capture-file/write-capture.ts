/** Writes a capture as a file, a piece at a time, so that a million messages never are one text. */
import { assertExhaustive, type CodeUnits, type EpochMs, type MessageIndex } from '../units.ts';
import type { Capture } from '../model/capture.ts';
import { ledgerPlace, type LedgerEntry } from '../model/ledger.ts';
import { blockOf, firstIndex } from '../model/message-log.ts';
import { FORMAT, VERSION, type FileHeader, type KnownRecord, type UnknownRecord } from './format.ts';
import { attemptRecord, connectionRecord, gapRecord, messageRecord, stateRecord } from './records.ts';

/** A piece ends after the record that reaches this length: some milliseconds of work. */
export const PIECE_LENGTH: CodeUnits = 1024 * 1024;

/** Where the next piece begins: in the ledger, and among the messages. */
export interface Cursor {
  entry: number;
  message: MessageIndex;
}

interface HeaderFacts {
  page: { url: string; title: string };
  generator: string;
  browser: string;
  createdAt: EpochMs;
}

/**
 * The piece at `cursor` (null: the first), and where the next one begins; null after the last. What is recorded while
 * pieces are asked for is written as well. Whatever was dropped meanwhile is left out.
 */
export function writePiece(capture: Capture, facts: HeaderFacts, cursor: Cursor | null): { text: string; next: Cursor | null } {
  const { ledger, log } = capture;
  const lines: string[] = cursor === null ? [JSON.stringify(header(facts))] : [];
  let length = lines[0]?.length ?? 0;
  let place = ledgerPlace(ledger, cursor?.entry ?? 0);
  let message = Math.max(cursor?.message ?? 0, firstIndex(log));
  while (length < PIECE_LENGTH) {
    const entry = ledger.entries[place];
    let record: KnownRecord | UnknownRecord | undefined;
    if (entry !== undefined && entry.before <= message) {
      record = ledgerRecord(capture, entry);
      place += 1;
    } else if (message < log.next) {
      const block = blockOf(log, message)!;
      record = messageRecord(block, message - block.first);
      message += 1;
    } else return { text: joinLines(lines), next: null };
    if (record === undefined) continue;
    const line = JSON.stringify(record);
    lines.push(line);
    length += line.length + 1;
  }
  return { text: joinLines(lines), next: { entry: ledger.entries[place]?.seq ?? ledger.next, message } };
}

function header({ page, generator, browser, createdAt }: HeaderFacts): FileHeader {
  return { format: FORMAT, version: VERSION, createdAt: new Date(createdAt).toISOString(), generator, browser, page: { url: page.url, title: page.title } };
}

/** The record of a ledger entry with what is known by now; undefined when its subject is gone. */
export function ledgerRecord(capture: Capture, { fact }: LedgerEntry): KnownRecord | UnknownRecord | undefined {
  switch (fact.kind) {
    case 'connection': {
      const entry = capture.connections.get(fact.connection);
      return entry === undefined ? undefined : connectionRecord(entry.connection);
    }
    case 'attempt':
      return fact.slot.shown && !fact.slot.owner.forgotten ? attemptRecord(fact.slot.owner.connection.id, fact.slot.attempt) : undefined;
    case 'state':
      return capture.connections.has(fact.change.connection) ? stateRecord(fact.change) : undefined;
    case 'gap':
      return gapRecord(fact.gap);
    case 'kept':
      return fact.record;
    default:
      return assertExhaustive(fact);
  }
}

function joinLines(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
