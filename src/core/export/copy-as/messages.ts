/** Some messages for the clipboard: as lines of the capture file, or as a table. */
import type { RowRecord } from '../../capture-file/format.ts';
import { rowRecord } from '../../capture-file/records.ts';
import { writeLine } from '../../capture-file/write-records.ts';
import { blockOf } from '../../model/message-log.ts';
import type { Capture } from '../../model/types.ts';
import { assertExhaustive, type CodeUnits, type MessageIndex } from '../../units.ts';
import { isoTime } from '../iso-time.ts';

/** A cell longer than this makes a table that nobody can read; what is cut is counted in it. */
const MAX_CELL: CodeUnits = 2000;

export function copyAsNdjson(capture: Capture, indexes: Iterable<MessageIndex>): string {
  return recordsOf(capture, indexes).map(writeLine).join('');
}

/** A table as GitHub and others draw it. */
export function copyAsMarkdown(capture: Capture, indexes: Iterable<MessageIndex>): string {
  const rows = recordsOf(capture, indexes).map((record) => {
    const [type, id, data] = cellsOf(record);
    return row([isoTime(record.at), String(record.connection), type, code(id), code(data)]);
  });
  return [row(['Time', 'Connection', 'Type', 'Last event id', 'Data']), row(['---', '---:', '---', '---', '---']), ...rows, ''].join('\n');
}

/** Type, id and data. What is no message has its kind in place of a type, in italics. */
function cellsOf(record: RowRecord): [type: string, id: string, data: string] {
  switch (record.kind) {
    case 'message':
      return [code(record.type), record.lastEventId, record.data];
    case 'comment':
      return ['_comment_', '', record.text];
    case 'retry':
      return ['_retry_', '', record.text ?? String(record.ms)];
    default:
      return assertExhaustive(record);
  }
}

/** Those that are still held, as they were asked for. */
function recordsOf({ log }: Capture, indexes: Iterable<MessageIndex>): RowRecord[] {
  return Array.from(indexes).flatMap((index) => {
    const block = blockOf(log, index);
    return block === undefined ? [] : [rowRecord(block, index - block.first)];
  });
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** A code span: nothing in it is Markdown but its own end, and in a table the bar; both are dealt with. */
function code(text: string): string {
  if (text === '') return '';
  const cut = text.length > MAX_CELL ? `${text.slice(0, MAX_CELL)}… (${text.length - MAX_CELL} more)` : text;
  const line = cut.replace(/\r\n|[\r\n]/g, ' ⏎ ').replaceAll('|', '\\|');
  const longest = Math.max(0, ...Array.from(line.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  // A space on each side is taken away again; needed where the text begins or ends with a backtick or a space.
  const pad = /^[` ]|[` ]$/.test(line) ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}
