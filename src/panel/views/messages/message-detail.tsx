/** One message: what it is called, and its data as a tree, as text, and compared with the one before. */
import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { marksOf } from '../../../core/query/marks.ts';
import type { FindingMark, MessageDetail as Detail } from '../../../wire/protocol/questions.ts';
import { findingTitle } from '../../../words/finding-words.ts';
import { t } from '../../../words/t.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { formatBytes } from '../../parts/format-bytes.ts';
import { formatDateTime } from '../../parts/format-time.ts';
import type { JsonTreeHandle } from '../../parts/json-tree/json-tree.tsx';
import { EXPAND_ALL_LIMIT } from '../../parts/json-tree/tree-rows.ts';
import { scanJson } from '../../parts/json-tree/scan-json.ts';
import { MarkedContext, type FindMarks } from '../../parts/marked-text.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { ToolbarButton } from '../../parts/toolbar-button.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import { SeverityIcon } from '../findings/severity-icon.tsx';
import { showPinned } from '../findings/show-pinned.ts';
import { showRaw } from '../raw/show-raw.ts';
import { DataAsDifference, DataAsText, DataAsTree } from './message-data.tsx';
import { tellsListeners, unheardReason } from './unheard-reason.ts';

/** "Copied" is to be read for so long. */
const SAID_MS = 1500;
/** Code units of an id that are drawn; the title has no more either, since ids of 100 KB occur. */
const ID_SHOWN = 120;

type DataTab = 'tree' | 'text' | 'difference';

export function MessageDetail({ state, index, onClose }: { state: PanelState; index: number; onClose: () => void }) {
  /** The newest answer: the message before stays until the next one is here, so that nothing flickers. */
  const shown = useSignal<{ index: number; detail: Detail | null } | null>(null);
  /** Null: as suits the data. */
  const choice = useSignal<DataTab | null>(null);
  const said = useSignal<string | null>(null);
  const tree = useRef<JsonTreeHandle>(null);
  const compared = state.compared.value;
  const earlier = compared?.index === index ? compared.earlier : null;

  useEffect(() => {
    let over = false;
    if (earlier !== null) choice.value = 'difference';
    const asked = [index, ...(earlier === null ? [] : [earlier])];
    Promise.all(asked.map((one) => state.host.ask('message', { index: one }))).then(
      ([detail, other]) => {
        if (!over) shown.value = { index, detail: detail && other ? { ...detail, previous: other } : (detail ?? null) };
      },
      () => {
        if (!over) shown.value = { index, detail: null };
      },
    );
    return () => {
      over = true;
    };
  }, [index, earlier]);
  useEffect(() => {
    if (said.value === null) return;
    const timer = setTimeout(() => (said.value = null), SAID_MS);
    return () => clearTimeout(timer);
  }, [said.value]);

  const { terms } = state.query.value;
  const inData = useMemo((): FindMarks | null => {
    const marks = marksOf(terms);
    return marks && ((text) => marks.in('data', text));
  }, [terms]);

  const detail = shown.value?.detail ?? null;
  const scan = useMemo(() => (detail ? scanJson(detail.data) : null), [detail]);
  const say = (words: string): void => void (said.value = words);
  const copy = (text: string): void => {
    state.host.copy(text).then(
      () => say(t('copied')),
      () => say(t('messages.detail.notCopied')),
    );
  };

  if (!shown.value) return <div class="message-detail" role="group" aria-busy="true" aria-label={t('messages.detail.loading')} />;
  if (!detail) {
    return (
      <div class="message-detail">
        <EmptyState title={t('messages.detail.gone')} icon="info" actions={[{ label: t('close'), onClick: onClose }]}>
          <p>{t('messages.detail.goneWords')}</p>
        </EmptyState>
      </div>
    );
  }
  const structured = scan?.ok === true && scan.document.root.container >= 0;
  const tab = choice.value ?? (structured ? 'tree' : 'text');
  if (detail.kind !== 'message') {
    return (
      <section class="message-detail" aria-label={t('messages.detail.label')}>
        <Head detail={detail} state={state} onCopy={() => copy(detail.data)} onClose={onClose} />
        <DataAsText data={detail.data} onEscape={onClose} />
      </section>
    );
  }
  return (
    <section class="message-detail" aria-label={t('messages.detail.label')}>
      <Head detail={detail} state={state} onCopy={() => copy(detail.data)} onClose={onClose} />
      <Tabs<DataTab>
        label={t('messages.detail.tabs')}
        tabs={[
          { id: 'tree', label: t('messages.detail.tree') },
          { id: 'text', label: t('text') },
          { id: 'difference', label: t('messages.detail.difference') },
        ]}
        selected={tab}
        onSelect={(next) => (choice.value = next)}
        trailing={
          <>
            <span class="message-said" role="status">
              {said.value}
            </span>
            {tab === 'tree' && structured && (
              <>
                <ToolbarButton icon="expand-all" label={t('messages.detail.expandAll')} onClick={() => tree.current?.expandAll()} />
                <ToolbarButton icon="collapse-all" label={t('messages.detail.collapseAll')} onClick={() => tree.current?.collapseAll()} />
              </>
            )}
          </>
        }
      >
        <MarkedContext.Provider value={inData}>
          {tab === 'tree' && scan && (
            <DataAsTree
              scan={scan}
              data={detail.data}
              handle={tree}
              onCopy={copy}
              onText={() => (choice.value = 'text')}
              onExpanded={(whole) => !whole && say(t('messages.detail.expandLimit', { limit: EXPAND_ALL_LIMIT }))}
              onEscape={onClose}
            />
          )}
          {tab === 'text' && <DataAsText data={detail.data} onEscape={onClose} />}
        </MarkedContext.Provider>
        {tab === 'difference' && <DataAsDifference detail={detail} isChosen={detail.previous?.index === earlier} onEscape={onClose} />}
      </Tabs>
    </section>
  );
}

