/**
 * GraphQL over server-sent events: distinct connections, a single one for several operations, and incremental delivery (`@defer`, `@stream`) in its three forms.
 * Source: the protocol text of graphql-sse and its client 2.6.1; `graphql` 17 writes the incremental form of now, which Apollo 4 and we read.
 */
import type { Decoder, Meaning, Result, StreamEnd, StreamHead, StreamMessage } from './decoder.ts';
import { FaultList } from './fault-list.ts';
import { GrownJson, type Path, pathOfValue, pointerOf } from './grown-json.ts';
import { at, isObject, type JsonObject, listOf, objectOf, textOf } from './json-shape.ts';
import { openEnded } from './open-ended.ts';
import type { ErrorPart, Part, ValuePart } from './part.ts';
import { queryOf } from './request-url.ts';
import { jsonOf, short } from './says.ts';

interface Operation {
  /** '' on a connection of its own. */
  readonly id: string;
  readonly parts: (ValuePart | ErrorPart)[];
  /** Of incremental delivery; undefined where each result is whole. */
  grown: GrownJson | undefined;
  readonly pending: Map<string, { path: Path; label: string | undefined }>;
  hasNext: boolean | undefined;
  hasResult: boolean;
  /** Of the last result: the request itself failed. */
  failed: string | undefined;
  isComplete: boolean;
}

interface Folded {
  readonly asked: { kind?: string | undefined; name?: string | undefined; query?: string | undefined };
  readonly operations: Map<string, Operation>;
  extensions: unknown;
  readonly faults: FaultList;
}

const RESULT_MEMBERS = new Set(['data', 'errors', 'extensions', 'hasNext', 'pending', 'incremental', 'completed', 'path', 'label', 'items']);

/** `certain`: nobody else writes it. `likely`: an application with an envelope of its own may. */
function likeness(value: unknown): 'certain' | 'likely' | undefined {
  if (!isObject(value) || Object.keys(value).some((name) => !RESULT_MEMBERS.has(name))) return undefined;
  const { data, errors, hasNext, pending, incremental, completed, path } = value;
  const isError = (error: unknown): boolean => typeof at(error, 'message') === 'string';
  if (errors !== undefined) return Array.isArray(errors) && errors.length > 0 && errors.every(isError) ? 'certain' : undefined;
  if (typeof hasNext === 'boolean' && [pending, incremental, completed, path].some(Array.isArray)) return 'certain';
  return isObject(data) || incremental !== undefined ? 'likely' : undefined;
}

