/** Remembers the last few filters with what was found for them, so that a list that is asked again goes on where it was. */
import type { Capture } from '../core/model/types.ts';
import { asksDecoders } from '../core/query/decoded-rows.ts';
import { filterKey, type FilteredIndex } from '../core/select/filter.ts';
import { createFilteredIndex } from '../core/select/filtered-index.ts';
import type { MessageFilter } from '../wire/protocol/questions.ts';
import type { Protocols } from './protocols.ts';

/** Each may hold 4 bytes for every message. Enough for going back and forth between a few. */
const MAX_FILTERS = 8;

export interface FilterMemo {
  of(filter: MessageFilter): FilteredIndex;
  /** The newest search that has not looked at everything. */
  unfinished(): FilteredIndex | undefined;
  forgetAll(): void;
}

/** What stands there until the decoders are: nothing was looked at. */
const WAITING: FilteredIndex = { step: () => undefined, length: 0, complete: false, looked: 0, cutShort: 0, at: () => -1, position: () => -1 };

/** @param protocols says when the decoders are there. */
export function createFilterMemo(capture: Capture, protocols: Pick<Protocols, 'loaded'>): FilterMemo {
  /** The one asked last stands last. */
  const memo = new Map<string, FilteredIndex>();
  /** The search that somebody looks at; others wait until they are asked again. */
  let current: FilteredIndex | undefined;

  const create = (filter: MessageFilter): FilteredIndex | undefined => {
    if (!asksDecoders(filter)) return createFilteredIndex(capture, filter);
    return protocols.loaded()?.search(filter.connections, (rows) => createFilteredIndex(capture, filter, rows));
  };

  return {
    of(filter) {
      const key = filterKey(filter);
      const found = memo.get(key) ?? create(filter);
      current = found;
      if (found === undefined) return WAITING;
      memo.delete(key);
      memo.set(key, found);
      if (memo.size > MAX_FILTERS) memo.delete(memo.keys().next().value!);
      return found;
    },
    unfinished: () => (current === undefined || current.complete ? undefined : current),
    forgetAll() {
      memo.clear();
      current = undefined;
    },
  };
}
