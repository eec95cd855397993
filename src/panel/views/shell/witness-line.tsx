/** The line at the foot of the panel: who sees what is shown, and what nobody sees. */
import { useComputed } from '@preact/signals';
import { t } from '../../../words/t.ts';
import { Icon } from '../../parts/icon.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import { unseenBy } from './unseen.ts';

/** A click opens the settings, where they can be turned on and off. A file has no witnesses any more. */
export function WitnessLine({ state, onSettings }: { state: PanelState; onSettings: () => void }) {
  const words = useComputed(() => {
    const witnesses = state.overview.value?.witnesses ?? [];
    const atWork = witnesses.filter((witness) => witness.state === 'at-work').map(({ name }) => t(`shell.witnessNames.${name}`));
    const unseen = unseenBy(witnesses).map((name) => t(`shell.unseen.${name}`));
    if (witnesses.length === 0) return null;
    return {
      seen: t('shell.witnessLine', { names: atWork.join(', ') }),
      unseen: unseen.length === 0 ? null : t('shell.unseenLine', { names: unseen.join('; ') }),
    };
  });
  if (words.value === null) return null;
  const { seen, unseen } = words.value;
  return (
    <button
      type="button"
      class="witness-line"
      title={[seen, unseen, t('shell.witnessSettings')].filter((line) => line !== null).join('\n')}
      onClick={onSettings}
    >
      <Icon name="info" />
      <span class="witness-words">
        {seen}
        {unseen !== null && <span class="witness-unseen"> · {unseen}</span>}
      </span>
    </button>
  );
}
