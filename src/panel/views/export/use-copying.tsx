/** Copies text that has to be asked for, and says what became of it. */
import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Milliseconds } from '../../../core/units.ts';
import { t } from '../../../words/t.ts';
import type { Host } from '../../state/host.ts';

/** Long enough to be read. */
const TELL_FOR: Milliseconds = 2000;

/** @param text null: what it was about is not held any more. */
export type Copy = (text: Promise<string | null>) => void;

/** `said` is to be drawn somewhere: a line that is empty most of the time. */
export function useCopying(host: Host): { copy: Copy; said: VNode } {
  const words = useSignal('');
  const copy = useMemo((): Copy => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const say = (what: string): void => {
      clearTimeout(timer);
      words.value = what;
      timer = setTimeout(() => (words.value = ''), TELL_FOR);
    };
    return (asked) =>
      void asked
        .then(async (text) => {
          if (text === null) return t('export.gone');
          await host.copy(text);
          return t('copied');
        })
        .then(say, (error: unknown) => say(t('export.notCopied', { reason: error instanceof Error ? error.message : String(error) })));
  }, [host]);
  return {
    copy,
    said: (
      <div class="copy-said" role="status">
        {words.value}
      </div>
    ),
  };
}
