/** Cohere's chat of version 2: events that build one message, by index. Source: the npm package `cohere-ai`. */
import { Answer, type GrowingTextPart } from './answer.ts';
import { askedOf } from './asked.ts';
import type { Decoder, Meaning, StreamMessage, Usage } from './decoder.ts';
import type { GrowingCall } from './growing-call.ts';
import { at, isObject, listOf, numberOf, objectOf, textOf, type JsonObject } from './json-shape.ts';
import { meaningOf } from './meaning-builder.ts';
import { called, jsonOf, quoted, short } from './says.ts';
import { foldTyped } from './typed-events.ts';

interface State {
  readonly answer: Answer;
  readonly asked: string | undefined;
  readonly model: string | undefined;
  id?: string;
  /** It is known that nothing came before: what was never started is then a fault, not a beginning that was missed. */
  started: boolean;
  done: boolean;
  plan?: GrowingTextPart;
  /** What is open, by its index. */
  readonly contents: Map<number, GrowingTextPart>;
  readonly calls: Map<number, GrowingCall>;
  stopReason?: string;
  usage?: Usage;
}

/** Their deltas lie in `delta.message`, which no other protocol has. */
const WITH_MESSAGE = new Set(['message-start', 'content-start', 'content-delta', 'tool-plan-delta', 'tool-call-start', 'tool-call-delta', 'citation-start']);

export const cohere: Decoder<State> = {
  id: 'cohere',
  name: 'Cohere',

  recognise(_head, message) {
    const type = textOf(at(message?.json, 'type'));
    return type !== undefined && WITH_MESSAGE.has(type) && isObject(at(message?.json, 'delta', 'message')) ? 'certain' : undefined;
  },

  start: (head) => ({
    answer: new Answer(),
    asked: askedOf(head.requestBody),
    model: textOf(at(head.requestBody, 'model')),
    started: head.fromStart === true,
    done: false,
    contents: new Map(),
    calls: new Map(),
  }),

  fold: (state, message) => foldTyped(state, message, foldEvent),

  result({ answer, asked, model, id, stopReason, usage }, end) {
    return answer.result({ model, stopReason, usage, more: { request: asked, message: id } }, end, 'no message-end');
  },
};

function foldEvent(state: State, event: JsonObject, type: string, { index }: StreamMessage): Meaning | undefined {
  const { answer, contents, calls } = state;
  const place = numberOf(event['index']) ?? 0;
  const message = objectOf(at(event, 'delta', 'message'));
  switch (type) {
    case 'message-start':
      state.started = true;
      state.id = textOf(event['id']);
      return { says: type };
    case 'content-start': {
      const content = at(message, 'content');
      const part = answer.text(textOf(at(content, 'type')) === 'thinking' ? 'reasoning' : 'text');
      contents.set(place, part);
      return grow(part, textOf(at(content, 'text')) ?? textOf(at(content, 'thinking')) ?? '', index, type);
    }
    case 'content-delta': {
      const text = textOf(at(message, 'content', 'text'));
      const thinking = textOf(at(message, 'content', 'thinking'));
      if (!contents.has(place)) missing(state, type, place, index);
      const part = contents.get(place) ?? answer.text(text === undefined && thinking !== undefined ? 'reasoning' : 'text');
      contents.set(place, part);
      return grow(part, text ?? thinking ?? '', index, type);
    }
    case 'tool-plan-delta': {
      state.plan ??= answer.text('reasoning');
      state.plan.name = 'tool plan';
      return grow(state.plan, textOf(message?.['tool_plan']) ?? '', index, type);
    }
    case 'tool-call-start': {
      const given = callIn(message);
      const call = answer.call(textOf(at(given, 'function', 'name')), textOf(at(given, 'id')));
      calls.set(place, call);
      call.append(textOf(at(given, 'function', 'arguments')) ?? '', index);
      return { says: called(call.name, undefined) };
    }
    case 'tool-call-delta': {
      if (!calls.has(place)) missing(state, type, place, index);
      const call = calls.get(place) ?? answer.call();
      calls.set(place, call);
      const delta = textOf(at(callIn(message), 'function', 'arguments')) ?? '';
      call.append(delta, index);
      return meaningOf(`arguments ${short(delta)}`, delta === '' ? undefined : 'hidden');
    }
    case 'tool-call-end': {
      const call = calls.get(place);
      if (call !== undefined) {
        call.state = 'called';
        answer.closeArguments(call, index);
      }
      return { says: type };
    }
    case 'citation-start': {
      const citations = at(message, 'citations');
      for (const citation of Array.isArray(citations) ? listOf(citations) : [citations]) answer.value('citation', citation, index);
      return { says: `citation ${jsonOf(at(citations, 'text') ?? citations)}` };
    }
    case 'content-end':
    case 'citation-end':
      return { says: type };
    case 'debug':
      return { says: quoted(type, textOf(event['prompt']) ?? '') };
    case 'message-end':
      return endMessage(state, event, index);
    default:
      answer.fault('not-understood', `The event type ${JSON.stringify(short(type))} is not known`, index);
      return undefined;
  }
}

function missing({ answer, started }: State, type: string, place: number, index: number): void {
  if (started) answer.fault('never-started', `${type} for index ${place}, which was never started`, index);
  else answer.fault('begins-late', 'The beginning of the stream is missing', index);
}

function callIn(message: JsonObject | undefined): unknown {
  const calls = message?.['tool_calls'];
  return Array.isArray(calls) ? (calls as unknown[])[0] : calls;
}

function grow(part: GrowingTextPart, text: string, index: number, type: string): Meaning {
  if (text === '') return { says: type };
  part.append(text, index);
  return { says: quoted(part.kind, text), output: part.kind === 'text' ? 'visible' : 'hidden' };
}

function endMessage(state: State, event: JsonObject, index: number): Meaning {
  const { answer } = state;
  const reason = textOf(at(event, 'delta', 'finish_reason'));
  const error = textOf(at(event, 'delta', 'error'));
  const usage = at(event, 'delta', 'usage');
  state.stopReason = reason;
  // What the model has read and written; what is billed may be less.
  const counts = { input: numberOf(at(usage, 'tokens', 'input_tokens')), output: numberOf(at(usage, 'tokens', 'output_tokens')) };
  if (isObject(usage)) state.usage = { ...counts, cached: numberOf(usage['cached_tokens']) };
  if (error !== undefined) answer.error(error, event['delta'], index);
  else if (reason?.startsWith('ERROR') === true || reason === 'TIMEOUT') answer.error(reason, event['delta'], index);
  else answer.end(reason === 'MAX_TOKENS' ? 'limit' : 'complete', reason, index);
  return { says: `stop: ${short(reason ?? error ?? '?')}` };
}
