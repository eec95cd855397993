/** The ledger of a reconnect: why the attempt before ended, which ids went to and fro, and what that comes to. */
import type { Reconnect } from '../../../core/explain/reconnect.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import { outcomeText } from '../facts/attempt-facts.ts';
import { texts } from './texts.ts';

export function ReconnectFacts({ reconnect: { previousOutcome, previousError, received, sent, first, verdict } }: { reconnect: Reconnect }) {
  const before = outcomeText(previousOutcome);
  return (
    <table class={`reconnect is-${verdict}`} aria-label={texts.reconnect.title}>
      <tbody>
        <Row name={texts.reconnect.before} value={previousError === undefined ? before : `${before} (${previousError})`} />
        <Row name={texts.reconnect.received} id={received} />
        <Row name={texts.reconnect.sent} id={sent} />
        <Row name={texts.reconnect.first} id={first} />
        <Row name={texts.reconnect.verdict} value={texts.reconnect.verdicts[verdict]} />
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
            <span class="reconnect-none">{texts.reconnect.none}</span>
          ) : (
            <span class="literal">
              <VisibleText text={id} />
            </span>
          ))}
      </td>
    </tr>
  );
}
