/** The columns of the connections, and which of them fit. Pure. */
import { t, type TextKey } from '../../../words/t.ts';
import { clampWidth } from '../../parts/grid/column-widths.ts';
import type { HeaderColumn } from '../../parts/grid/grid-header.tsx';
import type { Sizes } from '../../state/panel-state.ts';

export type ColumnName = 'number' | 'state' | 'url' | 'messages' | 'rate' | 'activity' | 'retry' | 'attempts' | 'id' | 'frame';

export interface Column {
  name: ColumnName;
  /** Pixels at the start. */
  width: number;
  min: number;
  /** Where there is not room for all, the one with the highest number goes first. 0 never goes. */
  rank: number;
  align?: 'end';
}

const COLUMN_NAMES = {
  state: 'connections.columns.state',
  messages: 'messages',
  rate: 'connections.columns.rate',
  activity: 'connections.columns.activity',
  retry: 'connections.columns.retry',
  attempts: 'attempts',
  id: 'connections.columns.id',
  frame: 'connections.columns.frame',
} as const satisfies Record<Exclude<ColumnName, 'number' | 'url'>, TextKey>;

/** What stands above a column. */
export const columnName = (name: ColumnName): string => (name === 'number' ? '#' : name === 'url' ? 'URL' : t(COLUMN_NAMES[name]));

/** Left to right. `url` takes what the others leave. */
export const columns: readonly Column[] = [
  { name: 'state', width: 112, min: 26, rank: 0 },
  { name: 'number', width: 40, min: 28, rank: 1 },
  { name: 'url', width: 0, min: 110, rank: 0 },
  { name: 'messages', width: 88, min: 40, rank: 2, align: 'end' },
  { name: 'rate', width: 64, min: 40, rank: 3 },
  { name: 'activity', width: 80, min: 40, rank: 4 },
  { name: 'retry', width: 126, min: 40, rank: 5 },
  { name: 'attempts', width: 68, min: 36, rank: 6, align: 'end' },
  { name: 'id', width: 96, min: 40, rank: 7 },
  { name: 'frame', width: 110, min: 40, rank: 8 },
];

/** A state without its word: the shape alone. For tables that are too narrow for anything else. */
const GLYPH_ONLY = 26;
/** A URL has this much before any column of rank 1 or more is drawn: it is what tells streams apart. */
const URL_COMFORT = 150;
/** Below this the shape stands alone. */
const ROOM_FOR_WORDS = 320;

export interface FittedColumn extends Column {
  /** Pixels now. */
  width: number;
}

export const sizeName = (column: ColumnName): string => `connections.${column}`;

/** The columns to draw in `space` pixels, left to right, each with its width; together they fill it. `hidden` has names as of `sizeName`. */
export function fitColumns(space: number, sizes: Sizes, hidden: readonly string[] = []): FittedColumn[] {
  const shown = columns.filter(({ name, rank }) => rank === 0 || !hidden.includes(sizeName(name)));
  const wanted = shown.map((column) => ({ ...column, width: widthOf(column, space, sizes) }));
  const byRank = wanted.filter((column) => column.rank > 0).toSorted((a, b) => b.rank - a.rank);
  const dropped = new Set<ColumnName>();
  const taken = (): number => wanted.reduce((sum, column) => sum + (dropped.has(column.name) ? 0 : column.name === 'url' ? URL_COMFORT : column.width), 0);
  for (const column of byRank) {
    if (taken() <= space) break;
    dropped.add(column.name);
  }
  const kept = wanted.filter((column) => !dropped.has(column.name));
  const others = kept.reduce((sum, column) => sum + column.width, 0);
  return kept.map((column) => (column.name === 'url' ? { ...column, width: Math.max(column.min, space - others) } : column));
}

/** What the header needs of them. */
export const headerColumns = (fitted: readonly FittedColumn[]): HeaderColumn[] =>
  fitted.map((column) => ({ ...column, id: column.name, label: columnName(column.name), hint: t(`connections.columnHints.${column.name}`) }));

/** `sizes` where the column of that name is as wide as the user wants it; null: as at first. */
export function resized(sizes: Sizes, name: string, width: number | null): Sizes {
  const column = columns.find((one) => one.name === name);
  if (column === undefined) return sizes;
  const { [sizeName(column.name)]: _, ...others } = sizes;
  return width === null ? others : { ...others, [sizeName(column.name)]: clampWidth({ ...column, id: name }, width) };
}

function widthOf(column: Column, space: number, sizes: Sizes): number {
  if (column.name === 'url') return 0;
  if (column.name === 'state' && space < ROOM_FOR_WORDS) return GLYPH_ONLY;
  return Math.max(column.min, sizes[sizeName(column.name)] ?? column.width);
}
