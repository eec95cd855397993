/** Where a message stands in the filtered list; -1 if it is not in it (any more). */
import { count, fields } from './fields.ts';
import { messageFilter } from './message-filter.ts';
import { question } from './question.ts';

export const position = question(fields({ filter: messageFilter, index: count }), (recorder, { filter, index }): number => {
  const found = recorder.filters.of(filter);
  found.step(recorder.slice());
  if (!found.complete) recorder.search();
  return found.position(index);
});
