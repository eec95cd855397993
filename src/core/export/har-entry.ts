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
import { decodeUtf8, utf8Size } from '../bytes/utf8.ts';
import { idAt, isHeard, isMessage, sourceOf } from '../model/message-block.ts';
import type { RawText } from '../model/types.ts';
import type { Bytes } from '../units.ts';
import { attemptAt, rowsOfAttempt, type AttemptName } from './attempts.ts';
import { harHead, harMiddle } from './har-facts.ts';
import { oncePerPiece, PAUSE, type ExportJob, type Written } from './job.ts';
import { exactText, nextBytes, nextGroups } from './raw-bytes.ts';
import type { ShownRows } from './selected-messages.ts';
import { streamRow } from './stream-text.ts';
import { shownRows } from './walk.ts';

/** Steps of 64 KB of a text that are looked at before a piece ends. */
const MAX_LOOKS = 20;

/** Where the text of the content comes from. */
type Form = 'rows' | 'text' | 'base64';

/** The text as of this piece; undefined: it is not known to the last byte, or not any more. */
type TextNow = () => RawText | undefined;
type RowsNow = () => ShownRows | undefined;

/** The entry of an attempt that is held. What is open is closed when the attempt, or its text, is forgotten meanwhile, so that the document stays whole. */
export function* harEntry(job: ExportJob, name: AttemptName, separator: string): Generator<Written, void, void> {
  const { entry, attempt } = attemptAt(job, name)!;
  const isHeld = (): boolean => attemptAt(job, name) !== undefined;
  const textNow = oncePerPiece(job, () => exactText(job, attemptAt(job, name)?.slot.raw));
  const rowsNow: RowsNow = () => {
    const found = attemptAt(job, name);
    return found && rowsOfAttempt(job, found.entry, name.attempt);
  };
  yield `${separator}${harHead(job, entry.connection, attempt)}`;
  const form = yield* formOf(textNow);
  const size = yield* form === 'rows' ? rebuilt(job, rowsNow) : exactly(textNow, form);
  if (size === undefined || !isHeld()) {
    yield '"}},"cache":{},"timings":{"send":0,"wait":0,"receive":0}}';
    return;
  }
  yield harMiddle(job, entry.connection, attempt, size, { exact: form !== 'rows', base64: form === 'base64' });
  let comma = '';
  yield* messages(job, rowsNow, (block, row) => {
    const message = {
      time: block.times[row]! / 1000,
      eventName: block.typeNames[block.types[row]!]!,
      eventId: idAt(block, row),
      data: block.data[row]!,
    };
    const text = `${comma}${JSON.stringify(message)}`;
    comma = ',';
    return text;
  });
  if (!isHeld()) {
    yield ']}';
    return;
  }
  yield `],"_sseScope":{"connection":${name.connection},"attempt":${name.attempt},"reconstructed":${textNow() === undefined},"messages":[`;
  comma = '';
  yield* messages(job, rowsNow, (block, row, index) => {
    const flags = block.flags[row]!;
    job.done += 1;
    const facts = [job.order.placeOf(index), job.order.seqOf(index), block.times[row]!, isHeard(flags), sourceOf(flags)];
    const text = `${comma}${JSON.stringify(facts)}`;
    comma = ',';
    return text;
  });
  yield ']}}';
}

function* formOf(textNow: TextNow): Generator<Written, Form, void> {
  for (let offset = 0, looks = 1; ; looks += 1) {
    const raw = textNow();
    if (raw === undefined) return 'rows';
    if (offset >= raw.length) return 'text';
    const bytes = nextBytes(raw, offset);
    if (!decodeUtf8(bytes).valid) return 'base64';
    offset += bytes.length;
    if (looks % MAX_LOOKS === 0) yield PAUSE;
  }
}

/** The text; gives its size, or undefined where it was forgotten meanwhile. */
function* exactly(textNow: TextNow, form: Form): Generator<string, Bytes | undefined, void> {
  for (let offset = 0; ;) {
    const raw = textNow();
    if (raw === undefined || offset >= raw.length) return raw?.length;
    const bytes = form === 'base64' ? nextGroups(raw, offset) : nextBytes(raw, offset);
    offset += bytes.length;
    yield form === 'base64' ? encodeBase64(bytes) : JSON.stringify(decodeUtf8(bytes).text).slice(1, -1);
  }
}

/** The text made of its rows; gives its size. Each entry writes its first id. */
function* rebuilt(job: ExportJob, rowsNow: RowsNow): Generator<string, Bytes, void> {
  let size: Bytes = 0;
  let lastId = '';
  yield* shownRows(job, rowsNow, (block, row, index) => {
    if (job.isPart && !job.messages.has(index)) return '';
    const id = idAt(block, row);
    const isOther = isMessage(block.flags[row]!) && id !== lastId;
    if (isOther) lastId = id;
    const text = streamRow(block, row, isOther ? id : undefined);
    size += utf8Size(text);
    return JSON.stringify(text).slice(1, -1);
  });
  return size;
}

function messages(job: ExportJob, rowsNow: RowsNow, write: Parameters<typeof shownRows>[2]): Generator<string, void, void> {
  return shownRows(job, rowsNow, (block, row, index) =>
    isMessage(block.flags[row]!) && (!job.isPart || job.messages.has(index)) ? write(block, row, index) : '',
  );
}
