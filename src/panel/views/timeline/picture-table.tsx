/** What the picture shows, as a plain table that only screen readers find: made of the same answer, so it costs no question. */
import { useComputed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Milliseconds } from '../../../core/units.ts';
import { t } from '../../../words/t.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { attemptColumns, type AttemptFacts } from './attempt-columns.ts';
import { shortUrl } from '../facts/short-url.ts';
import type { TimelineModel } from './timeline-model.ts';

/** Rows at most: more than can be heard; all of them are in the table that T opens. */
const MOST_ROWS = 100;
/** A table that changed with every frame could not be read. */
const EVERY: Milliseconds = 1000;

export function PictureTable({ id, state, model }: { id: string; state: PanelState; model: TimelineModel }) {
  const shown = useSignal<readonly HeardRow[]>([]);
  const total = useComputed(() => state.connections.value.reduce((sum, row) => sum + row.attempts, 0));
  useEffect(() => {
    let known: unknown = null;
    const update = (): void => {
      const layouts = model.layouts.peek();
      if (!state.host.visible.peek() || layouts === known) return;
      known = layouts;
      shown.value = rowsOf(state, model);
    };
    const timer = setInterval(update, EVERY);
    return () => clearInterval(timer);
  }, [state, model]);
  const columns = attemptColumns.filter((column) => column.id !== 'error');
  return (
    <table class="timeline-heard" id={id}>
      <caption>{t('timeline.inView', { shown: shown.value.length, attempts: t('count.attempts', { count: total.value }) })}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.id} scope="col">
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.value.map(({ key, facts }) => (
          <tr key={key}>
            {columns.map((column) => (
              <td key={column.id}>{column.text(facts, state.now.peek())}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface HeardRow {
  key: string;
  facts: AttemptFacts;
}

function rowsOf(state: PanelState, model: TimelineModel): HeardRow[] {
  const rows: HeardRow[] = [];
  for (const row of state.connections.peek()) {
    for (const { attempt } of model.layouts.peek().get(row.id)?.bars ?? []) {
      if (rows.length >= MOST_ROWS) return rows;
      rows.push({ key: `${row.id}:${attempt.n}`, facts: { ...attempt, connection: shortUrl(row.url, false).path } });
    }
  }
  return rows;
}
