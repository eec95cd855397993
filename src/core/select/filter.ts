/** Which messages are wanted. */
import { ROW_KINDS, type RowKind } from '../model/message-block.ts';
import type { ConnectionId, EpochMs, FrameId, MessageIndex } from '../units.ts';

/** As in the question `messages`; what is missing does not filter. */
export interface Filter {
  connections?: ConnectionId[];
  frames?: FrameId[];
  kinds?: RowKind[];
  types?: string[];
  text?: string;
  pattern?: { source: string; flags: string };
  query?: string;
  zone?: number;
  marked?: MessageIndex[];
  among?: MessageIndex[];
  from?: EpochMs;
  to?: EpochMs;
  before?: MessageIndex;
}

/** The rows that pass a filter, in shown order: a list that grows with the capture and never starts over. */
export interface FilteredIndex {
  /**
   * Takes in what came since, then goes on with what is older, until done or until `isOver()` says that time is up.
   * It is asked some thousand times a second of work.
   */
  step(isOver: () => boolean): void;
  /** Rows that pass, as far as known. */
  readonly length: number;
  /** False while older rows have not been looked at. */
  readonly complete: boolean;
  /** Rows that were looked at, of all that are held; undefined: none has to be. */
  readonly looked: number | undefined;
  /** Rows that were looked at only in part, since a regular expression, or JSON, might have taken too long. */
  readonly cutShort: number;
  /** The row at `position`, from 0, the one shown first. */
  at(position: number): MessageIndex;
  /** Where a row stands; -1 if it does not pass, is not held or has not been looked at. */
  position(index: MessageIndex): number;
}

/** The same filter without what does not filter: so equal wishes are equal values. */
export function normalize(filter: Filter): Filter {
  const tidy: Filter = {};
  if (filter.connections !== undefined) tidy.connections = ascending(filter.connections);
  if (filter.frames !== undefined) tidy.frames = ascending(filter.frames);
  if (filter.kinds !== undefined && !ROW_KINDS.every((kind) => filter.kinds!.includes(kind))) tidy.kinds = [...new Set(filter.kinds)].sort();
  if (filter.types !== undefined) tidy.types = [...new Set(filter.types)].sort();
  if (filter.text !== undefined && filter.text !== '') tidy.text = filter.text.toLowerCase();
  if (filter.pattern !== undefined && filter.pattern.source !== '') tidy.pattern = { source: filter.pattern.source, flags: filter.pattern.flags };
  if (filter.query !== undefined && filter.query.trim() !== '') {
    tidy.query = filter.query.trim();
    if (filter.zone !== undefined) tidy.zone = filter.zone;
    if (filter.marked !== undefined) tidy.marked = ascending(filter.marked);
  }
  if (filter.among !== undefined) tidy.among = ascending(filter.among);
  if (filter.from !== undefined) tidy.from = filter.from;
  if (filter.to !== undefined) tidy.to = filter.to;
  if (filter.before !== undefined) tidy.before = filter.before;
  return tidy;
}

/** Equal for equal filters. */
export function filterKey(filter: Filter): string {
  return JSON.stringify(normalize(filter));
}

function ascending(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}