/** The request is one of GraphQL. */
function asksGraphql({ url, requestBody, requestHeader }: StreamHead): boolean {
  const query = textOf(at(requestBody, 'query')) ?? queryOf(url, 'query');
  return (
    (query !== undefined && /[{]/.test(query)) ||
    isObject(at(requestBody, 'extensions', 'persistedQuery')) ||
    requestHeader('x-graphql-event-stream-token') !== undefined
  );
}

/** Kind and name of the operation that runs. */
function askedOf({ url, requestBody }: StreamHead): Folded['asked'] {
  const query = textOf(at(requestBody, 'query')) ?? queryOf(url, 'query');
  const wanted = textOf(at(requestBody, 'operationName')) ?? queryOf(url, 'operationName');
  if (query === undefined) return { name: wanted };
  const found = [...query.replaceAll(/#.*/g, '').matchAll(/(?:^|[\s}])(query|mutation|subscription)\b\s*([A-Za-z_]\w*)?/g)];
  const [, kind, name] = found.find((one) => one[2] === wanted) ?? found[0] ?? [];
  // [spec] GraphQL: a document that is a selection and nothing more is a query.
  return { kind: kind ?? (/^[\s,]*\{/.test(query) ? 'query' : undefined), name: name ?? wanted, query };
}

function operationOf({ operations }: Folded, id: string): Operation {
  let operation = operations.get(id);
  if (operation === undefined) {
    operation = { id, parts: [], grown: undefined, pending: new Map(), hasNext: undefined, hasResult: false, failed: undefined, isComplete: false };
    operations.set(id, operation);
  }
  return operation;
}

function takeErrors(folded: Folded, { parts }: Operation, errors: unknown, message: number): string[] {
  return listOf(errors).map((error) => {
    const path = pathOfValue(at(error, 'path'));
    const text = `${textOf(at(error, 'message')) ?? jsonOf(error)}${path === undefined ? '' : ` (at ${pointerOf(path)})`}`;
    parts.push({ kind: 'error', text, value: error, messages: [message] });
    folded.faults.add('error-inside', `The result has an error: ${short(text)}`, message);
    return `error: ${short(text)}`;
  });
}

/** One piece of an incremental result, in the form of now (`id`), of 2022 (`path`, `items` from a place on) or before (`path` and `data` at the top). */
function takePiece(folded: Folded, operation: Operation, piece: unknown, message: number): string[] {
  if (!isObject(piece)) return [];
  const { id, data, items } = piece;
  const promised = typeof id === 'string' ? operation.pending.get(id) : undefined;
  const path = id === undefined ? pathOfValue(piece['path']) : promised && [...promised.path, ...(pathOfValue(piece['subPath']) ?? [])];
  const says = takeErrors(folded, operation, piece['errors'], message);
  if (path === undefined) {
    operation.parts.push({ kind: 'value', name: 'piece', value: piece, messages: [message] });
    folded.faults.add('never-started', id === undefined ? 'A piece has no path.' : `The piece ${jsonOf(id)} was not announced as pending.`, message);
    return says;
  }
  const grown = (operation.grown ??= new GrownJson());
  const start = path.at(-1);
  let applies = true;
  if (Array.isArray(items)) {
    // 2022: the path ends in the place of the first item.
    applies =
      id === undefined && typeof start === 'number'
        ? items.every((item, n) => grown.replace([...path.slice(0, -1), start + n], item, message))
        : grown.append(path, items, message);
    says.push(`items ${pointerOf(path)} ${jsonOf(items)}`);
  } else if (data !== undefined && data !== null) {
    applies = grown.merge(path, data, message);
    says.push(`data ${pointerOf(path)} ${jsonOf(data)}`);
  }
  if (!applies) operation.parts.push({ kind: 'value', name: `piece ${pointerOf(path)}`, value: piece, messages: [message] });
  if (!applies) folded.faults.add('patch-failed', `There is nothing at ${short(pointerOf(path))} to put a piece into.`, message);
  return says;
}

function takeResult(folded: Folded, operation: Operation, result: JsonObject, message: number): string[] {
  const { data, errors, incremental, path } = result;
  const says: string[] = [];
  operation.hasResult = true;
  if (typeof result['hasNext'] === 'boolean') operation.hasNext = result['hasNext'];
  if (result['extensions'] !== undefined) folded.extensions = result['extensions'];
  for (const one of listOf(result['pending'])) {
    const [id, where] = [textOf(at(one, 'id')), pathOfValue(at(one, 'path'))];
    if (id !== undefined && where !== undefined) operation.pending.set(id, { path: where, label: textOf(at(one, 'label')) });
  }
  const isPiece = path !== undefined;
  if (isPiece) says.push(...takePiece(folded, operation, result, message));
  for (const piece of listOf(incremental)) says.push(...takePiece(folded, operation, piece, message));
  if (!isPiece && (data !== undefined || errors !== undefined)) {
    if (operation.hasNext === undefined)
      operation.parts.push({ kind: 'value', name: operation.id === '' ? 'result' : operation.id, value: result, messages: [message] });
    else (operation.grown = operation.grown ?? new GrownJson()).set(data, message);
    if (data !== undefined) says.push(`data ${jsonOf(data)}`);
    const errorsSaid = takeErrors(folded, operation, errors, message);
    says.push(...errorsSaid);
    operation.failed = data === undefined ? textOf(at(listOf(errors)[0], 'message')) : undefined;
  }
  for (const one of listOf(result['completed'])) {
    const id = textOf(at(one, 'id'));
    if (id !== undefined && !operation.pending.delete(id))
      folded.faults.add('never-started', `The end of ${short(id)}, which was not announced as pending.`, message);
    says.push(...takeErrors(folded, operation, at(one, 'errors'), message));
  }
  return says;
}

function foldMessage(folded: Folded, { type, data, json, index }: StreamMessage): Meaning | undefined {
  const payload = at(json, 'payload');
  const id = textOf(at(json, 'id'));
  const named = id === undefined ? '' : `${short(id)} `;
  switch (type) {
    case 'next':
    case 'message': {
      if (data === '') return undefined;
      const result = id !== undefined && payload !== undefined ? payload : json;
      if (!isObject(result)) {
        folded.faults.add('not-understood', 'A result is no JSON object.', index);
        return undefined;
      }
      const operation = operationOf(folded, result === payload ? id! : '');
      if (operation.isComplete)
        folded.faults.add('after-end', `A result after ${operation.id === '' ? 'complete' : `${short(operation.id)} was complete`}.`, index);
      const says = takeResult(folded, operation, result, index);
      return { says: `${result === payload ? named : ''}${says.slice(0, 3).join('; ')}${says.length > 3 ? ' …' : ''}` };
    }
    case 'complete':
      operationOf(folded, id ?? '').isComplete = true;
      return { says: `${named}complete` };
    default:
      if (data !== '') folded.faults.add('event-name', `GraphQL has no event “${short(type)}”.`, index);
      return undefined;
  }
}

/** It has all that it will have, though nothing said so. */
function isWhole({ hasNext, hasResult }: Operation, { kind }: Folded['asked']): boolean {
  return hasNext === false || (hasResult && hasNext !== true && (kind === 'query' || kind === 'mutation'));
}

function verdictOf({ operations, asked }: Folded, end: StreamEnd | undefined): Pick<Result, 'verdict' | 'reason'> {
  const all = [...operations.values()];
  const isSingle = all.some(({ id }) => id !== '');
  const failed = all.find((operation) => operation.failed !== undefined)?.failed;
  const open = all.filter((operation) => !operation.isComplete);
  const isOver = end === 'server' || end === 'error';
  if (isSingle ? isOver && open.length === 0 : all.length > 0 && open.length === 0)
    return failed === undefined ? { verdict: 'complete' } : { verdict: 'failed', reason: failed };
  if (!isOver) return openEnded(end);
  if (open.some(({ hasNext }) => hasNext === true)) return { verdict: 'cut', reason: 'hasNext was true' };
  if (failed !== undefined) return { verdict: 'failed', reason: failed };
  return all.length > 0 && open.every((operation) => isWhole(operation, asked)) ? { verdict: 'complete' } : { verdict: 'cut', reason: 'no complete' };
}

function partsOf({ id, parts, grown }: Operation): Part[] {
  return grown === undefined ? parts : [{ kind: 'state', name: id === '' ? 'data' : id, value: grown.value ?? null, changes: grown.changes }, ...parts];
}

export const graphql: Decoder<Folded> = {
  id: 'graphql',
  name: 'GraphQL',
  recognise(head, message) {
    if (message === undefined || head.format !== 'sse' || (message.type !== 'next' && message.type !== 'message')) return undefined;
    const single = objectOf(message.json);
    const isSingle = typeof single?.['id'] === 'string' && 'payload' in single && Object.keys(single).length === 2;
    const found = likeness(isSingle ? single['payload'] : single);
    if (found === undefined) return undefined;
    if (asksGraphql(head)) return 'certain';
    if (message.type !== 'next') return undefined;
    return isSingle ? 'certain' : found;
  },
  start: (head) => ({ asked: askedOf(head), operations: new Map(), extensions: undefined, faults: new FaultList() }),
  fold: foldMessage,
  result(folded, end) {
    const { asked, operations, extensions, faults } = folded;
    const all = [...operations.values()];
    const pending = all.flatMap((operation) => [...operation.pending].map(([id, { path, label }]) => ({ id, path: pointerOf(path), label })));
    const more = { operation: asked.name, kind: asked.kind, request: asked.query, ...(pending.length > 0 && { pending }), extensions };
    const verdict = verdictOf(folded, end);
    const isPromised = verdict.verdict === 'cut' && all.some(({ hasNext, isComplete }) => hasNext === true && !isComplete);
    const isUnkept = all.some(({ hasNext, isComplete }) => hasNext === true && isComplete);
    return {
      parts: all.flatMap(partsOf),
      facts: { more },
      ...verdict,
      faults: faults.with(
        ...(isPromised || isUnkept ? [{ id: 'more-promised' as const, says: 'The last result said that more would come (hasNext).' }] : []),
        ...(verdict.verdict === 'cut' && !isPromised ? [{ id: 'cut' as const, says: 'The stream ended without complete.' }] : []),
      ),
    };
  },
};
