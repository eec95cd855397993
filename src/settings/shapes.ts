/** What the value of a setting may be. */
import { isRecord } from '../wire/protocol/guard.ts';

export interface Shape<T> {
  is(value: unknown): value is T;
  /** As much of a value that does not pass as can be used all the same; undefined when nothing can. Missing: nothing ever. */
  keep?(value: unknown): T | undefined;
  /** Of a value that is one of some words: the label of each in English. */
  words?: Readonly<Record<string, string>>;
}

export const flag: Shape<boolean> = { is: (value) => typeof value === 'boolean' };

/** One of some words, each with its label in English. */
export const oneOf = <Word extends string>(words: Readonly<Record<Word, string>>): Shape<Word> & { words: Readonly<Record<Word, string>> } => ({
  is: (value): value is Word => typeof value === 'string' && Object.hasOwn(words, value),
  words,
});

/** A list of at most `most` items. Items that do not pass are left out. */
export const listOf = <Item>(isItem: (value: unknown) => value is Item, most: number): Shape<readonly Item[]> => ({
  is: (value): value is readonly Item[] => Array.isArray(value) && value.length <= most && value.every(isItem),
  keep: (value) => (Array.isArray(value) ? value.filter(isItem).slice(0, most) : undefined),
});

/** A value for some of `names`. Those that do not pass are left out. */
export function someOf<Name extends string, Value>(
  names: readonly Name[],
  isValue: (value: unknown, name: Name) => value is Value,
): Shape<Readonly<Partial<Record<Name, Value>>>> {
  type Some = Partial<Record<Name, Value>>;
  const keep = (value: unknown): Some | undefined =>
    isRecord(value) ? (Object.fromEntries(names.filter((name) => isValue(value[name], name)).map((name) => [name, value[name]])) as Some) : undefined;
  return {
    is: (value): value is Some => isRecord(value) && Object.keys(value).length === Object.keys(keep(value) ?? {}).length,
    keep,
  };
}
