/** What may come next where the caret stands. Pure: what is known of the capture is handed in. */
import type { CodeUnits } from '../units.ts';
import { CHOICES, QUERY_KEYS, isQueryKey, type ChoiceKey, type QueryKey } from './keys.ts';
import { isSpace } from './scanner.ts';
import { writeLiteral } from './write-query.ts';

/** More than anybody looks through. */
export const MOST_COMPLETIONS = 40;

/** What is known that values can be taken from. */
export interface QueryFacts {
  types: readonly { type: string; count: number }[];
  connections: readonly { id: number; url: string; origin: string; frameId: number; frameUrl: string; protocol?: { id: string; name: string } }[];
  /** Paths into JSON, as they stand after `data`. */
  paths: readonly string[];
}

export interface Completion {
  /** A key, a value of one, or a path into JSON. */
  kind: 'key' | 'value' | 'path';
  /** Of the key that it is, or is a value of. */
  key: QueryKey;
  /** What stands in the text when it is taken. */
  insert: string;
  /** What else there is to say of a value: the URL of a connection. */
  detail: string;
  count?: number;
}

export interface Completions {
  /** The part of the text that is replaced. */
  from: CodeUnits;
  to: CodeUnits;
  items: Completion[];
}

/** Never throws. */
export function completeQuery(text: string, caret: CodeUnits, facts: QueryFacts): Completions {
  const start = termStart(text, caret);
  const from = start + (text[start] === '-' ? 1 : 0);
  const typed = text.slice(from, caret);
  let to = caret;
  while (to < text.length && !isSpace(text[to]) && text[to] !== ',' && text[to] !== ':') to += 1;
  const colon = /^([a-z]+):/.exec(typed);
  if (colon !== null && isQueryKey(colon[1]!)) {
    const begin = from + Math.max(typed.lastIndexOf(',') + 1, colon[0].length);
    return { from: begin, to, items: cut(valuesOf(colon[1], text.slice(begin, caret), facts)) };
  }
  // A colon that stands there already is not doubled.
  if (text[to] === ':') to += 1;
  if (/^data[.[]/.test(typed)) {
    const rest = typed.slice(4);
    return { from, to, items: cut(pathsOf(facts.paths.filter((path) => path.toLowerCase().startsWith(rest.toLowerCase())))) };
  }
  // What looks like text, an expression or a quotation is none of our business.
  if (!/^[a-z]*$/i.test(typed)) return { from, to, items: [] };
  const lower = typed.toLowerCase();
  const keys = QUERY_KEYS.filter((key) => key.startsWith(lower)).map((key): Completion => ({ kind: 'key', key, insert: `${key}:`, detail: '' }));
  return { from, to, items: cut(lower === 'data' ? [...keys, ...pathsOf(facts.paths)] : keys) };
}

function pathsOf(paths: readonly string[]): Completion[] {
  return paths.map((path) => ({ kind: 'path', key: 'data', insert: `data${path}:`, detail: '' }));
}

const cut = (items: Completion[]): Completion[] => items.slice(0, MOST_COMPLETIONS);

function valuesOf(key: QueryKey, typed: string, facts: QueryFacts): Completion[] {
  const value = (insert: string, detail = '', count?: number): Completion => ({ kind: 'value', key, insert, detail, count });
  const begins = typed.replace(/^"/, '').toLowerCase();
  const fits = (text: string): boolean => text.toLowerCase().startsWith(begins);
  const holds = (text: string): boolean => text.toLowerCase().includes(begins);
  switch (key) {
    case 'type':
      return facts.types.filter(({ type }) => holds(type) && type !== typed).map(({ type, count }) => value(writeLiteral(type), '', count));
    case 'conn':
      return facts.connections.filter(({ id, url }) => fits(String(id)) || holds(url)).map(({ id, url }) => value(String(id), url));
    case 'url':
      return unique(facts.connections.map(({ url }) => url).filter(holds)).map((url) => value(writeLiteral(url)));
    case 'origin':
      return unique(facts.connections.map(({ origin }) => origin).filter(holds)).map((origin) => value(writeLiteral(origin)));
    case 'protocol': {
      const protocols = new Map(facts.connections.flatMap(({ protocol }) => (protocol === undefined ? [] : [[protocol.id, protocol.name]])));
      return [...protocols].filter(([id, name]) => (holds(id) || holds(name)) && id !== typed).map(([id, name]) => value(id, name));
    }
    case 'frame': {
      const frames = new Map(facts.connections.map(({ frameId, frameUrl }) => [frameId, frameUrl]));
      return [...frames].map(([id, url]) => value(id === 0 ? 'top' : String(id), url)).filter(({ insert, detail }) => fits(insert) || holds(detail));
    }
    case 'kind':
    case 'heard':
    case 'from':
    case 'is':
    case 'api':
    case 'context':
      return CHOICES[key satisfies ChoiceKey].filter((choice) => fits(choice) && choice !== typed).map((choice) => value(choice));
    case 'size':
      return ['>1kb', '>10kb', '>100kb', '>1MB'].filter((one) => fits(one) && one !== typed).map((one) => value(one));
    case 'data':
    case 'meaning':
    case 'id':
    case 'at':
    case 'attempt':
    case 'seq':
      return [];
  }
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

/** Where the term begins that the caret is in: after the last space that stands in no quotation. */
function termStart(text: string, caret: CodeUnits): CodeUnits {
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < caret; at += 1) {
    if (isQuoted && text[at] === '\\') at += 1;
    else if (text[at] === '"' && (isQuoted || at === start || /[:,-]/.test(text[at - 1]!))) isQuoted = !isQuoted;
    else if (!isQuoted && isSpace(text[at])) start = at + 1;
  }
  return Math.min(start, caret);
}
