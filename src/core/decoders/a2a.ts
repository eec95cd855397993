/** A2A, 1.0 and 0.3: tasks with a status and artifacts that grow; as JSON-RPC, where all answers bear one id, or as plain objects over REST. */
import type { Decoder, Meaning, Result, StreamHead, Verdict } from './decoder.ts';
import { FaultList } from './fault-list.ts';
import { GrowingState } from './growing-state.ts';
import { GrowingText } from './growing-text.ts';
import { at, isObject, listOf, objectOf, textOf, type JsonObject } from './json-shape.ts';
import { meaningOf } from './meaning-builder.ts';
import type { Part, TextPart, ValuePart } from './part.ts';
import { errorText, rpcMessagesOf } from './rpc-calls.ts';
import { jsonOf, quoted, short } from './says.ts';

export const A2A_METHODS: ReadonlySet<unknown> = new Set(['SendStreamingMessage', 'SubscribeToTask', 'message/stream', 'tasks/resubscribe']);

/** The members of 1.0, and what 0.3 says in `kind`. */
const KINDS = { task: 'task', message: 'message', statusUpdate: 'status-update', artifactUpdate: 'artifact-update' } as const;
type Kind = keyof typeof KINDS;
const KIND_NAMES = Object.keys(KINDS) as Kind[];

const VERDICTS: Readonly<Record<string, Verdict>> = {
  completed: 'complete',
  canceled: 'complete',
  failed: 'failed',
  rejected: 'failed',
  'input-required': 'waiting',
  'auth-required': 'waiting',
};

class Artifact extends GrowingText {
  readonly name: string;
  /** What is no text: data, files. */
  values: ValuePart[] = [];

  constructor(name: string) {
    super();
    this.name = name;
  }

  get parts(): Part[] {
    const { name, text, pieces, values } = this;
    const part: TextPart = { kind: 'text', name, text, pieces };
    return text === '' && values.length > 0 ? values : [part, ...values];
  }
}

interface Task {
  readonly state: GrowingState;
  readonly artifacts: Map<string, Artifact>;
  is: string;
  /** [spec] 0.3: nothing follows. */
  final: boolean;
}

interface A2aState {
  readonly tasks: Map<string, Task>;
  readonly parts: (Part | Artifact | GrowingState)[];
  readonly faults: FaultList;
  readonly request: string | undefined;
  readonly version: string | undefined;
  /** The task that was spoken of last; an answer without a task. */
  last?: Task;
  answered: boolean;
  error?: string;
  context?: string;
  task?: string;
}

