/** What the message list is limited to by the user, and the filter that is made of it. */
import { batch, computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { FrameId, MessageIndex } from '../../core/units.ts';
import { patternFault, readPattern, type PatternFault } from '../../wire/protocol/pattern.ts';
import type { MessageFilter } from '../../wire/protocol/questions.ts';

/** Bookmarks at most: they are set one by one, and go to the recorder with every question while the list shows nothing else. */
export const MAX_BOOKMARKS = 1000;

export interface MessageWishes {
  /** As typed: text, or `/a regular expression/` with its flags. */
  readonly filterText: Signal<string>;
  /** Why what was typed cannot be searched for; the last one that could stays in force. Null: nothing is wrong. */
  readonly filterFault: ReadonlySignal<PatternFault | null>;
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

export function createMessageWishes(end: AbortSignal): WishesWithFilter {
  const filterText = signal('');
  const filterTypes = signal<readonly string[] | null>(null);
  const filterFrames = signal<readonly FrameId[] | null>(null);
  const bookmarks = signal<ReadonlySet<MessageIndex>>(new Set());
  const onlyBookmarks = signal(false);

  const typed = computed(() => {
    const text = filterText.value;
    const pattern = readPattern(text);
    const wish: MessageFilter = pattern !== null ? { pattern } : text === '' ? {} : { text };
    return { wish, fault: pattern === null ? null : patternFault(pattern) };
  });
  const inForce = signal<MessageFilter>({});
  if (!end.aborted) {
    const stop = effect(() => {
      if (typed.value.fault === null) inForce.value = typed.value.wish;
    });
    end.addEventListener('abort', stop, { once: true });
  }

  return {
    filterText,
    filterFault: computed(() => typed.value.fault),
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
    isFiltered: computed(() => Object.keys(inForce.value).length > 0 || filterTypes.value !== null || filterFrames.value !== null || onlyBookmarks.value),
    clearFilters() {
      batch(() => {
        filterText.value = '';
        filterTypes.value = null;
        filterFrames.value = null;
        onlyBookmarks.value = false;
      });
    },
    filter: computed(() => {
      const made: MessageFilter = { ...inForce.value };
      if (filterTypes.value !== null) made.types = [...filterTypes.value];
      if (filterFrames.value !== null) made.frames = [...filterFrames.value];
      if (onlyBookmarks.value) made.among = [...bookmarks.value];
      return made;
    }),
  };
}
