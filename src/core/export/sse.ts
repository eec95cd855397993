/**
 * An event stream that a server can serve again, attempt by attempt. Where the text of an attempt is known from its first byte to its
 * last, it stands as it came; a file of one such attempt is that text and nothing else. All else is reconstructed from what was recorded, and
 * says so in a comment; our own comments all begin with ` ssescope `, and import leaves them out.
 */
import { decodeUtf8 } from '../bytes/utf8.ts';
import type { Attempt } from '../model/connection.ts';
import type { MessageBlock } from '../model/message-block.ts';
import { idAt, kindOf } from '../model/message-block.ts';
import { blockOf } from '../model/message-log.ts';
import type { RawText } from '../model/types.ts';
import type { MessageIndex } from '../units.ts';
import { attemptAt, isOfHeldAttempt, nextAttempt, rowsOfAttempt } from './attempts.ts';
import type { ExportCursor, ExportFormat, ExportJob } from './job.ts';
import type { PieceText } from './piece-text.ts';
import { endsWithBlock, exactText, nextBytes } from './raw-bytes.ts';
import { blockText, commentText } from './stream-text.ts';
import { beginShown, walkShown } from './walk.ts';

/** What our own comments begin with. */
export const OWN_COMMENT = ' ssescope ';

/** Parts of the file: its begin, between attempts, the text of one, its rows, and the rows of attempts that were forgotten. */
const BEGIN = 0;
const NEXT = 1;
const TEXT = 2;
const ROWS = 3;
const LOOSE = 4;

/** `idOf` of a cursor: the id that is in force is not known. */
const UNKNOWN_ID = -2;

export const sse: ExportFormat = {
  label: 'Event stream',
  extension: 'sse',
  mediaType: 'text/event-stream',
  lossless: false,
  write(job, at, out) {
    const sole = soleText(job);
    if (at.part === BEGIN) {
      if (sole === undefined) {
        out.add(own('reconstructed from messages, but for attempts that stand as they came: there, comments and unheard types may be missing'));
        if (job.redaction.on || job.meta.redacted === true) out.add(own('redacted: no credentials in URLs'));
      }
      at.part = NEXT;
    }
    while (at.part !== LOOSE) {
      if (out.full) return false;
      if (at.part === NEXT) begin(job, at, out, sole !== undefined);
      else if (at.part === TEXT ? writeText(job, at, out) : writeRows(job, at, out)) at.part = NEXT;
    }
    return walkShown(job, job.messages, at, out, (block, row, index) => {
      if (isOfHeldAttempt(job, block.connections[row]!, block.attempts[row]!)) return;
      at.done += 1;
      out.add(rowText(job, at, block, row, index));
    });
  },
};

/** The text, when the file holds one attempt only, and that is known to the last byte. */
function soleText(job: ExportJob): RawText | undefined {
  const attempts = job.wantedIds.flatMap((id) => job.capture.connections.get(id)?.slots ?? []);
  return attempts.length === 1 ? exactText(job, attempts[0]!.raw) : undefined;
}

function begin(job: ExportJob, at: ExportCursor, out: PieceText, isSole: boolean): void {
  const { connection } = at;
  beginShown(at);
  if (!nextAttempt(job, at)) {
    at.part = LOOSE;
    return;
  }
  const { entry, attempt, slot } = attemptAt(job, at)!;
  const exact = exactText(job, slot.raw);
  const isExact = exact !== undefined && (isSole || endsWithBlock(exact));
  at.offset = 0;
  at.part = isExact ? TEXT : ROWS;
  if (isSole) return;
  const isNew = at.connection !== connection;
  if (isNew) out.add(own(`connection ${at.connection} ${job.redaction.url(entry.connection.url)}`));
  if (isExact) {
    out.add(own(`attempt ${attempt.n}, as it came`));
    // What the connection before sent last would stick.
    if (isNew && at.idOf !== -1) out.add('id\n\n');
  } else out.add(retryText(attempt));
}

function writeText(job: ExportJob, at: ExportCursor, out: PieceText): boolean {
  const found = attemptAt(job, at);
  const raw = exactText(job, found?.slot.raw);
  if (found === undefined || raw === undefined) return true;
  while (at.offset < raw.length) {
    if (out.full) return false;
    const bytes = nextBytes(raw, at.offset);
    const { text } = decodeUtf8(bytes);
    // A byte order mark is one at the begin of a file only.
    out.add(at.offset === 0 && at.items > 0 ? text.replace(/^\ufeff/, '') : text);
    at.offset += bytes.length;
    at.items += 1;
  }
  at.idOf = UNKNOWN_ID;
  at.done += rowsOfAttempt(job, found.entry, found.attempt.n).length;
  return true;
}

function writeRows(job: ExportJob, at: ExportCursor, out: PieceText): boolean {
  const found = attemptAt(job, at);
  if (found === undefined) return true;
  return walkShown(job, rowsOfAttempt(job, found.entry, found.attempt.n), at, out, (block, row, index) => {
    if (job.isPart && !job.messages.has(index)) return;
    at.done += 1;
    out.add(rowText(job, at, block, row, index));
  });
}

function rowText({ capture }: ExportJob, at: ExportCursor, block: MessageBlock, row: number, index: MessageIndex): string {
  const lastEventId = idAt(block, row);
  const isMessage = kindOf(block.flags[row]!) === 'message';
  const id = !isMessage || lastEventId === idOf(capture, at.idOf) ? undefined : lastEventId;
  if (isMessage) at.idOf = index;
  at.items += 1;
  return streamRow(block, row, id);
}

/** A row as a server would write it. `id` is undefined where it is that of the message before. */
export function streamRow(block: MessageBlock, row: number, id: string | undefined): string {
  const data = block.data[row]!;
  switch (kindOf(block.flags[row]!)) {
    case 'comment':
      return commentText(data);
    case 'retry':
      return `retry: ${/^\d+$/.test(data) ? data : Math.max(0, Math.round(Number(data)))}\n\n`;
    default:
      return blockText(block.typeNames[block.types[row]!]!, data, id);
  }
}

/** The id of a message; '' for -1, and undefined when it is not known or the message was dropped meanwhile, so that the next one says its own. */
export function idOf({ log }: ExportJob['capture'], index: MessageIndex): string | undefined {
  if (index === -1) return '';
  const block = blockOf(log, index);
  return block === undefined ? undefined : idAt(block, index - block.first);
}

/** What was only observed, as a remark; what the server wrote is a row. */
function retryText({ retryFrom, reconnectDelay }: Attempt): string {
  return reconnectDelay === undefined || retryFrom === 'wire' ? '' : own(`reconnected after ${Math.round(reconnectDelay)} ms`);
}

function own(text: string): string {
  return commentText(`${OWN_COMMENT}${text}`);
}
