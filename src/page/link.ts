/** The hook's end of the link to the content script (see wire/page-wire/names.ts). */
import { DOWN, HELLO, UP } from '../wire/page-wire/names.ts';
import { capture, detailOf, relatedTargetOf, release, send, stopImmediatePropagation } from './pristine.ts';

export interface Link {
  send(messages: number, text: string): void;
  /** Waits for the next `HELLO`: at the start, and again when a second injection has knocked. Until then a page's own event of that name passes untouched. */
  await(): void;
}

export function createLink(greetingPlace: EventTarget, onGreeted: () => void, onCommand: (command: string) => void): Link {
  let meeting: EventTarget | null = null;

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
      const next = relatedTargetOf(event);
      if (next === null) return;
      stopImmediatePropagation(event);
      release(greetingPlace, HELLO, onHello);
      if (meeting !== null) release(meeting, DOWN, onDown);
      meeting = next;
      capture(meeting, DOWN, onDown);
      onGreeted();
    } catch {
      // As above: an event of the page's own, of another kind.
    }
  };

  return {
    send(messages, text) {
      if (meeting !== null) send(meeting, UP, messages + ';' + text);
    },
    await() {
      capture(greetingPlace, HELLO, onHello);
    },
  };
}
