/**
 * One entry of a HAR. Its rows are gone through three times, since the format has them in three places:
 *
 *     {…request…,"response":{…"content":{…"text":"…"}…},
 *      "_eventSourceMessages":[{"time":seconds,"eventName":…,"eventId":…,"data":…}…],
 *      "_sseScope":{"connection":1,"attempt":1,"reconstructed":true,"messages":[[order, seq, at, heard, from]…]}}
 *
 * The text is what came, where that is known to the last byte; in Base64 where it is no UTF-8, which has to be known before it begins.
 */
import { encodeBase64 } from '../bytes/base64.ts';
import { decodeUtf8 } from '../bytes/utf8.ts';
import { idAt, isHeard, isMessage, sourceOf } from '../model/message-block.ts';
import type { RawText } from '../model/types.ts';
import { utf8Size } from '../select/utf8-size.ts';
import { attemptAt, rowsOfAttempt } from './attempts.ts';
import { harHead, harMiddle } from './har-facts.ts';
import type { ExportCursor, ExportJob } from './job.ts';
import type { PieceText } from './piece-text.ts';
import { exactText, nextBytes, nextGroups } from './raw-bytes.ts';
import { idOf, streamRow } from './sse.ts';
import { beginShown, walkShown } from './walk.ts';
import { wireOrder } from './wire-order.ts';

/** Parts of an entry, as numbers of `ExportCursor.part`. */
export const HAR_ENTRY = { none: 1, check: 2, text: 3, base64: 4, rows: 5, messages: 6, own: 7, last: 7 } as const;

/** Steps that a piece of a text counts for, against the limit of steps of a piece of the file. */
const STEPS_OF_TEXT = 1000;

type Found = NonNullable<ReturnType<typeof attemptAt>>;

/** Writes on at the attempt that `at` names; says true at its end. */
export function writeHarEntry(job: ExportJob, at: ExportCursor, out: PieceText): boolean {
  const found = attemptAt(job, at);
  const exact = exactText(job, found?.slot.raw);
  const isText = at.part === HAR_ENTRY.text || at.part === HAR_ENTRY.base64;
  // It was forgotten between two pieces, or its text was: what is open is closed, so that the document stays whole.
  if (found === undefined || (isText && exact === undefined)) return closeForgotten(at, out);
  const { entry, attempt } = found;
  if (at.part === HAR_ENTRY.none) {
    out.add(`${at.items === 0 ? '\n' : ',\n'}${harHead(job, entry.connection, attempt)}`);
    at.items += 1;
    at.size = 0;
    at.offset = 0;
    begin(at, exact === undefined ? HAR_ENTRY.rows : HAR_ENTRY.check);
  }
  if (at.part === HAR_ENTRY.check) {
    const isUtf8 = exact && checkText(exact, at, out);
    if (exact !== undefined && isUtf8 === undefined) return false;
    at.offset = 0;
    if (exact === undefined) begin(at, HAR_ENTRY.rows);
    else begin(at, isUtf8 === true ? HAR_ENTRY.text : HAR_ENTRY.base64);
  }
  if (at.part < HAR_ENTRY.messages) {
    const finished = at.part === HAR_ENTRY.rows ? writeRows(job, at, out, found) : writeText(exact!, at, out);
    if (!finished) return false;
    out.add(harMiddle(job, entry.connection, attempt, at.size, { exact: at.part !== HAR_ENTRY.rows, base64: at.part === HAR_ENTRY.base64 }));
    begin(at, HAR_ENTRY.messages);
  }
  if (at.part === HAR_ENTRY.messages) {
    const finished = eachMessage(job, at, out, found, (block, row) => {
      const message = {
        time: block.times[row]! / 1000,
        eventName: block.typeNames[block.types[row]!]!,
        eventId: idAt(block, row),
        data: block.data[row]!,
      };
      out.add(`${comma(at)}${JSON.stringify(message)}`);
    });
    if (!finished) return false;
    out.add(`],"_sseScope":{"connection":${at.connection},"attempt":${at.attempt},"reconstructed":${exact === undefined},"messages":[`);
    begin(at, HAR_ENTRY.own);
  }
  const order = wireOrder(job.capture, at);
  const finished = eachMessage(job, at, out, found, (block, row, index) => {
    const flags = block.flags[row]!;
    at.done += 1;
    const facts = [order.placeOf(index), order.seqOf(index), block.times[row]!, isHeard(flags), sourceOf(flags)];
    out.add(`${comma(at)}${JSON.stringify(facts)}`);
  });
  if (finished) out.add(']}}');
  return finished;
}

/** A new pass. */
function begin(at: ExportCursor, part: number): void {
  at.part = part;
  at.idOf = -1;
  beginShown(at);
}

/** `idOf` marks that something was written in this pass; here it is free. */
function comma(at: ExportCursor): string {
  const first = at.idOf < 0;
  at.idOf = at.message;
  return first ? '' : ',';
}

/** Whether the text is UTF-8; undefined: it is too long to be looked at in one piece. */
function checkText(raw: RawText, at: ExportCursor, out: PieceText): boolean | undefined {
  while (at.offset < raw.length) {
    if (out.full) return undefined;
    const bytes = nextBytes(raw, at.offset);
    if (!decodeUtf8(bytes).valid) return false;
    at.offset += bytes.length;
    for (let step = 0; step < STEPS_OF_TEXT; step += 1) out.step();
  }
  return true;
}

function writeText(raw: RawText, at: ExportCursor, out: PieceText): boolean {
  while (at.offset < raw.length) {
    if (out.full) return false;
    const bytes = at.part === HAR_ENTRY.base64 ? nextGroups(raw, at.offset) : nextBytes(raw, at.offset);
    out.add(at.part === HAR_ENTRY.base64 ? encodeBase64(bytes) : JSON.stringify(decodeUtf8(bytes).text).slice(1, -1));
    at.offset += bytes.length;
  }
  at.size = raw.length;
  return true;
}

/** The text, reconstructed. Each entry writes its first id. */
function writeRows(job: ExportJob, at: ExportCursor, out: PieceText, { entry, attempt }: Found): boolean {
  return walkShown(job, rowsOfAttempt(job, entry, attempt.n), at, out, (block, row, index) => {
    if (job.isPart && !job.messages.has(index)) return;
    const id = idAt(block, row);
    const isOne = isMessage(block.flags[row]!);
    const text = streamRow(block, row, !isOne || id === idOf(job.capture, at.idOf) ? undefined : id);
    if (isOne) at.idOf = index;
    at.size += utf8Size(text);
    out.add(JSON.stringify(text).slice(1, -1));
  });
}

function eachMessage(job: ExportJob, at: ExportCursor, out: PieceText, { entry, attempt }: Found, visit: Parameters<typeof walkShown>[4]): boolean {
  return walkShown(job, rowsOfAttempt(job, entry, attempt.n), at, out, (block, row, index) => {
    if (isMessage(block.flags[row]!) && (!job.isPart || job.messages.has(index))) visit(block, row, index);
  });
}

function closeForgotten(at: ExportCursor, out: PieceText): boolean {
  const { part } = at;
  if (part === HAR_ENTRY.messages) out.add(']}');
  else if (part === HAR_ENTRY.own) out.add(']}}');
  else if (part > HAR_ENTRY.none) out.add('"}},"cache":{},"timings":{"send":0,"wait":0,"receive":0}}');
  return true;
}
