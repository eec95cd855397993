/** A text of any length, wrapped, with line numbers; only what is seen is in the DOM. */
import './text-view.css';
import type { VNode } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { measuredHeights } from '../virtual-list/row-heights.ts';
import { scrollByKey } from '../virtual-list/scroll-by-key.ts';
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

  const onKeyDown = (event: KeyboardEvent): void => scrollByKey(event, scroller.current, heights.count, onEscape);
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
