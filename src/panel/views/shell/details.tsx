/** The tabs of what is known of the chosen connection, or of all; above them what they are limited to, and how that stands. */
import { useComputed } from '@preact/signals';
import { t } from '../../../words/t.ts';
import { formatClock } from '../../parts/format-time.ts';
import { Icon } from '../../parts/icon.tsx';
import { lazyView } from '../../parts/lazy-view.tsx';
import { Tabs, type Tab } from '../../parts/tabs.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import type { DetailTab } from '../../state/tab-in-front.ts';
import { MessagesView } from '../messages/messages-view.tsx';
import { chosenConnection, chosenProtocol } from '../facts/chosen-connection.ts';
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

const HeadlineView = lazyView(async () => (await import('../headline/headline-view.tsx')).HeadlineView);

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
    <div class="details">
      <Headline state={state} />
      <Tabs label={t('shell.tabs')} tabs={counted} selected={tab} onSelect={(id) => (state.tab.value = id)} trailing={<RangeLimit state={state} />}>
        {/* Another tab is another try: what failed in one says nothing of the next. */}
        <Guarded key={tab} copy={state.host.copy}>
          <View state={state} />
        </Guarded>
      </Tabs>
    </div>
  );
}

/** The connection that all tabs are limited to, how it stands, and the way back to all. Where there is only one there is nothing to go back to. */
function Headline({ state }: { state: PanelState }) {
  const row = chosenConnection(state.connections.value, state.selectedConnection.value);
  if (row === undefined) return null;
  const path = `#${row.id} ${shortUrl(row.url, false).path}`;
  return (
    <div class="headline" role="group" aria-label={t('headline.of', { path })}>
      {state.selectedConnection.value !== null && (
        <Limit words={path} label={t('shell.onlyConnection', { path })} action={t('allConnections')} onClick={() => (state.selectedConnection.value = null)} />
      )}
      <HeadlineView state={state} connection={row} />
    </div>
  );
}

/** What is left out of the details is never a riddle: each limit is named, and lifted by a click. */
function RangeLimit({ state }: { state: PanelState }) {
  const range = state.range.value;
  const words = range === null ? '' : `${formatClock(range.from)} – ${formatClock(range.to)}`;
  return (
    <div class="scope" role="group" aria-label={t('shell.scope')}>
      {range !== null && <Limit words={words} label={words} action={t('allTimes')} onClick={() => (state.range.value = null)} />}
    </div>
  );
}

/** @param label what `words` mean, in full */
function Limit({ words, label, action, onClick }: { words: string; label: string; action: string; onClick: () => void }) {
  return (
    <button type="button" class="scope-limit" title={`${label}\n${action}`} aria-label={`${label}. ${action}`} onClick={onClick}>
      <span class="scope-words">{words}</span>
      <Icon name="close" />
    </button>
  );
}