/** What the diagnosis says of this message, and the way to it. */
function PinnedFinding({ state, detail: { connection, attempt }, finding: { rule, severity } }: { state: PanelState; detail: Detail; finding: FindingMark }) {
  return (
    <button type="button" class="message-finding" onClick={() => showPinned(state, { connection, attempt, rule })}>
      <SeverityIcon severity={severity} />
      <span>{findingTitle(rule)}</span>
    </button>
  );
}

function Head({ detail, state, onCopy, onClose }: { detail: Detail; state: PanelState; onCopy: () => void; onClose: () => void }) {
  const id = detail.lastEventId;
  const { kind } = detail;
  const of = state.connections.value.find((row) => row.id === detail.connection);
  // A text that was read as a whole tells of no moment; messages have one of the network log's own.
  const isInferred = kind !== 'message' && detail.from === 'har';
  return (
    <header class="message-head">
      <div class="message-facts">
        <strong class="message-type">
          {kind === 'message' ? <VisibleText text={detail.type.slice(0, ID_SHOWN)} /> : kind === 'comment' ? t('messages.comment') : kind}
        </strong>
        {kind === 'message' ? (
          <span class="message-id">
            {id === '' ? t('messages.detail.noId') : <VisibleText text={t('messages.detail.id', { id: id.slice(0, ID_SHOWN) })} />}
            {id.length > ID_SHOWN && t('messages.detail.idCut', { length: id.length })}
          </span>
        ) : (
          <span>{t(`messages.kindHints.${kind}`)}</span>
        )}
        <span>{formatDateTime(detail.at)}</span>
        <span>{formatBytes(detail.size)}</span>
        <span>{t('messages.detail.place', { connection: String(detail.connection), seq: detail.seq + 1 })}</span>
        <span>{t(`messages.from.${detail.from}`)}</span>
        {isInferred && <span>{t('messages.inferredTime')}</span>}
        {kind === 'message' && !detail.heard && (of === undefined || tellsListeners(of)) && (
          <span class="message-unheard">
            <VisibleText text={of === undefined ? t('messages.unheard') : unheardReason(detail.type, of.heardTypes)} />
          </span>
        )}
      </div>
      {detail.finding && <PinnedFinding state={state} detail={detail} finding={detail.finding} />}
      <ToolbarButton icon="raw" label={t('messages.showRaw')} onClick={() => showRaw(state, detail.index)} />
      <ToolbarButton icon="copy" label={t('messages.detail.copy')} onClick={onCopy} />
      <ToolbarButton icon="close" label={t('close')} shortcut="Esc" onClick={onClose} />
    </header>
  );
}
