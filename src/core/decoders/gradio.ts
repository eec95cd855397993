/**
 * Gradio's queue: where an event stands, and its outputs as they grow. The first output is whole, later ones are edits of it.
 * Source: `@gradio/client` 2.7.0, whose diff function was run.
 */
import type { Decoder, Fault, Result, StreamEnd, StreamHead } from './decoder.ts';
import { FaultList } from './fault-list.ts';
import { GrownJson, type Path, pathOfValue } from './grown-json.ts';
import { at, isObject, type JsonObject, listOf, textOf } from './json-shape.ts';
import { meaningOf } from './meaning-builder.ts';
import { openEnded } from './open-ended.ts';
import type { ErrorPart, Part, ValuePart } from './part.ts';
import { pathOf, queryOf } from './request-url.ts';
import { jsonOf, short } from './says.ts';

interface Event {
  readonly id: string;
  readonly outputs: GrownJson;
  state: 'pending' | 'started' | 'generating' | 'done' | 'failed';
}

interface Folded {
  readonly session: string | undefined;
  readonly events: Map<string, Event>;
  readonly notes: (ErrorPart | ValuePart)[];
  queue: JsonObject | undefined;
  failed: string | undefined;
  isClosed: boolean;
  readonly faults: FaultList;
}

const OF_AN_EVENT = new Set(['process_starts', 'process_generating', 'process_streaming', 'process_completed', 'progress', 'log']);
const MESSAGES = new Set([
  ...OF_AN_EVENT,
  'estimation',
  'heartbeat',
  'close_stream',
  'send_data',
  'send_hash',
  'queue_full',
  'unexpected_error',
  'broken_connection',
]);
const ACTIONS = new Set(['replace', 'append', 'add', 'delete']);

function isQueue({ url }: StreamHead): boolean {
  return queryOf(url, 'session_hash') !== undefined && /\/queue\/(?:data|join)$/.test(pathOf(url));
}

function isEdits(value: unknown): value is readonly (readonly [string, Path, unknown])[] {
  return Array.isArray(value) && value.every((edit) => Array.isArray(edit) && ACTIONS.has(edit[0] as string) && pathOfValue(edit[1]) !== undefined);
}

/** One edit of an output. `false`: it does not apply. */
function applyEdit(outputs: GrownJson, [action, path, value]: readonly [string, Path, unknown], message: number): boolean {
  const held = outputs.at(path);
  const last = path.at(-1);
  switch (action) {
    case 'append':
      if (typeof held === 'string' && typeof value === 'string') return outputs.replace(path, held + value, message);
      return Array.isArray(held) && Array.isArray(value) && outputs.append(path, value, message);
    case 'add':
      return Array.isArray(outputs.at(path.slice(0, -1))) ? outputs.insert(path, value, message) : outputs.replace(path, value, message);
    case 'delete':
      return last !== undefined && path.length > 1 && outputs.remove(path, message);
    default:
      return outputs.replace(path, value, message);
  }
}

function eventOf({ events }: Folded, message: JsonObject): Event {
  const id = textOf(message['event_id']) ?? '';
  let event = events.get(id);
  if (event === undefined) {
    event = { id, outputs: new GrownJson(), state: 'pending' };
    events.set(id, event);
  }
  return event;
}

function generate(folded: Folded, { outputs }: Event, data: readonly unknown[], message: number): void {
  if (outputs.value === undefined) {
    if (data.length > 0 && data.every((value) => isEdits(value) && value.length > 0)) {
      folded.faults.add('begins-late', 'The first output, which these edits change, is missing.', message);
    }
    outputs.set(data, message);
    return;
  }
  // Before version 2 of its protocol each output was whole.
  const areEdits = data.every(isEdits);
  for (const [place, value] of data.entries()) {
    if (!areEdits) outputs.replace([place], value, message);
    else
      for (const [action, path, part] of value as readonly (readonly [string, Path, unknown])[]) {
        if (!applyEdit(outputs, [action, [place, ...path], part], message))
          folded.faults.add('patch-failed', `An edit of output ${place} does not apply: ${short(action)} ${jsonOf(path)}`, message);
      }
  }
}

function fail(folded: Folded, text: string, value: unknown, message: number): string {
  folded.failed = text;
  folded.notes.push({ kind: 'error', text, value, messages: [message] });
  folded.faults.add('error-inside', text, message);
  return `failed: ${short(text)}`;
}

