/**
 * Chat completions: OpenAI's, and those of the many servers that say they are compatible; completions of the old kind too.
 * Unnamed messages, each a chunk with `choices`, at the end `[DONE]`. Source: OpenAI's reference and client; what servers do otherwise stands where it is folded.
 */
import { askedOf } from './asked.ts';
import { ChatChoice } from './chat-choice.ts';
import { asChunk, isLlamaCompletion, isTgiToken, isWorkersResponse } from './completion-forms.ts';
import type { Decoder, Facts, Fault, Result, StreamEnd, Usage, Verdict } from './decoder.ts';
import { FaultList } from './fault-list.ts';
import { isObject, listOf, numberOf, objectOf, textOf, type JsonObject } from './json-shape.ts';
import { MeaningBuilder } from './meaning-builder.ts';
import type { ErrorPart, Part } from './part.ts';
import { quoted, short } from './says.ts';

interface State {
  readonly choices: Map<number, ChatChoice>;
  readonly faults: FaultList;
  readonly more: Record<string, unknown>;
  /** Sources of the answer, by the name that the server gives them; the last list counts. */
  readonly sources: Map<string, { value: unknown; messages: number[] }>;
  /** Completions of the old kind have no roles. */
  roles: boolean;
  /** Workers AI knows no reasons to finish: the end mark alone is its end. */
  endsByMark: boolean;
  done: boolean;
  error: ErrorPart | undefined;
  model: string | undefined;
  usage: Usage | undefined;
  serverRate: number | undefined;
}

/** Reasons to finish that say that the answer is not what was asked for. */
const BAD_ENDS: Readonly<Record<string, Verdict | undefined>> = {
  length: 'limit',
  content_filter: 'filtered',
  error: 'failed',
  // DeepSeek: the server has too little to go on.
  insufficient_system_resource: 'cut',
};

/** The worst first. */
const WORST: readonly Verdict[] = ['failed', 'cut', 'filtered', 'limit'];

export const openaiChat: Decoder<State> = {
  id: 'openai-chat',
  name: 'OpenAI Chat',

  recognise(head, message) {
    const data = objectOf(message?.json);
    if (data === undefined) return undefined;
    const { object, choices } = data;
    if (object === 'chat.completion.chunk' || isLlamaCompletion(data) || isTgiToken(data)) return 'certain';
    if (Array.isArray(choices)) {
      const named = object === 'text_completion' || object === 'chat.completion';
      if (named || (choices.length > 0 && choices.every((choice) => isObject(choice) && isObject(choice['delta'])))) return 'certain';
      if (data['prompt_filter_results'] !== undefined) return 'likely';
    }
    const path = pathOf(head.url);
    const suggested = (isObject(data['error']) && path.endsWith('/chat/completions')) || (isWorkersResponse(data) && path.includes('/ai/run/'));
    return suggested ? 'likely' : undefined;
  },

  start(head) {
    const request = askedOf(head.requestBody);
    const generation = head.responseHeader('x-generation-id');
    const more = { ...(request !== undefined && { request }), ...(generation !== undefined && { generation }) };
    return {
      choices: new Map(),
      faults: new FaultList(),
      more,
      sources: new Map(),
      roles: true,
      endsByMark: false,
      done: false,
      error: undefined,
      model: undefined,
      usage: undefined,
      serverRate: undefined,
    };
  },

  fold(state, message) {
    const { data, index } = message;
    if (data === '') return undefined;
    if (state.done) {
      state.faults.add('after-end', 'Data came after the end of the answer. The client does not read it.', index);
      return undefined;
    }
    if (data.startsWith('[DONE]')) {
      state.done = true;
      return { says: 'end' };
    }
    const json = message.json;
    if (!isObject(json)) {
      state.faults.add('not-understood', `${quoted('A message is no chunk of a completion:', data)}.`, index);
      return undefined;
    }
    if (isWorkersResponse(json)) state.endsByMark = true;
    const says = new MeaningBuilder();
    foldChunk(state, asChunk(json), index, says);
    return says.meaning();
  },

  result(state, end) {
    const choices = [...state.choices.values()].toSorted((a, b) => a.index - b.index);
    const { verdict, reason } = verdictOf(state, choices, end);
    const isOneOfSeveral = choices.length > 1 || (choices[0]?.index ?? 0) > 0;
    const parts: Part[] = choices.flatMap((choice) => choice.parts(isOneOfSeveral));
    for (const [name, { value, messages }] of state.sources) parts.push({ kind: 'value', name, value, messages });
    if (state.error !== undefined) parts.push(state.error);
    return {
      parts,
      facts: factsOf(state, choices),
      verdict,
      ...(reason !== undefined && { reason }),
      faults: state.faults.with(...lastFaults(state, choices, verdict, reason)),
    };
  },
};

