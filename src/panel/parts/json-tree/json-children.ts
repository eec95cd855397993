/** The members of an object or array, found again in the text when someone looks. Pure. */
import { endOfString, endOfWord, kindAt, skipSpace, type JsonDocument, type JsonNode } from './scan-json.ts';

/** One place is remembered for so many members: 100,000 of them cost 12 KB, and any one is found within 64 steps. */
const STRIDE = 64;

export interface JsonChildren {
  readonly count: number;
  /** The member at this ordinal, from 0. Members in a row cost one step each. */
  at(ordinal: number): JsonNode;
}

const NO_CHILDREN: JsonChildren = {
  count: 0,
  at() {
    throw new RangeError('a value without members');
  },
};

/** How many members a value has; 0 for what is neither object nor array. */
export function memberCount(document: JsonDocument, node: JsonNode): number {
  return node.container < 0 ? 0 : (document.containers.members[node.container] ?? 0);
}

/** The members of `node`. Remembers places as far as it has been asked. */
export function childrenOf(document: JsonDocument, node: JsonNode): JsonChildren {
  const count = memberCount(document, node);
  if (count === 0) return NO_CHILDREN;
  const { text, containers } = document;
  const isObject = node.kind === 'object';
  /** For every STRIDE-th member: its offset, and the number of the next container in the text. */
  const places: { at: number; container: number }[] = [{ at: skipSpace(text, node.start + 1), container: node.container + 1 }];
  let last: { ordinal: number; node: JsonNode; next: number; container: number } | null = null;

  const read = (at: number, container: number): { node: JsonNode; next: number; container: number } => {
    let keyStart = -1;
    let keyEnd = -1;
    if (isObject) {
      keyStart = at;
      keyEnd = endOfString(text, at);
      // Over the colon and the space at both sides of it.
      at = skipSpace(text, skipSpace(text, keyEnd) + 1);
    }
    const kind = kindAt(text, at);
    const nested = kind === 'object' || kind === 'array';
    const end = nested ? (containers.end[container] ?? text.length) : kind === 'string' ? endOfString(text, at) : endOfWord(text, at);
    // Over the comma. After the last member this leads beyond the closing bracket, and is not used.
    const next = skipSpace(text, skipSpace(text, end) + 1);
    return {
      node: { kind, start: at, end, keyStart, keyEnd, container: nested ? container : -1 },
      next,
      container: nested ? (containers.after[container] ?? 0) : container,
    };
  };

  return {
    count,
    at(ordinal) {
      if (ordinal < 0 || ordinal >= count) throw new RangeError(`member ${ordinal} of ${count}`);
      if (last?.ordinal === ordinal) return last.node;
      // From the last one read, or from the nearest remembered place before.
      const place = Math.min(Math.floor(ordinal / STRIDE), places.length - 1);
      let step = place * STRIDE;
      let at = places[place]?.at ?? 0;
      let container = places[place]?.container ?? 0;
      if (last && last.ordinal < ordinal && last.ordinal >= step) {
        step = last.ordinal + 1;
        at = last.next;
        container = last.container;
      }
      for (; ; step++) {
        if (step % STRIDE === 0 && step / STRIDE === places.length) places.push({ at, container });
        const result = read(at, container);
        if (step === ordinal) {
          last = { ordinal, ...result };
          return result.node;
        }
        at = result.next;
        container = result.container;
      }
    },
  };
}
