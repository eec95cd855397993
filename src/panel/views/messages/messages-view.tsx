/** The Messages view: the list, and beside or below it the chosen message. */
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../../../words/t.ts';
import { lazyView } from '../../parts/lazy-view.tsx';
import { SplitPane } from '../../parts/split-pane.tsx';
import type { GridHandle } from '../../parts/grid/grid-list.ts';
import { keptSize } from '../../state/kept-size.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { MessageList } from './message-list.tsx';

const MessageDetail = lazyView(async () => (await import('./message-detail.tsx')).MessageDetail);
/** From this width on, the message stands beside the list. */
const WIDE = 640;
/** Sizes of the message at the start, and the least that still tells something, in CSS pixels. */
const BESIDE = { size: 380, min: 220, minOther: 180 };
const BELOW = { size: 220, min: 90, minOther: 80 };

export function MessagesView({ state }: { state: PanelState }) {
  const box = useRef<HTMLDivElement>(null);
  const grid = useRef<GridHandle>(null);
  const wide = useSignal(true);
  const isOpen = state.messageOpen;
  // A message that was chosen elsewhere (the timeline) is shown at once.
  useLayoutEffect(() => void (isOpen.value = state.selectedMessage.peek() !== null), []);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => (wide.value = element.clientWidth >= WIDE));
    observer.observe(element);
    wide.value = element.clientWidth >= WIDE;
    return () => observer.disconnect();
  }, []);

  const close = (): void => {
    isOpen.value = false;
    grid.current?.focus();
  };
  const index = state.selectedMessage.value;
  const name = wide.value ? 'messages.beside' : 'messages.below';
  const { size, min, minOther } = wide.value ? BESIDE : BELOW;
  return (
    <div class="messages" ref={box}>
      <SplitPane
        direction={wide.value ? 'row' : 'column'}
        sized="second"
        {...keptSize(state, name, size)}
        min={min}
        minOther={minOther}
        label={t('messages.detail.split')}
        first={<MessageList state={state} handle={grid} onOpen={() => (isOpen.value = true)} onEscape={() => (isOpen.value = false)} />}
        second={isOpen.value && index !== null ? <MessageDetail state={state} index={index} onClose={close} /> : null}
      />
    </div>
  );
}
