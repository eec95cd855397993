/** The columns of the message list, and which of them have room. */
import type { MessageRow } from '../../../wire/protocol/questions.ts';
import { formatBytes } from '../../parts/format-bytes.ts';
import { formatClock, formatDateTime } from '../../parts/format-time.ts';
import { Icon } from '../../parts/icon.tsx';
import type { GridColumn } from '../../parts/virtual-list/grid-row.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { texts } from './texts.ts';

/** Code units of a type or id that are drawn in a cell: ids of 100 KB occur. */
const CELL_LENGTH = 200;

const cut = (text: string): string => (text.length > CELL_LENGTH ? `${text.slice(0, CELL_LENGTH)}…` : text);

interface MessageColumn extends GridColumn<MessageRow> {
  /** Left out when the list is narrower than this many pixels; what it shows is in the detail too. */
  from: number;
}

const COLUMNS: readonly MessageColumn[] = [
  {
    id: 'time',
    label: texts.columns.time,
    width: 100,
    min: 40,
    from: 0,
    cell: (row) => <span title={formatDateTime(row.at)}>{formatClock(row.at)}</span>,
  },
  { id: 'connection', label: texts.columns.connection, width: 38, min: 28, from: 340, cell: (row) => texts.connectionOf(row.connection) },
  {
    id: 'type',
    label: texts.columns.type,
    width: 110,
    min: 40,
    from: 260,
    cell: (row) => (
      <>
        {!row.heard && <Icon name="unheard" label={texts.unheard} />}
        <VisibleText text={cut(row.type)} />
      </>
    ),
  },
  { id: 'id', label: texts.columns.id, width: 90, min: 30, from: 560, cell: (row) => <VisibleText text={cut(row.lastEventId)} /> },
  { id: 'size', label: texts.columns.size, width: 60, min: 40, align: 'end', from: 460, cell: (row) => formatBytes(row.size) },
  {
    id: 'data',
    label: texts.columns.data,
    width: 200,
    min: 60,
    from: 0,
    cell: (row) => (
      <>
        <VisibleText text={row.preview} />
        {row.previewCut && '…'}
      </>
    ),
  },
];

/** The columns for a list of `width` pixels; the connection only where several are shown. */
export function messageColumns(width: number, manyConnections: boolean): GridColumn<MessageRow>[] {
  return COLUMNS.filter((column) => width >= column.from && (column.id !== 'connection' || manyConnections));
}
