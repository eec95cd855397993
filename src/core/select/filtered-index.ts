/** The rows that pass a filter, as a list of indexes in shown order that grows with the capture and never starts over. */
import { indexAt, partition, type IndexList } from '../model/index-list.ts';
import { firstIndex, heldRows, messageTime } from '../model/message-log.ts';
import { positionIn } from '../model/message-order.ts';
import type { Capture } from '../model/types.ts';
import type { DecodedRows } from '../query/decoded-rows.ts';
import type { MessageIndex } from '../units.ts';
import type { FilteredIndex } from './filter.ts';
import { normalize, type Filter } from './filter.ts';
import { createScan } from './scan.ts';

/** Chooses the cheapest way: all rows and those of one connection are there already; the rest has to be looked through. */
export function createFilteredIndex(capture: Capture, wanted: Filter, decoded?: DecodedRows): FilteredIndex {
  const filter = normalize(wanted);
  const { connections, from, to, before } = filter;
  const single = connections?.length === 1 ? connections[0] : undefined;
  const isByContent = [filter.text, filter.pattern, filter.query, filter.types, filter.kinds, filter.frames, filter.among].some((wish) => wish !== undefined);
  let direct: FilteredIndex | undefined;
  if (!isByContent && single !== undefined) direct = ofConnection(capture, filter, single);
  else if (!isByContent && connections === undefined && from === undefined && to === undefined) direct = ofAll(capture, before);
  if (direct === undefined) return createScan(capture, filter, decoded);
  return before === undefined ? direct : untilLate(capture, direct, before, () => createScan(capture, filter));
}

/**
 * `before` cuts a list of rows that is there at its end; but once a row was learnt late after that moment, it stands among the others, and
 * they have to be looked through.
 */
function untilLate(capture: Capture, direct: FilteredIndex, before: MessageIndex, createOther: () => FilteredIndex): FilteredIndex {
  let other: FilteredIndex | undefined;
  const present = (): FilteredIndex => {
    if (other === undefined && capture.log.lastLate < before) return direct;
    other ??= createOther();
    return other;
  };
  return {
    step: (isOver) => present().step(isOver),
    get length() {
      return present().length;
    },
    get complete() {
      return present().complete;
    },
    get looked() {
      return present().looked;
    },
    get cutShort() {
      return present().cutShort;
    },
    at: (position) => present().at(position),
    position: (index) => present().position(index),
  };
}

function ofAll({ log }: Capture, before = Infinity): FilteredIndex {
  const length = (): number => Math.max(0, heldRows(log) - Math.max(0, log.next - before));
  return {
    step() {},
    get length() {
      return length();
    },
    complete: true,
    looked: undefined,
    cutShort: 0,
    at: (position) => (log.order === null ? firstIndex(log) + position : indexAt(log.order, position)),
    position(index) {
      if (index < firstIndex(log) || index >= log.next) return -1;
      const place = log.order === null ? index - firstIndex(log) : positionIn(log, log.order, index);
      return place < length() ? place : -1;
    },
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
    const high =
      before === undefined
        ? inTime
        : Math.min(
            inTime,
            partition(list, (index) => index < before),
          );
    return { list, low, high: Math.max(low, high) };
  };
  return {
    step() {},
    get length() {
      const found = span();
      return found === undefined ? 0 : found.high - found.low;
    },
    complete: true,
    looked: undefined,
    cutShort: 0,
    at(position) {
      const found = span();
      if (found === undefined) throw new RangeError(`connection ${id} is not held`);
      return indexAt(found.list, found.low + position);
    },
    position(index) {
      const found = span();
      if (found === undefined) return -1;
      const place = positionIn(capture.log, found.list, index);
      return place >= found.low && place < found.high ? place - found.low : -1;
    },
  };
}
