/** A small button that copies, and says that it has. */
import { useSignal } from '@preact/signals';
import type { Milliseconds } from '../../../core/units.ts';
import { t } from '../../../words/t.ts';
import { Icon } from '../../parts/icon.tsx';
import type { Host } from '../../state/host.ts';

/** Long enough to be seen. */
const TELL_FOR: Milliseconds = 1500;

export function CopyButton({ host, text, what }: { host: Host; text: string; what: string }) {
  const told = useSignal<string | null>(null);
  const copy = async (): Promise<void> => {
    try {
      await host.copy(text);
      told.value = t('copied');
    } catch {
      told.value = t('request.notCopied');
    }
    setTimeout(() => (told.value = null), TELL_FOR);
  };
  const label = t('request.copy', { what });
  return (
    <button type="button" class="copy-button" title={label} aria-label={label} onClick={() => void copy()}>
      <Icon name="copy" />
      <span role="status">{told.value}</span>
    </button>
  );
}
