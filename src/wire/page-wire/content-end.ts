/** The content script's end of the link. Its world has built-ins of its own, which the page cannot touch. */
import { down, HELLO, up } from './names.ts';
import type { HookCommand, PageWord } from './page-word.ts';

export interface ContentEnd {
  readonly word: PageWord;
  command(command: HookCommand): void;
}

/** Greets the hook of this document. `onBatch(messages, text)` is called for each batch, from within the page's own task: be quick. */
export function openContentEnd(onBatch: (messages: number, text: string) => void, signal: AbortSignal): ContentEnd {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const word: PageWord = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  window.addEventListener(
    up(word),
    (event) => {
      const detail: unknown = event instanceof CustomEvent ? event.detail : undefined;
      if (typeof detail !== 'string') return;
      const split = detail.indexOf(';');
      const messages = Number(detail.slice(0, split));
      if (split > 0 && Number.isSafeInteger(messages)) onBatch(messages, detail.slice(split + 1));
    },
    { capture: true, signal },
  );
  window.dispatchEvent(new CustomEvent(HELLO, { detail: word }));
  return {
    word,
    command: (command) => {
      window.dispatchEvent(new CustomEvent(down(word), { detail: command }));
    },
  };
}
