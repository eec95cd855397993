/**
 * Anthropic's Messages: one message that grows by blocks, each started, filled by deltas and stopped. Folded as the client folds it, entered anywhere.
 * Source: the reference of streaming, and the client. Longer than usual: each kind of block has its case, in start, delta and stop.
 */
import { Answer } from './answer.ts';
import { askedOf } from './asked.ts';
import type { Certainty, Decoder, Facts, Meaning, StreamHead, StreamMessage, Usage } from './decoder.ts';
import type { GrowingCall } from './growing-call.ts';
import { isObject, listOf, numberOf, objectOf, textOf, type JsonObject } from './json-shape.ts';
import { characters, withoutOpaque } from './opaque.ts';
import { called, jsonOf, quoted, short } from './says.ts';

type GrowingTextPart = ReturnType<Answer['text']>;

/** What a block grows into: one of these. */
interface Block {
  text?: GrowingTextPart;
  call?: GrowingCall;
  citations?: ReturnType<Answer['value']>;
  stopped: boolean;
}

interface State {
  readonly answer: Answer;
  readonly blocks: Map<number, Block>;
  readonly calls: Map<string, GrowingCall>;
  readonly more: Record<string, unknown>;
  /** A message with data was seen that is no ping. */
  begun: boolean;
  /** `message_start` was seen. */
  started: boolean;
  model: string | undefined;
  usage: Record<string, unknown>;
  stop: { reason: string; message: number } | undefined;
}

const TYPES = new Set(['message_start', 'message_delta', 'message_stop', 'content_block_start', 'content_block_delta', 'content_block_stop', 'ping', 'error']);
/** Those that no other protocol names so, under their own SSE name. */
const OWN = new Set(['message_delta', 'content_block_start', 'content_block_delta', 'content_block_stop']);
/** Reasons to stop that say that there would have been more. */
const LIMITS = new Set(['max_tokens', 'model_context_window_exceeded']);

export const anthropic: Decoder<State> = {
  id: 'anthropic',
  name: 'Anthropic Messages',

  recognise(head, message) {
    const data = objectOf(message?.json);
    return message && data && recogniseData(head, message, data);
  },

  start(head) {
    const request = askedOf(head.requestBody);
    return {
      answer: new Answer(),
      blocks: new Map(),
      calls: new Map(),
      more: request === undefined ? {} : { request },
      begun: false,
      started: false,
      model: undefined,
      usage: {},
      stop: undefined,
    };
  },

  fold(state, message) {
    if (message.data === '') return undefined;
    const { answer } = state;
    const data = objectOf(message.json);
    const type = textOf(data?.['type']);
    if (data === undefined || type === undefined) {
      answer.fault('not-understood', 'A message is no JSON object with a type', message.index);
      return undefined;
    }
    if (type === 'ping') return { says: 'ping', keepAlive: true };
    if (answer.outcome !== undefined) {
      answer.fault('after-end', 'A message comes after the end', message.index);
      return { says: short(type) };
    }
    if (!TYPES.has(type)) return { says: short(type) };
    // The client looks at the name alone.
    if (message.type !== type) answer.fault('event-name', 'Messages come without the SSE event name that the client needs', message.index);
    if (!state.begun && type !== 'message_start' && type !== 'error')
      answer.fault('begins-late', 'The beginning is missing: the first message is no message_start', message.index);
    state.begun = true;
    return foldMessage(state, type, data, message.index);
  },

  result(state, end) {
    const { answer, model, stop, usage, more } = state;
    const counts = usageOf(usage);
    const facts: Facts = {
      ...(model !== undefined && { model }),
      ...(stop !== undefined && { stopReason: stop.reason }),
      ...(counts !== undefined && { usage: counts }),
      more: counts === undefined ? more : { ...more, usage: { ...usage } },
    };
    return answer.result(facts, end, 'no message_stop');
  },
};

function recogniseData(head: StreamHead, message: StreamMessage, data: JsonObject): Certainty | undefined {
  const { type, message: start, index, delta } = data;
  if (type === 'message_start') return objectOf(start)?.['role'] === 'assistant' ? 'certain' : undefined;
  if (typeof type !== 'string') return undefined;
  const shaped = type === 'message_delta' ? isObject(delta) : typeof index === 'number';
  if (OWN.has(type) && shaped) return message.type === type ? 'certain' : 'likely';
  return type === 'error' && isObject(data['error']) && head.requestHeader('anthropic-version') !== undefined ? 'likely' : undefined;
}

