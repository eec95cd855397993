/** What one witness lists of one attempt, in full and in wire order: the messages of the network log, or what bytes say. */
import type { EpochMs, MessageIndex } from '../units.ts';
import type { MessageSource, RowKind } from './message-block.ts';
import type { Slot } from './slot.ts';

export interface Listing {
  readonly from: MessageSource;
  /** The attempt whose rows it lists; undefined until that is certain. */
  slot: Slot | undefined;
  /** The row that it told, or that it recognised, last. */
  last: MessageIndex | undefined;
  /** Where that row stood among those of its connection when it was seen last; -1: nowhere. */
  place: number;
  /** Something is missing before what comes next, so that may stand anywhere later. */
  torn: boolean;
}

/** One thing that a witness lists. */
export interface ListedRow {
  kind: RowKind;
  /** Undefined where the witness does not know when it came. */
  at: EpochMs | undefined;
  type: string;
  lastEventId: string;
  data: string;
}

export function createListing(from: MessageSource): Listing {
  return { from, slot: undefined, last: undefined, place: -1, torn: false };
}
