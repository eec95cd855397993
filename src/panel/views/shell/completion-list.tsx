/** What may come next in the filter, below its field. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Completion } from '../../../core/query/complete-query.ts';
import { t } from '../../../words/t.ts';
import { formatCount } from '../../parts/format-bytes.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import { keyHint } from './query-help.tsx';

/** Code units of a value, and of what is said of it, that are drawn. */
const SHOWN = 80;

export interface CompletionListProps {
  id: string;
  items: readonly Completion[];
  /** -1: none. */
  active: number;
  onTake: (item: Completion) => void;
}

export const optionId = (list: string, at: number): string => `${list}-${at}`;

export function CompletionList({ id, items, active, onTake }: CompletionListProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div class="completions" role="listbox" id={id} aria-label={t('shell.completions')} ref={box} tabIndex={-1}>
      {items.map((item, at) => (
        <div
          key={item.insert}
          id={optionId(id, at)}
          class="completion"
          role="option"
          aria-selected={at === active ? 'true' : 'false'}
          // The field keeps the focus.
          onMouseDown={(event) => {
            event.preventDefault();
            if (event.button === 0) onTake(item);
          }}
        >
          <span class="completion-text">
            <VisibleText text={short(item.insert)} />
          </span>
          <span class="completion-detail">
            {item.kind === 'key' ? keyHint(item.key) : <VisibleText text={short(item.detail)} />}
            {item.count !== undefined && formatCount(item.count)}
          </span>
        </div>
      ))}
    </div>
  );
}

function short(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
