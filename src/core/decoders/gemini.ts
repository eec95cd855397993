/** Gemini's `streamGenerateContent`, of its own API and of Vertex: each message is a whole response whose parts go on where the last ended. Source: the npm package `@google/genai`. */
import { Answer, type GrowingTextPart, type GrowingValue } from './answer.ts';
import { askedOf } from './asked.ts';
import type { Decoder, Usage } from './decoder.ts';
import type { GrowingCall } from './growing-call.ts';
import { at, isObject, listOf, numberOf, objectOf, textOf, type JsonObject } from './json-shape.ts';
import { MeaningBuilder } from './meaning-builder.ts';
import { applyPartial } from './partial-arguments.ts';
import { called, jsonOf, quoted, short } from './says.ts';

interface Candidate {
  readonly choice: number;
  /** The text that goes on, for as long as nothing else comes. */
  text?: GrowingTextPart;
  /** Calls whose arguments are still coming, the inner one last. */
  readonly open: { call: GrowingCall; args: Record<string, unknown> }[];
  /** What it says of its sources: the last one counts. */
  readonly sources: Map<string, GrowingValue>;
  finish?: string;
}

interface State {
  readonly answer: Answer;
  readonly asked: string | undefined;
  readonly candidates: Map<number, Candidate>;
  model?: string;
  response?: string;
  usage?: JsonObject;
  blocked?: string;
  failed?: boolean;
}

const PATH = /:streamGenerateContent(?:\?|$)/;
const LIMIT = new Set(['MAX_TOKENS']);
const BROKEN = new Set([
  'MALFORMED_FUNCTION_CALL',
  'UNEXPECTED_TOOL_CALL',
  'TOO_MANY_TOOL_CALLS',
  'MISSING_THOUGHT_SIGNATURE',
  'MALFORMED_RESPONSE',
  'OTHER',
  'NO_IMAGE',
  'IMAGE_OTHER',
]);
/** Worst first: what is said of the whole where candidates end differently. */
const WORST = ['failed', 'filtered', 'limit', 'complete'] as const;
/** Members of a part that say something of it, and are no content. */
const BESIDE = new Set([
  'text',
  'thought',
  'thoughtSignature',
  'functionCall',
  'videoMetadata',
  'mediaResolution',
  'partMetadata',
  'speechMetadata',
  'mediaProcessing',
]);
const SOURCES = ['groundingMetadata', 'citationMetadata', 'urlContextMetadata'] as const;

export const gemini: Decoder<State> = {
  id: 'gemini',
  name: 'Gemini',

  recognise(head, message) {
    const json = message?.json;
    const chunk = objectOf(Array.isArray(json) ? json[0] : json);
    if (chunk === undefined) return undefined;
    const answers = listOf(chunk['candidates']).some(isObject) || isObject(chunk['promptFeedback']);
    const itsPath = PATH.test(head.url);
    if (answers && (itsPath || isObject(chunk['usageMetadata']) || typeof chunk['modelVersion'] === 'string')) return 'certain';
    return itsPath && (isObject(chunk['usageMetadata']) || isObject(chunk['error'])) ? 'likely' : undefined;
  },

  start: (head) => ({
    answer: new Answer(),
    asked: askedOf(head.requestBody),
    candidates: new Map(),
    model: /\/models\/([^/:?]+):/.exec(head.url)?.[1],
  }),

  fold(state, { data, json, index }) {
    if (data === '') return undefined;
    const says = new MeaningBuilder();
    // Without `alt=sse` the whole is one array: a reader may give several of its elements together.
    for (const chunk of Array.isArray(json) ? listOf(json) : [json]) {
      if (isObject(chunk)) foldChunk(state, chunk, says, index);
      else state.answer.fault('not-understood', 'A message is no JSON object', index);
    }
    return says.meaning();
  },

  result(state, end) {
    const { answer, asked, candidates, response } = state;
    const finishes = [...candidates.values()].map(({ finish }) => finish);
    if (state.failed !== true && state.blocked === undefined) {
      const verdicts = finishes.map((finish) => finish && verdictOf(finish));
      const worst = WORST.find((verdict) => verdicts.includes(verdict));
      // A candidate without a reason is not whole, whatever the others say.
      answer.outcome = worst === undefined || finishes.includes(undefined) ? undefined : { verdict: worst, reason: finishes[verdicts.indexOf(worst)] };
    }
    const result = answer.result(
      {
        model: state.model,
        stopReason: state.blocked ?? finishes[0],
        usage: state.usage && countsOf(state.usage),
        more: { request: asked, response, ...(finishes.length > 1 && { 'finish reasons': finishes }) },
      },
      end,
      'no finishReason',
    );
    // Whose a part is, is said where there are several.
    if (candidates.size > 1 || !candidates.has(0)) return result;
    return { ...result, parts: result.parts.map((part) => ('choice' in part ? { ...part, choice: undefined } : part)) };
  },
};

