/** What happened to one attempt, in a sentence for each finding: stands above all that is known of it. */
import './findings.css';
import { SEVERITIES } from '../../../core/explain/finding.ts';
import type { AttemptNumber, ConnectionId } from '../../../core/units.ts';
import { findingSentence } from '../../../words/finding-words.ts';
import { t } from '../../../words/t.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import { useAnswer } from '../request/use-answer.ts';
import { SeverityIcon } from './severity-icon.tsx';
import { showFinding } from './show-pinned.ts';
import type { Reconnect } from '../../../core/explain/reconnect.ts';
import { outcomeText } from '../facts/attempt-facts.ts';

export function AttemptFindings({ state, connection, attempt }: { state: PanelState; connection: ConnectionId; attempt: AttemptNumber }) {
  const answer = useAnswer(state, `findings ${connection} ${attempt}`, () => state.host.ask('findings', { filter: { connection, attempt } }));
  const findings = answer.kind === 'answer' ? answer.value.findings.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)) : [];
  const reconnect = answer.kind === 'answer' ? answer.value.reconnect : undefined;
  return (
    <>
      {findings.length > 0 && (
        <ul class="attempt-findings" aria-label={t('findings.why')}>
          {findings.map((finding) => (
            <li key={`${finding.rule} ${finding.at}`}>
              <SeverityIcon severity={finding.severity} />
              <span class="attempt-finding-says">
                <VisibleText text={findingSentence(finding)} />
              </span>
              <button type="button" class="attempt-finding-open" onClick={() => showFinding(state, finding)}>
                {t('findings.open')}
              </button>
            </li>
          ))}
        </ul>
      )}
      {reconnect !== undefined && <ReconnectFacts reconnect={reconnect} />}
    </>
  );
}

/** The ledger of a reconnect: why the attempt before ended, which ids went to and fro, and what that comes to. */
function ReconnectFacts({ reconnect: { previousOutcome, previousEndUnseen, previousError, received, sent, first, verdict } }: { reconnect: Reconnect }) {
  const before = previousEndUnseen ? t('facts.outcomes.end-unseen') : outcomeText({ outcome: previousOutcome });
  return (
    <table class={`reconnect is-${verdict}`} aria-label={t('findings.reconnect.title')}>
      <tbody>
        <Row name={t('findings.reconnect.before')} value={previousError === undefined ? before : `${before} (${previousError})`} />
        <Row name={t('findings.reconnect.received')} id={received} />
        <Row name={t('findings.reconnect.sent')} id={sent} />
        <Row name={t('findings.reconnect.first')} id={first} />
        <Row name={t('findings.reconnect.verdict')} value={t(`findings.verdicts.${verdict}`)} />
      </tbody>
    </table>
  );
}

function Row({ name, value, id }: { name: string; value?: string; id?: string }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        {value ??
          (id === undefined || id === '' ? (
            <span class="reconnect-none">{t('none')}</span>
          ) : (
            <span class="literal">
              <VisibleText text={id} />
            </span>
          ))}
      </td>
    </tr>
  );
}
