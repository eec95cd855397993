/** The columns of the message list, and which of them have room. */
import type { ComponentChildren } from 'preact';
import type { QueryMarks } from '../../../core/query/marks.ts';
import type { ConnectionId, EpochMs, MessageIndex } from '../../../core/units.ts';
import type { MessageRow, PageMark } from '../../../wire/protocol/questions.ts';
import { t } from '../../../words/t.ts';
import { formatBytes } from '../../parts/format-bytes.ts';
import { formatClock, formatDateTime, formatOffset } from '../../parts/format-time.ts';
import { Icon } from '../../parts/icon.tsx';
import type { GridColumn } from '../../parts/grid/grid-row.tsx';
import { MarksIn } from '../../parts/marked-text.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import type { Settings } from '../../../settings/settings.ts';
import { newPages } from './page-mark.ts';
import { tellsListeners, unheardReason, type Listeners } from './unheard-reason.ts';

/** Code units of a type or id that are drawn in a cell: ids of 100 KB occur. */
const CELL_LENGTH = 200;

const cut = (text: string): string => (text.length > CELL_LENGTH ? `${text.slice(0, CELL_LENGTH)}…` : text);

/** What cells are drawn from beside their row. */
export interface CellFacts {
  times: Settings['times'];
  timeZero: EpochMs | null;
  bookmarks: ReadonlySet<MessageIndex>;
  onBookmark: (index: MessageIndex) => void;
  pages: readonly PageMark[];
  listeners: ReadonlyMap<ConnectionId, Listeners>;
  /** What was searched for; null: nothing that can be marked. */
  marks: QueryMarks | null;
  /** Draws what is pinned to a message. */
  pinned: (row: MessageRow) => ComponentChildren;
}

export type MessageColumnName = 'mark' | 'time' | 'connection' | 'type' | 'id' | 'size' | 'meaning' | 'data';

interface MessageColumn extends Omit<GridColumn<MessageRow>, 'cell' | 'label'> {
  id: MessageColumnName;
  /** Left out when the list is narrower than this many pixels; what it shows is in the detail too. */
  from: number;
  cell: (row: MessageRow, before: MessageRow | undefined, facts: CellFacts) => ReturnType<GridColumn<MessageRow>['cell']>;
}

const COLUMNS: readonly MessageColumn[] = [
  {
    id: 'mark',
    width: 24,
    min: 24,
    from: 300,
    cell: (row, _, { bookmarks, onBookmark }) => <Star row={row} isSet={bookmarks.has(row.index)} onBookmark={onBookmark} />,
  },
  {
    id: 'time',
    width: 100,
    min: 40,
    from: 0,
    cell: (row, before, facts) => <span title={formatDateTime(row.at)}>{timeText(row, before, facts)}</span>,
  },
  { id: 'connection', width: 38, min: 28, from: 340, cell: (row) => `#${row.connection}` },
  {
    id: 'type',
    width: 110,
    min: 40,
    from: 260,
    cell: (row, _, { listeners, marks }) => <Type row={row} of={listeners.get(row.connection)} marks={marks} />,
  },
  { id: 'id', width: 90, min: 30, from: 560, cell: (row, _, { marks }) => <Marked text={cut(row.lastEventId)} of="id" marks={marks} /> },
  { id: 'size', width: 60, min: 40, align: 'end', from: 460, cell: (row) => formatBytes(row.size) },
  { id: 'meaning', width: 180, min: 60, from: 320, cell: (row) => <VisibleText text={row.meaning ?? ''} /> },
  {
    id: 'data',
    width: 200,
    min: 60,
    from: 0,
    cell: (row, before, { pages, marks, pinned }) => (
      <>
        {newPages(row, before, pages).map((page) => (
          <span key={`${page.at} ${page.url}`} class="page-mark" title={`→ ${page.url}\n${formatDateTime(page.at)}`}>
            <VisibleText text={`→ ${cut(page.url)}`} />
          </span>
        ))}
        {pinned(row)}
        <Marked text={row.preview} of="data" marks={marks} />
        {row.previewCut && '…'}
      </>
    ),
  },
];

/** Those that can be hidden: all but the data, without which a list is none. */
export const hideableColumns: readonly MessageColumnName[] = COLUMNS.map(({ id }) => id).filter((id) => id !== 'data');

export const columnKey = (id: MessageColumnName): string => `messages.${id}`;

/** In full: what stands above a narrow column may be a sign. */
export const columnName = (id: MessageColumnName): string => t(id === 'mark' ? 'messages.columnNames.mark' : id);

/** The columns for a list of `width` pixels; the connection only where several are shown, the meaning only where the protocol of one is known. */
export function messageColumns(
  width: number,
  { manyConnections, hasMeaning }: { manyConnections: boolean; hasMeaning: boolean },
  hidden: readonly string[],
  facts: CellFacts,
): GridColumn<MessageRow>[] {
  return COLUMNS.filter(
    ({ id, from }) => width >= from && !hidden.includes(columnKey(id)) && (id !== 'connection' || manyConnections) && (id !== 'meaning' || hasMeaning),
  ).map((column) => ({
    ...column,
    label: column.id === 'mark' ? '★' : column.id === 'connection' ? '#' : columnName(column.id),
    cell: (row: MessageRow, before: MessageRow | undefined) => column.cell(row, before, facts),
  }));
}

/** As the user wants it; time of day where there is nothing to count from. */
function timeText(row: MessageRow, before: MessageRow | undefined, { times, timeZero }: CellFacts): string {
  if (times === 'relative' && timeZero !== null) return formatOffset(row.at - timeZero);
  if (times === 'delta') return before === undefined ? '–' : formatOffset(row.at - before.at);
  return formatClock(row.at);
}

/** The type of a message, and why the page does not get it; or what else the row is. */
function Type({ row, of, marks }: { row: MessageRow; of: Listeners | undefined; marks: QueryMarks | null }) {
  if (row.kind !== 'message') {
    return (
      <span class="row-kind" title={t(`messages.kindHints.${row.kind}`)}>
        <Icon name={row.kind} />
        {row.kind === 'comment' ? t('messages.comment') : row.kind}
      </span>
    );
  }
  if (row.heard || (of !== undefined && !tellsListeners(of))) return <Marked text={cut(row.type)} of="type" marks={marks} />;
  const why = of === undefined ? t('messages.unheard') : unheardReason(row.type, of.heardTypes);
  return (
    <span title={why}>
      <Icon name="unheard" label={why} />
      <Marked text={cut(row.type)} of="type" marks={marks} />
    </span>
  );
}

function Marked({ text, of, marks }: { text: string; of: 'type' | 'id' | 'data'; marks: QueryMarks | null }) {
  return <MarksIn text={text} find={marks && ((one) => marks.in(of, one))} />;
}

/** For the pointer; the key for it is `b`. */
function Star({ row, isSet, onBookmark }: { row: MessageRow; isSet: boolean; onBookmark: (index: MessageIndex) => void }) {
  return (
    <span
      class={`message-star${isSet ? ' is-set' : ''}`}
      title={isSet ? t('messages.unbookmark') : t('messages.bookmark')}
      onMouseDown={(event) => {
        if (event.button !== 0) return;
        // The message itself is not chosen by it.
        event.stopPropagation();
        event.preventDefault();
        onBookmark(row.index);
      }}
    >
      <Icon name={isSet ? 'star-set' : 'star'} label={isSet ? t('bookmarked') : undefined} />
    </span>
  );
}
