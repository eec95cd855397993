/** Which messages are wanted. */
import type { ConnectionId, EpochMs, MessageIndex } from '../units.ts';

/** As in the question `messages`; what is missing does not filter. */
export interface Filter {
  connections?: ConnectionId[];
  text?: string;
  from?: EpochMs;
  to?: EpochMs;
  before?: MessageIndex;
}

/** The same filter without what does not filter: so equal wishes are equal values. */
export function normalize(filter: Filter): Filter {
  const tidy: Filter = {};
  if (filter.connections !== undefined) tidy.connections = [...new Set(filter.connections)].sort((a, b) => a - b);
  if (filter.text !== undefined && filter.text !== '') tidy.text = filter.text.toLowerCase();
  if (filter.from !== undefined) tidy.from = filter.from;
  if (filter.to !== undefined) tidy.to = filter.to;
  if (filter.before !== undefined) tidy.before = filter.before;
  return tidy;
}

/** Equal for equal filters. */
export function filterKey(filter: Filter): string {
  return JSON.stringify(normalize(filter));
}
