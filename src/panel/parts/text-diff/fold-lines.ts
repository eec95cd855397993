/** Leaves out what is the same in both, but for some lines around each change. Pure. */
import type { DiffLine } from './diff-texts.ts';

/** Unchanged lines that are shown before and after a change. */
export const CONTEXT = 3;

export type FoldedLine = DiffLine | { kind: 'fold'; from: number; count: number };

/** @param opened folds, by the index of their first line, that the user wants to see. */
export function foldLines(lines: readonly DiffLine[], opened: ReadonlySet<number>, context = CONTEXT): FoldedLine[] {
  const folded: FoldedLine[] = [];
  for (let at = 0; at < lines.length;) {
    if (lines[at]?.kind !== 'same') {
      append(folded, lines, at, at + 1);
      at++;
      continue;
    }
    let end = at;
    while (end < lines.length && lines[end]?.kind === 'same') end++;
    const from = at === 0 ? 0 : at + context;
    const to = end === lines.length ? end : end - context;
    // A fold takes a line itself: one that hides a single line hides nothing.
    if (to - from > 1 && !opened.has(from)) {
      append(folded, lines, at, from);
      folded.push({ kind: 'fold', from, count: to - from });
      append(folded, lines, to, end);
    } else append(folded, lines, at, end);
    at = end;
  }
  return folded;
}

function append(to: FoldedLine[], lines: readonly DiffLine[], from: number, end: number): void {
  for (let i = from; i < end; i++) {
    const line = lines[i];
    if (line) to.push(line);
  }
}
