/** What is certainly wrong with a stream, each with the way to its message. */
import type { Fault } from '../../../core/decoders/decoder.ts';
import type { MessageIndex } from '../../../core/units.ts';
import { t } from '../../../words/t.ts';
import { VisibleText } from '../../parts/visible-text.tsx';

/** Faults that are listed; more are counted. */
const FAULTS = 5;

export function Faults({ faults, onSelect }: { faults: readonly Fault[]; onSelect: (message: MessageIndex) => void }) {
  if (faults.length === 0) return null;
  return (
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
  );
}
