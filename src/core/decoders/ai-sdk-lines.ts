/** The data stream of AI SDK 3 and 4: lines of `code:JSON`. Source: the npm packages `ai` 4 and `@ai-sdk/ui-utils`. */
import { Answer, type GrowingTextPart } from './answer.ts';
import { askedOf } from './asked.ts';
import type { Certainty, Meaning, Result, StreamEnd, StreamHead, StreamMessage, Usage } from './decoder.ts';
import type { GrowingCall } from './growing-call.ts';
import { at, listOf, numberOf, parseJson, textOf } from './json-shape.ts';
import { meaningOf } from './meaning-builder.ts';
import { called, jsonOf, quoted, short } from './says.ts';

export interface LineState {
  readonly answer: Answer;
  readonly asked: string | undefined;
  id?: string;
  usage?: Usage;
  stopReason?: string;
  /** Of the step; the text goes on after a call. */
  text?: GrowingTextPart;
  reasoning?: GrowingTextPart;
  readonly calls: Map<string, GrowingCall>;
}

/** Lines that nothing else has: a code, and the members that only this protocol gives to it. */
const CERTAIN = /^(?:f:\{"messageId":"|[abc9]:\{"toolCallId":"|[de]:\{"finishReason":")/;
const LIKELY = /^[0g]:"/;

export function recogniseLine({ data }: StreamMessage): Certainty | undefined {
  return CERTAIN.test(data) ? 'certain' : LIKELY.test(data) ? 'likely' : undefined;
}

export function startLines(head: StreamHead): LineState {
  return { answer: new Answer(), asked: askedOf(head.requestBody), calls: new Map() };
}

export function foldLine(state: LineState, { data, index }: StreamMessage): Meaning | undefined {
  if (data === '') return undefined;
  const { answer } = state;
  if (answer.outcome?.verdict === 'failed') {
    answer.fault('after-end', 'A line comes after the error, at which the client stops', index);
    return { says: 'after the end' };
  }
  const colon = data.indexOf(':');
  const value = parseJson(data.slice(colon + 1));
  const meaning = value === undefined ? undefined : foldValue(state, data.slice(0, Math.max(colon, 0)), value, index);
  if (meaning === undefined) answer.fault('not-understood', 'A line is no code with JSON of its kind; the client stops there', index);
  return meaning;
}

function foldValue(state: LineState, code: string, value: unknown, index: number): Meaning | undefined {
  const { answer } = state;
  switch (code) {
    case '0':
    case 'g': {
      if (typeof value !== 'string') return undefined;
      const part = code === '0' ? (state.text ??= answer.text('text')) : (state.reasoning ??= answer.text('reasoning'));
      part.append(value, index);
      return meaningOf(quoted(part.kind, value), value === '' ? undefined : code === '0' ? 'visible' : 'hidden');
    }
    case 'i': {
      answer.value('redacted reasoning', { length: textOf(at(value, 'data'))?.length }, index);
      return { says: 'redacted reasoning', output: 'hidden' };
    }
    case 'j':
      return { says: 'signature' };
    case '2':
    case '8': {
      const name = code === '2' ? 'data' : 'annotation';
      for (const item of listOf(value)) answer.value(name, item, index);
      return Array.isArray(value) ? { says: `${name} ${jsonOf(value)}` } : undefined;
    }
    case '3':
      if (typeof value !== 'string') return undefined;
      answer.error(value, value, index);
      return { says: quoted('error', value) };
    case 'a':
    case 'b':
    case 'c':
    case '9':
      return foldCall(state, code, value, index);
    case 'h':
      answer.value('source', value, index);
      return { says: short(`source ${jsonOf(at(value, 'url') ?? value)}`) };
    case 'k':
      answer.value('file', { mimeType: at(value, 'mimeType'), base64: textOf(at(value, 'data'))?.length }, index);
      return { says: short(`file ${textOf(at(value, 'mimeType')) ?? ''}`), output: 'hidden' };
    case 'f':
      state.id = textOf(at(value, 'messageId')) ?? state.id;
      return { says: 'step' };
    case 'e':
      if (at(value, 'isContinued') !== true) state.text = undefined;
      state.reasoning = undefined;
      return { says: short(`step finished: ${textOf(at(value, 'finishReason')) ?? ''}`) };
    case 'd': {
      const stop = textOf(at(value, 'finishReason'));
      const input = numberOf(at(value, 'usage', 'promptTokens'));
      const output = numberOf(at(value, 'usage', 'completionTokens'));
      state.stopReason = stop;
      if (input !== undefined || output !== undefined) state.usage = { input, output };
      if (stop === 'error') answer.outcome = { verdict: 'failed', reason: stop };
      else answer.end(stop === 'length' ? 'limit' : stop === 'content-filter' ? 'filtered' : 'complete', stop, index);
      return { says: short(`finish: ${stop ?? ''}`) };
    }
    default:
      return undefined;
  }
}

function foldCall({ answer, calls }: LineState, code: 'a' | 'b' | 'c' | '9', value: unknown, index: number): Meaning | undefined {
  const id = textOf(at(value, 'toolCallId'));
  if (id === undefined) return undefined;
  const known = calls.get(id);
  if (known === undefined && (code === 'a' || code === 'c'))
    answer.fault('never-started', `A ${code === 'a' ? 'result' : 'delta'} for the call ${short(id)}, which was never started`, index);
  const call = known ?? answer.call(undefined, id);
  calls.set(id, call);
  call.touch(index);
  call.name = textOf(at(value, 'toolName')) ?? call.name;
  if (code === 'c') {
    const delta = textOf(at(value, 'argsTextDelta')) ?? '';
    call.append(delta, index);
    return meaningOf(`arguments ${short(delta)}`, delta === '' ? undefined : 'hidden');
  }
  if (code === 'b') {
    call.argumentsText.replace('', index);
    call.whole = undefined;
    call.state = 'streaming';
    return { says: `call ${short(call.name ?? '?')}` };
  }
  if (code === 'a') {
    call.result = at(value, 'result');
    call.state = 'done';
    return { says: `result ${jsonOf(call.result)}` };
  }
  call.whole = at(value, 'args');
  call.state = 'called';
  return meaningOf(called(call.name, call.whole), call.argumentsText.text === '' ? 'hidden' : undefined);
}

export function linesResult({ answer, asked, id, usage, stopReason }: LineState, end: StreamEnd | undefined): Result {
  return answer.result({ stopReason, usage, more: { request: asked, message: id } }, end, 'no line d');
}
