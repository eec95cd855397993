/**
 * HAR 1.2: one entry for each attempt. Chromium's Network panel shows `_eventSourceMessages`, Firefox the text of the content; ours
 * is all under `_sseScope`, from which import makes the same capture again.
 *
 *     {"log":{"version":"1.2",…,"entries":[
 *     …                                       one for each attempt: har-entry.ts
 *     ],"_sseScope":{…the header,"records":[[order, record]…],"messages":[[order, record]…]}}}
 *
 * `records` are those of the capture file without its messages; `order` is the number of the row that comes next. `messages` are those
 * that no entry holds, because their attempt was forgotten. Entries are sorted by connection, then by number.
 */
import type { MessageRecord } from '../capture-file/format.ts';
import { isoTime } from './iso-time.ts';
import { isOfHeldAttempt, nextAttempt } from './attempts.ts';
import { fileHeader } from './file-header.ts';
import { HAR_ENTRY, writeHarEntry } from './har-entry.ts';
import type { ExportCursor, ExportFormat, ExportJob } from './job.ts';
import type { PieceText } from './piece-text.ts';
import { writeRawRecords } from './raw-bytes.ts';
import { beginShown, walkRecords } from './walk.ts';

/** Parts of the document; the parts of an entry lie between `NEXT_ENTRY` and `RECORDS`. */
const HEAD = 0;
const NEXT_ENTRY = HAR_ENTRY.none;
const RECORDS = HAR_ENTRY.last + 1;
const TEXTS = RECORDS + 1;
const LOOSE_MESSAGES = TEXTS + 1;

export const har: ExportFormat = {
  label: 'HAR 1.2',
  extension: 'har',
  mediaType: 'application/json',
  lossless: true,
  write(job, at, out) {
    if (at.part === HEAD) {
      out.add(head(job));
      at.part = NEXT_ENTRY;
    }
    if (at.part < RECORDS && !writeEntries(job, at, out)) return false;
    if (at.part === RECORDS) {
      if (!writeOthers(job, at, out)) return false;
      at.part = TEXTS;
      at.connection = 0;
      at.attempt = 0;
      at.offset = 0;
    }
    if (at.part === TEXTS) {
      // After all else: no row has this number.
      if (!writeRawRecords(job, at, out, (record) => addItem(at, out, JSON.stringify([at.endMessage - at.firstMessage, record])))) return false;
      out.add('\n],"messages":[');
      at.part = LOOSE_MESSAGES;
      at.items = 0;
      beginShown(at);
      at.entry = 0;
    }
    if (!writeLooseMessages(job, at, out)) return false;
    out.add('\n]}}}\n');
    return true;
  },
};

function head(job: ExportJob): string {
  const { generator, browser, page } = fileHeader(job);
  const startedDateTime = isoTime(job.capture.from ?? job.meta.createdAt);
  const pages = [{ startedDateTime, id: 'page_1', title: page.title === '' ? page.url : page.title, pageTimings: { onContentLoad: -1, onLoad: -1 } }];
  const log = { version: '1.2', creator: program(generator), browser: program(browser), pages };
  return `{"log":${JSON.stringify(log).slice(0, -1)},"entries":[`;
}

/** "Chromium 156" as HAR wants it. */
function program(words: string): { name: string; version: string } {
  const space = words.lastIndexOf(' ');
  const version = words.slice(space + 1);
  return space > 0 && /\d/.test(version) ? { name: words.slice(0, space), version } : { name: words, version: '' };
}

function writeEntries(job: ExportJob, at: ExportCursor, out: PieceText): boolean {
  for (;;) {
    if (out.full) return false;
    if (at.part === NEXT_ENTRY && !nextAttempt(job, at)) {
      out.add(`\n],"_sseScope":${JSON.stringify(fileHeader(job)).slice(0, -1)},"records":[`);
      at.part = RECORDS;
      at.items = 0;
      beginShown(at);
      return true;
    }
    if (!writeHarEntry(job, at, out)) return false;
    at.part = NEXT_ENTRY;
  }
}

/** All records but the messages. */
function writeOthers(job: ExportJob, at: ExportCursor, out: PieceText): boolean {
  const { done } = at;
  let rows = 0;
  const finished = walkRecords(job, at, out, (record, place) => {
    if (record.kind === 'comment' || record.kind === 'retry') rows += 1;
    if (record.kind !== 'message') addItem(at, out, JSON.stringify([place, record]));
  });
  at.done = done + rows;
  return finished;
}

function writeLooseMessages(job: ExportJob, at: ExportCursor, out: PieceText): boolean {
  const { done } = at;
  let rows = 0;
  const finished = walkRecords(job, at, out, (record, place) => {
    if (record.kind !== 'message') return;
    const { connection, attempt } = record as MessageRecord;
    if (isOfHeldAttempt(job, connection, attempt)) return;
    rows += 1;
    addItem(at, out, JSON.stringify([place, record]));
  });
  at.done = done + rows;
  return finished;
}

function addItem(at: ExportCursor, out: PieceText, item: string): void {
  out.add(`${at.items === 0 ? '\n' : ',\n'}${item}`);
  at.items += 1;
}
