/** The connections of a capture as lines of text, for a terminal. Pure. */
import type { EpochMs } from '../src/core/units.ts';
import type { ConnectionRow, Overview } from '../src/wire/protocol/questions.ts';
import { formatDuration } from './duration.ts';

export interface TableInput {
  overview: Overview;
  connections: readonly ConnectionRow[];
  pageUrl: string;
  now: EpochMs;
  /** Columns of the terminal. */
  width: number;
  /** Lines of the terminal, or Infinity where nothing is re-drawn. */
  height: number;
  /** Whether to show what changes with time alone (rate, age): not where every change is a new table. */
  moving: boolean;
}

interface Column {
  title: string;
  cell(row: ConnectionRow): string;
  align: 'left' | 'right';
  /** Widest that it may get; the URL takes what the others leave. */
  max: number;
}

/** States are told by a shape as well as by a word. */
const SHAPES: Readonly<Record<ConnectionRow['state'], string>> = {
  connecting: '◌',
  open: '●',
  waiting: '◔',
  reconnecting: '◑',
  closed: '■',
  failed: '✕',
  suspended: '‖',
};

/** The narrowest URL that still says something. */
const MIN_URL = 20;
const GAP = '  ';

/** Lines without line ends, none wider than `width`, not more than `height`. */
export function connectionTable(input: TableInput): string[] {
  const lines = [headLine(input)];
  if (input.connections.length === 0) {
    lines.push('No EventSource yet. It is shown here as soon as the page opens one.');
    return lines.map((line) => cut(line, input.width));
  }
  const columns = columnsOf(input);
  // One line each for the head and the titles, and one for what did not fit.
  const room = Math.max(1, input.height - 3);
  const rows = input.connections.slice(0, room);
  const cells = rows.map((row) => columns.map((column) => cut(printable(column.cell(row)), column.max)));
  const widths = columns.map((column, at) => Math.max(column.title.length, ...cells.map((row) => length(row[at] ?? ''))));
  const others = widths.reduce((sum, width, at) => (columns[at]?.title === 'url' ? sum : sum + width + GAP.length), 0);
  const url = columns.findIndex((column) => column.title === 'url');
  widths[url] = Math.min(widths[url] ?? 0, Math.max(MIN_URL, input.width - others));
  const line = (texts: string[]): string => texts.map((text, at) => pad(cut(text, widths[at] ?? 0), widths[at] ?? 0, columns[at]?.align)).join(GAP);
  lines.push(line(columns.map(({ title }) => title)), ...cells.map(line));
  const hidden = input.connections.length - rows.length;
  if (hidden > 0) lines.push(`… and ${hidden} more`);
  return lines.map((text) => cut(text, input.width).trimEnd());
}

function headLine({ overview, pageUrl }: TableInput): string {
  const parts = ['SSE Scope', counted(overview.connections, 'connection'), counted(overview.messages, 'message')];
  if (overview.dropped > 0) parts.push(`${overview.dropped} of the oldest dropped`);
  parts.push(`${overview.lost} lost`, printable(pageUrl)); // the URL last: it is what may be cut
  return parts.join(' · ');
}

function columnsOf({ now, moving }: TableInput): Column[] {
  const columns: Column[] = [
    { title: '#', cell: (row) => String(row.id), align: 'right', max: 6 },
    { title: 'state', cell: (row) => `${SHAPES[row.state]} ${row.state}`, align: 'left', max: 14 },
    { title: 'url', cell: (row) => row.url, align: 'left', max: 2000 },
    { title: 'answer', cell: answer, align: 'left', max: 24 },
    { title: 'messages', cell: (row) => String(row.messages), align: 'right', max: 12 },
    { title: 'last id', cell: (row) => row.lastEventId + (row.lastEventIdCut ? '…' : ''), align: 'left', max: 16 },
    { title: 'retry', cell: retry, align: 'right', max: 16 },
    { title: 'attempts', cell: (row) => String(row.attempts), align: 'right', max: 8 },
  ];
  if (moving) {
    columns.push(
      { title: '/s', cell: (row) => String(row.spark.at(-1) ?? 0), align: 'right', max: 8 },
      { title: 'last', cell: (row) => age(now - row.lastActivityAt), align: 'right', max: 14 },
    );
  }
  return columns;
}

function answer(row: ConnectionRow): string {
  if (row.error !== undefined) return row.error.replace(/^net::/, '');
  return row.status === undefined ? '' : String(row.status);
}

/** `3 s ~` was observed, `3 s ?` is the browser's default, and `3 s` is what the server wrote; none where the page reads the stream itself. */
function retry({ retry: force }: ConnectionRow): string {
  return force === undefined ? '' : formatDuration(force.ms) + { wire: '', observed: ' ~', default: ' ?' }[force.from];
}

function age(ms: number): string {
  return ms < 1000 ? 'now' : formatDuration(Math.floor(ms / 1000) * 1000).replace('.0 s', ' s');
}

/** `1 message`, `2 messages`. */
export function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/**
 * Text of a page made safe for a terminal: a control character would move the cursor or run an escape sequence, and
 * a character that turns the direction of text would disguise what is shown.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '�');
}

const length = (text: string): number => [...text].length;

function cut(text: string, width: number): string {
  const points = [...text];
  return points.length <= width ? text : `${points.slice(0, Math.max(0, width - 1)).join('')}…`;
}

function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const fill = ' '.repeat(Math.max(0, width - length(text)));
  return align === 'left' ? text + fill : fill + text;
}
