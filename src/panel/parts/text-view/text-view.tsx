/** A text of any length, wrapped, with line numbers; only what is seen is in the DOM. */
import './text-view.css';
import type { VNode } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { rowAfterKey } from '../virtual-list/grid-keys.ts';
import { measuredHeights } from '../virtual-list/row-heights.ts';
import { VirtualScroller, type ScrollerHandle } from '../virtual-list/virtual-scroller.tsx';
import { MarkedText } from '../marked-text.tsx';
import { cutLines } from './text-lines.ts';

/** Height of a line of text. */
const LINE_HEIGHT = 16;

export interface TextViewProps {
  text: string;
  label: string;
  onEscape?: () => void;
}

export function TextView({ text, label, onEscape }: TextViewProps) {
  const scroller = useRef<ScrollerHandle>(null);
  const lines = useMemo(() => cutLines(text), [text]);
  const heights = useMemo(() => measuredHeights(LINE_HEIGHT, lines.count), [lines]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') return onEscape?.();
    const seen = scroller.current?.seen();
    if (!seen) return;
    const next = rowAfterKey(event.key, seen.firstSeen, heights.count, Math.max(1, seen.lastSeen - seen.firstSeen));
    if (next === null) return;
    event.preventDefault();
    if (event.key === 'End') scroller.current?.toEnd();
    else scroller.current?.reveal(next, 'start');
  };
  const renderRow = (at: number): VNode => {
    const piece = lines.piece(at);
    return (
      <div key={at} class="text-line">
        <span class="text-number" aria-hidden="true">
          {piece.line ?? '·'}
        </span>
        <span class="text-words">
          <MarkedText text={piece.text} />
        </span>
      </div>
    );
  };
  return (
    <VirtualScroller
      class="text-view"
      style={{ '--digits': `${String(lines.lines).length}ch` }}
      handle={scroller}
      heights={heights}
      renderRow={renderRow}
      measure
      attributes={{ role: 'region', tabIndex: 0, 'aria-label': label, onKeyDown }}
    />
  );
}