export const a2a: Decoder<A2aState> = {
  id: 'a2a',
  name: 'A2A',

  recognise(head, message) {
    if (message === undefined) {
      if (head.requestHeader('a2a-version') !== undefined) return 'certain';
      return asksA2a(head) ? 'likely' : undefined;
    }
    if (eventOf(message.json) !== undefined) return 'certain';
    return asksA2a(head) && rpcMessagesOf(message.json).length > 0 ? 'certain' : undefined;
  },

  start(head) {
    const [asked] = rpcMessagesOf(head.requestBody);
    const said = at(asked?.kind === 'request' ? asked.params : head.requestBody, 'message', 'parts');
    const request = textsOf(said);
    return {
      tasks: new Map(),
      parts: [],
      faults: new FaultList(),
      request: request === '' ? undefined : request,
      version: head.requestHeader('a2a-version'),
      answered: false,
    };
  },

  fold(state, { data, index, json, type }): Meaning | undefined {
    if (data === '') return undefined;
    const event = eventOf(json);
    if (event === undefined) return failed(state, json, type, index);
    if (state.last !== undefined && isOver(state.last)) state.faults.add('after-end', `A message after the task was ${state.last.is}`, index);
    const { kind, value } = event;
    state.context = textOf(value['contextId']) ?? state.context;
    if (kind === 'message') {
      state.answered = true;
      return say(state, textOf(value['role']) === 'ROLE_USER' || value['role'] === 'user' ? 'user' : undefined, value['parts'], index);
    }
    const task = taskOf(state, textOf(kind === 'task' ? value['id'] : value['taskId'])!);
    state.last = task;
    if (kind === 'artifactUpdate') return artifact(state, task, value, index);
    if (kind === 'task') for (const one of listOf(value['artifacts'])) if (isObject(one)) artifact(state, task, { artifact: one }, index);
    task.final = value['final'] === true;
    return status(state, task, objectOf(value['status']) ?? {}, kind, index);
  },

  result(state, end): Result {
    const { faults, last } = state;
    const more = { request: state.request, task: state.task, context: state.context, state: last?.is, version: state.version };
    const facts = { more: Object.fromEntries(Object.entries(more).filter(([, fact]) => fact !== undefined)) };
    const parts = state.parts.flatMap((part): Part[] => (part instanceof Artifact ? part.parts : part instanceof GrowingState ? [part.part] : [part]));
    const given = { parts, facts, faults: faults.with() };
    if (state.error !== undefined) return { ...given, verdict: 'failed', reason: state.error };
    const verdict = last === undefined ? (state.answered ? 'complete' : undefined) : (VERDICTS[last.is] ?? (last.final ? 'complete' : undefined));
    if (verdict !== undefined) return { ...given, verdict, ...(last !== undefined && { reason: last.is }) };
    if (end === undefined) return { ...given, verdict: 'open' };
    if (end === 'page') return { ...given, verdict: 'open', reason: 'stopped by the page' };
    const reason = last === undefined ? 'no answer' : `the task is still ${last.is}`;
    return { ...given, verdict: 'cut', reason, faults: faults.with({ id: 'cut', says: `The stream is over without its end: ${reason}` }) };
  },
};

function asksA2a(head: StreamHead): boolean {
  return rpcMessagesOf(head.requestBody).some((rpc) => rpc.kind === 'request' && A2A_METHODS.has(rpc.method));
}

/** What a message of the stream is about; undefined where it is nothing of A2A. */
function eventOf(json: unknown): { kind: Kind; value: JsonObject } | undefined {
  const given = isObject(json) && json['jsonrpc'] === '2.0' ? json['result'] : json;
  if (!isObject(given)) return undefined;
  for (const kind of KIND_NAMES) {
    const value = given['kind'] === KINDS[kind] ? given : Object.hasOwn(given, kind) ? given[kind] : undefined;
    if (isObject(value) && isWhole(kind, value)) return { kind, value };
  }
  return undefined;
}

function isWhole(kind: Kind, value: JsonObject): boolean {
  const { artifact: piece, id, messageId, parts, role, status: now, taskId } = value;
  if (kind === 'message') return typeof messageId === 'string' && typeof role === 'string' && Array.isArray(parts);
  if (kind === 'artifactUpdate') return typeof taskId === 'string' && typeof at(piece, 'artifactId') === 'string';
  return typeof (kind === 'task' ? id : taskId) === 'string' && typeof at(now, 'state') === 'string';
}

function taskOf(state: A2aState, id: string): Task {
  const known = state.tasks.get(id);
  if (known !== undefined) return known;
  const task: Task = { state: new GrowingState('task', {}), artifacts: new Map(), is: 'submitted', final: false };
  state.task ??= id;
  state.tasks.set(id, task);
  state.parts.push(task.state);
  return task;
}

function isOver({ final, is }: Task): boolean {
  return final || VERDICTS[is] === 'complete' || VERDICTS[is] === 'failed';
}