function foldKnown(folded: Folded, kind: string, message: JsonObject, index: number): string {
  const output = message['output'];
  const data = listOf(at(output, 'data'));
  const event = OF_AN_EVENT.has(kind) ? eventOf(folded, message) : undefined;
  if (folded.isClosed && kind !== 'close_stream') folded.faults.add('after-end', `${kind} after close_stream.`, index);
  switch (kind) {
    case 'estimation':
      folded.queue = { rank: message['rank'], size: message['queue_size'], eta: message['rank_eta'] };
      return `queue: ${jsonOf(message['rank'])} of ${jsonOf(message['queue_size'])}`;
    case 'process_starts':
      event!.state = 'started';
      return 'started';
    case 'process_generating':
    case 'process_streaming':
      if (message['success'] === false) {
        event!.state = 'failed';
        return fail(folded, textOf(at(output, 'error')) ?? 'the function failed', message, index);
      }
      event!.state = 'generating';
      if (kind === 'process_streaming') event!.outputs.set(data, index);
      else generate(folded, event!, data, index);
      return `generating ${jsonOf(data)}`;
    case 'process_completed': {
      const error = at(output, 'error');
      if (message['success'] === false || (isObject(output) && 'error' in output)) {
        event!.state = 'failed';
        return fail(folded, textOf(error) ?? 'the function failed', message, index);
      }
      event!.state = 'done';
      // Whole, and mostly what is there already.
      if (JSON.stringify(event!.outputs.value) !== JSON.stringify(data)) event!.outputs.set(data, index);
      return `completed ${jsonOf(data)}`;
    }
    case 'progress':
    case 'log':
      folded.notes.push({
        kind: 'value',
        name: kind,
        value: kind === 'log' ? { level: message['level'], log: message['log'] } : message['progress_data'],
        messages: [index],
      });
      return kind === 'log' ? `log ${short(textOf(message['log']) ?? '')}` : `progress ${jsonOf(message['progress_data'])}`;
    case 'queue_full':
      return fail(folded, 'The queue is full.', message, index);
    case 'unexpected_error':
    case 'broken_connection':
      return fail(folded, textOf(message['message']) ?? kind, message, index);
    case 'close_stream':
      folded.isClosed = true;
      return kind;
    default:
      return kind;
  }
}

function verdictOf({ events, failed, isClosed }: Folded, end: StreamEnd | undefined): Pick<Result, 'verdict' | 'reason'> {
  const all = [...events.values()];
  const open = all.filter(({ state }) => state !== 'done' && state !== 'failed');
  if (failed !== undefined) return { verdict: 'failed', reason: failed };
  const isOver = isClosed || end === 'server' || end === 'error';
  if (!isOver) return openEnded(end);
  if (open.length > 0 || (all.length === 0 && !isClosed)) return { verdict: 'cut', reason: 'no process_completed' };
  return { verdict: 'complete' };
}

export const gradio: Decoder<Folded> = {
  id: 'gradio',
  name: 'Gradio',
  recognise(head, message) {
    const kind = at(message?.json, 'msg');
    if (typeof kind !== 'string' || !MESSAGES.has(kind)) return undefined;
    if (isQueue(head) || (OF_AN_EVENT.has(kind) && typeof at(message!.json, 'event_id') === 'string')) return 'certain';
    if (kind === 'estimation') return ['rank', 'queue_size'].every((name) => typeof at(message!.json, name) === 'number') ? 'certain' : undefined;
    return /^process_(?:starts|generating|completed)$/.test(kind) ? 'certain' : undefined;
  },
  start: ({ url }) => ({
    session: queryOf(url, 'session_hash'),
    events: new Map(),
    notes: [],
    queue: undefined,
    failed: undefined,
    isClosed: false,
    faults: new FaultList(),
  }),
  fold(folded, { data, json, index }) {
    const kind = at(json, 'msg');
    if (data === '') return undefined;
    if (!isObject(json) || typeof kind !== 'string' || !MESSAGES.has(kind)) {
      folded.faults.add('not-understood', `Gradio has no message ${jsonOf(kind)}.`, index);
      return undefined;
    }
    const says = foldKnown(folded, kind, json, index);
    return kind === 'heartbeat' ? { says, keepAlive: true } : meaningOf(says, kind === 'process_generating' ? 'visible' : undefined);
  },
  result(folded, end) {
    const { session, events, notes, queue, faults } = folded;
    const outputs = [...events.values()].flatMap(({ id, outputs: { value, changes } }): Part[] =>
      value === undefined ? [] : [{ kind: 'state', name: id === '' ? 'output' : `output ${id}`, value, changes }],
    );
    const verdict = verdictOf(folded, end);
    const cut: Fault[] = verdict.verdict === 'cut' ? [{ id: 'cut', says: 'The stream ended before process_completed.' }] : [];
    return { parts: [...outputs, ...notes], facts: { more: { session, queue } }, ...verdict, faults: faults.with(...cut) };
  },
};
