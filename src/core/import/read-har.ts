/**
 * HAR 1.2: ours, which comes back as it was, and that of others. What is of several entries has to be brought into one order, so records
 * are handed out at the end.
 */
import { checkRecord } from '../capture-file/check-record.ts';
import { isObject } from '../model/field-kinds.ts';
import { FORMAT, VERSION, type FileHeader, type KnownRecord, type MessageRecord, type UnknownRecord } from '../capture-file/format.ts';
import { readHeader } from '../capture-file/read-file.ts';
import { isoTime } from '../export/iso-time.ts';
import type { Bytes, EpochMs } from '../units.ts';
import { harEntry, isCut, type HarEntry } from './har-entry.ts';
import { harLines, type HarAttempt } from './har-lines.ts';
import type { HarWriter } from './har-outcome.ts';
import { harRecords } from './har-records.ts';
import { ImportError } from './import-error.ts';
import type { ImportReader, ImportSink } from './import-reader.ts';
import { createJsonWalk, type Path, type Wish } from './json-walk.ts';
import type { ImportLimits } from './limits.ts';
import { describeOddity } from '../parse/report.ts';

interface Ordered<T> {
  order: number;
  record: T;
  line: number;
}

export interface HarFacts {
  /** When the file was made, as far as is known. */
  at: EpochMs;
  note(text: string): void;
  /** Whether there is room for so many more bytes of raw text. */
  takeRaw(length: Bytes): boolean;
}

export function readHar(sink: ImportSink, limits: ImportLimits, { at, note, takeRaw }: HarFacts): ImportReader {
  const header: Record<string, unknown> = {};
  const records: Ordered<KnownRecord | UnknownRecord>[] = [];
  const messages: Ordered<KnownRecord | UnknownRecord>[] = [];
  const foreign: HarEntry[] = [];
  let others = 0;
  let entries = 0;
  let isHar = false;

  const walk = createJsonWalk(
    {
      wish,
      value(path, value, line) {
        if (path.length < 2) throw new ImportError(line, '`log` must be an object');
        isHar = true;
        const place = path.slice(1).join('/');
        if (place === 'entries/*') takeEntry(value, line);
        else if (place === '_sseScope/records/*') records.push(ordered(value, line));
        else if (place === '_sseScope/messages/*') messages.push(ordered(value, line));
        else if (path[1] === '_sseScope') header[path[2] ?? ''] = value;
        else header[`log ${path[1] ?? ''}`] = value;
      },
    },
    limits,
  );

  const takeEntry = (value: unknown, line: number): void => {
    entries += 1;
    const entry = harEntry(value, entries, writerOf(header) === 'chromium');
    if (entry === undefined) others += 1;
    else if (entry.scope === undefined) foreign.push(entry);
    else for (const message of ownMessages(entry, line)) messages.push(message);
    if (foreign.length > limits.records) throw new ImportError(line, `the file holds more than ${limits.records} event streams`);
    if (messages.length > limits.messages) throw new ImportError(line, `the file holds more than ${limits.messages} messages`);
  };

  const handOut = (): void => {
    sink.header(headerOf(header, at));
    const inOrder = messages.sort((a, b) => a.order - b.order);
    let next = 0;
    let newestId = 0;
    const give = ({ record, line }: Ordered<KnownRecord | UnknownRecord>): void => sink.record(record, line);
    for (const message of inOrder) {
      for (; next < records.length && records[next]!.order <= message.order; next += 1) give(records[next]!);
      give(message);
    }
    for (; next < records.length; next += 1) give(records[next]!);
    for (const { record } of records) if (record.kind === 'connection') newestId = Math.max(newestId, Number(record.id));
    if (foreign.length === 0) return;
    const lines = harLines(foreign, writerOf(header), at);
    const attempts = lines.flatMap((line) => line.attempts);
    if (attempts.some(({ read }) => read.rows.some((row) => row.at === undefined)))
      note('Messages that are known from the text of a response only have the time at which its request started.');
    const untold = attempts.filter(({ entry, outcome }) => outcome === 'ended' && entry.api !== 'eventsource' && entry.body.text === undefined).length;
    if (untold > 0) note(`Of ${untold} responses the file has neither text nor error: whether they had ended when it was made is not known for certain.`);
    for (const attempt of attempts.toSorted((a, b) => a.entry.place - b.entry.place)) for (const remark of harRemarks(attempt)) note(remark);
    for (const record of harRecords(lines, newestId + 1, pageOf(header).url, takeRaw)) sink.record(record, 0);
  };

  return {
    push: (text) => walk.push(text),
    end() {
      handOut();
      walk.end();
      if (!isHar) throw new ImportError(1, 'not a HAR; expected an object with `log`, and `entries` in it');
      if (others > 0) note(`${others} entries of the HAR are no event streams and were left out.`);
    },
  };
}

function wish(path: Path): Wish {
  if (path.length === 0) return 'enter';
  if (path[0] !== 'log') return 'skip';
  if (path.length === 1) return 'enter';
  const [, name, inner] = path;
  if (name === 'entries') return path.length === 2 ? 'enter' : 'value';
  if (name !== '_sseScope') return name === 'pages' || name === 'creator' || name === 'browser' ? 'value' : 'skip';
  if (path.length === 2 || (path.length === 3 && (inner === 'records' || inner === 'messages'))) return 'enter';
  return 'value';
}

