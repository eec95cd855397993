/** The messages that pass a filter, as a list of indexes that grows with the capture and never starts over. */
import type { Capture } from '../model/capture.ts';
import { indexAt, lowerBound, partition, type IndexList } from '../model/index-list.ts';
import { firstIndex, messageTime } from '../model/message-log.ts';
import type { MessageIndex } from '../units.ts';
import { normalize, type Filter } from './filter.ts';
import { createScan } from './scan.ts';

export interface FilteredIndex {
  /**
   * Takes in what came since, then goes on with what is older, until done or until `isOver()` says that time is up.
   * It is asked some thousand times a second of work.
   */
  step(isOver: () => boolean): void;
  /** Messages that pass, as far as known. */
  readonly length: number;
  /** False while older messages have not been looked at. */
  readonly complete: boolean;
  /** The message at `position`, from 0, the oldest. */
  at(position: number): MessageIndex;
  /** Where a message stands; -1 if it does not pass, is not held or has not been looked at. */
  position(index: MessageIndex): number;
}

/** Chooses the cheapest way: all messages and those of one connection are there already; the rest has to be looked through. */
export function createFilteredIndex(capture: Capture, wanted: Filter): FilteredIndex {
  const filter = normalize(wanted);
  const { connections, from, to } = filter;
  const single = connections?.length === 1 ? connections[0] : undefined;
  const isByContent = [filter.text, filter.pattern, filter.types, filter.frames, filter.among].some((wish) => wish !== undefined);
  if (!isByContent && single !== undefined) return ofConnection(capture, filter, single);
  if (!isByContent && connections === undefined && from === undefined && to === undefined) return ofAll(capture, filter.before);
  return createScan(capture, filter);
}

function ofAll({ log }: Capture, before = Infinity): FilteredIndex {
  const end = (): MessageIndex => Math.max(firstIndex(log), Math.min(before, log.next));
  return {
    step() {},
    get length() {
      return end() - firstIndex(log);
    },
    complete: true,
    at: (position) => firstIndex(log) + position,
    position: (index) => (index >= firstIndex(log) && index < end() ? index - firstIndex(log) : -1),
  };
}

/** A connection's own list, cut by time and by `before`: all by binary search. */
function ofConnection(capture: Capture, { from, to, before }: Filter, id: number): FilteredIndex {
  const positions = (): IndexList | undefined => capture.connections.get(id)?.positions;
  const span = (): { list: IndexList; low: number; high: number } | undefined => {
    const list = positions();
    if (list === undefined) return undefined;
    const low = from === undefined ? 0 : partition(list, (index) => messageTime(capture.log, index) < from);
    const inTime = to === undefined ? list.length : partition(list, (index) => messageTime(capture.log, index) <= to);
    const high = before === undefined ? inTime : Math.min(inTime, lowerBound(list, before));
    return { list, low, high: Math.max(low, high) };
  };
  return {
    step() {},
    get length() {
      const found = span();
      return found === undefined ? 0 : found.high - found.low;
    },
    complete: true,
    at(position) {
      const found = span();
      if (found === undefined) throw new RangeError(`connection ${id} is not held`);
      return indexAt(found.list, found.low + position);
    },
    position(index) {
      const found = span();
      if (found === undefined) return -1;
      const place = lowerBound(found.list, index);
      return place >= found.low && place < found.high && indexAt(found.list, place) === index ? place - found.low : -1;
    },
  };
}
