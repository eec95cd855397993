/** One finding: what it is, where it was seen, what the standard says and how to fix it. */
import type { Finding } from '../../../core/explain/finding.ts';
import { findingSentence, findingTitle } from '../../../words/finding-words.ts';
import { t } from '../../../words/t.ts';
import { sayClock } from '../../../words/times.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import { groupName } from './finding-filters.tsx';
import { RulePage } from './rule-page-view.tsx';
import { SeverityIcon } from './severity-icon.tsx';
import { batch } from '@preact/signals';
import type { AttemptNumber, ConnectionId, MessageIndex } from '../../../core/units.ts';

export function FindingDetail({ state, finding }: { state: PanelState; finding: Finding }) {
  const { rule, severity, group, connection, attempt, message, line, at, count } = finding;
  const row = state.connections.value.find(({ id }) => id === connection);
  const ignore = (origin: string): void => state.set({ rulesOff: [...state.settings.peek().rulesOff, { origin, rule }] });
  return (
    <div class="finding-detail" role="region" aria-label={findingTitle(rule)} tabIndex={0}>
      <h2>
        <SeverityIcon severity={severity} />
        {findingTitle(rule)}
      </h2>
      <p class="finding-says">
        <VisibleText text={findingSentence(finding)} />
      </p>
      <p class="finding-place">
        <span>{groupName(group)}</span>
        <span>
          #{connection}
          {attempt !== undefined && <> · {t('attemptNumber', { n: String(attempt) })}</>}
        </span>
        {row !== undefined && (
          <span class="literal">
            <VisibleText text={row.url} />
          </span>
        )}
        <span>{sayClock(at)}</span>
        {count > 1 && <span>{t('findings.times', { count })}</span>}
      </p>
      <div class="finding-actions">
        {message !== undefined && (
          <button type="button" onClick={() => showMessage(state, connection, message)}>
            {t('findings.showMessage')}
          </button>
        )}
        {attempt !== undefined && line !== undefined && (
          <button type="button" onClick={() => showLine(state, connection, attempt, line)}>
            {t('findings.showLine', { line })}
          </button>
        )}
        {attempt !== undefined && (
          <button type="button" onClick={() => showAttempt(state, connection, attempt)}>
            {t('findings.showAttempt')}
          </button>
        )}
        {attempt !== undefined && (
          <button type="button" onClick={() => showInTimeline(state, connection, attempt)}>
            {t('findings.showInTimeline')}
          </button>
        )}
        {state.selectedConnection.value === null && (
          <button type="button" onClick={() => (state.selectedConnection.value = connection)}>
            {t('findings.showConnection')}
          </button>
        )}
        {row !== undefined && (
          <button type="button" onClick={() => ignore(row.origin)}>
            {t('findings.ignore', { origin: row.origin })}
          </button>
        )}
      </div>
      <RulePage rule={rule} />
      <p class="finding-id literal">{rule}</p>
    </div>
  );
}

function showAttempt(state: PanelState, connection: ConnectionId, attempt: AttemptNumber): void {
  batch(() => {
    state.selectedConnection.value = connection;
    state.selectedAttempt.value = attempt;
    state.tab.value = 'request';
  });
}

/** @param line of the attempt's raw text, from 1 */
function showLine(state: PanelState, connection: ConnectionId, attempt: AttemptNumber, line: number): void {
  batch(() => {
    state.selectedConnection.value = connection;
    state.selectedAttempt.value = attempt;
    state.selectedLine.value = line;
    state.tab.value = 'raw';
  });
}

function showMessage(state: PanelState, connection: ConnectionId, message: MessageIndex): void {
  batch(() => {
    state.selectedConnection.value = connection;
    state.selectedMessage.value = message;
    state.clearFilters();
    state.tab.value = 'messages';
  });
}

function showInTimeline(state: PanelState, connection: ConnectionId, attempt: AttemptNumber): void {
  batch(() => {
    state.selectedConnection.value = connection;
    state.selectedAttempt.value = attempt;
    state.tab.value = 'timeline';
  });
}