function ordered(value: unknown, line: number): Ordered<KnownRecord | UnknownRecord> {
  const [order, record] = Array.isArray(value) ? (value as unknown[]) : [];
  if (typeof order !== 'number' || !Number.isSafeInteger(order)) throw new ImportError(line, 'expected [order, record]');
  const wrong = checkRecord(record);
  if (wrong !== null) throw new ImportError(line, wrong);
  // The guard has passed it.
  return { order, record: record as KnownRecord | UnknownRecord, line };
}

/** Ours: what HAR cannot say stands in `_sseScope`, one row for each message. */
function ownMessages({ scope, listed = [] }: HarEntry, line: number): Ordered<MessageRecord>[] {
  if (scope === undefined) return [];
  if (scope.messages.length !== listed.length)
    throw new ImportError(line, `\`_sseScope.messages\` of this entry must have ${listed.length} rows, one for each message`);
  return listed.map(({ type, lastEventId, data = '' }, place) => {
    const row = scope.messages[place];
    const [order, seq, at, heard, from, before] = Array.isArray(row) ? (row as unknown[]) : [];
    const record = { kind: 'message', connection: scope.connection, attempt: scope.attempt, seq, before, at, type, lastEventId, data, heard, from };
    return ordered([order, record], line) as Ordered<MessageRecord>;
  });
}

/** Ours where it is whole, else made of what HAR has. */
function headerOf(header: Record<string, unknown>, at: EpochMs): FileHeader {
  if (header.format === FORMAT) {
    const { format, version, createdAt, generator, browser, page, redacted, filtered } = header;
    return readHeader({ format, version, createdAt, generator, browser, page, redacted, filtered }, (reason) => {
      throw new ImportError(1, reason);
    });
  }
  return {
    format: FORMAT,
    version: VERSION,
    createdAt: isoTime(at),
    generator: program(header['log creator']),
    browser: program(header['log browser']),
    page: pageOf(header),
  };
}

function writerOf(header: Record<string, unknown>): HarWriter {
  const name = program(header['log creator']);
  if (/^WebInspector\b/.test(name)) return 'chromium';
  return /^Playwright\b/.test(name) ? 'playwright' : 'other';
}

function program(value: unknown): string {
  if (!isObject(value)) return '';
  return [value.name, value.version].filter((part) => typeof part === 'string' && part !== '').join(' ');
}

/** Chromium writes the URL of the page as its title. */
function pageOf(header: Record<string, unknown>): { url: string; title: string } {
  if (isObject(header.page) && typeof header.page.url === 'string') return { url: header.page.url, title: '' };
  const pages = header['log pages'];
  const first: unknown = Array.isArray(pages) ? pages[0] : undefined;
  const title = isObject(first) && typeof first.title === 'string' ? first.title : '';
  return { url: title.includes('://') ? title : '', title };
}

/** Remarks on the text of one entry: more are not for people to read. */
const MAX_REMARKS = 20;
const MAX_URL = 200;

/** What is to be said of an entry beside what is shown of it: in words for people, for the remarks on the file. */
function harRemarks({ entry, read, isRead, outcome }: HarAttempt): string[] {
  const { place, method, url, startedAt, body, listed, size } = entry;
  const of = `Entry ${place} (${method || 'GET'} ${url.slice(0, MAX_URL)})`;
  const remarks: string[] = [];
  if (startedAt === undefined) remarks.push(`${of}: the file does not say when it started; it has the time of the file.`);
  if (!isRead) return remarks;
  const hasMessages = listed !== undefined && listed.length > 0;
  // Of a stream that nothing had come from yet there is nothing to miss.
  const isEmpty = listed !== undefined && size <= 0 && (outcome === 'open' || outcome === 'closed-by-page');
  if (body.missing !== undefined && !hasMessages && !isEmpty)
    remarks.push(`${of}: the body of the response is not in this file, so its messages are not known.${body.missing}`);
  else if (body.comment !== '') remarks.push(`${of}: the file says of the body: “${body.comment}”.`);
  if (body.unsaidBase64) remarks.push(`${of}: the body stands in this file in Base64, which the file does not say; it was decoded.`);
  if (body.repaired) remarks.push(`${of}: the file has UTF-8 as if it were windows-1252 (“Ã¼” for “ü”); it was read as UTF-8.`);
  if (isCut(entry)) remarks.push(`${of}: the body is cut in this file: of ${size} bytes only the first are there.`);
  if (read.disagree) remarks.push(`${of}: the text of the response has not all messages that the file lists; those of the list are shown.`);
  for (const oddity of read.oddities.slice(0, MAX_REMARKS)) remarks.push(`${of}, line ${oddity.line} of the body: ${describeOddity(oddity)}`);
  if (read.oddities.length > MAX_REMARKS) remarks.push(`${of}: ${read.oddities.length - MAX_REMARKS} more remarks on the body were left out.`);
  return remarks;
}
