/** What stands where there are no messages: why, and what to do next. A file of its own, since most lists are not empty for long. */
import { t, type TextKey } from '../../../words/t.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import { SlotHolders } from '../request/slot-holders.tsx';
import { emptyReason, type EmptyAction } from './empty-reason.ts';

const ACTIONS = {
  clearFilter: 'clearFilter',
  clearRange: 'allTimes',
  allConnections: 'allConnections',
  resume: 'messages.actions.resume',
  record: 'messages.actions.record',
  reload: 'reloadThePage',
  request: 'showRequest',
} as const satisfies Record<EmptyAction, TextKey>;

export function NothingHere({ state, complete }: { state: PanelState; complete: boolean }) {
  const reason = emptyReason({
    overview: state.overview.value,
    connections: state.connections.value,
    selected: state.selectedConnection.value,
    isFiltered: state.isFiltered.value,
    hasRange: state.range.value !== null,
    paused: state.paused.value,
    complete,
    isFile: state.host.file !== undefined,
  });
  const act: Record<EmptyAction, () => void> = {
    clearFilter: () => state.clearFilters(),
    clearRange: () => (state.range.value = null),
    allConnections: () => (state.selectedConnection.value = null),
    resume: () => (state.paused.value = false),
    record: () => state.setRecording(true),
    reload: () => state.host.reloadPage(),
    request: () => (state.tab.value = 'request'),
  };
  const rows = state.connections.value;
  const one = rows.length === 1 ? rows[0] : rows.find((row) => row.id === state.selectedConnection.value);
  const waiting = one?.outcome === 'queued' ? one : undefined;
  return (
    <div class="messages-nothing">
      <EmptyState title={reason.title} icon={reason.icon} actions={reason.actions.map((id) => ({ label: t(ACTIONS[id]), onClick: act[id] }))}>
        {reason.words.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {waiting !== undefined && <SlotHolders host={state.host} origin={waiting.origin} />}
      </EmptyState>
    </div>
  );
}
