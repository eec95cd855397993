/** The page's end of the worker that compares two sides. */
import { batch, signal, type ReadonlySignal } from '@preact/signals';
import { COMPARE_KINDS, type CompareKind, type CompareSums } from '../core/compare/compare.ts';
import type { JoinBy } from '../core/compare/number-keys.ts';
import type { RowWindow } from '../panel/parts/grid/row-windows.ts';
import {
  isCompareMessage,
  type CompareChoice,
  type CompareInput,
  type CompareNews,
  type CompareSource,
  type ShownRow,
  type SideFacts,
} from './compare-messages.ts';
import type { FileWorker } from './file-reading.ts';

export type ComparePhase =
  | { kind: 'reading'; name: string; part: number }
  | { kind: 'comparing'; part: number }
  | { kind: 'ready' }
  | { kind: 'failed'; reason: string };

export interface CompareSession {
  phase: ReadonlySignal<ComparePhase>;
  /** Null until both were read. */
  sides: ReadonlySignal<{ left: SideFacts; right: SideFacts } | null>;
  /** The newest result; null until there is one. `version` grows with each. */
  result: ReadonlySignal<{ by: JoinBy; sums: CompareSums; version: number } | null>;
  choice: ReadonlySignal<CompareChoice>;
  kinds: ReadonlySignal<ReadonlySet<CompareKind>>;
  writing: ReadonlySignal<boolean>;
  choose(change: Partial<CompareChoice>): void;
  /** Shows rows of this kind, or no more. */
  toggle(kind: CompareKind): void;
  load(from: number, to: number): Promise<RowWindow<ShownRow>>;
  write(as: 'ndjson' | 'markdown'): Promise<Blob>;
  /** Gives the memory back. Nothing is answered after. */
  close(): void;
}

/** @param wanted the connections to begin with; else all, or the first two of what is on both sides. */
export function startComparing(left: CompareSource, right: CompareSource, worker: FileWorker, wanted?: Pick<CompareChoice, 'left' | 'right'>): CompareSession {
  // Then two of its connections are meant, and it has to be read only once.
  const isSame = left === right || (left.kind === 'recording' && right.kind === 'recording' && left.id === right.id);
  const phase = signal<ComparePhase>({ kind: 'reading', name: left.name, part: 0 });
  const sides = signal<{ left: SideFacts; right: SideFacts } | null>(null);
  const result = signal<{ by: JoinBy; sums: CompareSums; version: number } | null>(null);
  const choice = signal<CompareChoice>({ left: null, right: null, ...wanted, by: null });
  const kinds = signal<ReadonlySet<CompareKind>>(new Set(COMPARE_KINDS));
  const writing = signal(false);
  const waiting = new Map<number, (news: CompareNews) => void>();
  let last = 0;

  const tell = (input: CompareInput): void => worker.postMessage(input);
  const ask = (input: (id: number) => CompareInput): Promise<CompareNews> =>
    new Promise((resolve) => {
      const id = (last += 1);
      waiting.set(id, resolve);
      tell(input(id));
    });
  const answered = (news: Extract<CompareNews, { id: number }>): void => {
    waiting.get(news.id)?.(news);
    waiting.delete(news.id);
  };

  const compare = (): void => {
    phase.value = { kind: 'comparing', part: 0 };
    tell({ kind: 'compare', choice: choice.peek() });
  };

  const hear = (news: CompareNews): void => {
    if (news.kind === 'loaded') {
      sides.value = { left: news.left, right: news.right };
      const [first, second] = news.left.connections;
      if (isSame && wanted === undefined && first !== undefined && second !== undefined) choice.value = { ...choice.peek(), left: first.id, right: second.id };
      compare();
    } else if (news.kind === 'compared') {
      batch(() => {
        result.value = { by: news.by, sums: news.sums, version: (result.peek()?.version ?? 0) + 1 };
        phase.value = { kind: 'ready' };
      });
    } else if (news.kind === 'rows' || news.kind === 'written') answered(news);
    else phase.value = news;
  };
  worker.onmessage = ({ data }) => {
    if (isCompareMessage(data)) hear(data as CompareNews);
  };
  worker.onerror = ({ message }) => (phase.value = { kind: 'failed', reason: message });
  tell({ kind: 'load', left, right: isSame ? null : right });

  return {
    phase,
    sides,
    result,
    choice,
    kinds,
    writing,
    choose(change) {
      choice.value = { ...choice.peek(), ...change };
      compare();
    },
    toggle(kind) {
      const next = new Set(kinds.peek());
      if (!next.delete(kind)) next.add(kind);
      kinds.value = next;
    },
    async load(from, to) {
      const news = await ask((id) => ({ kind: 'rows', id, kinds: [...kinds.peek()], from, to }));
      return news.kind === 'rows' ? { total: news.total, from: news.from, rows: news.rows } : { total: 0, from: 0, rows: [] };
    },
    async write(as) {
      writing.value = true;
      const news = await ask((id) => ({ kind: 'write', id, kinds: [...kinds.peek()], as }));
      writing.value = false;
      return news.kind === 'written' ? news.content : new Blob();
    },
    close: () => worker.terminate(),
  };
}
