/**
 * OpenAI's Assistants: objects of a thread (a run, its steps, messages) that are sent whole as they change, and deltas of messages and steps between. The SSE name says
 * which. Source: OpenAI's reference and client.
 */
import { Answer } from './answer.ts';
import type { Decoder, Facts, Meaning, Usage } from './decoder.ts';
import type { GrowingCall } from './growing-call.ts';
import { isObject, listOf, numberOf, objectOf, textOf, type JsonObject } from './json-shape.ts';
import { withoutOpaque } from './opaque.ts';
import { called, quoted, short } from './says.ts';

type GrowingTextPart = ReturnType<Answer['text']>;
type GrowingValue = ReturnType<Answer['value']>;

interface State {
  readonly answer: Answer;
  /** By the id of the message and the place in it. */
  readonly texts: Map<string, GrowingTextPart>;
  readonly values: Map<string, GrowingValue>;
  /** By the id of the step and the place in it. */
  readonly calls: Map<string, GrowingCall>;
  /** Ids of messages and steps that were sent whole: deltas need one. */
  readonly known: Set<string>;
  readonly more: Record<string, unknown>;
  begun: boolean;
  /** The beginning was not captured: what was created then is not known. */
  late: boolean;
  model: string | undefined;
  status: string | undefined;
  usage: Usage | undefined;
}

/** Events of a run that end the stream without an answer. */
const FAILED = new Set(['failed', 'cancelled', 'expired']);

export const openaiAssistants: Decoder<State> = {
  id: 'openai-assistants',
  name: 'OpenAI Assistants',

  recognise(head, message) {
    if (message === undefined) return undefined;
    const object = textOf(objectOf(message.json)?.['object']);
    if (/^thread\.(?:run|message)\b/.test(message.type)) return object?.startsWith('thread.') === true ? 'certain' : undefined;
    return message.type === 'error' && head.requestHeader('openai-beta') === 'assistants=v2' ? 'likely' : undefined;
  },

  start: () => ({
    answer: new Answer(),
    texts: new Map(),
    values: new Map(),
    calls: new Map(),
    known: new Set(),
    more: {},
    begun: false,
    late: false,
    model: undefined,
    status: undefined,
    usage: undefined,
  }),

  fold(state, { type, data, json, index }) {
    if (data === '') return undefined;
    if (type === 'done' || data.startsWith('[DONE]')) return { says: 'end' };
    if (!isObject(json)) {
      state.answer.fault('not-understood', 'A message is no JSON object', index);
      return undefined;
    }
    if (type === 'error') {
      const text = textOf(json['message']) ?? textOf(objectOf(json['error'])?.['message']) ?? 'error';
      state.answer.error(text, json, index);
      return { says: quoted('error', text) };
    }
    if (state.answer.outcome !== undefined) {
      state.answer.fault('after-end', `A message comes after the end: ${short(type)}`, index);
      return { says: short(type) };
    }
    if (!state.begun && type !== 'thread.created' && type !== 'thread.run.created') {
      state.late = true;
      state.answer.fault('begins-late', `The beginning is missing: the first message is ${short(type)}`, index);
    }
    state.begun = true;
    if (type.startsWith('thread.message.')) return foldMessage(state, type.slice('thread.message.'.length), json, index);
    if (type.startsWith('thread.run.step.')) return foldStep(state, type.slice('thread.run.step.'.length), json, index);
    if (type.startsWith('thread.run.')) return foldRun(state, type.slice('thread.run.'.length), json, index);
    if (type === 'thread.created' && typeof json['id'] === 'string') state.more['thread'] = json['id'];
    return { says: short(type) };
  },

  result({ answer, model, status, usage, more }, end) {
    const facts: Facts = {
      ...(model !== undefined && { model }),
      ...(status !== undefined && { stopReason: status }),
      ...(usage !== undefined && { usage }),
      more: { ...more },
    };
    return answer.result(facts, end, 'no thread.run.completed');
  },
};

function foldMessage(state: State, event: string, json: JsonObject, message: number): Meaning {
  const id = textOf(json['id']) ?? '';
  const says: Meaning[] = [];
  if (event === 'delta') {
    needs(state, id, 'message', message);
    for (const part of listOf(objectOf(json['delta'])?.['content'])) {
      if (!isObject(part)) continue;
      const { value, annotations } = objectOf(part['text']) ?? {};
      const place = `${id} ${numberOf(part['index']) ?? 0}`;
      const kind = part['type'] === 'refusal' ? 'refusal' : 'text';
      const piece = textOf(part['refusal']) ?? textOf(value) ?? '';
      if (piece !== '') {
        textAt(state, place, kind).append(piece, message);
        says.push({ says: quoted(kind, piece), output: 'visible' });
      }
      if (listOf(annotations).length > 0) annotate(state, place, listOf(annotations), message);
      if (kind === 'text' && part['type'] !== 'text') setValue(state, place, textOf(part['type']) ?? 'content', withoutOpaque(part), message);
    }
    return says[0] ?? { says: 'message.delta' };
  }
  state.known.add(id);
  // The whole message counts, but for the one that only says that it goes on: the client leaves that too.
  if (event !== 'in_progress')
    listOf(json['content']).forEach((part, place) => {
      if (!isObject(part)) return;
      const text = objectOf(part['text']);
      const at = `${id} ${place}`;
      const whole = textOf(part['refusal']) ?? textOf(text?.['value']);
      if (whole === undefined) return setValue(state, at, textOf(part['type']) ?? 'content', withoutOpaque(part), message);
      const grown = textAt(state, at, part['type'] === 'refusal' ? 'refusal' : 'text');
      if (grown.text !== '' && grown.text !== whole && !whole.startsWith(grown.text) && !whole.endsWith(grown.text))
        state.answer.fault('done-differs', 'A message is another than its deltas', message);
      grown.replace(whole, message);
      const annotations = listOf(text?.['annotations']);
      if (annotations.length > 0) setValue(state, at, 'annotations', [...annotations], message);
    });
  if (event === 'incomplete') state.more['incomplete'] = objectOf(json['incomplete_details'])?.['reason'] ?? event;
  return { says: `message.${short(event)}` };
}

