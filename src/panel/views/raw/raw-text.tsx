/** The lines of one attempt's text, and above them what is known of it as a whole. */
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { Attempt } from '../../../core/model/connection.ts';
import type { ConnectionId } from '../../../core/units.ts';
import type { RawLine } from '../../../wire/protocol/questions.ts';
import { t } from '../../../words/t.ts';
import { Icon } from '../../parts/icon.tsx';
import { Menu } from '../../parts/menu.tsx';
import { useBox } from '../../parts/use-box.ts';
import { DataGrid } from '../../parts/grid/data-grid.tsx';
import { keptWidths } from '../../state/kept-widths.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { useCopying } from '../export/use-copying.tsx';
import { FindingMarkIcon } from '../findings/finding-mark.tsx';
import { useAnswer } from '../request/use-answer.ts';
import { lineClass, oddityWords, rawColumns } from './raw-columns.tsx';
import type { RawSums } from './raw-head.tsx';
import { RawHead } from './raw-head.tsx';
import { copyOf } from './raw-pieces.ts';
import { showMessage } from './show-raw.ts';

const SIZE_PREFIX = 'raw.column.';

export function RawText({ state, connection, attempt }: { state: PanelState; connection: ConnectionId; attempt: Attempt }) {
  const { host } = state;
  const of = { connection, attempt: attempt.n };
  const { ref, width } = useBox();
  const sums = useSignal<RawSums | null>(null);
  const failure = useSignal<string | null>(null);
  const span = useSignal<{ anchor: number; active: number } | null>(null);
  const menu = useSignal<{ line: number; at: { x: number; y: number } } | null>(null);
  const times = useSignal(false);
  const { copy, said } = useCopying(host);
  const { lineEnds } = state.settings.value;
  const step = Math.floor(width.value / 20) * 20;
  const mark = (row: RawLine, beside: string) =>
    row.finding && <FindingMarkIcon state={state} connection={connection} attempt={attempt.n} mark={row.finding} beside={beside || undefined} />;
  const columns = useMemo(() => rawColumns({ width: step, lineEnds, times: times.value, mark }), [step, lineEnds, times.value, connection, attempt.n]);
  const widths = useMemo(() => keptWidths(state, SIZE_PREFIX), []);

  useSeeking(state, attempt, () => sums.peek()?.read === true && attempt.raw?.complete === true, failure);

  const load = async (from: number, to: number) => {
    const answer = await host.ask('raw', { ...of, from, to });
    failure.value = null;
    if (answer === null) return { total: 0, from: 0, rows: [] };
    const { rows, from: first, ...rest } = answer;
    sums.value = rest;
    if (!times.peek() && rows.some(({ at }) => at !== undefined)) times.value = true;
    return { total: answer.lines, from: first, rows, complete: answer.read };
  };
  const open = async (line: number): Promise<void> => {
    const answer = await host.ask('raw', { ...of, from: line - 1, to: line });
    const index = answer?.rows[0]?.index;
    if (index === undefined) failure.value = t('raw.noMessage');
    else showMessage(state, index);
  };
  const lines = (line: number): { from: number; to: number } => {
    const { anchor, active } = span.peek() ?? { anchor: line, active: line };
    return { from: Math.min(anchor, active) - 1, to: Math.max(anchor, active) };
  };

  return (
    <div class="raw-text" ref={ref}>
      <RawHead
        state={state}
        connection={connection}
        attempt={attempt}
        sums={sums.value}
        copy={copy}
        onFailure={(reason) => (failure.value = wordsOf(reason))}
      />
      {failure.value !== null && (
        <div class="messages-notice is-error" role="alert">
          <Icon name="error" />
          <span>{failure.value}</span>
        </div>
      )}
      <DataGrid<RawLine>
        label={t('raw.label', { attempt: String(attempt.n) })}
        columns={columns}
        listId={`${connection} ${attempt.n}`}
        version={state.version.value}
        load={load}
        locate={(line) => Promise.resolve(line - 1)}
        rowKey={({ line }) => line}
        rowClass={lineClass}
        selected={state.selectedLine.value}
        onSelect={(line) => (state.selectedLine.value = line)}
        onOpen={(line) => void open(line).catch((reason: unknown) => (failure.value = wordsOf(reason)))}
        onRowMenu={(line, at) => (menu.value = { line, at })}
        onCopy={(line) => copy(copyOf(host.ask, { ...of, ...lines(line) }))}
        onSpan={(ends) => (span.value = ends)}
        follow={attempt.endedAt === undefined && !state.paused.value}
        newRows={(count) => (attempt.endedAt === undefined ? t('raw.newLines', { count }) : '')}
        {...widths}
        edgeLabel={(column: string) => t('raw.columnEdge', { column })}
        onError={(reason) => (failure.value = wordsOf(reason))}
      />
      <LineFoot state={state} of={of} />
      {menu.value && (
        <Menu
          label={t('line')}
          groups={[
            {
              label: t('lineNumber', { line: menu.value.line }),
              items: [
                {
                  kind: 'action',
                  label: t('raw.showMessage'),
                  onChoose: () => void open(menu.peek()?.line ?? state.selectedLine.peek() ?? 1).catch(() => undefined),
                },
                { kind: 'action', label: t('raw.copyLines'), onChoose: () => copy(copyOf(host.ask, { ...of, ...lines(state.selectedLine.peek() ?? 1) })) },
              ],
            },
          ]}
          at={menu.value.at}
          onClose={() => (menu.value = null)}
        />
      )}
      {said}
    </div>
  );
}

/** What is to say of the chosen line, for those who do not point at it. */
function LineFoot({ state, of }: { state: PanelState; of: { connection: ConnectionId; attempt: number } }) {
  const line = state.selectedLine.value;
  const answer = useAnswer(state, `line ${line}`, async () =>
    line === null ? null : state.host.ask('raw', { ...of, from: line - 1, to: line }).then((found) => found?.rows[0] ?? null),
  );
  const row = answer.kind === 'answer' ? answer.value : null;
  const words = row === null ? [] : [...row.oddities.map(oddityWords), ...(row.cut ? [t('raw.cut')] : [])];
  return (
    <div class="raw-foot" role="status">
      {row !== null && words.length > 0 && `${t('lineNumber', { line: row.line })}: ${words.join(' ')}`}
    </div>
  );
}

/** A row of the log is sought: asks where it stands with each version, until it is found or cannot be any more. */
function useSeeking(state: PanelState, attempt: Attempt, isRead: () => boolean, failure: { value: string | null }): void {
  const index = state.sought.value;
  const version = state.version.value;
  const length = attempt.raw?.length;
  useEffect(() => {
    if (index === null) return undefined;
    const end = new AbortController();
    state.host.ask('rawPlace', { index }).then(
      (place) => {
        if (end.signal.aborted) return;
        if (place !== null && place.attempt === attempt.n) {
          state.selectedLine.value = place.line;
          state.sought.value = null;
        } else if (isRead()) {
          failure.value = t('raw.notFound');
          state.sought.value = null;
        }
      },
      () => undefined,
    );
    return () => end.abort();
  }, [index, version, length]);
}

function wordsOf(reason: unknown): string {
  return t('raw.failed', { reason: reason instanceof Error ? reason.message : String(reason) });
}
