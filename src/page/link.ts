/** The hook's end of the link to the content script (see wire/page-wire/names.ts). */
import { down, HELLO, up } from '../wire/page-wire/names.ts';
import { capture, detailOf, release, send, stopImmediatePropagation } from './pristine.ts';

export interface Link {
  send(messages: number, text: string): void;
  /** Waits for the next `HELLO`: at the start, and again when a second injection has knocked. Until then a page's own event of that name passes untouched. */
  await(): void;
}

export function createLink(target: EventTarget, onGreeted: () => void, onCommand: (command: string) => void): Link {
  let word = '';

  const onDown = (event: Event): void => {
    try {
      const detail = detailOf(event);
      if (typeof detail === 'string') onCommand(detail);
    } catch {
      // Nothing of ours may reach the page.
    }
  };
  const onHello = (event: Event): void => {
    try {
      const detail = detailOf(event);
      if (typeof detail !== 'string' || detail.length !== 32) return;
      stopImmediatePropagation(event);
      release(target, HELLO, onHello);
      if (word !== '') release(target, down(word), onDown);
      word = detail;
      capture(target, down(word), onDown);
      onGreeted();
    } catch {
      // As above.
    }
  };

  return {
    send(messages, text) {
      if (word !== '') send(target, up(word), messages + ';' + text);
    },
    await() {
      capture(target, HELLO, onHello);
    },
  };
}
