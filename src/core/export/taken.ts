/** What redaction has taken out of a file, so that its maker sees it before the file goes anywhere: by place and name, never the credentials themselves. */
import type { OnTaken, SecretPlace } from './cleaning.ts';

export interface Taken {
  place: SecretPlace;
  /** As it was written, shortened. '' stands for all names beyond `MAX_NAMES`. */
  name: string;
  /** How often it stood in the file. */
  count: number;
}

/** A page can make up as many names as it likes, and as long; nobody reads more. */
const MAX_NAMES = 200;
const MAX_LENGTH = 80;

export interface TakenSums {
  readonly onTaken: OnTaken;
  /** The most frequent first. */
  list(): Taken[];
}

export function sumTaken(): TakenSums {
  const sums = new Map<string, Taken>();
  const onTaken = (place: SecretPlace, name: string): void => {
    const short = name.slice(0, MAX_LENGTH);
    const known = sums.get(`${place} ${short}`);
    if (known !== undefined) known.count += 1;
    else if (sums.size < MAX_NAMES || name === '') sums.set(`${place} ${short}`, { place, name: short, count: 1 });
    else onTaken(place, '');
  };
  return {
    onTaken,
    list: () => [...sums.values()].toSorted((a, b) => b.count - a.count),
  };
}
