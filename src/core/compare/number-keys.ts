/** Gives each message a number: equal numbers mean that two are the same message. */
import type { CompareSide } from './side.ts';

/** `id`: by last event id, and what has none by content. `content`: by type and data. */
export type JoinBy = 'id' | 'content';

export interface Keys {
  left: Int32Array;
  right: Int32Array;
  /** Numbers that were given, from 0. */
  count: number;
}

/** Rows between two looks at the clock. */
const STEP = 4096;

/** Yields how many messages were numbered. */
export function* numberKeys(left: CompareSide, right: CompareSide, by: JoinBy): Generator<number, Keys, void> {
  /** By id, type and data; the id is '' where it does not count. */
  const contents = new Map<string, Map<string, Map<string, number>>>();
  const ids = new Map<string, number>();
  let count = 0;
  let done = 0;

  const ofContent = (id: string, type: string, data: string): number => {
    const types = getOr(contents, id, () => new Map<string, Map<string, number>>());
    const datas = getOr(types, type, () => new Map<string, number>());
    return getOr(datas, data, () => count++);
  };

  function* numberSide(side: CompareSide): Generator<number, Int32Array, void> {
    const keys = new Int32Array(side.length);
    /** The first message with each id, on this side. */
    const firsts = new Map<string, number>();
    for (let n = 0; n < side.length; n += 1) {
      const { id, type, data } = side.message(n);
      keys[n] = keyOf(side, firsts, n, { id, type, data });
      if ((done += 1) % STEP === 0) yield done;
    }
    return keys;
  }

  /**
   * [note] Ids stick: a message after one with an id has that id, too. So an id names its first message, and what repeats that one;
   * others with the same id are told apart by what they say.
   */
  const keyOf = (side: CompareSide, firsts: Map<string, number>, n: number, { id, type, data }: { id: string; type: string; data: string }): number => {
    if (by === 'content' || id === '') return ofContent('', type, data);
    const first = getOr(firsts, id, () => n);
    if (first !== n) {
      const before = side.message(first);
      if (before.type !== type || before.data !== data) return ofContent(id, type, data);
    }
    return getOr(ids, id, () => count++);
  };

  return { left: yield* numberSide(left), right: yield* numberSide(right), count };
}

function getOr<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
