/** Completion of the filter: what is offered where the caret stands, and which of it the keyboard is on. */
import { useComputed, useSignal, type ReadonlySignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { completeQuery, type Completion, type Completions, type QueryFacts } from '../../../core/query/complete-query.ts';
import type { PanelState } from '../../state/panel-state.ts';

export interface CompletionState {
  /** Null: the list is closed. */
  offered: ReadonlySignal<Completions | null>;
  active: ReadonlySignal<number>;
  /** The text has changed, by typing. */
  typed(): void;
  /** The key is one of the list's; it has acted. */
  key(event: KeyboardEvent): boolean;
  take(item: Completion): void;
  close(): void;
  /** Asks what there is to offer. */
  refresh(): void;
}

export function useCompletion(state: PanelState, field: RefObject<HTMLInputElement | null>): CompletionState {
  const isOpen = useSignal(false);
  const caret = useSignal(0);
  const active = useSignal(-1);
  const known = useSignal<Pick<QueryFacts, 'types' | 'paths'>>({ types: [], paths: [] });
  const caretAfter = useRef<number | null>(null);

  const offered = useComputed<Completions | null>(() => {
    if (!isOpen.value) return null;
    const found = completeQuery(state.filterText.value, caret.value, { ...known.value, connections: state.connections.value });
    return found.items.length === 0 ? null : found;
  });
  const text = state.filterText.value;
  useLayoutEffect(() => {
    if (caretAfter.current === null) return;
    field.current?.setSelectionRange(caretAfter.current, caretAfter.current);
    caretAfter.current = null;
  }, [text]);

  const close = (): void => {
    isOpen.value = false;
    active.value = -1;
  };
  const open = (): void => {
    caret.value = field.current?.selectionStart ?? state.filterText.peek().length;
    isOpen.value = true;
    active.value = -1;
  };
  const take = ({ insert }: Completion): void => {
    const found = offered.peek();
    if (found === null) return;
    const before = state.filterText.peek();
    // A key wants its value next; a value is whole.
    const isWhole = !insert.endsWith(':') && before.slice(found.to).trim() === '';
    const put = insert + (isWhole ? ' ' : '');
    caretAfter.current = found.from + put.length;
    state.filterText.value = before.slice(0, found.from) + put + before.slice(found.to);
    caret.value = caretAfter.current;
    active.value = -1;
    isOpen.value = !isWhole;
  };
  return {
    offered,
    active,
    typed() {
      open();
      // Nothing is offered before a word has two letters: the list would be in the way of who looks for text. The arrow opens it at any time.
      const begun = state.filterText.peek().slice(0, caret.peek());
      if (begun === '' || /(?:^|\s)-?\p{L}?$/u.test(begun)) close();
    },
    key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return false;
      const items = offered.peek()?.items;
      if (items === undefined) {
        if (event.key !== 'ArrowDown') return false;
        open();
        if (offered.peek() !== null) active.value = 0;
        return true;
      }
      if (event.key === 'ArrowDown') active.value = (active.peek() + 1) % items.length;
      else if (event.key === 'ArrowUp') active.value = active.peek() <= 0 ? items.length - 1 : active.peek() - 1;
      else if (event.key === 'Escape') close();
      else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && active.peek() >= 0) take(items[active.peek()]!);
      else {
        if (event.key === 'Enter' || event.key === 'Tab') close();
        return false;
      }
      return true;
    },
    take,
    close,
    refresh() {
      Promise.all([state.host.ask('types'), state.host.ask('dataPaths')]).then(
        ([{ types }, paths]) => (known.value = { types, paths }),
        // Without an answer there is less to offer.
        () => undefined,
      );
    },
  };
}