function foldStep(state: State, event: string, json: JsonObject, message: number): Meaning {
  const id = textOf(json['id']) ?? '';
  const delta = event === 'delta';
  if (delta) needs(state, id, 'step', message);
  else state.known.add(id);
  const details = objectOf((delta ? objectOf(json['delta']) : json)?.['step_details']);
  let says: Meaning | undefined;
  listOf(details?.['tool_calls']).forEach((given, place) => {
    if (!isObject(given)) return;
    const at = `${id} ${(delta ? numberOf(given['index']) : undefined) ?? place}`;
    const meant = foldCall(state, at, given, delta, message);
    says ??= meant;
  });
  const failure = textOf(objectOf(json['last_error'])?.['message']);
  if (failure !== undefined) state.answer.fault('error-inside', `A step failed: ${failure}`, message);
  return says ?? { says: `step.${short(event)}` };
}

function foldCall(state: State, place: string, given: JsonObject, delta: boolean, message: number): Meaning | undefined {
  const type = textOf(given['type']) ?? 'call';
  const inside = objectOf(given[type]) ?? {};
  let call = state.calls.get(place);
  const first = call === undefined;
  if (call === undefined) {
    call = state.answer.call();
    state.calls.set(place, call);
  }
  call.touch(message);
  call.id = textOf(given['id']) ?? call.id;
  call.name = textOf(inside['name']) ?? call.name ?? type;
  const text = textOf(inside['arguments']) ?? textOf(inside['input']) ?? '';
  if (delta) call.append(text, message);
  else {
    call.argumentsText.replace(text, message);
    call.state = 'called';
  }
  // The client appends to them by index as well; whole ones come with the end of the step.
  const result = inside['output'] ?? inside['outputs'] ?? inside['results'];
  if (result !== undefined && result !== null) {
    call.result = withoutOpaque(result);
    if (!delta) call.state = 'done';
  }
  if (first) return { says: called(call.name, text), output: 'hidden' };
  return delta && text !== '' ? { says: `arguments ${short(text)}`, output: 'hidden' } : undefined;
}

function foldRun(state: State, event: string, json: JsonObject, message: number): Meaning {
  const { answer } = state;
  state.model = textOf(json['model']) ?? state.model;
  state.status = textOf(json['status']) ?? event;
  for (const [member, name] of [
    ['thread_id', 'thread'],
    ['assistant_id', 'assistant'],
    ['id', 'run'],
  ] as const)
    if (typeof json[member] === 'string') state.more[name] = json[member];
  const usage = objectOf(json['usage']);
  const input = numberOf(usage?.['prompt_tokens']);
  const output = numberOf(usage?.['completion_tokens']);
  if (input !== undefined || output !== undefined) state.usage = { ...(input !== undefined && { input }), ...(output !== undefined && { output }) };
  const counts = state.usage === undefined ? '' : `, usage ${input ?? '?'} → ${output ?? '?'}`;
  const error = textOf(objectOf(json['last_error'])?.['message']);
  if (event === 'completed') answer.end('complete', event, message);
  else if (event === 'incomplete') {
    const reason = textOf(objectOf(json['incomplete_details'])?.['reason']) ?? event;
    state.status = reason;
    answer.end(reason === 'content_filter' ? 'filtered' : 'limit', reason, message);
  } else if (event === 'requires_action') {
    answer.outcome = { verdict: 'waiting', reason: required(json) };
  } else if (FAILED.has(event)) answer.error(error ?? event, json['last_error'] ?? json['status'], message);
  if (event === 'completed')
    for (const call of state.calls.values()) if (call.state !== 'streaming' && call.name !== 'code_interpreter') answer.closeArguments(call, message);
  return { says: `run.${short(event)}${counts}` };
}

/** The tools that the page must run. */
function required(run: JsonObject): string {
  const calls = listOf(objectOf(objectOf(run['required_action'])?.['submit_tool_outputs'])?.['tool_calls']);
  const names = calls.flatMap((call) => textOf(objectOf(objectOf(call)?.['function'])?.['name']) ?? []);
  return short(`result of ${names.length === 0 ? 'a tool' : names.join(', ')}`);
}

/** The client has nothing to add a delta to, and throws. */
function needs(state: State, id: string, what: string, message: number): void {
  if (state.late || state.known.has(id)) return;
  state.known.add(id);
  state.answer.fault('never-started', `A delta comes for a ${what} that was never created`, message);
}

function textAt(state: State, place: string, kind: 'text' | 'refusal'): GrowingTextPart {
  const key = `${place} ${kind}`;
  let text = state.texts.get(key);
  if (text === undefined) {
    text = state.answer.text(kind);
    state.texts.set(key, text);
  }
  return text;
}

function setValue(state: State, place: string, name: string, value: unknown, message: number): void {
  const key = `${place} ${name}`;
  const known = state.values.get(key);
  if (known === undefined) state.values.set(key, state.answer.value(name, value, message));
  else known.replace(value, message);
}

/** Deltas bring them one by one. */
function annotate(state: State, place: string, annotations: readonly unknown[], message: number): void {
  const known = state.values.get(`${place} annotations`);
  if (!Array.isArray(known?.value)) return setValue(state, place, 'annotations', [...annotations], message);
  for (const annotation of annotations) known.value.push(annotation);
  known.replace(known.value, message);
}
