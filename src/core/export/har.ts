/**
 * HAR 1.2: one entry for each attempt. Chromium's Network panel shows `_eventSourceMessages`, Firefox the text of the content; ours
 * is all under `_sseScope`, from which import makes the same capture again.
 *
 *     {"log":{"version":"1.2",…,"entries":[
 *     …                                       one for each attempt: har-entry.ts
 *     ],"_sseScope":{…the header,"records":[[order, record]…],"messages":[[order, record]…]}}}
 *
 * `records` are those of the capture file without its messages; `order` says how many messages stand before one. `messages` are those
 * that no entry holds, because their attempt was forgotten. Entries are sorted by connection, then by number.
 */
import { messageRecord } from '../capture-file/records.ts';
import type { Connection } from '../model/connection.ts';
import { isoTime } from './iso-time.ts';
import { fileHeader } from './file-header.ts';
import { HAR_ENTRY, writeHarEntry } from './har-entry.ts';
import type { ExportCursor, ExportFormat, ExportJob } from './job.ts';
import type { PieceText } from './piece-text.ts';
import { partitionPoint } from './partition-point.ts';
import type { ConnectionId } from '../units.ts';
import { walkMessages, walkRecords } from './walk.ts';

/** Parts of the document; the parts of an entry lie between `NEXT_ENTRY` and `RECORDS`. */
const HEAD = 0;
const NEXT_ENTRY = HAR_ENTRY.none;
const RECORDS = HAR_ENTRY.last + 1;
const LOOSE_MESSAGES = RECORDS + 1;

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
      out.add('\n],"messages":[');
      at.part = LOOSE_MESSAGES;
      at.items = 0;
      at.message = 0;
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
  // Once for a piece: they are in order already, but in a file that was made by others.
  const ids = [...job.capture.connections.keys()].filter((id) => job.wants(id)).sort((a, b) => a - b);
  for (;;) {
    if (out.full) return false;
    const { connection, attempt } = at;
    if (at.part === NEXT_ENTRY) {
      const next = nextAttempt(job, ids, connection, attempt);
      if (next === undefined) {
        out.add(`\n],"_sseScope":${JSON.stringify(fileHeader(job)).slice(0, -1)},"records":[`);
        at.part = RECORDS;
        at.items = 0;
        at.message = 0;
        return true;
      }
      [at.connection, at.attempt] = next;
    }
    const finished = writeHarEntry(job, at, out);
    if (!finished) return false;
    at.part = NEXT_ENTRY;
  }
}

/** The attempt after `n` of a connection, or the first one of the next connection that is wanted. */
function nextAttempt({ capture }: ExportJob, ids: readonly ConnectionId[], id: ConnectionId, n: number): [connection: number, attempt: number] | undefined {
  const after = (connection: Connection | undefined, number: number): boolean =>
    connection !== undefined && number <= connection.droppedAttempts + connection.attempts.length;
  const current = capture.connections.get(id)?.connection;
  const following = Math.max(n, current?.droppedAttempts ?? 0) + 1;
  if (after(current, following)) return [id, following];
  for (let place = partitionPoint(ids.length, (position) => ids[position]! <= id); place < ids.length; place += 1) {
    const next = ids[place]!;
    const { connection } = capture.connections.get(next)!;
    if (connection.attempts.length > 0) return [next, connection.droppedAttempts + 1];
  }
  return undefined;
}

/** All records but the messages. */
function writeOthers(job: ExportJob, at: ExportCursor, out: PieceText): boolean {
  const { done } = at;
  const finished = walkRecords(job, at, out, (record, before) => {
    if (record.kind !== 'message') addItem(at, out, JSON.stringify([job.messages.from(before), record]));
  });
  at.done = done;
  return finished;
}

function writeLooseMessages(job: ExportJob, at: ExportCursor, out: PieceText): boolean {
  const { done } = at;
  let loose = 0;
  const finished = walkMessages(job, at, out, (block, row, index) => {
    const connection = job.capture.connections.get(block.connections[row]!)?.connection;
    const attempt = block.attempts[row]!;
    if (connection !== undefined && attempt > connection.droppedAttempts && attempt <= connection.droppedAttempts + connection.attempts.length) return;
    loose += 1;
    addItem(at, out, JSON.stringify([job.messages.from(index), messageRecord(block, row)]));
  });
  at.done = done + loose;
  return finished;
}

function addItem(at: ExportCursor, out: PieceText, item: string): void {
  out.add(`${at.items === 0 ? '\n' : ',\n'}${item}`);
  at.items += 1;
}
