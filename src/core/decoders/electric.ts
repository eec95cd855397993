/**
 * Electric's live changes of a shape (a part of a table): rows by key. Changes take effect together, when the shape is up to date.
 * Source: `@electric-sql/client` 1.5.28.
 */
import type { Decoder, Meaning, StreamHead, StreamMessage } from './decoder.ts';
import { FaultList } from './fault-list.ts';
import { at, type JsonObject, objectOf, textOf } from './json-shape.ts';
import { emptyState, escapePointer, type State } from './merge-patch.ts';
import { openEnded } from './open-ended.ts';
import type { Part } from './part.ts';
import { queryOf } from './request-url.ts';
import { jsonOf, short } from './says.ts';

interface Change {
  readonly operation: string;
  readonly key: string;
  readonly value: JsonObject;
  readonly message: number;
}

interface Folded {
  rows: State;
  readonly changes: { message: number; paths: string[] }[];
  /** Since the shape was up to date. */
  waiting: Change[];
  readonly table: string | undefined;
  readonly faults: FaultList;
}

const OPERATIONS = new Set(['insert', 'update', 'delete']);
const CONTROLS = new Set(['up-to-date', 'must-refetch', 'snapshot-end', 'subset-end']);
/** What differs from one request of a shape to the next. */
const OF_A_REQUEST = new Set(['offset', 'cursor', 'live', 'live_sse', 'experimental_live_sse', 'cache-buster']);

function asksLive({ url }: StreamHead): boolean {
  return queryOf(url, 'live_sse') === 'true' || queryOf(url, 'experimental_live_sse') === 'true';
}

function isElectric({ json }: StreamMessage): boolean {
  const [operation, control] = [at(json, 'headers', 'operation'), at(json, 'headers', 'control')];
  return (OPERATIONS.has(operation as string) && typeof at(json, 'key') === 'string') || CONTROLS.has(control as string);
}

function apply(folded: Folded, { operation, key, value, message }: Change): void {
  const { rows, changes } = folded;
  const path = `/${escapePointer(key)}`;
  if (operation === 'delete') delete rows[key];
  // Of an update only the columns that changed are sent.
  else rows[key] = operation === 'update' ? { ...objectOf(rows[key]), ...value } : value;
  const last = changes.at(-1);
  if (last?.message === message) last.paths.push(path);
  else changes.push({ message, paths: [path] });
}

function foldOne(folded: Folded, { data, json, index }: StreamMessage): Meaning | undefined {
  const control = at(json, 'headers', 'control');
  const operation = at(json, 'headers', 'operation');
  const key = textOf(at(json, 'key'));
  if (typeof control === 'string') {
    if (control === 'up-to-date') {
      for (const change of folded.waiting) apply(folded, change);
      folded.waiting = [];
    } else if (control === 'must-refetch') {
      // The page begins anew, by requests that are no streams.
      folded.rows = emptyState();
      folded.waiting = [];
      folded.changes.push({ message: index, paths: [''] });
    } else if (!CONTROLS.has(control)) folded.faults.add('not-understood', `Electric has no control ${short(control)}.`, index);
    return { says: short(control) };
  }
  if (typeof operation !== 'string' || !OPERATIONS.has(operation) || key === undefined) {
    if (data !== '') folded.faults.add('not-understood', `This is no change of a row: ${short(data)}`, index);
    return undefined;
  }
  folded.waiting.push({ operation, key, value: objectOf(at(json, 'value')) ?? {}, message: index });
  return { says: `${operation} ${short(key)} ${operation === 'delete' ? '' : jsonOf(at(json, 'value'))}`.trimEnd() };
}

export const electric: Decoder<Folded> = {
  id: 'electric',
  name: 'Electric',
  recognise(head, message) {
    if (head.format !== 'sse') return undefined;
    if (head.responseHeader('electric-handle') !== undefined || (asksLive(head) && queryOf(head.url, 'offset') !== undefined)) return 'certain';
    if (message === undefined || message.type !== 'message' || !isElectric(message)) return undefined;
    return asksLive(head) ? 'certain' : 'likely';
  },
  start: ({ url }) => ({ rows: emptyState(), changes: [], waiting: [], table: queryOf(url, 'table'), faults: new FaultList() }),
  fold: foldOne,
  result({ rows, changes, waiting, table, faults }, end) {
    const state: Part[] = changes.length === 0 ? [] : [{ kind: 'state', name: 'rows', value: rows, changes }];
    const values: Part[] = waiting.map(({ operation, key, value, message }) => ({
      kind: 'value',
      name: `${operation} ${key} (not up to date)`,
      value,
      messages: [message],
    }));
    return { parts: [...state, ...values], facts: { more: { table } }, ...openEnded(end), faults: faults.with() };
  },
  /** The server ends each response after a while, and the page asks for the next: one shape. */
  group({ url, responseHeader }) {
    const [path = '', query = ''] = url.split('#')[0]!.split(/\?(.*)/s);
    const same = query
      .split('&')
      .filter((pair) => !OF_A_REQUEST.has(pair.split('=')[0]!))
      .toSorted();
    return `${path}?${same.join('&')} ${responseHeader('electric-handle') ?? ''}`;
  },
};
