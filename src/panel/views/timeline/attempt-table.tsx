/** Every attempt of every connection as a grid: only the rows on the screen are asked for and drawn. */
import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useId, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { AttemptRow, ConnectionRow } from '../../../wire/protocol/questions.ts';
import { t } from '../../../words/t.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { attemptColumns } from './attempt-columns.ts';
import { endMark } from '../facts/attempt-facts.ts';
import { attemptRows } from './attempt-rows.ts';
import { attemptKey, createAttemptStore } from './attempt-store.ts';
import { contentHeight, rowWindow, scrollToRow } from './row-window.ts';
import { shortUrl } from '../facts/short-url.ts';
import { usualOrigin } from './usual-origin.ts';

/** CSS pixels, as in timeline.css. */
const ROW_HEIGHT = 21;

export interface AttemptTableProps {
  state: PanelState;
  /** The keyboard was in the plot, and goes on here. */
  takeFocus: boolean;
  /** T was pressed. */
  onPlot: () => void;
}

export function AttemptTable({ state, takeFocus, onPlot }: AttemptTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const scrollTop = useSignal(0);
  const height = useSignal(0);
  const active = useSignal(0);
  const abort = useMemo(() => new AbortController(), []);
  const store = useMemo(() => createAttemptStore(state.host.ask, abort.signal), [state]);
  useEffect(() => () => abort.abort(), []);
  const rows = useComputed(() => attemptRows(state.connections.value));
  const shown = useComputed(() => rowWindow(rows.value.total, ROW_HEIGHT, Math.max(0, height.value - ROW_HEIGHT), scrollTop.value));
  const usual = useComputed(() => usualOrigin(state.connections.value));

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => (height.value = element.clientHeight));
    observer.observe(element);
    height.value = element.clientHeight;
    if (takeFocus) element.focus();
    return () => observer.disconnect();
  }, []);
  useSignalEffect(() => {
    if (state.host.visible.value) store.want(rows.value.stretches(shown.value.first, shown.value.end));
  });

  const moveTo = (row: number): void => {
    active.value = Math.min(Math.max(row, 0), rows.value.total - 1);
    const element = scroller.current;
    if (!element) return;
    element.scrollTop = scrollToRow(active.value, rows.value.total, ROW_HEIGHT, height.value - ROW_HEIGHT, element.scrollTop);
    scrollTop.value = element.scrollTop;
  };
  useLayoutEffect(() => {
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

  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor(height.value / ROW_HEIGHT) - 2);
    const moves: Record<string, number> = {
      ArrowUp: active.value - 1,
      ArrowDown: active.value + 1,
      PageUp: active.value - page,
      PageDown: active.value + page,
      Home: 0,
      End: rows.value.total - 1,
    };
    const next = moves[event.key];
    if (next !== undefined) moveTo(next);
    else if (event.key === 'Enter' || event.key === ' ') choose(active.value);
    else if (event.key.toLowerCase() === 't' && !event.ctrlKey && !event.metaKey && !event.altKey) onPlot();
    else return;
    event.preventDefault();
  };

  const { first, end, top } = shown.value;
  const now = state.now.value;
  const attempts = store.attempts.value;
  // The active row is always in the document, since a screen reader is told of it by its id.
  const indexes = Array.from({ length: end - first }, (_, i) => first + i);
  if (rows.value.total > 0 && (active.value < first || active.value >= end)) indexes.push(Math.min(active.value, rows.value.total - 1));
  return (
    <div
      class="timeline-table"
      role="grid"
      tabIndex={0}
      aria-label={t('attempts')}
      aria-rowcount={rows.value.total + 1}
      aria-colcount={attemptColumns.length}
      aria-activedescendant={rows.value.total > 0 ? `${id}-${active.value}` : undefined}
      ref={scroller}
      onScroll={(event) => (scrollTop.value = event.currentTarget.scrollTop)}
      onKeyDown={onKeyDown}
    >
      <div class="timeline-table-row is-head" role="row" aria-rowindex={1}>
        {attemptColumns.map(({ id: column, title, figure }) => (
          <span key={column} role="columnheader" class={figure ? 'is-figure' : undefined}>
            {title}
          </span>
        ))}
      </div>
      <div class="timeline-table-body" role="rowgroup" style={{ height: `${contentHeight(rows.value.total, ROW_HEIGHT)}px` }}>
        {indexes.map((index) => {
          const at = rows.value.at(index);
          if (!at) return null;
          const attempt = attempts.get(attemptKey(at.row.id, at.n));
          const selected = at.row.id === state.selectedConnection.value && at.n === (state.selectedAttempt.value ?? at.row.attempts);
          const outside = index < first || index >= end;
          const place = outside ? 'translateY(-100%)' : `translateY(${scrollTop.value + top + (index - first) * ROW_HEIGHT}px)`;
          return (
            <div
              key={index}
              id={`${id}-${index}`}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={selected}
              class={`timeline-table-row${selected ? ' is-selected' : ''}${index === active.value ? ' is-active' : ''}`}
              style={{ transform: place }}
              onClick={() => choose(index)}
            >
              <Cells row={at.row} n={at.n} attempt={attempt} now={now} withHost={at.row.origin !== usual.value} />
            </div>
          );
        })}
      </div>
    </div>
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
  const failed = attempt && endMark(attempt.outcome) === 'error';
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
