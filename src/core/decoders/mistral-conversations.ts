/** Mistral's conversations and agents: named events. Its chat completions are those of OpenAI. Source: the npm package `@mistralai/mistralai`. */
import { Answer, type GrowingTextPart } from './answer.ts';
import { askedOf } from './asked.ts';
import type { Decoder, Meaning, StreamMessage, Usage } from './decoder.ts';
import type { GrowingCall } from './growing-call.ts';
import { at, listOf, numberOf, textOf, type JsonObject } from './json-shape.ts';
import { MeaningBuilder, meaningOf } from './meaning-builder.ts';
import { called, jsonOf, quoted, short } from './says.ts';
import { foldTyped } from './typed-events.ts';

interface State {
  readonly answer: Answer;
  readonly asked: string | undefined;
  conversation?: string;
  model?: string;
  /** It is known that nothing came before. */
  started: boolean;
  done: boolean;
  /** By output, content and kind. */
  readonly texts: Map<string, GrowingTextPart>;
  readonly calls: Map<string, GrowingCall>;
  usage?: Usage;
}

const TYPES = new Set([
  'message.output.delta',
  'function.call.delta',
  'tool.execution.started',
  'tool.execution.delta',
  'tool.execution.done',
  'agent.handoff.started',
  'agent.handoff.done',
  'conversation.response.done',
]);
const PATH = /\/conversations(?:[/?#]|$)/;

export const mistralConversations: Decoder<State> = {
  id: 'mistral-conversations',
  name: 'Mistral conversations',

  recognise(head, message) {
    if (message === undefined || textOf(at(message.json, 'type')) !== message.type) return undefined;
    if (message.type === 'conversation.response.started') return 'certain';
    if (!TYPES.has(message.type)) return undefined;
    return PATH.test(head.url) ? 'certain' : 'likely';
  },

  start: (head) => ({
    answer: new Answer(),
    asked: askedOf(head.requestBody),
    model: textOf(at(head.requestBody, 'model')),
    started: head.fromStart === true,
    done: false,
    texts: new Map(),
    calls: new Map(),
  }),

  fold: (state, message) => foldTyped(state, message, foldEvent),

  result({ answer, asked, calls, conversation, model, usage }, end) {
    const result = answer.result({ model, usage, more: { request: asked, conversation } }, end, 'no conversation.response.done');
    const waits = result.verdict === 'complete' && [...calls.values()].some(({ state }) => state === 'waiting');
    return waits ? { ...result, verdict: 'waiting', reason: 'confirmation pending' } : result;
  },
};

function foldEvent(state: State, event: JsonObject, type: string, message: StreamMessage): Meaning | undefined {
  const { answer, calls } = state;
  const { index } = message;
  if (message.type !== type)
    answer.fault(
      'event-name',
      `The event name ${JSON.stringify(short(message.type))} is not the type ${JSON.stringify(short(type))}, by which the client reads it`,
      index,
    );
  state.model = textOf(event['model']) ?? state.model;
  if (!state.started && TYPES.has(type)) answer.fault('begins-late', 'The beginning of the stream is missing', index);
  switch (type) {
    case 'conversation.response.started':
      state.started = true;
      state.conversation = textOf(event['conversation_id']) ?? state.conversation;
      return { says: short(`started ${state.conversation ?? ''}`) };
    case 'message.output.delta':
      return foldContent(state, event, index);
    case 'function.call.delta':
    case 'tool.execution.started':
    case 'tool.execution.delta': {
      const call = callOf(state, event);
      const text = textOf(event['arguments']) ?? '';
      const first = call.argumentsText.text === '';
      call.append(text, index);
      if (event['confirmation_status'] === 'pending') call.state = 'waiting';
      return meaningOf(first ? called(call.name, text) : `arguments ${short(text)}`, text === '' ? undefined : 'hidden');
    }
    case 'tool.execution.done': {
      const call = callOf(state, event);
      call.touch(index);
      call.result = event['info'];
      call.state = 'done';
      close(state, call, index);
      return { says: `result ${jsonOf(event['info'])}` };
    }
    case 'agent.handoff.started':
    case 'agent.handoff.done': {
      const { type: _, ...value } = event;
      answer.value(type, value, index);
      return { says: short(`${type} ${textOf(value['next_agent_name']) ?? textOf(value['previous_agent_name']) ?? ''}`) };
    }
    case 'conversation.response.done': {
      const usage = event['usage'];
      const input = numberOf(at(usage, 'prompt_tokens'));
      const output = numberOf(at(usage, 'completion_tokens'));
      state.usage = { input, output };
      for (const call of calls.values()) {
        if (call.state !== 'streaming') continue;
        call.state = 'called';
        close(state, call, index);
      }
      answer.end('complete', undefined, index);
      return { says: `done, usage ${input ?? '?'} → ${output ?? '?'}` };
    }
    case 'conversation.response.error': {
      const text = textOf(event['message']) ?? 'error';
      answer.error(text, event, index);
      return { says: quoted('error', text) };
    }
    default:
      answer.fault('not-understood', `The event type ${JSON.stringify(short(type))} is not known`, index);
      return undefined;
  }
}

/** Each piece has the name: only of a stream that is there from its beginning it is known that none is missing. */
function close({ answer, started }: State, call: GrowingCall, index: number): void {
  if (started) answer.closeArguments(call, index);
}

/** A call of a function has an id of its own beside that of its entry; one that the server makes has only the latter. */
function callOf({ answer, calls }: State, event: JsonObject): GrowingCall {
  const id = textOf(event['tool_call_id']) ?? textOf(event['id']) ?? '';
  const call = calls.get(id) ?? answer.call(undefined, id);
  calls.set(id, call);
  call.name = textOf(event['name']) ?? call.name;
  return call;
}

/** Content is a text, or a part: text, thinking (a list of texts), or a reference, file or picture. */
function foldContent({ answer, texts }: State, event: JsonObject, index: number): Meaning | undefined {
  const says = new MeaningBuilder();
  const grow = (kind: 'text' | 'reasoning', text: string): void => {
    const key = `${textOf(event['id'])} ${numberOf(event['output_index'])} ${numberOf(event['content_index'])} ${kind}`;
    const part = texts.get(key) ?? answer.text(kind);
    texts.set(key, part);
    part.append(text, index);
    says.add(quoted(kind, text), text === '' ? undefined : kind === 'text' ? 'visible' : 'hidden');
  };
  const { content } = event;
  const type = textOf(at(content, 'type'));
  if (typeof content === 'string') grow('text', content);
  else if (type === 'thinking') for (const thought of listOf(at(content, 'thinking'))) grow('reasoning', textOf(at(thought, 'text')) ?? '');
  else if (type === 'text') grow('text', textOf(at(content, 'text')) ?? '');
  else {
    answer.value(type ?? 'content', content, index);
    says.add(short(`${type ?? 'content'} ${textOf(at(content, 'title')) ?? ''}`));
  }
  return says.meaning();
}
