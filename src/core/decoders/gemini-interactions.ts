/** Gemini's Interactions: named events that build the steps of one run. Source: the npm package `@google/genai`. */
import { Answer, type GrowingTextPart } from './answer.ts';
import { askedOf } from './asked.ts';
import type { Decoder, Facts, Meaning, Usage } from './decoder.ts';
import type { GrowingCall } from './growing-call.ts';
import { at, isObject, listOf, numberOf, objectOf, textOf, type JsonObject } from './json-shape.ts';
import { meaningOf } from './meaning-builder.ts';
import { called, jsonOf, quoted, short } from './says.ts';

interface Step {
  readonly type: string;
  text?: GrowingTextPart;
  call?: GrowingCall;
}

interface State {
  readonly answer: Answer;
  readonly asked: string | undefined;
  /** A run has begun, or nothing came before: a step that was never started is then a fault, not a beginning that was missed. */
  created: boolean;
  done: boolean;
  readonly steps: Map<number, Step>;
  /** Calls by their id, which results name. */
  readonly calls: Map<string, GrowingCall>;
  /** Each event has its own id, to resume from: one that comes again is the same. */
  readonly seen: Set<string>;
  interaction?: JsonObject;
  status?: string;
  usage?: JsonObject;
}

/** Statuses that end a run, and what they are. `requires_continuation` ends nothing: the run goes on in the same stream. */
const ENDS: Readonly<Record<string, 'complete' | 'limit' | 'failed' | 'waiting'>> = {
  completed: 'complete',
  failed: 'failed',
  cancelled: 'failed',
  incomplete: 'limit',
  budget_exceeded: 'limit',
  requires_action: 'waiting',
};

export const geminiInteractions: Decoder<State> = {
  id: 'gemini-interactions',
  name: 'Gemini Interactions',

  recognise(_head, message) {
    const type = textOf(at(message?.json, 'event_type'));
    if (type === undefined) return undefined;
    const created = type === 'interaction.created' && isObject(at(message?.json, 'interaction'));
    const step = type.startsWith('step.') && typeof at(message?.json, 'index') === 'number';
    return created || step ? 'certain' : undefined;
  },

  start: (head) => ({
    answer: new Answer(),
    asked: askedOf(head.requestBody),
    // A run that is taken up again goes on in the middle.
    created: head.fromStart === true && !/[?&]last_event_id=/.test(head.url),
    done: false,
    steps: new Map(),
    calls: new Map(),
    seen: new Set(),
  }),

  fold(state, { data, json, index }) {
    const { answer, seen } = state;
    if (data === '') return undefined;
    if (data === '[DONE]') {
      state.done = true;
      return { says: data };
    }
    const event = objectOf(json);
    const type = textOf(event?.['event_type']);
    const id = textOf(event?.['event_id']) ?? '';
    if (event === undefined || type === undefined) {
      answer.fault('not-understood', 'A message has no event_type', index);
      return undefined;
    }
    if (state.done) answer.fault('after-end', 'An event comes after [DONE]', index);
    if (id !== '' && seen.has(id)) return { says: `${short(type)}, again` };
    seen.add(id);
    return foldEvent(state, event, type, index);
  },

  result(state, end) {
    const { answer, asked, interaction, status, usage } = state;
    const facts: Facts = {
      model: textOf(interaction?.['model']) ?? textOf(interaction?.['agent']),
      stopReason: status,
      usage: usage && countsOf(usage),
      more: { request: asked, interaction: textOf(interaction?.['id']), tier: textOf(interaction?.['service_tier']) },
    };
    return answer.result(facts, end, 'no interaction.completed');
  },
};

function countsOf(usage: JsonObject): Usage {
  const output = numberOf(usage['total_output_tokens']);
  const reasoning = numberOf(usage['total_thought_tokens']);
  return {
    input: numberOf(usage['total_input_tokens']),
    cached: numberOf(usage['total_cached_tokens']),
    // Thoughts are counted apart.
    output: output === undefined && reasoning === undefined ? undefined : (output ?? 0) + (reasoning ?? 0),
    reasoning,
  };
}

function foldEvent(state: State, event: JsonObject, type: string, index: number): Meaning | undefined {
  const { answer } = state;
  state.usage = objectOf(at(event, 'metadata', 'total_usage')) ?? objectOf(event['usage']) ?? objectOf(at(event, 'interaction', 'usage')) ?? state.usage;
  switch (type) {
    case 'interaction.created':
      state.created = true;
      state.interaction = { ...state.interaction, ...objectOf(event['interaction']) };
      // After requires_continuation the run goes on with a new list of steps.
      state.steps.clear();
      return { says: short(`created ${textOf(at(event, 'interaction', 'id')) ?? ''}`) };
    case 'interaction.status_update':
      state.status = textOf(event['status']) ?? state.status;
      return { says: `status: ${short(state.status ?? '?')}` };
    case 'interaction.completed': {
      state.interaction = { ...state.interaction, ...objectOf(event['interaction']) };
      state.status = textOf(at(event, 'interaction', 'status')) ?? 'completed';
      complete(state, state.status, index);
      return { says: `status: ${short(state.status)}` };
    }
    case 'error': {
      const text = textOf(at(event, 'error', 'message')) ?? textOf(at(event, 'error', 'code')) ?? 'error';
      answer.error(text, event['error'], index);
      return { says: quoted('error', text) };
    }
    case 'step.start':
      return startStep(state, event, index);
    case 'step.delta':
      return foldDelta(state, event, index);
    case 'step.stop': {
      const step = stepOf(state, event, 'step.stop', '?', index);
      if (step.call !== undefined) {
        answer.closeArguments(step.call, index);
        if (step.call.state === 'streaming') step.call.state = 'called';
      }
      return { says: `${short(step.type)} ends` };
    }
    default:
      answer.fault('not-understood', `The event type ${JSON.stringify(short(type))} is not known`, index);
      return undefined;
  }
}

