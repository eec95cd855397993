/** Remembers the last few filters with what was found for them, so that a list that is asked again goes on where it was. */
import type { Capture } from '../core/model/types.ts';
import { filterKey, type FilteredIndex } from '../core/select/filter.ts';
import { createFilteredIndex } from '../core/select/filtered-index.ts';
import type { MessageFilter } from '../wire/protocol/questions.ts';

/** Each may hold 4 bytes for every message. Enough for going back and forth between a few. */
const MAX_FILTERS = 8;

export interface FilterMemo {
  of(filter: MessageFilter): FilteredIndex;
  /** The newest search that has not looked at everything. */
  unfinished(): FilteredIndex | undefined;
  forgetAll(): void;
}

export function createFilterMemo(capture: Capture): FilterMemo {
  /** The one asked last stands last. */
  const memo = new Map<string, FilteredIndex>();
  /** The search that somebody looks at; others wait until they are asked again. */
  let current: FilteredIndex | undefined;

  return {
    of(filter) {
      const key = filterKey(filter);
      const found = memo.get(key) ?? createFilteredIndex(capture, filter);
      memo.delete(key);
      memo.set(key, found);
      if (memo.size > MAX_FILTERS) memo.delete(memo.keys().next().value!);
      current = found;
      return found;
    },
    unfinished: () => (current === undefined || current.complete ? undefined : current),
    forgetAll() {
      memo.clear();
      current = undefined;
    },
  };
}
