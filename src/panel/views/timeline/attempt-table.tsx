/** Every attempt of every connection as a grid: only the rows on the screen are asked for and drawn. */
import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { AttemptRow, ConnectionRow } from '../../../wire/protocol/questions.ts';
import { t } from '../../../words/t.ts';
import { gridRow, ROW_HEIGHT, RowList, useDrawnRange, useRowHeights } from '../../parts/grid/row-list.tsx';
import type { ScrollerHandle } from '../../parts/virtual-list/virtual-scroller.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import { attemptColumns } from './attempt-columns.ts';
import { endMark } from '../facts/attempt-facts.ts';
import { attemptRows } from './attempt-rows.ts';
import { attemptKey, createAttemptStore } from './attempt-store.ts';
import { shortUrl } from '../facts/short-url.ts';
import { usualOrigin } from './usual-origin.ts';

export interface AttemptTableProps {
  state: PanelState;
  /** The keyboard was in the plot, and goes on here. */
  takeFocus: boolean;
  /** T was pressed. */
  onPlot: () => void;
}

export function AttemptTable({ state, takeFocus, onPlot }: AttemptTableProps) {
  const scroller = useRef<ScrollerHandle>(null);
  const active = useSignal(0);
  const { drawn, onDraw } = useDrawnRange();
  const abort = useMemo(() => new AbortController(), []);
  const store = useMemo(() => createAttemptStore(state.host.ask, abort.signal), [state]);
  useEffect(() => () => abort.abort(), []);
  const rows = useComputed(() => attemptRows(state.connections.value));
  const usual = useComputed(() => usualOrigin(state.connections.value));
  const all = rows.value;

  useSignalEffect(() => {
    if (state.host.visible.value) store.want(rows.value.stretches(drawn.value.from, drawn.value.to));
  });

  const moveTo = (row: number): void => {
    active.value = row;
    scroller.current?.reveal(row);
  };
  useLayoutEffect(() => {
    if (takeFocus) scroller.current?.element?.focus();
    const selected = state.selectedConnection.peek();
    const row = state.connections.peek().find((each) => each.id === selected);
    if (row) moveTo(Math.max(0, rows.value.indexOf(row.id, state.selectedAttempt.peek() ?? row.attempts)));
  }, []);
  const choose = (row: number): void => {
    const at = rows.value.at(row);
    if (!at) return;
    active.value = row;
    state.selectedConnection.value = at.row.id;
    state.selectedAttempt.value = at.n;
  };

  const now = state.now.value;
  const attempts = store.attempts.value;
  const renderRow = (index: number, id: string): VNode => {
    const at = all.at(index)!;
    const selected = at.row.id === state.selectedConnection.value && at.n === (state.selectedAttempt.value ?? at.row.attempts);
    return (
      <div
        key={index}
        {...gridRow(id, index)}
        aria-selected={selected}
        class={`timeline-table-row${selected ? ' is-selected' : ''}${index === active.value ? ' is-active' : ''}`}
      >
        <Cells row={at.row} n={at.n} attempt={attempts.get(attemptKey(at.row.id, at.n))} now={now} withHost={at.row.origin !== usual.value} />
      </div>
    );
  };
  return (
    <RowList
      role="grid"
      class="timeline-table"
      label={t('attempts')}
      attributes={{ 'aria-colcount': attemptColumns.length }}
      handle={scroller}
      heights={useRowHeights(all.total)}
      active={Math.min(active.value, all.total - 1)}
      idOf={(index) => index}
      renderRow={renderRow}
      onDraw={onDraw}
      onGo={moveTo}
      onChoose={choose}
      onKey={(wish, { key }) => {
        if (wish === 'open' || key === ' ') choose(active.value);
        else if (wish === 'row' && key.toLowerCase() === 't') onPlot();
        else return false;
        return true;
      }}
      headerHeight={ROW_HEIGHT}
      header={
        <div class="timeline-table-row is-head" role="row" aria-rowindex={1}>
          {attemptColumns.map(({ id: column, title, figure }) => (
            <span key={column} role="columnheader" class={figure ? 'is-figure' : undefined}>
              {title}
            </span>
          ))}
        </div>
      }
    />
  );
}

interface CellsProps {
  row: ConnectionRow;
  n: number;
  /** Undefined: not answered yet. Null: not held any more. */
  attempt: AttemptRow | null | undefined;
  now: number;
  withHost: boolean;
}

function Cells({ row, n, attempt, now, withHost }: CellsProps) {
  const { host, path } = shortUrl(row.url, withHost);
  const connection = host + path;
  const failed = attempt && endMark(attempt) === 'error';
  return (
    <>
      {attemptColumns.map((column) => {
        let text = '';
        if (attempt) text = column.text({ ...attempt, connection, messages: attempt.messageCount }, now);
        else if (column.id === 'connection') text = connection;
        else if (column.id === 'attempt') text = String(n);
        else if (column.id === 'outcome' && attempt === null) text = t('noLongerHeld');
        return (
          <span key={column.id} role="gridcell" class={column.figure ? 'is-figure' : column.blames && failed ? 'is-error' : undefined} title={text}>
            {text}
          </span>
        );
      })}
    </>
  );
}
