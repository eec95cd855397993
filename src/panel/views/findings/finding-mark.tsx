/** That the diagnosis has pinned something to a row. For the pointer, which goes to it; the details of the row have the way for the keyboard. */
import './finding-mark.css';
import type { Severity } from '../../../core/explain/finding.ts';
import type { AttemptNumber, ConnectionId } from '../../../core/units.ts';
import type { FindingMark } from '../../../wire/protocol/questions.ts';
import { t } from '../../../words/t.ts';
import { Icon, type IconName } from '../../parts/icon.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import { showPinned } from './show-pinned.ts';

const ICONS: Record<Severity, IconName> = { error: 'error', warning: 'warning', note: 'info' };

interface FindingMarkProps {
  state: PanelState;
  connection: ConnectionId;
  attempt: AttemptNumber;
  mark: FindingMark;
  /** What is told of the row beside it. */
  beside?: string;
}

export function FindingMarkIcon({ state, connection, attempt, mark, beside }: FindingMarkProps) {
  const { rule, severity, others } = mark;
  const words =
    (others === 0 ? t('findings.pinned', { rule }) : t('findings.pinnedMore', { count: others, rule })) + (beside === undefined ? '' : `\n${beside}`);
  return (
    <span
      class={`finding-mark is-${severity}`}
      title={`${words}\n${t('findings.openPinned')}`}
      onMouseDown={(event) => {
        if (event.button !== 0) return;
        // The row itself is not chosen by it.
        event.stopPropagation();
        event.preventDefault();
        showPinned(state, { connection, attempt, rule });
      }}
      onClick={(event) => event.stopPropagation()}
    >
      <Icon name={ICONS[severity]} label={words} />
    </span>
  );
}
