/**
 * OpenAI's Responses: named messages with numbers, of which items grow at their place in the output. Items may open in any order, and the final words count.
 * The beta of Agents says the same with another prefix and without numbers. Source: OpenAI's reference and client.
 * Longer than usual: what is said of sixty types of messages stands in one place.
 */
import { askedOf } from './asked.ts';
import type { Decoder, Facts, Fault, Meaning, Result, StreamEnd, StreamMessage, Usage, Verdict } from './decoder.ts';
import { FaultList } from './fault-list.ts';
import { isObject, listOf, numberOf, objectOf, textOf, type JsonObject } from './json-shape.ts';
import { characters } from './opaque.ts';
import type { ErrorPart } from './part.ts';
import { ResponseItem, type TextList } from './response-item.ts';
import { called, quoted, short } from './says.ts';

interface State {
  /** By their place in the output. */
  readonly items: Map<number, ResponseItem>;
  /** The same places, by the id of the item. */
  readonly places: Map<string, number>;
  readonly faults: FaultList;
  readonly more: Record<string, unknown>;
  /** The type of each message, by its number: whether one has been seen. */
  readonly numbers: Map<number, string>;
  last: number | undefined;
  /** Some servers number as they like: then numbers say nothing. */
  numbered: boolean;
  begun: boolean;
  /** Characters of base64. */
  audio: number;
  /** Something was missed: a final word that says more is no contradiction. */
  missed: boolean;
  model: string | undefined;
  usage: Usage | undefined;
  outcome: { verdict: Verdict; reason?: string; stop: string; message: number } | undefined;
  error: ErrorPart | undefined;
}

const PREFIXES = ['response.', 'agent.session.turn.', 'agent.session.'];

/** Texts that grow: what their deltas are called, where they belong, and what their final word is called. */
const TEXTS: Readonly<Record<string, { list: TextList; index: string; done: string } | undefined>> = {
  output_text: { list: 'text', index: 'content_index', done: 'text' },
  refusal: { list: 'refusal', index: 'content_index', done: 'refusal' },
  reasoning_text: { list: 'reasoning', index: 'content_index', done: 'text' },
  reasoning_summary_text: { list: 'summary', index: 'summary_index', done: 'text' },
  'audio.transcript': { list: 'transcript', index: 'content_index', done: 'transcript' },
};

/** What calls are called with: the member of the final word, and the type of the item. */
const ARGUMENTS: Readonly<Record<string, { done: string; item: string } | undefined>> = {
  function_call_arguments: { done: 'arguments', item: 'function_call' },
  mcp_call_arguments: { done: 'arguments', item: 'mcp_call' },
  custom_tool_call_input: { done: 'input', item: 'custom_tool_call' },
  code_interpreter_call_code: { done: 'code', item: 'code_interpreter_call' },
  shell_call_command: { done: 'command', item: 'shell_call' },
};

const LIMITS = new Set(['max_output_tokens', 'max_messages']);

