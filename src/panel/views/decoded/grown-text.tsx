/** A text that grew from messages: a click on a word selects the message that brought it; what the selected message brought is marked. */
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { MessageIndex } from '../../../core/units.ts';
import { t } from '../../../words/t.ts';
import type { ShownText } from '../../../wire/protocol/decoded.ts';
import { messageAt, nextMessage, spanOf } from './piece-at.ts';
import { blocksOf } from './text-blocks.ts';

export interface GrownTextProps {
  text: ShownText;
  label: string;
  selected: MessageIndex | null;
  onSelect: (message: MessageIndex) => void;
}

/** Arrow keys go from piece to piece. */
export function GrownTextView({ text: shown, label, selected, onSelect }: GrownTextProps) {
  const box = useRef<HTMLDivElement>(null);
  const span = selected === null ? undefined : spanOf(shown, selected);
  useLayoutEffect(() => {
    box.current?.querySelector('mark')?.scrollIntoView({ block: 'nearest' });
  }, [selected, span?.from]);

  const take = (message: MessageIndex | undefined): void => {
    if (message !== undefined) onSelect(message);
  };
  const onClick = (event: MouseEvent): void => {
    // Whoever marks text wants to copy it.
    if (window.getSelection()?.isCollapsed === false) return;
    const offset = offsetAt(event);
    if (offset !== undefined) take(messageAt(shown, offset));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    take(nextMessage(shown, selected, by));
  };
  return (
    <div class="grown-text" ref={box} role="group" tabIndex={0} aria-label={label} title={t('decoded.textHint')} onClick={onClick} onKeyDown={onKeyDown}>
      {blocksOf(shown.text).map(({ from, text }) => {
        const isIn = span !== undefined && span.from < from + text.length && span.to > from;
        return (
          <Block key={from} from={from} text={text} mark={isIn ? Math.max(0, span.from - from) : -1} end={isIn ? Math.min(text.length, span.to - from) : -1} />
        );
      })}
    </div>
  );
}

/** `mark` to `end` is marked; -1: nothing. What stays the same is not compared again: a text may have hundreds of blocks, and grows many times a second. */
function Block({ from, text, mark, end }: { from: number; text: string; mark: number; end: number }) {
  return useMemo(
    () => (
      <span data-from={from}>
        {mark < 0 ? (
          text
        ) : (
          <>
            {text.slice(0, mark)}
            <mark>{text.slice(mark, end)}</mark>
            {text.slice(end)}
          </>
        )}
      </span>
    ),
    [from, text, mark, end],
  );
}

/** The place in the text that was clicked at. */
function offsetAt({ clientX, clientY }: MouseEvent): number | undefined {
  const caret = caretAt(clientX, clientY);
  if (caret === undefined) return undefined;
  const block = (caret.node instanceof Element ? caret.node : caret.node.parentElement)?.closest<HTMLElement>('[data-from]');
  if (block === null || block === undefined) return undefined;
  const range = document.createRange();
  range.setStart(block, 0);
  range.setEnd(caret.node, caret.offset);
  // A caret behind the last letter of a word is that of the next one: the letter itself was clicked at.
  return Number(block.dataset['from']) + Math.max(0, range.toString().length - (caret.isBehind ? 1 : 0));
}

/** Chromium before 128 has only the older of the two. `isBehind`: the caret stands behind the letter under the pointer. */
function caretAt(x: number, y: number): { node: Node; offset: number; isBehind: boolean } | undefined {
  const found = document.caretPositionFromPoint?.(x, y);
  const range = found ? undefined : document.caretRangeFromPoint?.(x, y);
  const node = found?.offsetNode ?? range?.startContainer;
  const offset = found?.offset ?? range?.startOffset;
  if (node === undefined || offset === undefined) return undefined;
  return { node, offset, isBehind: isLeftOf(node, offset, x) };
}

function isLeftOf(node: Node, offset: number, x: number): boolean {
  if (offset === 0 || !(node instanceof Text)) return false;
  const range = document.createRange();
  range.setStart(node, offset - 1);
  range.setEnd(node, offset);
  const { left, right } = range.getBoundingClientRect();
  return x >= left && x < right;
}