function foldChunk(state: State, chunk: JsonObject, message: number, says: MeaningBuilder): void {
  const { choices, model, error, object, usage, x_groq: groq } = chunk;
  if (typeof model === 'string' && model !== '') state.model = model;
  foldExtras(state, chunk, message, says);
  // [issue] Older servers say an error without a member of that name.
  const failure = error || objectOf(groq)?.['error'] || (object === 'error' ? chunk['message'] : undefined);
  if (failure !== undefined && failure !== null && failure !== '' && failure !== false && failure !== 0) return foldError(state, failure, message, says);
  for (const choice of listOf(choices)) {
    if (!isObject(choice)) continue;
    if (typeof choice['text'] === 'string') state.roles = false;
    const index = numberOf(choice['index']) ?? 0;
    let known = state.choices.get(index);
    if (known === undefined) state.choices.set(index, (known = new ChatChoice(index, message)));
    known.fold(choice, message, says);
    if (isObject(choice['usage'])) foldUsage(state, choice['usage'], says);
    if (typeof choice['native_finish_reason'] === 'string') state.more['native finish reason'] = choice['native_finish_reason'];
  }
  // Each is the count so far: the last one is right.
  const counts = objectOf(usage) ?? objectOf(objectOf(groq)?.['usage']);
  if (counts !== undefined) foldUsage(state, counts, says);
}

/** Nothing counts after it: the client ends there too. */
function foldError(state: State, error: unknown, message: number, says: MeaningBuilder): void {
  const { message: given, type, code } = objectOf(error) ?? {};
  const text = textOf(error) ?? textOf(given) ?? short(String(textOf(type) ?? textOf(code) ?? numberOf(code) ?? 'error'));
  state.error = { kind: 'error', text, value: error, messages: [message] };
  state.done = true;
  if (state.choices.size > 0) state.faults.add('error-inside', `The server failed within the answer: ${text}`, message);
  says.add(`error: ${short(text)}`);
}

function foldUsage(state: State, usage: JsonObject, says: MeaningBuilder): void {
  const input = numberOf(usage['prompt_tokens']);
  const output = numberOf(usage['completion_tokens']);
  const cached = numberOf(objectOf(usage['prompt_tokens_details'])?.['cached_tokens']) ?? numberOf(usage['prompt_cache_hit_tokens']);
  const reasoning = numberOf(objectOf(usage['completion_tokens_details'])?.['reasoning_tokens']);
  state.usage = {
    ...(input !== undefined && { input }),
    ...(cached !== undefined && { cached }),
    ...(output !== undefined && { output }),
    ...(reasoning !== undefined && { reasoning }),
  };
  state.more['usage'] = usage;
  const time = numberOf(usage['completion_time']);
  if (time !== undefined && time > 0 && output !== undefined) state.serverRate = output / time;
  says.add(`usage ${input ?? '?'} → ${output ?? '?'}`);
}

/** What else chunks have. The members are named one by one: it is asked of each chunk, and engines look names up fast that they know. */
function foldExtras(state: State, chunk: JsonObject, message: number, says: MeaningBuilder): void {
  const {
    system_fingerprint: fingerprint,
    provider,
    service_tier: tier,
    timings,
    prompt_filter_results: filter,
    prompt_progress: progress,
    x_groq: groq,
  } = chunk;
  if (typeof fingerprint === 'string') state.more['fingerprint'] = fingerprint;
  if (typeof provider === 'string') state.more['provider'] = provider;
  if (typeof tier === 'string') state.more['service tier'] = tier;
  if (isObject(timings)) {
    state.more['timings'] = timings;
    const rate = numberOf(timings['predicted_per_second']);
    if (rate !== undefined && rate > 0) state.serverRate = rate;
  }
  if (Array.isArray(filter)) {
    state.more['prompt filter'] = filter;
    says.add('prompt filter');
  }
  if (isObject(progress)) {
    state.more['prompt progress'] = progress;
    says.add(`prompt ${numberOf(progress['processed']) ?? '?'} of ${numberOf(progress['total']) ?? '?'}`);
  }
  if (isObject(groq) && typeof groq['id'] === 'string') state.more['groq id'] = groq['id'];
  const { citations, search_results: results, images, related_questions: questions } = chunk;
  if (citations !== undefined) foldSource(state, 'citations', citations, message, says);
  if (results !== undefined) foldSource(state, 'search_results', results, message, says);
  if (images !== undefined) foldSource(state, 'images', images, message, says);
  if (questions !== undefined) foldSource(state, 'related_questions', questions, message, says);
}