export const openaiResponses: Decoder<State> = {
  id: 'openai-responses',
  name: 'OpenAI Responses',

  recognise(head, message) {
    const data = objectOf(message?.json);
    if (message === undefined || data === undefined) return undefined;
    const type = textOf(data['type']);
    if (type === undefined) return undefined;
    const numbered = typeof data['sequence_number'] === 'number';
    if (type.startsWith('response.') && numbered) return message.type === type ? 'certain' : 'likely';
    if (type.startsWith('agent.session.') && message.type === type) return 'certain';
    return type.startsWith('response.') && /\/responses\/?(?:$|[?#])/.test(head.url) ? 'likely' : undefined;
  },

  start(head) {
    const request = askedOf(head.requestBody);
    return {
      items: new Map(),
      places: new Map(),
      faults: new FaultList(),
      more: request === undefined ? {} : { request },
      numbers: new Map(),
      last: undefined,
      numbered: true,
      begun: false,
      audio: 0,
      missed: false,
      model: undefined,
      usage: undefined,
      outcome: undefined,
      error: undefined,
    };
  },

  fold(state, message) {
    const { data, index } = message;
    if (data === '') return undefined;
    if (data.startsWith('[DONE]')) return { says: 'end' };
    const json = objectOf(message.json);
    const type = textOf(json?.['type']);
    if (json === undefined || type === undefined) {
      state.faults.add('not-understood', 'A message is no JSON object with a type.', index);
      return undefined;
    }
    const number = numberOf(json['sequence_number']);
    if (number !== undefined && !isNew(state, number, type, index)) return { says: `${short(type)} again` };
    if (state.outcome !== undefined) {
      state.faults.add('after-end', `A message comes after the end: ${short(type)}.`, index);
      return { says: short(type) };
    }
    begin(state, json, type, index);
    return foldEvent(state, type, json, message);
  },

  result(state, end) {
    const { verdict, reason } = verdictOf(state, end);
    const items = [...state.items].toSorted(([a], [b]) => a - b).map(([, item]) => item);
    const parts = items.flatMap((item) => item.parts);
    if (state.error !== undefined) parts.push(state.error);
    const { model, usage, outcome, more } = state;
    const facts: Facts = {
      ...(model !== undefined && { model }),
      ...(outcome !== undefined && { stopReason: outcome.stop }),
      ...(usage !== undefined && { usage }),
      more: { ...more },
    };
    return { parts, facts, verdict, ...(reason !== undefined && { reason }), faults: state.faults.with(...lastFaults(items, verdict, reason)) };
  },
};

/** Whether a message with this number has not been folded yet. */
function isNew(state: State, number: number, type: string, message: number): boolean {
  if (!state.numbered) return true;
  const { numbers, last } = state;
  const before = numbers.get(number);
  if (before !== undefined) {
    if (before === type) return false;
    // Two messages of one number: it is no number of messages.
    state.numbered = false;
    return true;
  }
  if (last !== undefined && number > last + 1) {
    state.missed = true;
    const missing = number - last === 2 ? `Message ${last + 1} is` : `Messages ${last + 1} to ${number - 1} are`;
    state.faults.add('sequence-gap', `${missing} missing by their sequence_number.`, message);
  }
  numbers.set(number, type);
  state.last = Math.max(last ?? number, number);
  return true;
}

/** It begins with the whole response. A stream that was taken up again does not. */
function begin(state: State, json: JsonObject, type: string, message: number): void {
  if (state.begun) return;
  state.begun = true;
  if (isObject(json['response']) || type === 'error' || type.startsWith('agent.session.')) return;
  state.missed = true;
  const number = numberOf(json['sequence_number']);
  state.faults.add(
    'begins-late',
    `The beginning is missing: the first message is ${short(type)}${number === undefined ? '' : ` with the number ${number}`}.`,
    message,
  );
}

function foldEvent(state: State, type: string, json: JsonObject, { index }: StreamMessage): Meaning {
  const prefix = PREFIXES.find((known) => type.startsWith(known)) ?? '';
  const name = type.slice(prefix.length);
  if (type === 'error') return foldError(state, objectOf(json['error']) ?? json, index);
  if (prefix === '') return { says: short(type) };
  if (prefix !== 'response.') foldAgents(state, name, json, index);
  const response = objectOf(json['response']);
  if (response !== undefined) return foldResponse(state, name, response, index);
  const dot = name.lastIndexOf('.');
  const [what, step] = [name.slice(0, dot), name.slice(dot + 1)];
  const text = Object.hasOwn(TEXTS, what) ? TEXTS[what] : undefined;
  if (text !== undefined) {
    const hidden = text.list === 'reasoning' || text.list === 'summary';
    const item = itemOf(state, json, hidden ? 'reasoning' : 'message');
    const grown = item.textAt(text.list, numberOf(json[text.index]) ?? 0);
    const piece = textOf(json['delta']);
    if (piece !== undefined) {
      grown.append(piece, index);
      return { says: quoted(grown.kind, piece), output: hidden ? 'hidden' : 'visible' };
    }
    if (step === 'done') item.finish(grown, textOf(json[text.done]), index, (before) => differ(state, type, before, index));
    return { says: short(name) };
  }
  const differs = (before: string): void => differ(state, type, before, index);
  const given = Object.hasOwn(ARGUMENTS, what) ? ARGUMENTS[what] : undefined;
  if (given !== undefined) {
    const item = itemOf(state, json, given.item);
    const call = item.callHere(index);
    call.name ??= textOf(json['name']);
    const piece = textOf(json['delta']);
    if (piece !== undefined) {
      call.append(piece, index);
      return { says: `arguments ${short(piece)}`, output: 'hidden' };
    }
    // Several commands share one text: the item itself says them apart.
    if (step === 'done' && given.done !== 'command') item.finish(call.argumentsText, textOf(json[given.done]), index, differs);
    return { says: short(name) };
  }
  return foldOther(state, what, step, name, json, index, differs);
}

function foldOther(state: State, what: string, step: string, name: string, json: JsonObject, message: number, differs: (before: string) => void): Meaning {
  const whole = objectOf(json['item']);
  if (whole !== undefined) {
    const item = itemOf(state, json, textOf(whole['type']) ?? '');
    item.take(whole, message, differs);
    const { call } = item;
    if (call === undefined) return { says: short(`${item.type} ${step}`) };
    if (call.error !== undefined) toolFailed(state, item, message);
    return step === 'added'
      ? { says: called(call.name, call.whole ?? call.argumentsText.text), output: 'hidden' }
      : { says: short(`${call.name ?? item.type} ${call.state ?? step}`) };
  }
  const part = objectOf(json['part']);
  if (part !== undefined) {
    const summary = numberOf(json['summary_index']);
    const item = itemOf(state, json, summary === undefined ? 'message' : 'reasoning');
    if (summary === undefined) item.takeContent(part, numberOf(json['content_index']) ?? 0, message, differs);
    else item.finish(item.textAt('summary', summary), textOf(part['text']), message, differs);
    return { says: short(name) };
  }
  if (what === 'output_text.annotation') {
    itemOf(state, json, 'message').setInList('annotations', numberOf(json['annotation_index']), json['annotation'], message);
    return { says: 'annotation' };
  }
  if (what === 'audio') {
    const size = textOf(json['delta'])?.length ?? 0;
    if (size === 0) return { says: short(name) };
    state.audio += size;
    state.more['audio'] = `${state.audio} characters of base64`;
    return { says: `audio ${size} characters of base64`, output: 'hidden' };
  }
  if (what === 'shell_call_output_content') {
    const delta = objectOf(json['delta']) ?? {};
    const item = itemOf(state, json, 'shell_call_output');
    const command = numberOf(json['command_index']) ?? 0;
    for (const stream of ['stdout', 'stderr'] as const) {
      const piece = textOf(delta[stream]);
      if (piece !== undefined) item.textAt(stream, command).append(piece, message);
    }
    return { says: quoted('output', textOf(delta['stdout']) ?? textOf(delta['stderr']) ?? '') };
  }
  if (what.endsWith('_call') || what === 'mcp_list_tools') {
    const item = itemOf(state, json, what);
    const call = item.callHere(message);
    call.name ??= what.replace(/_call$/, '');
    const image = textOf(json['partial_image_b64']);
    if (image !== undefined) {
      item.set(
        'partial image',
        { number: json['partial_image_index'], size: json['size'], format: json['output_format'], data: `${characters(image)} of base64` },
        message,
      );
      return { says: 'partial image', output: 'hidden' };
    }
    call.state = step;
    if (step === 'failed') toolFailed(state, item, message);
  }
  return { says: short(name) };
}

/** The item that a message is about. One that was never added is made: the beginning may be missing. */
function itemOf(state: State, json: JsonObject, type: string): ResponseItem {
  const id = textOf(json['item_id']) ?? textOf(objectOf(json['item'])?.['id']);
  // Agents leave the place out where there is none; sounds have neither, and go on with the last item.
  const place = numberOf(json['output_index']) ?? (id === undefined ? Math.max(0, state.items.size - 1) : (state.places.get(id) ?? state.items.size));
  let item = state.items.get(place);
  if (item === undefined) {
    item = new ResponseItem(type, id);
    state.items.set(place, item);
    if (id !== undefined) state.places.set(id, place);
  }
  return item;
}

/** `differs` after a gap is what one expects: then the final word fills it. */
function differ(state: State, type: string, before: string, message: number): void {
  if (!state.missed) state.faults.add('done-differs', `${short(type)} says another text than its deltas, which were ${quoted('', before).trim()}.`, message);
}

function toolFailed(state: State, { call, type }: ResponseItem, message: number): void {
  if (call?.error !== undefined || call?.state === 'failed') state.faults.add('tool-error', `The tool ${call.name ?? type} failed.`, message);
}

function foldResponse(state: State, name: string, response: JsonObject, message: number): Meaning {
  const { model, output, usage, status, error, incomplete_details: details } = response;
  state.model = textOf(model) ?? state.model;
  for (const [member, shown] of [
    ['id', 'response'],
    ['previous_response_id', 'previous response'],
    ['service_tier', 'service tier'],
  ] as const)
    if (typeof response[member] === 'string') state.more[shown] = response[member];
  if (response['background'] === true) state.more['background'] = true;
  const items = listOf(output);
  items.forEach((given, place) => {
    if (!isObject(given)) return;
    itemOf(state, { output_index: place }, textOf(given['type']) ?? '').take(given, message, (before) => differ(state, `response.${name}`, before, message));
  });
  // What the whole does not have was void. A whole without any output is one of a server that left it out.
  if (items.length > 0) for (const place of state.items.keys()) if (place >= items.length) state.items.delete(place);
  foldUsage(state, usage);
  if (name === 'failed') {
    const failure = objectOf(error);
    return foldError(state, failure ?? { message: textOf(status) ?? name }, message);
  }
  if (name === 'incomplete') incomplete(state, textOf(objectOf(details)?.['reason']) ?? name, message);
  else if (name === 'completed') complete(state, textOf(status) ?? name, message);
  const counts = state.usage;
  return { says: counts === undefined || state.outcome === undefined ? short(name) : `${short(name)}, usage ${counts.input ?? '?'} → ${counts.output ?? '?'}` };
}

function foldUsage(state: State, given: unknown): void {
  const usage = objectOf(given);
  if (usage === undefined) return;
  const input = numberOf(usage['input_tokens']);
  const output = numberOf(usage['output_tokens']);
  const cached = numberOf(objectOf(usage['input_tokens_details'])?.['cached_tokens']);
  const reasoning = numberOf(objectOf(usage['output_tokens_details'])?.['reasoning_tokens']);
  state.usage = {
    ...(input !== undefined && { input }),
    ...(cached !== undefined && { cached }),
    ...(output !== undefined && { output }),
    ...(reasoning !== undefined && { reasoning }),
  };
}

/** `stop`: why it is not whole. */
function incomplete(state: State, stop: string, message: number): void {
  const verdict = stop === 'content_filter' ? 'filtered' : 'limit';
  state.outcome = { verdict, reason: stop, stop, message };
  if (LIMITS.has(stop)) state.faults.add('token-limit', `The answer ended at a limit (${stop}).`, message);
  if (verdict === 'filtered') state.faults.add('filtered', `The answer was ended by a filter (${stop}).`, message);
}

function complete(state: State, stop: string, message: number): void {
  const items = [...state.items.values()];
  const asks = items.find(({ type }) => type === 'mcp_approval_request');
  if (stop === 'cancelled') state.outcome = { verdict: 'cut', reason: stop, stop, message };
  else if (asks !== undefined) state.outcome = { verdict: 'waiting', reason: `approval of ${asks.call?.name ?? 'a tool'}`, stop, message };
  else if (items.some(({ refused }) => refused) && items.every(({ call, parts }) => call === undefined && parts.every(({ kind }) => kind !== 'text'))) {
    state.outcome = { verdict: 'filtered', reason: 'refusal', stop, message };
    state.faults.add('filtered', 'The model refused to answer.', message);
  } else state.outcome = { verdict: 'complete', reason: stop, stop, message };
}

function foldError(state: State, error: JsonObject, message: number): Meaning {
  const text = textOf(error['message']) ?? textOf(error['code']) ?? 'error';
  state.error = { kind: 'error', text, value: error, messages: [message] };
  state.outcome = { verdict: 'failed', reason: text, stop: 'failed', message };
  state.faults.add('error-inside', `The stream brings an error: ${text}`, message);
  return { says: quoted('error', text) };
}

/** Agents: a session is idle once it has nothing more to do. */
function foldAgents(state: State, name: string, json: JsonObject, message: number): void {
  if (typeof json['session_id'] === 'string') state.more['session'] = json['session_id'];
  const turn = objectOf(json['turn']);
  foldUsage(state, turn?.['usage'] ?? json['usage']);
  if (name === 'idle') state.outcome = { verdict: 'complete', reason: name, stop: name, message };
  else if (name === 'requires_action') state.outcome = { verdict: 'waiting', reason: name, stop: name, message };
  else if (name === 'failed') foldError(state, objectOf(objectOf(json['session'])?.['error']) ?? objectOf(turn?.['error']) ?? { message: 'failed' }, message);
}

function verdictOf({ outcome }: State, over: StreamEnd | undefined): Pick<Result, 'verdict' | 'reason'> {
  if (outcome !== undefined) return { verdict: outcome.verdict, reason: outcome.reason };
  if (over === undefined) return { verdict: 'open' };
  if (over === 'page') return { verdict: 'open', reason: 'stopped by the page' };
  return { verdict: 'cut', reason: 'no response.completed' };
}

/** Of the whole: what a later message may make undone. */
function lastFaults(items: readonly ResponseItem[], verdict: Verdict, reason: string | undefined): Fault[] {
  if (verdict === 'cut') return [{ id: 'cut', says: `The stream is over without its end: ${reason}.` }];
  if (verdict !== 'complete') return [];
  return items.flatMap(({ type, call }): Fault[] => {
    const typed = type === 'function_call' || type === 'mcp_call';
    if (!typed || call === undefined || !call.broken) return [];
    return [{ id: 'arguments-no-json', says: `The arguments of ${call.name ?? 'a call'} are no JSON.`, message: call.argumentsText.pieces.at(-1)?.message }];
  });
}
