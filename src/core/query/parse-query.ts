/**
 * Reads a query. Terms stand side by side, and all of them have to hold:
 *
 *   query  = [ ["-"] term { space ["-"] term } ]
 *   term   = key ":" value { "," value } | quotation | expression | text
 *   value  = quotation | expression | [">" | ">=" | "<" | "<=" | "="] word | word ".." word
 *
 * What is not a term of another kind is text, and words of text that stand side by side are one text, with the space between them as it was
 * typed: so a text that has nothing of a query in it is looked for as it is.
 */
import { patternFault } from '../pattern/pattern-fault.ts';
import type { TextPattern } from '../pattern/program.ts';
import type { CodeUnits } from '../units.ts';
import { CHOICES, isQueryKey, nearKey, type ChoiceKey } from './keys.ts';
import { readPath } from './json-path.ts';
import type { Condition, FaultCode, Query, QueryFault, QueryKey, Range, Step, Term, TimeRange, Word } from './query.ts';
import { readNumber, readRange, readSize, readTimes, readWordOrRange, type Refused } from './read-value.ts';
import { expression, isSpace, quotation, wordEnd } from './scanner.ts';

/** More than a person types. */
export const MAX_QUERY: CodeUnits = 10_000;
export const MAX_TERMS = 50;
export const MAX_VALUES = 1000;

class Wrong extends Error {
  readonly fault: QueryFault;
  constructor(code: FaultCode, from: CodeUnits, to: CodeUnits, detail = '') {
    super(code);
    this.fault = { code, at: { from, to }, detail };
  }
}

/** Never throws: a mistake is told with its place, and what stands before it is read all the same. */
export function parseQuery(text: string): Query {
  const terms: Term[] = [];
  try {
    if (text.length > MAX_QUERY) throw new Wrong('long', MAX_QUERY, text.length, String(MAX_QUERY));
    readTerms(text, terms);
    return { terms, fault: null };
  } catch (error) {
    if (error instanceof Wrong) return { terms, fault: error.fault };
    throw error;
  }
}

