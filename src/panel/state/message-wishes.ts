/** What the message list is limited to by the user, and the filter that is made of it. */
import { batch, computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { FrameId, MessageIndex } from '../../core/units.ts';
import { parseQuery } from '../../core/query/parse-query.ts';
import type { Query, QueryFault } from '../../core/query/query.ts';
import type { MessageFilter } from '../../wire/protocol/questions.ts';

/** Bookmarks at most: they are set one by one, and go to the recorder with every question while the list shows nothing else. */
export const MAX_BOOKMARKS = 1000;

/** Where the message stands that was stepped to. */
export interface MatchPlace {
  index: MessageIndex;
  /** From 1. */
  position: number;
  total: number;
  /** The recorder has looked at everything: so the total is final. */
  complete: boolean;
}

export interface MessageWishes {
  /** As typed: a query, see docs/search.md. */
  readonly filterText: Signal<string>;
  /** Why what was typed cannot be searched for; the last one that could stays in force. Null: nothing is wrong. */
  readonly filterFault: ReadonlySignal<QueryFault | null>;
  /** The query in force. */
  readonly query: ReadonlySignal<Query>;
  /** The message that was stepped to; null: none yet. */
  readonly matchPlace: Signal<MatchPlace | null>;
  /** Null: all. */
  readonly filterTypes: Signal<readonly string[] | null>;
  /** Null: all. */
  readonly filterFrames: Signal<readonly FrameId[] | null>;
  /** Messages that the user marked. */
  readonly bookmarks: Signal<ReadonlySet<MessageIndex>>;
  /** Only those are shown. */
  readonly onlyBookmarks: Signal<boolean>;
  /** Sets or takes away the bookmark of a message; says false when there are `MAX_BOOKMARKS`. */
  toggleBookmark(index: MessageIndex): boolean;
  /** Whether any of the filters above is in force. */
  readonly isFiltered: ReadonlySignal<boolean>;
  /** Takes all of them away. The bookmarks stay. */
  clearFilters(): void;
}

export interface WishesWithFilter extends MessageWishes {
  readonly filter: ReadonlySignal<MessageFilter>;
}

/** @param zone minutes that the clock on the wall is ahead of UTC. */
export function createMessageWishes(end: AbortSignal, zone: () => number): WishesWithFilter {
  const filterText = signal('');
  const filterTypes = signal<readonly string[] | null>(null);
  const filterFrames = signal<readonly FrameId[] | null>(null);
  const bookmarks = signal<ReadonlySet<MessageIndex>>(new Set());
  const onlyBookmarks = signal(false);

  const typed = computed(() => ({ text: filterText.value, query: parseQuery(filterText.value) }));
  const inForce = signal<{ text: string; query: Query }>({ text: '', query: { terms: [], fault: null } });
  if (!end.aborted) {
    const stop = effect(() => {
      if (typed.value.query.fault === null) inForce.value = typed.value;
    });
    end.addEventListener('abort', stop, { once: true });
  }

  return {
    filterText,
    filterFault: computed(() => typed.value.query.fault),
    query: computed(() => inForce.value.query),
    matchPlace: signal<MatchPlace | null>(null),
    filterTypes,
    filterFrames,
    bookmarks,
    onlyBookmarks,
    toggleBookmark(index) {
      const next = new Set(bookmarks.peek());
      if (!next.delete(index)) {
        if (next.size >= MAX_BOOKMARKS) return false;
        next.add(index);
      }
      bookmarks.value = next;
      return true;
    },
    isFiltered: computed(() => inForce.value.query.terms.length > 0 || filterTypes.value !== null || filterFrames.value !== null || onlyBookmarks.value),
    clearFilters() {
      batch(() => {
        filterText.value = '';
        filterTypes.value = null;
        filterFrames.value = null;
        onlyBookmarks.value = false;
      });
    },
    filter: computed(() => {
      const made: MessageFilter = ofQuery(inForce.value, zone, bookmarks);
      if (filterTypes.value !== null) made.types = [...filterTypes.value];
      if (filterFrames.value !== null) made.frames = [...filterFrames.value];
      if (onlyBookmarks.value) made.among = [...bookmarks.value];
      return made;
    }),
  };
}

/** A text, or an expression, alone is asked for as such; of bookmarks and the clock only what the query needs, so that equal wishes stay equal. */
function ofQuery({ text, query: { terms } }: { text: string; query: Query }, zone: () => number, bookmarks: Signal<ReadonlySet<MessageIndex>>): MessageFilter {
  const [first] = terms;
  if (first === undefined) return {};
  if (terms.length === 1 && !first.not) {
    if (first.condition.kind === 'text') return { text: first.condition.text };
    if (first.condition.kind === 'pattern') return { pattern: first.condition.pattern };
  }
  const made: MessageFilter = { query: text.trim() };
  if (terms.some(({ condition }) => condition.kind === 'times')) made.zone = zone();
  if (terms.some(({ condition }) => condition.kind === 'choice' && condition.key === 'is')) made.marked = [...bookmarks.value];
  return made;
}
