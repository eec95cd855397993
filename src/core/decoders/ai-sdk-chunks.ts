/** The stream of UI messages of AI SDK 5, 6 and 7: chunks that build one message of an assistant. Folded as 7 does, which forgets least. Source: the npm package `ai`. */
import { missing, notUnderstood, type ChunkState } from './ai-sdk-state.ts';
import { foldTool } from './ai-sdk-tools.ts';
import { Answer } from './answer.ts';
import { askedOf } from './asked.ts';
import type { Certainty, Meaning, Result, StreamEnd, StreamHead, StreamMessage, Usage } from './decoder.ts';
import { at, isObject, listOf, numberOf, objectOf, textOf, type JsonObject } from './json-shape.ts';
import { mergeDeep } from './merge-deep.ts';
import { meaningOf } from './meaning-builder.ts';
import { jsonOf, quoted, short } from './says.ts';

/** Chunks of texts, by what they are of, and where in it they stand. */
const TEXTS = new Map<string, readonly ['text' | 'reasoning', 'start' | 'delta' | 'end']>(
  (['text', 'reasoning'] as const).flatMap((kind) => (['start', 'delta', 'end'] as const).map((what) => [`${kind}-${what}`, [kind, what]] as const)),
);

/** What 6 refuses, so that a page with it would fail. */
const NEW_IN_7 = new Set(['reset-step', 'tool-approval-response', 'reasoning-file', 'custom', 'steering-message']);

export function recogniseChunk(head: StreamHead, { type, json }: StreamMessage): Certainty | undefined {
  if (type !== 'message' || !isObject(json)) return undefined;
  const texts = (...names: readonly string[]): boolean => names.every((name) => typeof json[name] === 'string');
  switch (json['type']) {
    case 'tool-input-start':
      return texts('toolCallId', 'toolName') ? 'certain' : undefined;
    case 'tool-input-delta':
      return texts('toolCallId', 'inputTextDelta') ? 'certain' : undefined;
    case 'tool-input-available':
      return texts('toolCallId', 'toolName') && 'input' in json ? 'certain' : undefined;
    case 'tool-output-available':
      return texts('toolCallId') && 'output' in json ? 'certain' : undefined;
    case 'tool-output-error':
      return texts('toolCallId', 'errorText') ? 'certain' : undefined;
    case 'tool-approval-request':
      return texts('toolCallId', 'approvalId') ? 'certain' : undefined;
    case 'text-delta':
    case 'reasoning-delta':
      return texts('id', 'delta') ? weak(head) : undefined;
    case 'start':
    case 'start-step':
      return weak(head);
    default:
      return undefined;
  }
}

/** A sign that others give too is enough with a second one: the page has sent messages that consist of parts. */
function weak(head: StreamHead): Certainty {
  return listOf(at(head.requestBody, 'messages')).some((message) => Array.isArray(at(message, 'parts'))) ? 'certain' : 'likely';
}

export function startChunks(head: StreamHead): ChunkState {
  return {
    answer: new Answer(),
    asked: askedOf(head.requestBody),
    started: false,
    // A stream that is taken up again (by GET) may go on in the middle.
    fromStart: head.fromStart === true && head.method !== 'GET',
    done: false,
    steps: 0,
    open: new Map(),
    calls: new Map(),
    approvals: new Map(),
    data: new Map(),
    step: { from: 0, calls: new Map(), data: [] },
  };
}

export function foldChunk(state: ChunkState, message: StreamMessage): Meaning | undefined {
  const { answer } = state;
  const { index, data } = message;
  if (data === '') return undefined;
  if (data === '[DONE]') {
    state.done = true;
    return { says: data };
  }
  if (state.done) answer.fault('after-end', 'Data comes after [DONE]', index);
  const chunk = objectOf(message.json);
  const type = textOf(chunk?.['type']);
  if (chunk === undefined || type === undefined) {
    answer.fault('not-understood', 'A message is no chunk with a type', index);
    return undefined;
  }
  if (NEW_IN_7.has(type)) state.newest = type;
  const text = TEXTS.get(type);
  if (text !== undefined) return foldText(state, chunk, ...text, index);
  if (type.startsWith('data-')) return foldData(state, chunk, type, index);
  if (type.startsWith('tool-')) return foldTool(state, chunk, type, index);
  return foldFrame(state, chunk, type, index);
}

function foldText(state: ChunkState, chunk: JsonObject, kind: 'text' | 'reasoning', what: 'start' | 'delta' | 'end', index: number): Meaning | undefined {
  const { answer, open } = state;
  const id = textOf(chunk['id']) ?? '';
  const key = `${kind} ${id}`;
  if (what === 'start') {
    open.set(key, answer.text(kind));
    return { says: `${kind}-start` };
  }
  const part = open.get(key);
  if (part === undefined) missing(state, `${kind}-${what}`, id, index);
  if (what === 'end') {
    open.delete(key);
    const citations = listOf(chunk['citations']);
    if (citations.length > 0) answer.value('citations', citations, index);
    return { says: `${kind}-end` };
  }
  const delta = textOf(chunk['delta']);
  if (delta === undefined) return notUnderstood(state, `${kind}-${what}`, index);
  const growing = part ?? answer.text(kind);
  open.set(key, growing);
  growing.append(delta, index);
  return meaningOf(quoted(kind, delta), delta === '' ? undefined : kind === 'text' ? 'visible' : 'hidden');
}