function verdictOf(finish: string): 'complete' | 'limit' | 'filtered' | 'failed' {
  if (finish === 'STOP') return 'complete';
  if (LIMIT.has(finish)) return 'limit';
  return BROKEN.has(finish) ? 'failed' : 'filtered';
}

function foldChunk(state: State, chunk: JsonObject, says: MeaningBuilder, index: number): void {
  const { answer } = state;
  const error = objectOf(chunk['error']);
  if (error !== undefined) {
    const text = textOf(error['message']) ?? textOf(error['status']) ?? 'error';
    answer.error(text, error, index);
    state.failed = true;
    says.add(quoted('error', text));
    return;
  }
  state.model = textOf(chunk['modelVersion']) ?? state.model;
  state.response = textOf(chunk['responseId']) ?? state.response;
  const candidates = listOf(chunk['candidates']);
  for (const [place, candidate] of candidates.entries())
    if (isObject(candidate)) foldCandidate(state, candidate, numberOf(candidate['index']) ?? place, says, index);
  const feedback = objectOf(chunk['promptFeedback']);
  const reason = textOf(feedback?.['blockReason']);
  if (feedback !== undefined && reason !== undefined) {
    state.blocked = reason;
    answer.value('promptFeedback', feedback, index);
    answer.end('filtered', reason, index);
    says.add(`blocked: ${short(reason)}`);
  }
  const usage = objectOf(chunk['usageMetadata']);
  state.usage = usage ?? state.usage;
  // It is repeated with each chunk, so it is said only where nothing else is.
  if (usage !== undefined && candidates.length === 0 && reason === undefined) says.add(usageOf(usage));
}

/** Thoughts are counted apart here. */
function countsOf(usage: JsonObject): Usage {
  const answer = numberOf(usage['candidatesTokenCount']);
  const thoughts = numberOf(usage['thoughtsTokenCount']);
  return {
    input: numberOf(usage['promptTokenCount']),
    cached: numberOf(usage['cachedContentTokenCount']),
    output: answer === undefined && thoughts === undefined ? undefined : (answer ?? 0) + (thoughts ?? 0),
    reasoning: thoughts,
  };
}

function usageOf(usage: JsonObject): string {
  const { input, output } = countsOf(usage);
  return `usage ${input ?? '?'} → ${output ?? '?'}`;
}

