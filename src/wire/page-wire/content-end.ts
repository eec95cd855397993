/** The content script's end of the link. Its world has built-ins of its own, which the page cannot touch. */
import { DOWN, HELLO, UP, type HookCommand } from './names.ts';

export interface ContentEnd {
  command(command: HookCommand): void;
}

/** Greets the hook of this document. `onBatch(messages, text)` is called for each batch, from within the page's own task: be quick. */
export function openContentEnd(onBatch: (messages: number, text: string) => void, signal: AbortSignal): ContentEnd {
  const meeting = document.createElement('span');
  meeting.addEventListener(
    UP,
    (event) => {
      const detail: unknown = event instanceof CustomEvent ? event.detail : undefined;
      if (typeof detail !== 'string') return;
      const split = detail.indexOf(';');
      const messages = Number(detail.slice(0, split));
      if (split > 0 && Number.isSafeInteger(messages)) onBatch(messages, detail.slice(split + 1));
    },
    { signal },
  );
  window.dispatchEvent(new MouseEvent(HELLO, { relatedTarget: meeting }));
  return {
    command: (command) => {
      meeting.dispatchEvent(new CustomEvent(DOWN, { detail: command }));
    },
  };
}