function readTerms(text: string, terms: Term[]): void {
  let at = 0;
  let isText = false;
  while (true) {
    while (isSpace(text[at])) at += 1;
    if (at >= text.length) return;
    const from = at;
    const not = /^-[\p{L}"/]/u.test(text.slice(at, at + 3));
    if (not) at += 1;
    const special = quoteTerm(text, at) ?? patternTerm(text, at) ?? keyTerm(text, at);
    const to = special?.to ?? wordEnd(text, at);
    const last = terms.at(-1);
    if (special === null && !not && isText && last !== undefined) {
      last.at.to = to;
      last.condition = { kind: 'text', text: text.slice(last.at.from, to) };
    } else {
      if (terms.length >= MAX_TERMS) throw new Wrong('too-many', from, text.length, String(MAX_TERMS));
      terms.push({ at: { from, to }, not, condition: special?.condition ?? { kind: 'text', text: text.slice(at, to) } });
    }
    isText = special === null && !not;
    at = to;
  }
}

type Found = { condition: Condition; to: CodeUnits } | null;

/** What goes on after the closing mark (`"price":3`) is text with quotation marks in it. */
function quoteTerm(text: string, at: CodeUnits): Found {
  if (text[at] !== '"') return null;
  const found = quotation(text, at);
  if (found === null) throw new Wrong('unclosed', at, text.length);
  if (found.to < text.length && !isSpace(text[found.to])) return null;
  if (found.value === '') throw new Wrong('no-value', at, found.to);
  return { condition: { kind: 'text', text: found.value }, to: found.to };
}

function patternTerm(text: string, at: CodeUnits): Found {
  const found = text[at] === '/' ? expression(text, at) : null;
  return found && { condition: { kind: 'pattern', pattern: checked(found.pattern, at, found.to) }, to: found.to };
}

function checked(pattern: TextPattern, from: CodeUnits, to: CodeUnits): TextPattern {
  const fault = patternFault(pattern);
  if (fault === null) return pattern;
  throw new Wrong(`pattern-${fault.kind}`, from, to, fault.detail);
}

function keyTerm(text: string, at: CodeUnits): Found {
  const word = /^[A-Za-z]+/.exec(text.slice(at, at + 40))?.[0];
  if (word === undefined) return null;
  const after = at + word.length;
  if (word === 'data' && (text[after] === '.' || text[after] === '[')) return jsonTerm(text, at, after);
  if (text[after] !== ':') return null;
  if (isQueryKey(word)) return valueTerm(text, word, at, after + 1);
  const near = nearKey(word);
  if (near === undefined) return null;
  throw new Wrong('unknown-key', at, after, near);
}

function jsonTerm(text: string, at: CodeUnits, after: CodeUnits): Found {
  const end = wordEnd(text, at);
  const found = readPath(text, after);
  if (found === null || text[found.to] !== ':') {
    // Without a colon it is text that looks like a path.
    if (!text.slice(after, end).includes(':')) return null;
    throw new Wrong('path', at, end);
  }
  return anyOf(text, at, found.to + 1, (words) => ({ kind: 'json', path: found.path satisfies Step[], values: words }), readWordOrRange);
}

function valueTerm(text: string, key: QueryKey, at: CodeUnits, from: CodeUnits): Found {
  switch (key) {
    case 'type':
    case 'url':
    case 'origin':
    case 'frame':
    case 'data':
    case 'meaning':
    case 'protocol':
      return anyOf(
        text,
        at,
        from,
        (words) => ({ kind: 'words', key, words: words as Word[] }),
        (word) => ({ glob: word }),
      );
    case 'id':
      return anyOf(text, at, from, (values) => ({ kind: 'id', values }), readWordOrRange);
    case 'conn':
    case 'attempt':
    case 'seq':
      return anyNumber(
        text,
        at,
        from,
        (ranges) => ({ kind: 'numbers', key, ranges }),
        (word) => readRange(word, readNumber, 'number'),
      );
    case 'size':
      return anyNumber(
        text,
        at,
        from,
        (ranges) => ({ kind: 'numbers', key, ranges }),
        (word) => readRange(word, readSize, 'size'),
      );
    case 'at':
      return anyNumber(text, at, from, (ranges) => ({ kind: 'times', ranges: ranges as TimeRange[] }), readTimes);
    case 'kind':
    case 'heard':
    case 'from':
    case 'is':
    case 'api':
    case 'context':
      return choiceTerm(text, key, at, from);
  }
}

function choiceTerm(text: string, key: ChoiceKey, at: CodeUnits, from: CodeUnits): Found {
  const known: readonly string[] = CHOICES[key];
  const choices: string[] = [];
  const to = eachValue(text, at, from, false, (word, place) => {
    if (typeof word !== 'string' || !known.includes(word)) throw new Wrong('choice', place.from, place.to, known.join(', '));
    choices.push(word);
  });
  return { condition: { kind: 'choice', key, choices }, to };
}

function anyOf(
  text: string,
  at: CodeUnits,
  from: CodeUnits,
  make: (values: (Word | Range)[]) => Condition,
  read: (word: string) => Word | Range | Refused,
): Found {
  const values: (Word | Range)[] = [];
  const to = eachValue(text, at, from, true, (word, place) => {
    const value = typeof word === 'string' ? read(word) : word;
    if (typeof value === 'string') throw new Wrong(value, place.from, place.to);
    values.push(value);
  });
  return { condition: make(values), to };
}

function anyNumber(text: string, at: CodeUnits, from: CodeUnits, make: (ranges: Range[]) => Condition, read: (word: string) => Range | Refused): Found {
  const ranges: Range[] = [];
  const to = eachValue(text, at, from, false, (word, place) => {
    const value = typeof word === 'string' ? read(word) : 'number';
    if (typeof value === 'string') throw new Wrong(value, place.from, place.to);
    ranges.push(value);
  });
  return { condition: make(ranges), to };
}

/** Calls `take` with each of the values between commas; says where they end. */
function eachValue(
  text: string,
  term: CodeUnits,
  from: CodeUnits,
  withPatterns: boolean,
  take: (value: string | Exclude<Word, { glob: string }>, place: { from: CodeUnits; to: CodeUnits }) => void,
): CodeUnits {
  let at = from;
  for (let count = 1; ; count += 1) {
    if (count > MAX_VALUES) throw new Wrong('too-many', at, wordEnd(text, at), String(MAX_VALUES));
    const begin = at;
    const isOver = (char: string | undefined): boolean => char === undefined || char === ',' || isSpace(char);
    const marks = text[at] === '"' ? quotation(text, at) : undefined;
    if (marks === null) throw new Wrong('unclosed', at, text.length);
    const slashes = withPatterns && text[at] === '/' ? expression(text, at, isOver) : null;
    if (marks !== undefined) {
      at = marks.to;
      if (!isOver(text[at])) throw new Wrong('after-quote', at, wordEnd(text, at));
      take({ literal: marks.value }, { from: begin, to: at });
    } else if (slashes !== null) {
      at = slashes.to;
      take({ pattern: checked(slashes.pattern, begin, at) }, { from: begin, to: at });
    } else {
      while (!isOver(text[at])) at += 1;
      if (at === begin) throw new Wrong('no-value', count === 1 ? term : at - 1, at);
      take(text.slice(begin, at), { from: begin, to: at });
    }
    if (text[at] !== ',') return at;
    at += 1;
  }
}
