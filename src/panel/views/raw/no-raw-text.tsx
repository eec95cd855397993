/** Says why an attempt has no raw text, and what to do. */
import { useEffect } from 'preact/hooks';
import type { Attempt, Connection } from '../../../core/model/connection.ts';
import { t, type TextKey } from '../../../words/t.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import { whyNoText, type NoTextAction } from './why-no-text.ts';

const ACTIONS = { reload: 'reloadThePage', 'turn-on': 'raw.actions.turn-on', request: 'showRequest' } as const satisfies Record<NoTextAction, TextKey>;

export function NoRawText({ state, connection, attempt }: { state: PanelState; connection: Pick<Connection, 'api' | 'context'>; attempt: Attempt }) {
  const { why, actions, witness } = whyNoText({
    attempt,
    connection,
    witnesses: state.overview.value?.witnesses ?? [],
    isFile: state.host.file !== undefined,
  });
  // What was sought here has been answered by it.
  useEffect(() => void (state.sought.value = null), [attempt.n]);
  const act: Record<NoTextAction, () => void> = {
    reload: () => state.host.reloadPage(),
    'turn-on': () => witness !== undefined && state.setWitness(witness, true),
    request: () => (state.tab.value = 'request'),
  };
  const hasTitle = why === 'dropped' || why === 'no-stream' || why === 'empty' || why === 'running';
  return (
    <EmptyState
      icon="info"
      title={t(hasTitle ? `raw.none.${why}.title` : 'raw.none.title')}
      actions={actions.map((name) => ({ label: t(ACTIONS[name]), onClick: act[name] }))}
    >
      <p>{t(`raw.none.${why}.words`)}</p>
    </EmptyState>
  );
}
