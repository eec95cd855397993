/** The line at the foot of the panel: who sees what is shown, and what nobody sees. */
import { useComputed } from '@preact/signals';
import { t } from '../../../words/t.ts';
import { Icon } from '../../parts/icon.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import type { WitnessName, WitnessState } from '../../../wire/protocol/command.ts';

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

/**
 * - `wire`: nobody reads what the server sends beside the messages that the page listens to.
 * - `raw`: the text of an attempt comes only when it has ended. `earlier`: only of streams that began after the witness.
 * - `workerReads`: workers have no page hook, and the tap leaves alone what they read by fetch and XHR.
 */
type Unseen = 'wire' | 'raw' | 'earlier' | 'sharedWorkers' | 'workerReads';

export function unseenBy(witnesses: readonly WitnessState[]): Unseen[] {
  if (witnesses.length === 0) return [];
  const isAtWork = (name: WitnessName): boolean => witnesses.some((witness) => witness.name === name && witness.state === 'at-work');
  // @note Which browser this is, the witnesses say that only one of them has.
  const isFirefox = witnesses.some(({ name, why }) => name === 'network-log' && why === 'chromium');
  if (isFirefox) return [isAtWork('wire-tap') ? 'earlier' : 'wire', ...(isAtWork('reading-tap') ? [] : (['workerReads'] as const))];
  if (isAtWork('debugger')) return ['sharedWorkers'];
  return [isAtWork('network-log') ? 'raw' : 'wire', 'sharedWorkers'];
}