/** `TASK_STATE_INPUT_REQUIRED` is `input-required`, as 0.3 writes it. */
function status(state: A2aState, task: Task, now: JsonObject, kind: Kind, index: number): Meaning {
  const { message, state: named, timestamp } = now;
  task.is = stateNamed(String(named));
  task.state.replace({ state: task.is, ...(timestamp !== undefined && { timestamp }) }, index, kind === 'task' ? [''] : ['/state']);
  const parts = objectOf(message)?.['parts'];
  const text = textsOf(parts);
  if (text !== '') say(state, 'status', parts, index);
  if (task.is === 'failed' || task.is === 'rejected') state.faults.add('error-inside', short(`The task is ${task.is}${text === '' ? '' : `: ${text}`}`), index);
  return meaningOf(short(`${kind === 'task' ? 'task' : 'status'} ${task.is}${text === '' ? '' : `: ${text}`}`), text === '' ? undefined : 'visible');
}

function stateNamed(name: string): string {
  // As 0.3 writes most of them.
  return /^[a-z]*$/.test(name)
    ? name
    : name
        .replace(/^TASK_STATE_/, '')
        .toLowerCase()
        .replaceAll('_', '-');
}

function artifact(state: A2aState, task: Task, update: JsonObject, index: number): Meaning {
  const { append, artifact: given } = update;
  const piece = objectOf(given) ?? {};
  const id = textOf(piece['artifactId']) ?? '?';
  let known = task.artifacts.get(id);
  if (known === undefined) {
    if (append === true) state.faults.add('begins-late', `The beginning of the artifact ${short(id)} is missing.`, index);
    known = new Artifact(textOf(piece['name']) ?? id);
    task.artifacts.set(id, known);
    state.parts.push(known);
  }
  const text = textsOf(piece['parts']);
  const values = valuesOf(known.name, piece['parts'], index);
  if (append === true) {
    known.append(text, index);
    known.values.push(...values);
  } else {
    known.replace(text, index);
    known.values = values;
  }
  const says = text === '' && values.length > 0 ? `artifact ${short(known.name)} ${jsonOf(values[0]!.value)}` : quoted(`artifact ${short(known.name)}`, text);
  return { says, output: 'visible' };
}

/** A message, or what a status says. */
function say(state: A2aState, name: string | undefined, parts: unknown, index: number): Meaning {
  const text = textsOf(parts);
  const grown = new GrowingText();
  grown.append(text, index);
  if (text !== '') state.parts.push({ kind: 'text', ...(name !== undefined && { name }), text, pieces: grown.pieces });
  state.parts.push(...valuesOf(name ?? 'message', parts, index));
  return { says: quoted('message', text), output: 'visible' };
}

function textsOf(parts: unknown): string {
  let text = '';
  for (const part of listOf(parts)) text += textOf(objectOf(part)?.['text']) ?? '';
  return text;
}

/** Data and links as they are; of a file that stands there in base64 its type and size. */
function valuesOf(name: string, parts: unknown, message: number): ValuePart[] {
  return listOf(parts).flatMap((part) => {
    if (!isObject(part) || typeof part['text'] === 'string') return [];
    const file = objectOf(part['file']);
    const raw = textOf(part['raw']) ?? textOf(file?.['bytes']);
    const type = textOf(part['mediaType']) ?? textOf(file?.['mimeType']);
    const value = raw === undefined ? (part['data'] ?? part['url'] ?? file ?? part) : { type, size: Math.floor((raw.replace(/=+$/, '').length * 3) / 4) };
    return { kind: 'value' as const, name, value, messages: [message] };
  });
}

/** An error ends it: one of JSON-RPC, or over REST a message that is named so. */
function failed(state: A2aState, json: unknown, type: string, index: number): Meaning | undefined {
  const [rpc] = rpcMessagesOf(json);
  const error = rpc?.kind === 'error' ? rpc.error : type === 'error' ? (at(json, 'error') ?? json) : undefined;
  if (error === undefined) {
    state.faults.add('not-understood', 'The message is nothing of A2A.', index);
    return undefined;
  }
  const text = errorText(error);
  state.error = text;
  state.parts.push({ kind: 'error', text, value: error, messages: [index] });
  state.faults.add('error-inside', `The stream brings an error: ${short(text)}`, index);
  return { says: `error ${short(text)}` };
}
