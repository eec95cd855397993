/** The difference of two texts in one column: `−` for what was, `+` for what is, by sign as well as by colour. */
import '../text-view/text-view.css';
import './text-diff.css';
import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { t } from '../../../words/t.ts';
import { measuredHeights } from '../virtual-list/row-heights.ts';
import { scrollByKey } from '../virtual-list/scroll-by-key.ts';
import { VirtualScroller, type ScrollerHandle } from '../virtual-list/virtual-scroller.tsx';
import { VisibleText } from '../visible-text.tsx';
import type { DiffLine, Range } from './diff-texts.ts';
import { foldLines } from './fold-lines.ts';

const LINE_HEIGHT = 16;
/** Code units of a line that are drawn. The text view has all of it. */
export const LINE_SHOWN = 4000;

const SIGNS = { same: ' ', removed: '−', added: '+' } as const;

export interface TextDiffProps {
  lines: readonly DiffLine[];
  label: string;
  onEscape?: () => void;
}

export function TextDiff({ lines, label, onEscape }: TextDiffProps) {
  const scroller = useRef<ScrollerHandle>(null);
  const opened = useSignal<ReadonlySet<number>>(new Set());
  const folded = useMemo(() => foldLines(lines, opened.value), [lines, opened.value]);
  const heights = useMemo(() => measuredHeights(LINE_HEIGHT, folded.length), [folded]);

  const onKeyDown = (event: KeyboardEvent): void => scrollByKey(event, scroller.current, heights.count, onEscape);

  const renderRow = (at: number): VNode => {
    const line = folded[at];
    if (!line) return <div key={at} />;
    if (line.kind === 'fold') {
      return (
        <div key={at} class="diff-line is-fold">
          <button type="button" onClick={() => (opened.value = new Set([...opened.value, line.from]))}>
            {t('diff.unchanged', { count: line.count })}
          </button>
        </div>
      );
    }
    return (
      <div key={at} class={`diff-line is-${line.kind}`}>
        <span class="text-number" aria-hidden="true">
          {line.kind === 'added' ? '' : line.a}
        </span>
        <span class="text-number" aria-hidden="true">
          {line.kind === 'removed' ? '' : line.b}
        </span>
        <span class="diff-sign" role="img" aria-label={line.kind === 'same' ? undefined : t(`diff.${line.kind}`)} aria-hidden={line.kind === 'same'}>
          {SIGNS[line.kind]}
        </span>
        <span class="text-words">
          <MarkedText text={line.text.slice(0, LINE_SHOWN)} marks={line.kind === 'same' ? undefined : line.marks} />
          {line.text.length > LINE_SHOWN && <span class="diff-more">{t('diff.more', { left: line.text.length - LINE_SHOWN })}</span>}
        </span>
      </div>
    );
  };

  return (
    <VirtualScroller
      class="text-diff"
      style={{ '--digits': `${String(lines.length).length}ch` }}
      handle={scroller}
      heights={heights}
      renderRow={renderRow}
      measure
      attributes={{ role: 'region', tabIndex: 0, 'aria-label': label, onKeyDown }}
    />
  );
}

function MarkedText({ text, marks = [] }: { text: string; marks?: Range[] }) {
  const parts: VNode[] = [];
  let at = 0;
  for (const { from, to } of marks) {
    parts.push(<VisibleText key={at} text={text.slice(at, from)} />);
    parts.push(
      <mark key={`mark-${from}`}>
        <VisibleText text={text.slice(from, to)} />
      </mark>,
    );
    at = to;
  }
  parts.push(<VisibleText key={at} text={text.slice(at)} />);
  return <>{parts}</>;
}
