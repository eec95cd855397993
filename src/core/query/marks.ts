/** Where a text matches a query, to be marked. */
import { createPatternSearch } from '../pattern/pattern-search.ts';
import type { TextPattern } from '../pattern/program.ts';
import type { CodeUnits } from '../units.ts';
import type { Place, Term, Word } from './query.ts';

/** Marks of one text at most: more is a text that is marked all over. */
export const MOST_MARKS = 1000;

type Find = (text: string, from: CodeUnits) => Place | null;

export interface QueryMarks {
  /** In order, none over another; `column` is what the text is of. */
  in(column: 'type' | 'id' | 'data', text: string): Place[];
}

/** Null: nothing that could be marked is asked for. What is asked not to be there is not marked, nor are numbers and paths. */
export function marksOf(terms: readonly Pick<Term, 'not' | 'condition'>[]): QueryMarks | null {
  const finds: Record<'type' | 'id' | 'data', Find[]> = { type: [], id: [], data: [] };
  const add = (find: Find, columns: readonly ('type' | 'id' | 'data')[]): void => columns.forEach((column) => finds[column].push(find));
  for (const { not, condition } of terms) {
    if (not) continue;
    if (condition.kind === 'text') add(findText(condition.text), ['type', 'id', 'data']);
    else if (condition.kind === 'pattern') add(findPattern(condition.pattern), ['type', 'id', 'data']);
    else if (condition.kind === 'words' && (condition.key === 'type' || condition.key === 'data')) {
      for (const word of condition.words) addWord(word, condition.key);
    } else if (condition.kind === 'id') for (const value of condition.values) if (!('low' in value)) addWord(value, 'id');
  }
  function addWord(word: Word, column: 'type' | 'id' | 'data'): void {
    if ('pattern' in word) add(findPattern(word.pattern), [column]);
    else if ('literal' in word) add(findText(word.literal), [column]);
    else for (const piece of word.glob.split('*')) if (piece !== '') add(findText(piece), [column]);
  }
  if (Object.values(finds).every((some) => some.length === 0)) return null;
  return { in: (column, text) => merged(finds[column].flatMap((find) => all(find, text))) };
}

function findText(needle: string): Find {
  if (needle === '') return () => null;
  // As it is searched for: case set aside, in all of Unicode.
  const pattern = new RegExp(
    needle.replace(/[\\^$.*+?()[\]{}|/]/g, (char) => `\\${char}`),
    'giu',
  );
  return (text, from) => {
    pattern.lastIndex = from;
    const match = pattern.exec(text);
    return match && { from: match.index, to: match.index + match[0].length };
  };
}

function findPattern(pattern: TextPattern): Find {
  const search = createPatternSearch(pattern);
  return search.find;
}

function all(find: Find, text: string): Place[] {
  const places: Place[] = [];
  let at = 0;
  while (at <= text.length && places.length < MOST_MARKS) {
    const place = find(text, at);
    if (place === null) break;
    // An empty match has nothing to be marked, and would be found again for ever.
    if (place.to > place.from) places.push(place);
    at = Math.max(place.to, place.from + 1);
  }
  return places;
}

function merged(places: Place[]): Place[] {
  const union: Place[] = [];
  for (const place of places.sort((one, other) => one.from - other.from || one.to - other.to)) {
    const last = union.at(-1);
    if (last !== undefined && place.from <= last.to) last.to = Math.max(last.to, place.to);
    else union.push({ ...place });
  }
  return union.slice(0, MOST_MARKS);
}