function foldData(state: ChunkState, chunk: JsonObject, type: string, index: number): Meaning {
  const says = `${short(type)} ${jsonOf(chunk['data'])}`;
  if (chunk['transient'] === true) return { says };
  const id = textOf(chunk['id']);
  const key = `${type} ${id}`;
  const known = id === undefined ? undefined : state.data.get(key);
  if (known !== undefined) known.replace(chunk['data'], index);
  else {
    const part = state.answer.value(type, chunk['data'], index);
    if (id !== undefined) {
      state.data.set(key, part);
      state.step.data.push(key);
    }
  }
  return { says };
}

/** All that is neither a text, nor a call, nor of the application. */
function foldFrame(state: ChunkState, chunk: JsonObject, type: string, index: number): Meaning | undefined {
  const { answer } = state;
  switch (type) {
    case 'start':
      state.started = true;
      state.id = textOf(chunk['messageId']) ?? state.id;
      state.metadata = mergeDeep(state.metadata, chunk['messageMetadata']);
      return { says: short(`start ${textOf(chunk['messageId']) ?? ''}`).trim() };
    case 'start-step':
      state.steps += 1;
      state.step = { from: answer.size, calls: new Map(), data: [] };
      return { says: type };
    case 'finish-step':
      return { says: type };
    case 'reset-step':
      resetStep(state);
      return { says: 'reset-step: a new try' };
    case 'message-metadata':
      state.metadata = mergeDeep(state.metadata, chunk['messageMetadata']);
      return { says: `metadata ${jsonOf(chunk['messageMetadata'])}` };
    case 'finish': {
      state.metadata = mergeDeep(state.metadata, chunk['messageMetadata']);
      state.stopReason = textOf(chunk['finishReason']) ?? state.stopReason;
      finish(state, index);
      return { says: state.stopReason === undefined ? type : `finish: ${short(state.stopReason)}` };
    }
    case 'abort': {
      const reason = textOf(chunk['reason']);
      answer.outcome ??= { verdict: 'cut', reason: reason === undefined ? type : `abort: ${reason}` };
      return { says: reason === undefined ? type : quoted(type, reason) };
    }
    case 'error': {
      const text = textOf(chunk['errorText']) ?? '';
      answer.error(text, chunk, index);
      return { says: quoted(type, text) };
    }
    case 'source-url':
    case 'source-document':
    case 'custom':
    case 'steering-message': {
      const { type: _, ...value } = chunk;
      answer.value(type, value, index);
      return { says: short(`${type} ${jsonOf(value['url'] ?? value['title'] ?? value['kind'] ?? value['parts'])}`) };
    }
    case 'file':
    case 'reasoning-file': {
      const { type: _, ...value } = chunk;
      const url = textOf(value['url']) ?? '';
      answer.value(type, url.startsWith('data:') ? { ...value, url: url.slice(0, url.indexOf(',') + 1), length: url.length } : value, index);
      return { says: short(`${type} ${textOf(value['mediaType']) ?? ''}`), output: 'hidden' };
    }
    default:
      return notUnderstood(state, type, index);
  }
}

/** The server tries the step again: what it has said so far in this step is void. */
function resetStep(state: ChunkState): void {
  const { answer, open, calls, data, step } = state;
  answer.drop(step.from);
  open.clear();
  for (const call of step.calls.values()) if (call.id !== undefined && calls.get(call.id) === call) calls.delete(call.id);
  for (const key of step.data) data.delete(key);
  state.step = { from: answer.size, calls: new Map(), data: [] };
}

function finish({ answer, stopReason }: ChunkState, index: number): void {
  // An error is shown by the client, whatever follows.
  if (answer.outcome?.verdict === 'failed') return;
  if (stopReason === 'error') answer.outcome = { verdict: 'failed', reason: stopReason };
  else if (stopReason === 'interrupted') answer.end('cut', stopReason, index);
  else answer.end(stopReason === 'length' ? 'limit' : stopReason === 'content-filter' ? 'filtered' : 'complete', stopReason, index);
}

export function chunksResult(state: ChunkState, end: StreamEnd | undefined): Result {
  const { answer, asked, id, metadata, steps, stopReason, newest } = state;
  // Streams that an application writes itself need no frame: nothing is left open there, and nothing was started.
  if (state.done && !state.started && state.open.size === 0) answer.outcome ??= { verdict: 'complete', reason: '[DONE]' };
  const facts = {
    model: textOf(at(metadata, 'model')),
    stopReason,
    usage: usageIn(metadata),
    more: {
      request: asked,
      message: id,
      steps: steps === 0 ? undefined : steps,
      metadata,
      ...(newest !== undefined && { needs: `AI SDK 7 (${newest})` }),
    },
  };
  const result = answer.result(facts, end, 'no finish');
  const waits = result.verdict === 'complete' && [...state.approvals.values()].some((call) => call.state === 'waiting');
  return waits ? { ...result, verdict: 'waiting', reason: 'approval requested' } : result;
}

/** Usage is no part of the protocol: an application may put it into the metadata, mostly as the SDK gives it. */
function usageIn(metadata: unknown): Usage | undefined {
  const usage = objectOf(at(metadata, 'totalUsage')) ?? objectOf(at(metadata, 'usage'));
  const input = numberOf(usage?.['inputTokens']);
  const output = numberOf(usage?.['outputTokens']);
  if (input === undefined && output === undefined) return undefined;
  return {
    input,
    cached: numberOf(at(usage, 'inputTokenDetails', 'cacheReadTokens')) ?? numberOf(usage?.['cachedInputTokens']),
    output,
    reasoning: numberOf(at(usage, 'outputTokenDetails', 'reasoningTokens')) ?? numberOf(usage?.['reasoningTokens']),
  };
}
