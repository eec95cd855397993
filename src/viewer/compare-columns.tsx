/** The columns of a comparison. */
import type { GridColumn } from '../panel/parts/virtual-list/grid-row.tsx';
import { VisibleText } from '../panel/parts/visible-text.tsx';
import type { ShownRow } from './compare-messages.ts';
import { compareTexts as texts } from './compare-texts.ts';

const of = ({ left, right }: ShownRow) => (left ?? right)!;

export const compareColumns: readonly GridColumn<ShownRow>[] = [
  {
    id: 'kind',
    label: texts.columns.kind,
    width: 152,
    min: 60,
    cell: ({ kind, differs }) => (differs ? texts.differs : texts.kindNames[kind]),
  },
  { id: 'left', label: texts.columns.left, width: 100, min: 40, cell: ({ left }) => left && texts.clock(left.at) },
  { id: 'right', label: texts.columns.right, width: 100, min: 40, cell: ({ right }) => right && texts.clock(right.at) },
  { id: 'drift', label: texts.columns.drift, width: 84, min: 40, align: 'end', cell: ({ drift }) => drift !== undefined && texts.drift(drift) },
  { id: 'type', label: texts.columns.type, width: 110, min: 40, cell: (row) => <VisibleText text={of(row).type} /> },
  { id: 'id', label: texts.columns.id, width: 90, min: 40, cell: (row) => <VisibleText text={of(row).id} /> },
  {
    id: 'data',
    label: texts.columns.data,
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
