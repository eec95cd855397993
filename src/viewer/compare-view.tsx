/** Two sides of messages in one list: what both had, what only one had, what came twice, and how timing drifted. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { COMPARE_KINDS, type CompareSums } from '../core/compare/compare.ts';
import { EmptyState } from '../panel/parts/empty-state.tsx';
import { ToolbarButton } from '../panel/parts/toolbar-button.tsx';
import { DataGrid } from '../panel/parts/grid/data-grid.tsx';
import { t } from '../words/t.ts';
import { compareColumns } from './compare-columns.tsx';
import type { SideFacts } from './compare-messages.ts';
import type { CompareSession } from './compare-session.ts';
import { sayUnit } from '../words/times.ts';

export interface CompareViewProps {
  session: CompareSession;
  download: (name: string, content: Blob) => void;
  home: () => void;
}

export function CompareView({ session, download, home }: CompareViewProps) {
  const phase = session.phase.value;
  const result = session.result.value;
  useEffect(() => {
    const before = document.title;
    document.title = t('compare.title');
    return () => void (document.title = before);
  }, []);
  return (
    <main class="compare">
      <h1 class="visually-hidden">{t('compare.mark')}</h1>
      <Bar session={session} download={download} home={home} />
      <div role="alert">
        {phase.kind === 'failed' && <p class="viewer-line is-error">{t('compare.failed', { reason: phase.reason })}</p>}
        {damaged(session).map((words) => (
          <p key={words} class="viewer-line is-error">
            {words}
          </p>
        ))}
      </div>
      {(phase.kind === 'reading' || phase.kind === 'comparing') && (
        <Progress words={phase.kind === 'reading' ? t('readingFile', { name: phase.name }) : t('compare.comparing')} part={phase.part} cancel={home} />
      )}
      {result !== null && phase.kind === 'ready' && <Rows session={session} listId={`${result.version} ${[...session.kinds.value].join(' ')}`} />}
    </main>
  );
}

function damaged({ sides }: CompareSession): string[] {
  if (sides.value === null) return [];
  const { left, right } = sides.value;
  return [...new Set([left, right].flatMap(({ name, error }) => (error === null ? [] : [t('compare.damaged', { name, reason: error })])))];
}

function Bar({ session, download, home }: CompareViewProps) {
  const { sides, choice, result, writing } = session;
  const save = (as: 'ndjson' | 'markdown', name: string): void => void session.write(as).then((content) => download(name, content));
  const ready = session.phase.value.kind === 'ready' && !writing.value;
  return (
    <section class="viewer-bar" aria-label={t('compare.mark')}>
      <div class="viewer-bar-line is-tall">
        <span class="viewer-mark">{t('compare.mark')}</span>
        {sides.value !== null && (
          <div class="compare-sides">
            <Side label={t('compare.left')} facts={sides.value.left} chosen={choice.value.left} choose={(left) => session.choose({ left })} />
            <Side label={t('compare.right')} facts={sides.value.right} chosen={choice.value.right} choose={(right) => session.choose({ right })} />
          </div>
        )}
        <div class="compare-actions">
          <ToolbarButton label={t('compare.save', { format: 'NDJSON' })} icon="download" disabled={!ready} onClick={() => save('ndjson', 'comparison.ndjson')}>
            NDJSON
          </ToolbarButton>
          <ToolbarButton label={t('compare.save', { format: 'Markdown' })} icon="download" disabled={!ready} onClick={() => save('markdown', 'comparison.md')}>
            Markdown
          </ToolbarButton>
          <ToolbarButton label={t('recordings.back')} icon="columns" onClick={home} />
        </div>
      </div>
      {result.value !== null && <Sums session={session} />}
    </section>
  );
}

function Side({ label, facts, chosen, choose }: { label: string; facts: SideFacts; chosen: number | null; choose: (id: number | null) => void }) {
  return (
    <div class="compare-one">
      <span class="compare-side">{label}</span>
      <strong class="viewer-name" title={facts.name}>
        {facts.name}
      </strong>
      {facts.connections.length > 1 && (
        <select
          class="compare-select"
          aria-label={t('compare.connectionOf', { name: label })}
          value={String(chosen ?? '')}
          onChange={({ currentTarget: { value } }) => choose(value === '' ? null : Number(value))}
        >
          <option value="">{t('compare.allConnections')}</option>
          {facts.connections.map(({ id, url }) => (
            <option key={id} value={String(id)}>
              {t('compare.connection', { id: String(id), url: url.slice(0, 100) })}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

function Sums({ session }: { session: CompareSession }) {
  const { by, sums } = session.result.value!;
  return (
    <div class="compare-line">
      <label class="compare-by">
        {t('compare.by')}
        <select class="compare-select" value={by} onChange={({ currentTarget: { value } }) => session.choose({ by: value === 'id' ? 'id' : 'content' })}>
          <option value="id">{t('compare.joins.id')}</option>
          <option value="content">{t('compare.joins.content')}</option>
        </select>
      </label>
      <div class="compare-kinds" role="group" aria-label={t('compare.kinds')}>
        {COMPARE_KINDS.map((kind) => (
          <label key={kind} class={`compare-kind is-${kind}`}>
            <input type="checkbox" checked={session.kinds.value.has(kind)} onChange={() => session.toggle(kind)} />
            {t('compare.kindCount', { name: t(`compare.kindNames.${kind}`), count: sums.counts[kind] })}
          </label>
        ))}
      </div>
      <span class="compare-sums" role="status">
        {session.writing.value ? t('compare.writing') : sumsOf(sums)}
      </span>
    </div>
  );
}

function sumsOf({ left, right, differing, drift }: CompareSums): string {
  return [
    t('compare.sums', { left, right }),
    ...(differing > 0 ? [t('compare.differing', { count: differing })] : []),
    ...(drift === undefined
      ? []
      : [t('compare.driftSums', { median: sayUnit(drift.median, 'ms', 1), least: sayUnit(drift.least, 'ms', 1), most: sayUnit(drift.most, 'ms', 1) })]),
  ].join(' ');
}

/** @param part from 0 to 1. */
export function Progress({ words, part, cancel }: { words: string; part: number; cancel: () => void }) {
  return (
    <div class="viewer-reading">
      <p>{words}</p>
      <progress max={1} value={part} aria-label={words} />
      <button type="button" class="empty-state-action" onClick={cancel}>
        {t('cancel')}
      </button>
    </div>
  );
}

function Rows({ session, listId }: { session: CompareSession; listId: string }) {
  const selected = useSignal<number | null>(null);
  const widths = useSignal<Readonly<Record<string, number>>>({});
  const { counts } = session.result.value!.sums;
  const total = COMPARE_KINDS.reduce((sum, kind) => sum + (session.kinds.value.has(kind) ? counts[kind] : 0), 0);
  if (total === 0) return <EmptyState title={t('compare.none')}>{t('compare.noneWords')}</EmptyState>;
  return (
    <div class="compare-rows">
      <DataGrid
        key={listId}
        label={t('compare.list')}
        columns={compareColumns}
        listId={listId}
        version={listId}
        load={session.load}
        locate={async (key) => key}
        rowKey={(row) => row.n}
        rowClass={({ kind, differs }) => `is-${kind}${differs ? ' is-differing' : ''}`}
        selected={selected.value}
        onSelect={(key) => (selected.value = key)}
        follow={false}
        newRows={(count: number) => t('compare.newRows', { count })}
        widths={widths.value}
        onWidths={(next) => (widths.value = next)}
        edgeLabel={(column: string) => t('compare.edge', { column })}
      />
    </div>
  );
}
