/** Exchanges partners within a run as long as it lowers the cost. */
import { resolvedAt } from '../slot.ts';
import type { ConnectionEntry, RequestEntry, Slot } from '../types.ts';
import { CLOCK_SLACK } from './bounds.ts';
import { pairCost } from './evidence.ts';

/** Attempts that opened further apart than this cannot have been told in the wrong order. */
const NEAR = 2 * CLOCK_SLACK;
/** Neighbours that one attempt is compared with: more streams of one URL do not open within a tenth of a second but in a test. */
const MAX_NEIGHBOURS = 16;
/** Each pass lowers the cost; more passes than this have not been seen. */
const MAX_PASSES = 4;
const LEAST_GAIN = 1e-6;

/** `partners`: for each slot the place of its request, -1 for none; changed in place. */
export function exchange(slots: readonly Slot[], requests: readonly RequestEntry[], partners: Int32Array): void {
  if (slots.length < 2) return;
  const costOf = (slot: number, request: number): number => (request < 0 ? 0 : pairCost(slots[slot]!, requests[request]!));
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    let gained = false;
    for (let i = 0; i < slots.length; i += 1) {
      const last = Math.min(slots.length, i + 1 + MAX_NEIGHBOURS);
      for (let k = i + 1; k < last; k += 1) {
        if (resolvedAt(slots[k]!)! - resolvedAt(slots[i]!)! > NEAR) break;
        if (slots[i]!.owner === slots[k]!.owner) continue;
        const a = partners[i]!;
        const b = partners[k]!;
        if (a === b) continue;
        if (costOf(i, b) + costOf(k, a) + LEAST_GAIN >= costOf(i, a) + costOf(k, b)) continue;
        partners[i] = b;
        partners[k] = a;
        gained = true;
      }
    }
    if (!gained) return;
    keepOrder(slots, requests, partners);
  }
}

/** Attempts of one connection follow each other, and so do their requests, whatever exchanges with others have done. */
function keepOrder(slots: readonly Slot[], requests: readonly RequestEntry[], partners: Int32Array): void {
  const places = new Map<ConnectionEntry, number[]>();
  slots.forEach((slot, place) => {
    if (partners[place]! < 0) return;
    const own = places.get(slot.owner);
    if (own === undefined) places.set(slot.owner, [place]);
    else own.push(place);
  });
  for (const own of places.values()) {
    const inOrder = own.map((place) => partners[place]!).sort((a, b) => requests[a]!.latest.startedAt - requests[b]!.latest.startedAt);
    if (own.some((place, n) => pairCost(slots[place]!, requests[inOrder[n]!]!) === Infinity)) continue;
    own.forEach((place, n) => (partners[place] = inOrder[n]!));
  }
}
