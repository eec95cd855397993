/** What stands in each column of a line of raw text. */
import type { ComponentChildren } from 'preact';
import type { RawLine, RawOddity } from '../../../wire/protocol/questions.ts';
import { t } from '../../../words/t.ts';
import { formatClock } from '../../parts/format-time.ts';
import { Icon } from '../../parts/icon.tsx';
import type { GridColumn } from '../../parts/grid/grid-row.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';

/** What does not change what the page gets is no warning. */
const MILD: ReadonlySet<RawOddity['code']> = new Set(['bom', 'mixed-line-ends']);

/** Narrower than this there is no room for times. */
const ROOM_FOR_TIMES = 360;

export interface RawColumnFacts {
  width: number;
  lineEnds: boolean;
  /** Times of the pieces are known. */
  times: boolean;
  /** Draws what is pinned to a line. */
  mark: (row: RawLine, beside: string) => ComponentChildren;
}

export function rawColumns({ width, lineEnds, times, mark }: RawColumnFacts): GridColumn<RawLine>[] {
  return [
    {
      id: 'oddity',
      label: t('raw.columns.oddity'),
      width: 24,
      min: 24,
      cell: (row) => (row.finding === undefined ? <Oddities oddities={row.oddities} /> : mark(row, row.oddities.map(oddityWords).join('\n'))),
    },
    { id: 'line', label: t('line'), width: 56, min: 30, align: 'end', cell: ({ line }) => String(line) },
    ...(times && width >= ROOM_FOR_TIMES
      ? [
          {
            id: 'at',
            label: t('raw.columns.at'),
            width: 104,
            min: 40,
            cell: (row: RawLine, before: RawLine | undefined) =>
              row.at !== undefined && row.at !== before?.at ? <span title={t('raw.chunk', { clock: formatClock(row.at) })}>{formatClock(row.at)}</span> : null,
          },
        ]
      : []),
    { id: 'text', label: t('text'), width: 300, min: 60, cell: (row) => <LineText row={row} lineEnds={lineEnds} /> },
  ];
}

/** An oddity in one sentence, or two. */
export function oddityWords({ code, reason }: RawOddity): string {
  const words = t(`raw.oddities.${code}`);
  return reason === undefined ? words : `${words} ${t(`raw.ignored.${reason}`)}`;
}

/** A thin line stands where another piece begins. */
export function lineClass(row: RawLine, before: RawLine | undefined): string {
  const isNewPiece = row.at !== undefined && before?.at !== undefined && row.at !== before.at;
  return `is-${row.kind}${isNewPiece ? ' is-new-piece' : ''}${row.index === undefined ? '' : ' has-row'}`;
}

function Oddities({ oddities }: { oddities: readonly RawOddity[] }) {
  if (oddities.length === 0) return null;
  const words = oddities.map(oddityWords).join('\n');
  const isMild = oddities.every(({ code }) => MILD.has(code));
  return (
    <span class={`raw-oddity${isMild ? '' : ' is-warning'}`} title={words}>
      <Icon name={isMild ? 'info' : 'warning'} label={words} />
    </span>
  );
}

/** Field, colon and value, each told apart; a comment, and a record, as a whole. */
function LineText({ row, lineEnds }: { row: RawLine; lineEnds: boolean }) {
  return (
    <>
      <Fields row={row} />
      {row.cut && <span title={t('raw.cut')}>…</span>}
      {lineEnds && row.end !== 'none' && <span class="raw-end">{row.end.toUpperCase()}</span>}
    </>
  );
}

function Fields({ row: { text, kind, value } }: { row: RawLine }) {
  const isWhole = kind === 'comment' || kind === 'unfinished' || kind === 'record';
  const colon = isWhole ? -1 : text.indexOf(':');
  if (colon < 0) {
    const name = isWhole ? 'raw-value' : 'raw-name';
    return (
      <span class={name}>
        <VisibleText text={text} />
      </span>
    );
  }
  return (
    <>
      <span class="raw-name">
        <VisibleText text={text.slice(0, colon)} />
      </span>
      <span class="raw-colon">{text.slice(colon, value)}</span>
      <span class="raw-value">
        <VisibleText text={text.slice(value)} />
      </span>
    </>
  );
}