/** Each chunk repeats them: what brought them is the first, and the last list is right. */
function foldSource({ sources }: State, name: string, value: unknown, message: number, says: MeaningBuilder): void {
  if (!Array.isArray(value) || value.length === 0) return;
  const known = sources.get(name);
  if (known !== undefined) known.value = value;
  else {
    sources.set(name, { value, messages: [message] });
    says.add(name);
  }
}

function factsOf(state: State, choices: readonly ChatChoice[]): Facts {
  const reasons = choices.flatMap((choice) => {
    const reason = reasonOf(choice);
    return reason === undefined ? [] : [[String(choice.index), reason] as const];
  });
  const more = { ...state.more, ...(choices.length > 1 && reasons.length > 0 && { 'finish reasons': Object.fromEntries(reasons) }) };
  const stopReason = reasons[0]?.[1];
  return {
    ...(state.model !== undefined && { model: state.model }),
    ...(stopReason !== undefined && { stopReason }),
    ...(state.usage !== undefined && { usage: state.usage }),
    ...(state.serverRate !== undefined && { serverRate: state.serverRate }),
    ...(Object.keys(more).length > 0 && { more }),
  };
}

/** The reason to finish of a choice: an audio that is whole needs none. */
function reasonOf({ finish, audioEnds }: ChatChoice): string | undefined {
  return finish?.reason ?? (audioEnds ? 'stop' : undefined);
}

function verdictOf(state: State, choices: readonly ChatChoice[], end: StreamEnd | undefined): Pick<Result, 'verdict' | 'reason'> {
  if (state.error !== undefined) return { verdict: 'failed', reason: state.error.text };
  if (!state.done && end === undefined) return { verdict: 'open' };
  const unfinished = state.endsByMark && state.done ? undefined : choices.find((choice) => reasonOf(choice) === undefined);
  if (choices.length === 0 || unfinished !== undefined) {
    if (!state.done && end === 'page') return { verdict: 'open', reason: 'stopped by the page' };
    return { verdict: 'cut', reason: unfinished === undefined ? 'no answer came' : `no finish_reason for choice ${unfinished.index}` };
  }
  for (const verdict of WORST) {
    const choice = choices.find(({ finish }) => finish !== undefined && Object.hasOwn(BAD_ENDS, finish.reason) && BAD_ENDS[finish.reason] === verdict);
    if (choice !== undefined) return { verdict, reason: choice.finish?.reason };
  }
  if (choices.every((choice) => choice.refused)) return { verdict: 'filtered', reason: 'refusal' };
  return { verdict: 'complete', reason: reasonOf(choices[0]!) };
}

/** Faults of the whole, which a later message may make undone. */
function lastFaults(state: State, choices: readonly ChatChoice[], verdict: Verdict, reason: string | undefined): Fault[] {
  const faults: Fault[] = [];
  if (verdict === 'cut') faults.push({ id: 'cut', says: `The answer is not whole: ${reason}.` });
  for (const choice of choices) {
    const { index, first, role, finish } = choice;
    if (state.roles && role === undefined)
      faults.push({ id: 'begins-late', says: `The beginning of choice ${index} is missing: no delta says its role.`, message: first });
    const ended = finish !== undefined && Object.hasOwn(BAD_ENDS, finish.reason) ? BAD_ENDS[finish.reason] : undefined;
    if (finish !== undefined && ended === 'limit')
      faults.push({ id: 'token-limit', says: `Choice ${index} ended at the limit of tokens (${finish.reason}).`, message: finish.message });
    if (finish !== undefined && ended === 'filtered')
      faults.push({ id: 'filtered', says: `Choice ${index} was ended by a filter (${finish.reason}).`, message: finish.message });
    if (choice.refused && verdict !== 'open')
      faults.push({ id: 'filtered', says: `The model refused to answer in choice ${index}.`, message: choice.refusedAt });
    // Only what is whole can be wrong: of half an answer everything is.
    if (finish === undefined || ended !== undefined) continue;
    for (const call of choice.brokenCalls)
      faults.push({
        id: 'arguments-no-json',
        says: `${quoted(`The arguments of ${call.name ?? 'a call'} are no JSON:`, call.argumentsText.text)}.`,
        message: call.argumentsText.pieces.at(-1)?.message,
      });
  }
  return faults;
}

function pathOf(url: string): string {
  return url.replace(/[?#].*$/s, '');
}
