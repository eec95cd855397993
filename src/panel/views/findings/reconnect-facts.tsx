/** The ledger of a reconnect: why the attempt before ended, which ids went to and fro, and what that comes to. */
import type { Reconnect } from '../../../core/explain/reconnect.ts';
import { t } from '../../../words/t.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import { outcomeText } from '../facts/attempt-facts.ts';

export function ReconnectFacts({ reconnect: { previousOutcome, previousError, received, sent, first, verdict } }: { reconnect: Reconnect }) {
  const before = outcomeText(previousOutcome);
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
