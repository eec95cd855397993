/** A list of the rows of an attempt as it begins. */
import type { MessageSource } from './message-block.ts';
import type { Listing } from './types.ts';

export function createListing(from: MessageSource): Listing {
  return { from, slot: undefined, last: undefined, place: -1, torn: false };
}