function foldMessage(state: State, type: string, data: JsonObject, message: number): Meaning {
  const { answer } = state;
  const index = numberOf(data['index']) ?? 0;
  switch (type) {
    case 'message_start': {
      if (state.started) answer.fault('order', 'A second message_start comes before message_stop: the client ends there', message);
      state.started = true;
      foldStart(state, objectOf(data['message']) ?? {}, message);
      return { says: type };
    }
    case 'content_block_start':
      if (state.blocks.has(index)) answer.fault('order', `Block ${index} is started twice`, message);
      return startBlock(state, index, objectOf(data['content_block']) ?? {}, message);
    case 'content_block_delta':
      return foldDelta(state, index, objectOf(data['delta']) ?? {}, message);
    case 'content_block_stop': {
      const block = state.blocks.get(index);
      if (block === undefined) neverStarted(state, index, message);
      else stopBlock(block, message);
      return { says: type };
    }
    case 'message_delta':
      return foldMessageDelta(state, data, message);
    case 'message_stop':
      endMessage(state, message);
      return { says: type };
    default: {
      const error = objectOf(data['error']);
      const text = textOf(error?.['message']) ?? textOf(error?.['type']) ?? 'error';
      answer.error(text, data, message);
      if (data['request_id'] !== undefined) state.more['request id'] = data['request_id'];
      return { says: quoted('error', text) };
    }
  }
}

function foldStart(state: State, start: JsonObject, message: number): void {
  state.model = textOf(start['model']) ?? state.model;
  foldUsage(state, start['usage']);
  if (typeof start['id'] === 'string') state.more['message'] = start['id'];
  // It is empty as a rule; what is there counts, as it does for the client.
  listOf(start['content']).forEach((block, index) => isObject(block) && startBlock(state, index, block, message));
}

function startBlock(state: State, index: number, given: JsonObject, message: number): Meaning {
  const { answer } = state;
  const type = textOf(given['type']) ?? '?';
  const block: Block = { stopped: false };
  state.blocks.set(index, block);
  if (type === 'text' || type === 'thinking') {
    const text = textOf(given[type]) ?? '';
    block.text = answer.text(type === 'text' ? 'text' : 'reasoning');
    block.text.append(text, message);
    for (const citation of listOf(given['citations'])) cite(state, block, citation, message);
    return text === '' ? { says: `start ${type}` } : textMeaning(block.text, text);
  }
  if (type.endsWith('tool_use')) {
    const { id, name, input } = given;
    const call = answer.call(textOf(name), textOf(id));
    call.touch(message);
    if (isObject(input) && Object.keys(input).length > 0) call.whole = input;
    if (call.id !== undefined) state.calls.set(call.id, call);
    block.call = call;
    return { says: called(call.name, call.whole), output: 'hidden' };
  }
  const owner = state.calls.get(textOf(given['tool_use_id']) ?? '');
  if (owner !== undefined) return foldResult(state, owner, given, message);
  if (type === 'fallback') state.more['answered by'] = objectOf(given['to']) ?? given['to'];
  answer.value(type, withoutOpaque(given), message);
  return { says: short(type) };
}

/** What a tool of the server gave: it belongs to its call. */
function foldResult({ answer }: State, call: GrowingCall, given: JsonObject, message: number): Meaning {
  const { content } = given;
  call.touch(message);
  const failure = textOf(objectOf(content)?.['error_code']);
  if (failure !== undefined || given['is_error'] === true) {
    call.error = withoutOpaque(content);
    call.state = 'failed';
    answer.fault('tool-error', `The tool ${call.name ?? '?'} failed: ${failure ?? jsonOf(content)}`, message);
  } else {
    call.result = withoutOpaque(content);
    call.state = 'done';
  }
  return { says: `result ${short(call.name ?? '?')}` };
}