function foldCandidate(state: State, candidate: JsonObject, place: number, says: MeaningBuilder, index: number): void {
  const { answer, candidates } = state;
  const known = candidates.get(place) ?? { choice: place, open: [], sources: new Map<string, GrowingValue>() };
  candidates.set(place, known);
  for (const part of listOf(at(candidate, 'content', 'parts'))) if (isObject(part)) foldPart(answer, known, part, says, index);
  for (const name of SOURCES) {
    const value = candidate[name];
    if (!isObject(value) || Object.keys(value).length === 0) continue;
    const before = known.sources.get(name);
    if (before === undefined) known.sources.set(name, answer.value(name, value, index));
    else before.replace(value, index);
    says.add(name);
  }
  const finish = textOf(candidate['finishReason']);
  if (finish === undefined || finish === '' || finish === 'FINISH_REASON_UNSPECIFIED') return;
  known.finish = finish;
  const verdict = verdictOf(finish);
  if (verdict === 'failed') answer.fault('error-inside', `The answer stops by a fault: ${short(textOf(candidate['finishMessage']) ?? finish)}`, index);
  else answer.end(verdict, finish, index);
  if (verdict === 'filtered' && Array.isArray(candidate['safetyRatings'])) answer.value('safetyRatings', candidate['safetyRatings'], index);
  says.add(`stop: ${short(finish)}`);
}

function foldPart(answer: Answer, candidate: Candidate, part: JsonObject, says: MeaningBuilder, index: number): void {
  const text = textOf(part['text']);
  if (text !== undefined && text !== '') {
    const kind = part['thought'] === true ? 'reasoning' : 'text';
    if (candidate.text?.kind !== kind) candidate.text = answer.text(kind, candidate.choice);
    candidate.text.append(text, index);
    says.add(quoted(kind, text), kind === 'text' ? 'visible' : 'hidden');
  }
  if (isObject(part['functionCall'])) {
    candidate.text = undefined;
    foldCall(answer, candidate, part['functionCall'], says, index);
  }
  for (const name of Object.keys(part)) {
    if (BESIDE.has(name)) continue;
    const value = part[name];
    candidate.text = undefined;
    const data = textOf(at(value, 'data'));
    // Pictures and sound are base64 here.
    answer.value(name, name === 'inlineData' && isObject(value) ? { ...value, data: undefined, base64: data?.length } : value, index);
    says.add(name === 'inlineData' ? short(`${name} ${textOf(at(value, 'mimeType')) ?? ''}`) : `${short(name)} ${jsonOf(value)}`, 'hidden');
  }
}

/** A call comes whole, or as values at paths: it is then open until one of its pieces says that nothing more comes. */
function foldCall(answer: Answer, { choice, open }: Candidate, given: JsonObject, says: MeaningBuilder, index: number): void {
  const name = textOf(given['name']);
  const partial = Array.isArray(given['partialArgs']) ? listOf(given['partialArgs']) : undefined;
  const last = open.at(-1);
  let current = last;
  if (name !== undefined || last === undefined) {
    const call = answer.call(name, textOf(given['id']));
    call.choice = choice;
    current = { call, args: {} };
    if (partial !== undefined || given['willContinue'] === true) open.push(current);
  }
  const { call, args } = current!;
  call.touch(index);
  if (name === undefined && last === undefined) answer.fault('never-started', 'Arguments for a call that was never started', index);
  if (given['args'] !== undefined || open.at(-1) !== current) call.whole = given['args'] ?? call.whole ?? {};
  for (const piece of partial ?? []) {
    if (!applyPartial(args, piece)) answer.fault('patch-failed', `A piece of the arguments has no place: ${jsonOf(at(piece, 'jsonPath'))}`, index);
    call.whole = args;
  }
  const goes = given['willContinue'] === true || (partial?.some((piece) => at(piece, 'willContinue') === true) ?? false);
  if (!goes) {
    call.state = 'called';
    call.whole ??= args;
    if (open.at(-1) === current) open.pop();
  }
  if (partial === undefined) says.add(name === undefined ? 'call is whole' : goes ? `call ${short(name)}` : called(name, call.whole), 'hidden');
  else {
    const pieces = partial.map(
      (piece) => `${textOf(at(piece, 'jsonPath')) ?? '?'} ${jsonOf(at(piece, 'stringValue') ?? at(piece, 'numberValue') ?? at(piece, 'boolValue'))}`,
    );
    says.add(short(`${name === undefined ? 'arguments' : `call ${name}`} ${pieces.join(', ')}`), 'hidden');
  }
}
