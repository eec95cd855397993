/** Ollama's own API: answers of `chat` and `generate`, and the progress of `pull`, `create` and `push`; JSON lines. Source: the npm package `ollama`. */
import { Answer } from './answer.ts';
import { askedOf } from './asked.ts';
import type { Certainty, Decoder, Facts, Meaning, StreamHead, StreamMessage } from './decoder.ts';
import { at, isObject, listOf, numberOf, objectOf, textOf, type JsonObject } from './json-shape.ts';
import { MeaningBuilder } from './meaning-builder.ts';
import { called, quoted, short } from './says.ts';

interface State {
  readonly answer: Answer;
  readonly asked: string | undefined;
  model?: string;
  reasoning?: ReturnType<Answer['text']>;
  text?: ReturnType<Answer['text']>;
  /** By digest, and of the picture that is being made under ''. */
  readonly progress: Map<string, ReturnType<Answer['value']>>;
  /** It says how a model is loaded or sent, and is no answer. */
  loads?: boolean;
  /** The last line of an answer, with its counts. */
  last?: JsonObject;
}

const PATH = /\/api\/(?:chat|generate|pull|push|create)\/?(?:\?|$)/;
/** Durations of the last line: nanoseconds there, milliseconds here. */
const DURATIONS = { 'load ms': 'load_duration', 'prompt ms': 'prompt_eval_duration', 'generation ms': 'eval_duration', 'total ms': 'total_duration' } as const;

export const ollama: Decoder<State> = {
  id: 'ollama',
  name: 'Ollama',

  recognise(head, message) {
    const line = objectOf(message?.json);
    return line && recogniseLine(line, head);
  },

  start: (head) => ({ answer: new Answer(), model: textOf(at(head.requestBody, 'model')), asked: askedOf(head.requestBody), progress: new Map() }),

  fold(state, message) {
    const { answer } = state;
    const line = objectOf(message.json);
    if (message.data === '') return undefined;
    if (answer.outcome !== undefined) {
      answer.fault('after-end', 'A line comes after the end', message.index);
      return { says: 'after the end' };
    }
    if (line === undefined) {
      answer.fault('not-understood', 'A line is no JSON object; the client leaves it out', message.index);
      return undefined;
    }
    state.model = textOf(line['model']) ?? state.model;
    const error = textOf(line['error']) ?? textOf(at(line, 'error', 'message'));
    if (error !== undefined) {
      answer.error(error, line, message.index);
      return { says: quoted('error', error) };
    }
    if (typeof line['status'] === 'string') return foldStatus(state, line, line['status'], message.index);
    return foldAnswer(state, line, message);
  },

  result(state, end) {
    const last = state.last ?? {};
    const input = numberOf(last['prompt_eval_count']);
    const output = numberOf(last['eval_count']);
    const nanoseconds = numberOf(last['eval_duration']) ?? 0;
    const facts: Facts = {
      model: state.model,
      stopReason: textOf(last['done_reason']),
      ...((input !== undefined || output !== undefined) && { usage: { input, output } }),
      ...(output !== undefined && nanoseconds > 0 && { serverRate: (output * 1e9) / nanoseconds }),
      more: {
        request: state.asked,
        ...Object.fromEntries(
          Object.entries(DURATIONS).flatMap(([name, member]) => {
            const duration = numberOf(last[member]);
            return duration === undefined ? [] : [[name, duration / 1e6]];
          }),
        ),
      },
    };
    return state.answer.result(facts, end, state.loads === true ? 'no status success' : 'no line with done');
  },
};

function recogniseLine(line: JsonObject, head: StreamHead): Certainty | undefined {
  if (typeof line['model'] === 'string' && typeof line['created_at'] === 'string' && typeof line['done'] === 'boolean')
    return isObject(line['message']) || typeof line['response'] === 'string' ? 'certain' : undefined;
  const status = line['status'];
  const itsPath = PATH.test(head.url);
  if (typeof status !== 'string') return itsPath && typeof line['error'] === 'string' ? 'likely' : undefined;
  const digest = line['digest'];
  if (typeof digest === 'string' && digest.startsWith('sha256:') && typeof line['total'] === 'number') return 'certain';
  return itsPath ? 'certain' : undefined;
}

function foldAnswer(state: State, line: JsonObject, { index }: StreamMessage): Meaning | undefined {
  const { answer } = state;
  const says = new MeaningBuilder();
  const thinking = textOf(at(line, 'message', 'thinking')) ?? textOf(line['thinking']) ?? '';
  if (thinking !== '') {
    (state.reasoning ??= answer.text('reasoning')).append(thinking, index);
    says.add(quoted('reasoning', thinking), 'hidden');
  }
  const text = textOf(at(line, 'message', 'content')) ?? textOf(line['response']) ?? '';
  if (text !== '') {
    (state.text ??= answer.text('text')).append(text, index);
    says.add(quoted('text', text), 'visible');
  }
  for (const item of listOf(at(line, 'message', 'tool_calls'))) {
    const call = answer.call(textOf(at(item, 'function', 'name')), textOf(at(item, 'id')));
    call.touch(index);
    call.whole = at(item, 'function', 'arguments');
    call.state = 'called';
    says.add(called(call.name, call.whole), 'hidden');
  }
  // Models that make pictures count their steps, and give the picture at the end.
  const image = textOf(line['image']);
  if (image !== undefined) {
    answer.value('image', { base64: image.length }, index);
    says.add('image', 'visible');
  } else if (typeof line['completed'] === 'number') {
    progress(state, '', { completed: line['completed'], total: line['total'] }, index);
    says.add(`${line['completed']} of ${numberOf(line['total']) ?? '?'}`);
  }
  if (line['done'] === true) {
    state.last = line;
    const reason = textOf(line['done_reason']);
    answer.end(reason === 'length' ? 'limit' : 'complete', reason, index);
    says.add(`done${reason === undefined ? '' : `: ${short(reason)}`}`);
  }
  return says.meaning();
}

/** A step of loading or sending a model; a layer that is on its way has a bar of its own. */
function foldStatus(state: State, line: JsonObject, status: string, index: number): Meaning {
  const { digest, completed = 0, total } = line;
  state.loads = true;
  if (typeof digest === 'string') {
    progress(state, digest, { status, digest, completed, total }, index);
    return { says: short(`${status}: ${numberOf(completed) ?? '?'} of ${numberOf(total) ?? '?'}`) };
  }
  if (status === 'success') state.answer.end('complete', status, index);
  return { says: short(status) };
}

function progress({ answer, progress: bars }: State, key: string, value: unknown, index: number): void {
  const bar = bars.get(key);
  if (bar === undefined) bars.set(key, answer.value('progress', value, index));
  else bar.replace(value, index);
}
