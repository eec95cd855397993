/**
 * Which entry of an answer is which one of the answer before. DevTools has a name for each request, but tells it to no extension
 * (measured, 156). Time, method and URL are shared by streams that a page opens at once to one URL; those are told apart by their marks
 * (see read-entry.ts) and, as long as they wait for an answer, by their order in the log, which only grows at its end.
 */
export interface Marked {
  readonly mark: string | undefined;
}
export interface KnownEntry extends Marked {
  /** Nothing about it will change. */
  readonly over: boolean;
}

/**
 * @param entries of one key, in the order of the log.
 * @param known of the same key, in the order in which they were learnt.
 * @returns for each entry its known one; undefined: it is new.
 */
export function pairEntries<K extends KnownEntry>(entries: readonly Marked[], known: readonly K[]): (K | undefined)[] {
  const paired: (K | undefined)[] = entries.map(() => undefined);
  const left = new Set(known);
  const pair = (fits: (entry: Marked, candidate: K) => boolean): void => {
    entries.forEach((entry, i) => {
      if (paired[i] !== undefined) return;
      for (const candidate of left) {
        if (!fits(entry, candidate)) continue;
        paired[i] = candidate;
        left.delete(candidate);
        return;
      }
    });
  };
  pair((entry, candidate) => entry.mark !== undefined && entry.mark === candidate.mark);
  // It waited the last time; by now it may have been answered.
  pair((_, candidate) => candidate.mark === undefined);
  // Nothing to mistake it for.
  if (entries.length === 1 && left.size === 1) pair((_, candidate) => !candidate.over);
  return paired;
}
