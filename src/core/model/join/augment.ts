/** Finds requests for attempts that `align` had to leave without, since the pair would have crossed another. */
import type { RequestEntry, Slot } from '../types.ts';
import { pairCost, UNCLAIMED_REQUEST, UNCLAIMED_SLOT } from './evidence.ts';

/** How many lone attempts, lone requests and go-betweens are tried: crossings are between neighbours. */
const MAX_TRIED = 32;

/** `partners`: for each slot the place of its request, -1 for none; changed in place. */
export function augment(slots: readonly Slot[], requests: readonly RequestEntry[], partners: Int32Array): void {
  const lone = slots.flatMap((_, place) => (partners[place] === -1 ? [place] : []));
  if (lone.length === 0) return;
  const taken = new Set(partners);
  const free = requests.flatMap((_, place) => (taken.has(place) ? [] : [place]));
  const costOf = (slot: number, request: number): number => pairCost(slots[slot]!, requests[request]!);
  for (const slot of lone.slice(0, MAX_TRIED)) {
    let best = UNCLAIMED_SLOT + UNCLAIMED_REQUEST;
    let found: { request: number; by: number } | undefined;
    for (const request of free.slice(0, MAX_TRIED)) {
      // Either the request itself, or the one of a neighbour who can take it instead.
      for (let by = Math.max(0, slot - MAX_TRIED); by < Math.min(slots.length, slot + MAX_TRIED); by += 1) {
        const its = partners[by]!;
        if (by !== slot && its === -1) continue;
        const cost = by === slot ? costOf(slot, request) : costOf(slot, its) + costOf(by, request) - costOf(by, its);
        if (cost >= best) continue;
        best = cost;
        found = { request, by };
      }
    }
    if (found === undefined) continue;
    if (found.by !== slot) partners[slot] = partners[found.by]!;
    partners[found.by] = found.request;
    free.splice(free.indexOf(found.request), 1);
  }
}
