/** Two sides of messages in one list: what both had, what only one had, what came twice, and how timing drifted. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { COMPARE_KINDS } from '../core/compare/compare.ts';
import { EmptyState } from '../panel/parts/empty-state.tsx';
import { ToolbarButton } from '../panel/parts/toolbar-button.tsx';
import { DataGrid } from '../panel/parts/virtual-list/data-grid.tsx';
import { compareColumns } from './compare-columns.tsx';
import type { SideFacts } from './compare-messages.ts';
import type { CompareSession } from './compare-session.ts';
import { compareTexts as texts } from './compare-texts.ts';
import { recordingTexts } from './recording-texts.ts';
import { texts as viewerTexts } from './texts.ts';

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
    document.title = texts.title;
    return () => void (document.title = before);
  }, []);
  return (
    <main class="compare">
      <h1 class="visually-hidden">{texts.mark}</h1>
      <Bar session={session} download={download} home={home} />
      <div role="alert">
        {phase.kind === 'failed' && <p class="viewer-line is-error">{texts.failed(phase.reason)}</p>}
        {damaged(session).map((words) => (
          <p key={words} class="viewer-line is-error">
            {words}
          </p>
        ))}
      </div>
      {(phase.kind === 'reading' || phase.kind === 'comparing') && (
        <Progress words={phase.kind === 'reading' ? texts.reading(phase.name) : texts.comparing} part={phase.part} cancel={home} />
      )}
      {result !== null && phase.kind === 'ready' && <Rows session={session} listId={`${result.version} ${[...session.kinds.value].join(' ')}`} />}
    </main>
  );
}

function damaged({ sides }: CompareSession): string[] {
  if (sides.value === null) return [];
  const { left, right } = sides.value;
  return [...new Set([left, right].flatMap(({ name, error }) => (error === null ? [] : [texts.damaged(name, error)])))];
}

function Bar({ session, download, home }: CompareViewProps) {
  const { sides, choice, result, writing } = session;
  const save = (as: 'ndjson' | 'markdown', name: string): void => void session.write(as).then((content) => download(name, content));
  const ready = session.phase.value.kind === 'ready' && !writing.value;
  return (
    <section class="viewer-bar" aria-label={texts.mark}>
      <div class="viewer-bar-line is-tall">
        <span class="viewer-mark">{texts.mark}</span>
        {sides.value !== null && (
          <div class="compare-sides">
            <Side label={texts.left} facts={sides.value.left} chosen={choice.value.left} choose={(left) => session.choose({ left })} />
            <Side label={texts.right} facts={sides.value.right} chosen={choice.value.right} choose={(right) => session.choose({ right })} />
          </div>
        )}
        <div class="compare-actions">
          <ToolbarButton label={texts.save('NDJSON')} icon="download" disabled={!ready} onClick={() => save('ndjson', 'comparison.ndjson')}>
            NDJSON
          </ToolbarButton>
          <ToolbarButton label={texts.save('Markdown')} icon="download" disabled={!ready} onClick={() => save('markdown', 'comparison.md')}>
            Markdown
          </ToolbarButton>
          <ToolbarButton label={recordingTexts.back} icon="columns" onClick={home} />
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
          aria-label={texts.connectionOf(label)}
          value={String(chosen ?? '')}
          onChange={({ currentTarget: { value } }) => choose(value === '' ? null : Number(value))}
        >
          <option value="">{texts.allConnections}</option>
          {facts.connections.map(({ id, url }) => (
            <option key={id} value={String(id)}>
              {texts.connection(id, url.slice(0, 100))}
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
        {texts.by}
        <select class="compare-select" value={by} onChange={({ currentTarget: { value } }) => session.choose({ by: value === 'id' ? 'id' : 'content' })}>
          <option value="id">{texts.joins.id}</option>
          <option value="content">{texts.joins.content}</option>
        </select>
      </label>
      <div class="compare-kinds" role="group" aria-label={texts.kinds}>
        {COMPARE_KINDS.map((kind) => (
          <label key={kind} class={`compare-kind is-${kind}`}>
            <input type="checkbox" checked={session.kinds.value.has(kind)} onChange={() => session.toggle(kind)} />
            {texts.kindCount(texts.kindNames[kind], sums.counts[kind])}
          </label>
        ))}
      </div>
      <span class="compare-sums" role="status">
        {session.writing.value ? texts.writing : texts.sums(sums)}
      </span>
    </div>
  );
}

/** @param part from 0 to 1. */
export function Progress({ words, part, cancel }: { words: string; part: number; cancel: () => void }) {
  return (
    <div class="viewer-reading">
      <p>{words}</p>
      <progress max={1} value={part} aria-label={words} />
      <button type="button" class="empty-state-action" onClick={cancel}>
        {viewerTexts.cancel}
      </button>
    </div>
  );
}

function Rows({ session, listId }: { session: CompareSession; listId: string }) {
  const selected = useSignal<number | null>(null);
  const widths = useSignal<Readonly<Record<string, number>>>({});
  const { counts } = session.result.value!.sums;
  const total = COMPARE_KINDS.reduce((sum, kind) => sum + (session.kinds.value.has(kind) ? counts[kind] : 0), 0);
  if (total === 0) return <EmptyState title={texts.none}>{texts.noneWords}</EmptyState>;
  return (
    <div class="compare-rows">
      <DataGrid
        key={listId}
        label={texts.list}
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
        newRows={texts.newRows}
        widths={widths.value}
        onWidths={(next) => (widths.value = next)}
        edgeLabel={texts.edge}
      />
    </div>
  );
}
