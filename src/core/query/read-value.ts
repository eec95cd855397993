/** One value after a key: `order.*`, `>10kb`, `1..5`, `>=12:03`. */
import type { Range, TimeRange, Word } from './query.ts';
import { readTime } from './read-time.ts';

/** A value that cannot be read: the code of the fault. */
export type Refused = 'number' | 'size' | 'time' | 'empty-range' | 'no-order';

type ReadNumber = (text: string) => number | null;

export const readNumber: ReadNumber = (text) => {
  const number = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text) ? Number(text) : NaN;
  return Number.isFinite(number) ? number : null;
};

/** As the panel writes sizes: a kilobyte has 1000 bytes. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['b', 1],
  ['k', 1e3],
  ['kb', 1e3],
  ['m', 1e6],
  ['mb', 1e6],
  ['g', 1e9],
  ['gb', 1e9],
  ['kib', 1024],
  ['mib', 1024 ** 2],
  ['gib', 1024 ** 3],
]);

export const readSize: ReadNumber = (text) => {
  const parts = /^(\d+(?:\.\d+)?)([a-z]*)$/i.exec(text);
  const unit = parts === null ? undefined : UNITS.get(parts[2]!.toLowerCase());
  const size = unit === undefined ? readNumber(text) : Number(parts![1]) * unit;
  return size === Infinity ? null : size;
};

/** `>`, `>=`, `<`, `<=` or `=` and what follows; `..` between two. */
function comparison(text: string): { sign: string; first: string; second?: string } {
  const sign = /^(?:[<>]=?|=)/.exec(text)?.[0] ?? '';
  const rest = text.slice(sign.length);
  const dots = sign === '' ? rest.indexOf('..') : -1;
  return dots < 0 ? { sign, first: rest } : { sign: '..', first: rest.slice(0, dots), second: rest.slice(dots + 2) };
}

/** Whether a value compares, and so is no word. */
export function compares(text: string): boolean {
  const { sign, first, second } = comparison(text);
  return sign === '..' ? readNumber(first) !== null && readNumber(second!) !== null : sign !== '';
}

const range = (low: number, high: number, lowOpen = false, highOpen = false): Range => ({ low, high, lowOpen, highOpen });

export function readRange(text: string, read: ReadNumber, refused: Refused): Range | Refused {
  const { sign, first, second } = comparison(text);
  const low = read(first);
  if (low === null) return refused;
  if (second !== undefined) {
    const high = read(second);
    if (high === null) return refused;
    return low > high ? 'empty-range' : range(low, high);
  }
  if (sign === '>' || sign === '>=') return range(low, Infinity, sign === '>');
  if (sign === '<' || sign === '<=') return range(-Infinity, low, false, sign === '<');
  return range(low, low);
}

export function readTimes(text: string): TimeRange | Refused {
  const { sign, first, second } = comparison(text);
  const one = readTime(first);
  if (one === null) return 'time';
  const { daily } = one;
  if (second !== undefined) {
    const other = readTime(second);
    if (other === null || other.daily !== daily) return 'time';
    return one.from >= other.to ? 'empty-range' : { daily, ...range(one.from, other.to, false, true) };
  }
  if (sign === '>' || sign === '>=') return { daily, ...range(one.from, Infinity, sign === '>') };
  if (sign === '<') return { daily, ...range(-Infinity, one.from, false, true) };
  if (sign === '<=') return { daily, ...range(-Infinity, one.to, false, true) };
  return { daily, ...range(one.from, one.to, false, true) };
}

/** What a JSON path, or an id, is compared with. */
export function readWordOrRange(text: string): Word | Range | Refused {
  if (!compares(text)) return { glob: text };
  // `=5` is the number, `=abc` the word.
  if (text.startsWith('=') && readNumber(text.slice(1)) === null) return { glob: text.slice(1) };
  return readRange(text, readNumber, 'no-order');
}