function foldDelta(state: State, index: number, delta: JsonObject, message: number): Meaning {
  const { type } = delta;
  let block = state.blocks.get(index);
  if (block === undefined) {
    neverStarted(state, index, message);
    block = { stopped: false };
    state.blocks.set(index, block);
  }
  const piece = textOf(delta['text']) ?? textOf(delta['thinking']);
  if ((type === 'text_delta' || type === 'thinking_delta') && piece !== undefined) {
    block.text ??= state.answer.text(type === 'text_delta' ? 'text' : 'reasoning');
    block.text.append(piece, message);
    return textMeaning(block.text, piece);
  }
  const json = textOf(delta['partial_json']);
  if (type === 'input_json_delta' && json !== undefined) {
    block.call ??= state.answer.call();
    // What comes piece by piece takes the place of what was there at the start.
    block.call.whole = undefined;
    block.call.append(json, message);
    return json === '' ? { says: 'arguments' } : { says: `arguments ${short(json)}`, output: 'hidden' };
  }
  if (type === 'citations_delta') {
    cite(state, block, delta['citation'], message);
    return { says: 'citation' };
  }
  // It means nothing to a reader, and belongs to the block for the next request.
  if (type === 'signature_delta') return { says: `signature ${characters(textOf(delta['signature']) ?? '')}` };
  if (type === 'compaction_delta') state.answer.value('compaction', withoutOpaque(delta['content'] ?? null), message);
  return { says: short(textOf(type) ?? 'delta') };
}

function textMeaning({ kind }: GrowingTextPart, text: string): Meaning {
  return { says: quoted(kind, text), output: kind === 'text' ? 'visible' : 'hidden' };
}

function cite({ answer }: State, block: Block, citation: unknown, message: number): void {
  const clean = withoutOpaque(citation);
  const { citations } = block;
  if (citations === undefined) block.citations = answer.value('citations', [clean], message);
  else {
    if (Array.isArray(citations.value)) citations.value.push(clean);
    citations.replace(citations.value, message);
  }
}

/** Where the beginning is missing that is said once, of the whole. */
function neverStarted({ answer, started }: State, index: number, message: number): void {
  if (started) answer.fault('never-started', `Block ${index} was never started`, message);
}

function stopBlock(block: Block, message: number): void {
  block.stopped = true;
  const { call } = block;
  if (call === undefined) return;
  call.touch(message);
  call.state = 'called';
  if (call.argumentsText.text === '') call.whole ??= {};
}

function foldMessageDelta(state: State, data: JsonObject, message: number): Meaning {
  const delta = objectOf(data['delta']) ?? {};
  const reason = textOf(delta['stop_reason']);
  const says: string[] = [];
  if (reason !== undefined) {
    state.stop = { reason, message };
    says.push(`stop: ${short(reason)}`);
  }
  for (const name of ['stop_sequence', 'stop_details', 'container'] as const)
    if (delta[name] !== undefined && delta[name] !== null) state.more[name.replace('_', ' ')] = delta[name];
  foldUsage(state, data['usage']);
  const counts = usageOf(state.usage);
  if (isObject(data['usage']) && counts !== undefined) says.push(`usage ${counts.input ?? '?'} → ${counts.output ?? '?'}`);
  return { says: says.join(', ') || 'message_delta' };
}

/** Counts so far, each of the whole: what is there takes the place of what was. */
function foldUsage({ usage }: State, given: unknown): void {
  for (const [name, value] of Object.entries(objectOf(given) ?? {})) if (value !== null && name !== '__proto__') usage[name] = value;
}

function usageOf(usage: JsonObject): Usage | undefined {
  const input = numberOf(usage['input_tokens']);
  const output = numberOf(usage['output_tokens']);
  const cached = numberOf(usage['cache_read_input_tokens']);
  const reasoning = numberOf(objectOf(usage['output_tokens_details'])?.['thinking_tokens']);
  if (input === undefined && output === undefined) return undefined;
  return {
    ...(input !== undefined && { input }),
    ...(cached !== undefined && { cached }),
    ...(output !== undefined && { output }),
    ...(reasoning !== undefined && { reasoning }),
  };
}

function endMessage({ answer, blocks, stop }: State, message: number): void {
  const reason = stop?.reason;
  const limit = reason !== undefined && LIMITS.has(reason);
  answer.end(limit ? 'limit' : reason === 'refusal' ? 'filtered' : 'complete', reason, stop?.message ?? message);
  for (const { call } of blocks.values()) {
    if (call === undefined || !call.broken || call.whole !== undefined) continue;
    // A limit cuts a call where it stands: of half a text nobody expects JSON.
    if (limit) call.state = 'incomplete';
    else answer.closeArguments(call, call.argumentsText.pieces.at(-1)?.message ?? message);
  }
}