function complete({ answer }: State, status: string, index: number): void {
  if (answer.outcome?.verdict === 'failed') return;
  const end = Object.hasOwn(ENDS, status) ? ENDS[status] : undefined;
  if (end === 'complete' || end === 'limit') answer.end(end, status, index);
  else answer.outcome = end && { verdict: end, reason: status };
}

/** The step of an event; made where it was never started. */
function stepOf(state: State, event: JsonObject, what: string, type: string, index: number): Step {
  const place = numberOf(event['index']) ?? 0;
  const known = state.steps.get(place);
  if (known !== undefined) return known;
  if (state.created) state.answer.fault('never-started', `${what} for step ${place}, which was never started`, index);
  else state.answer.fault('begins-late', 'The beginning of the stream is missing', index);
  const step: Step = { type };
  state.steps.set(place, step);
  return step;
}

function startStep(state: State, event: JsonObject, index: number): Meaning {
  const { answer, calls } = state;
  const given = objectOf(event['step']) ?? {};
  const type = textOf(given['type']) ?? '?';
  const step: Step = { type };
  state.steps.set(numberOf(event['index']) ?? 0, step);
  if (type.endsWith('_call')) {
    const call = answer.call(textOf(given['name']) ?? type, textOf(given['id']));
    call.touch(index);
    step.call = call;
    if (call.id !== undefined) calls.set(call.id, call);
    // An empty object stands for arguments that are to come.
    if (isObject(given['arguments']) && Object.keys(given['arguments']).length > 0) call.whole = given['arguments'];
    return { says: called(call.name, call.whole) };
  }
  if (type.endsWith('_result')) {
    const call = calls.get(textOf(given['call_id']) ?? '');
    if (call !== undefined) step.call = call;
    if (given['result'] !== undefined) result(state, step, given, index);
    return { says: type };
  }
  // What the step begins with is the beginning of its text.
  for (const content of [...listOf(given['content']), ...listOf(given['summary'])]) foldContent(state, step, content, index);
  return { says: short(type) };
}

/** A part of a text: a thought, or what is said. */
function foldContent({ answer }: State, step: Step, content: unknown, index: number): Meaning {
  const text = textOf(at(content, 'text'));
  if (text === undefined) {
    const { data, ...value } = objectOf(content) ?? {};
    const name = textOf(value['type']) ?? 'content';
    answer.value(name, typeof data === 'string' ? { ...value, base64: data.length } : content, index);
    return { says: short(`${name} ${textOf(value['mime_type']) ?? ''}`), output: 'hidden' };
  }
  const kind = step.type === 'thought' ? 'reasoning' : 'text';
  step.text ??= answer.text(kind);
  if (step.type === 'user_input') step.text.name = 'user';
  step.text.append(text, index);
  return meaningOf(quoted(kind, text), text === '' ? undefined : kind === 'text' ? 'visible' : 'hidden');
}

function result({ answer }: State, step: Step, given: JsonObject, index: number): Meaning {
  const { call } = step;
  const failed = given['is_error'] === true;
  if (call === undefined) answer.value(step.type, given['result'], index);
  else {
    call.touch(index);
    call.result = given['result'];
    call.state = failed ? 'failed' : 'done';
  }
  if (failed) answer.fault('tool-error', `A tool failed (${short(call?.name ?? step.type)})`, index);
  return { says: `result ${jsonOf(given['result'])}` };
}

function foldDelta(state: State, event: JsonObject, index: number): Meaning {
  const { answer } = state;
  const delta = objectOf(event['delta']) ?? {};
  const type = textOf(delta['type']) ?? '?';
  const step = stepOf(state, event, 'step.delta', type === 'thought_summary' ? 'thought' : type, index);
  switch (type) {
    case 'text':
      return foldContent(state, step, delta, index);
    case 'thought_summary':
      return foldContent(state, step, delta['content'], index);
    case 'thought_signature':
      return { says: 'signature' };
    case 'arguments':
    case 'arguments_delta': {
      const text = textOf(delta['arguments']) ?? textOf(delta['partial_arguments']) ?? '';
      step.call ??= answer.call();
      step.call.append(text, index);
      return meaningOf(`arguments ${short(text)}`, text === '' ? undefined : 'hidden');
    }
    case 'text_annotation':
    case 'text_annotation_delta':
      for (const annotation of listOf(delta['annotations'])) answer.value('annotation', annotation, index);
      return { says: `annotations ${jsonOf(delta['annotations'])}` };
    default:
      if (type.endsWith('_call')) {
        step.call ??= answer.call(textOf(delta['name']) ?? type);
        step.call.touch(index);
        step.call.whole = delta['arguments'];
        return { says: called(step.call.name, delta['arguments']), output: 'hidden' };
      }
      if (type.endsWith('_result')) return result(state, step, delta, index);
      return foldContent(state, step, delta, index);
  }
}
