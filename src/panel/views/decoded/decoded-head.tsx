/** Above the parts: protocol, verdict and figures in one line; faults below it, each with the way to its message. */
import type { MessageIndex } from '../../../core/units.ts';
import type { DecodedAnswer } from '../../../wire/protocol/decoded.ts';
import { t } from '../../../words/t.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import { CopyAnswer } from './copy-answer.tsx';
import { headlineFacts, VERDICT_KEYS, VERDICT_MARKS } from './headline.ts';

/** Faults that are listed; more are counted. */
const FAULTS = 5;

export function DecodedHead({ state, answer, onSelect }: { state: PanelState; answer: DecodedAnswer; onSelect: (message: MessageIndex) => void }) {
  const { protocol, verdict, faults, streams } = answer;
  return (
    <div class="decoded-head">
      <div class="decoded-line">
        <span class="decoded-protocol">{protocol.name}</span>
        {protocol.certainty === 'likely' && <span class="decoded-likely">{t('decoded.likely')}</span>}
        <span class={`decoded-verdict is-${verdict}`} role="status">
          <span aria-hidden="true">{VERDICT_MARKS[verdict]}</span> {t(VERDICT_KEYS[verdict])}
        </span>
        {headlineFacts(answer).map((fact, place) => (
          <span key={place} class="decoded-fact">
            <VisibleText text={fact} />
          </span>
        ))}
        {streams > 1 && <span class="decoded-fact">{t('decoded.streams', { count: streams })}</span>}
        <CopyAnswer state={state} answer={answer} />
      </div>
      {faults.length > 0 && (
        <ul class="decoded-faults" aria-label={t('decoded.faults')}>
          {faults.slice(0, FAULTS).map(({ id, says, message }, place) => (
            <li key={`${id} ${place}`}>
              {message === undefined ? (
                <VisibleText text={says} />
              ) : (
                <button type="button" class="decoded-link" title={t('decoded.showMessage')} onClick={() => onSelect(message)}>
                  <VisibleText text={says} />
                </button>
              )}
            </li>
          ))}
          {faults.length > FAULTS && <li>{t('decoded.moreFaults', { count: faults.length - FAULTS })}</li>}
        </ul>
      )}
    </div>
  );
}
