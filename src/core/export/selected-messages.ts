/** The rows that an export is about, as they stand now, in shown order. */
import { indexAt } from '../model/index-list.ts';
import { firstIndex, heldRows } from '../model/message-log.ts';
import type { Capture } from '../model/types.ts';
import type { MessageIndex } from '../units.ts';

/** Rows in shown order. */
export interface MessageList {
  readonly length: number;
  at(position: number): MessageIndex;
  /** Where a row stands; -1: it is not among them. */
  position(index: MessageIndex): number;
}

/** Rows in shown order: those that a selection holds, or those of one attempt. */
export interface ShownRows {
  readonly length: number;
  at(position: number): MessageIndex;
}

export interface SelectedMessages extends ShownRows {
  has(index: MessageIndex): boolean;
}

/** @note For one piece only: between two pieces a capture grows and drops. */
export function selectedMessages({ log }: Capture, list: MessageList | undefined): SelectedMessages {
  if (list !== undefined) {
    return {
      length: list.length,
      has: (index) => list.position(index) >= 0,
      at: (position) => list.at(position),
    };
  }
  const first = firstIndex(log);
  const { order } = log;
  return {
    length: heldRows(log),
    has: (index) => index >= first && index < log.next,
    at: (position) => (order === null ? first + position : indexAt(order, position)),
  };
}
