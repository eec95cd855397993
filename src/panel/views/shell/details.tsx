/** The tabs of what is known of the chosen connection, or of all; and beside them what they are limited to. */
import { useComputed } from '@preact/signals';
import { t } from '../../../words/t.ts';
import { formatClock } from '../../parts/format-time.ts';
import { Icon } from '../../parts/icon.tsx';
import { lazyView } from '../../parts/lazy-view.tsx';
import { Tabs, type Tab } from '../../parts/tabs.tsx';
import type { DetailTab, PanelState } from '../../state/panel-state.ts';
import { MessagesView } from '../messages/messages-view.tsx';
import { chosenProtocol } from '../facts/chosen-connection.ts';
import { shortUrl } from '../facts/short-url.ts';
import { Guarded } from './guarded.tsx';

const tabs: readonly Tab<DetailTab>[] = [
  { id: 'messages', label: t('messages') },
  { id: 'decoded', label: t('shell.decoded') },
  { id: 'timeline', label: t('timeline') },
  { id: 'request', label: t('shell.request') },
  { id: 'raw', label: t('shell.raw') },
  { id: 'findings', label: t('shell.findings') },
];

const views = {
  messages: MessagesView,
  decoded: lazyView(async () => (await import('../decoded/decoded-view.tsx')).DecodedView),
  timeline: lazyView(async () => (await import('../timeline/timeline-view.tsx')).TimelineView),
  request: lazyView(async () => (await import('../request/request-view.tsx')).RequestView),
  raw: lazyView(async () => (await import('../raw/raw-view.tsx')).RawView),
  findings: lazyView(async () => (await import('../findings/findings-view.tsx')).FindingsView),
};

export function Details({ state }: { state: PanelState }) {
  const tab = state.tab.value;
  const View = views[tab];
  const found = useComputed(() => {
    const { error = 0, warning = 0, note = 0 } = state.overview.value?.findings ?? {};
    return error + warning + note;
  });
  // Where nothing is recognised there is nothing to decode; who is there already stays.
  const isDecoded = useComputed(() => chosenProtocol(state) !== undefined);
  const offered = tabs.filter(({ id }) => id !== 'decoded' || isDecoded.value || tab === 'decoded');
  const counted = offered.map((one) => (one.id === 'findings' && found.value > 0 ? { ...one, badge: String(found.value) } : one));
  return (
    <Tabs label={t('shell.tabs')} tabs={counted} selected={tab} onSelect={(id) => (state.tab.value = id)} trailing={<Scope state={state} />}>
      {/* Another tab is another try: what failed in one says nothing of the next. */}
      <Guarded key={tab} copy={state.host.copy}>
        <View state={state} />
      </Guarded>
    </Tabs>
  );
}

/** What is left out of the details is never a riddle: each limit is named here, and lifted by a click. */
function Scope({ state }: { state: PanelState }) {
  const path = useComputed(() => {
    const selected = state.selectedConnection.value;
    const row = selected === null ? undefined : state.connections.value.find((one) => one.id === selected);
    return row === undefined ? null : `#${row.id} ${shortUrl(row.url, false).path}`;
  });
  const range = state.range.value;
  return (
    <div class="scope" role="group" aria-label={t('shell.scope')}>
      {path.value !== null && (
        <Limit words={t('shell.onlyConnection', { path: path.value })} action={t('allConnections')} onClick={() => (state.selectedConnection.value = null)} />
      )}
      {range !== null && (
        <Limit words={`${formatClock(range.from)} – ${formatClock(range.to)}`} action={t('allTimes')} onClick={() => (state.range.value = null)} />
      )}
    </div>
  );
}

function Limit({ words, action, onClick }: { words: string; action: string; onClick: () => void }) {
  return (
    <button type="button" class="scope-limit" title={`${words}\n${action}`} aria-label={`${words}. ${action}`} onClick={onClick}>
      <span class="scope-words">{words}</span>
      <Icon name="close" />
    </button>
  );
}
