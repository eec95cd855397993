/** The columns of a comparison. */
import type { GridColumn } from '../panel/parts/grid/grid-row.tsx';
import { VisibleText } from '../panel/parts/visible-text.tsx';
import { t } from '../words/t.ts';
import type { ShownRow } from './compare-messages.ts';
import { sayUnit } from '../words/times.ts';
import { formatOffset, formatClock } from '../panel/parts/format-time.ts';

const of = ({ left, right }: ShownRow) => (left ?? right)!;

export const compareColumns: readonly GridColumn<ShownRow>[] = [
  {
    id: 'kind',
    label: t('compare.columns.kind'),
    width: 152,
    min: 60,
    cell: ({ kind, differs }) => (differs ? t('compare.differs') : t(`compare.kindNames.${kind}`)),
  },
  { id: 'left', label: t('compare.columns.left'), width: 100, min: 40, cell: ({ left }) => left && formatClock(left.at) },
  { id: 'right', label: t('compare.columns.right'), width: 100, min: 40, cell: ({ right }) => right && formatClock(right.at) },
  {
    id: 'drift',
    label: t('compare.columns.drift'),
    width: 84,
    min: 40,
    align: 'end',
    cell: ({ drift }) => drift !== undefined && (Math.abs(drift) < 1000 ? sayUnit(drift, 'ms', 1) : formatOffset(drift)),
  },
  { id: 'type', label: t('type'), width: 110, min: 40, cell: (row) => <VisibleText text={of(row).type} /> },
  { id: 'id', label: t('id'), width: 90, min: 40, cell: (row) => <VisibleText text={of(row).id} /> },
  {
    id: 'data',
    label: t('data'),
    width: 300,
    min: 80,
    cell: (row) => (
      <>
        <VisibleText text={of(row).data} />
        {row.differs && row.right !== undefined && (
          <span class="compare-other">
            <VisibleText text={row.right.data} />
          </span>
        )}
      </>
    ),
  },
];
