/**
 * Rows of the log as a table, messages mostly, in shown order: RFC 4180: CRLF, a header row, quotes doubled. For spreadsheets, so a cell that one would take for a formula
 * begins with an apostrophe; programs that need the exact text take NDJSON.
 */
import { idAt, isHeard, kindOf, NO_SEQ, sourceOf, type MessageBlock } from '../../model/message-block.ts';
import { utf8Size } from '../../bytes/utf8.ts';
import type { ConnectionId } from '../../units.ts';
import { isoTime } from '../iso-time.ts';
import type { ExportFormat, ExportJob } from '../job.ts';
import { shownRows } from '../walk.ts';

export const CSV_COLUMNS = [
  'time',
  'epoch_ms',
  'connection',
  'url',
  'attempt',
  'seq',
  'kind',
  'type',
  'last_event_id',
  'size',
  'heard',
  'from',
  'data',
] as const;

/** Excel, LibreOffice and Sheets read such a cell as a formula; of the last four, some do. A line end or tab before one is skipped by some. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

export const csv = {
  label: 'CSV',
  hint: 'Messages only, for spreadsheets',
  extension: 'csv',
  mediaType: 'text/csv;charset=utf-8;header=present',
  lossless: false,
  *write(job) {
    yield `${job.byteOrderMark ? '\ufeff' : ''}${CSV_COLUMNS.join(',')}\r\n`;
    const urls = new Map<ConnectionId, string>();
    yield* shownRows(
      job,
      () => job.messages,
      (block, row, index) => {
        job.done += 1;
        return csvRow(job, urls, block, row, job.order.seqOf(index));
      },
    );
  },
} as const satisfies ExportFormat;

function csvRow(job: ExportJob, urls: Map<ConnectionId, string>, block: MessageBlock, row: number, seq: number): string {
  const connection = block.connections[row]!;
  let url = urls.get(connection);
  if (url === undefined) {
    const found = job.capture.connections.get(connection)?.connection.url;
    url = csvCell(found === undefined ? '' : job.redaction.url(found));
    urls.set(connection, url);
  }
  const at = block.times[row]!;
  const flags = block.flags[row]!;
  const data = block.data[row]!;
  const type = csvCell(block.typeNames[block.types[row]!]!);
  const id = csvCell(idAt(block, row));
  const facts = `${utf8Size(data)},${isHeard(flags)},${sourceOf(flags)}`;
  const place = `${connection},${url},${block.attempts[row]!},${seq === NO_SEQ ? '' : seq},${kindOf(flags)}`;
  return `${isoTime(at)},${csvCell(String(at))},${place},${type},${id},${facts},${csvCell(data, true)}\r\n`;
}

/** A spreadsheet that splits at `;` or tabs, as a German one does, sees no quotes, and cells of its own behind these and behind each line end. */
const INNER_FORMULA = /(?<=[;\t\r\n])[=+\-@\uff1d\uff0b\uff0d\uff20]/g;

/** One cell; with `quoted`, quoted in any case. */
export function csvCell(text: string, quoted = false): string {
  const safe = `${FORMULA.test(text) ? "'" : ''}${text.replaceAll(INNER_FORMULA, "'$&")}`;
  return quoted || NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
