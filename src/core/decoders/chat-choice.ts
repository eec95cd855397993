/**
 * One of the answers of a chat completion, which grows by deltas. As OpenAI's client folds it, but for what that loses: reasoning, lists of content, and calls
 * that share an index.
 */
import { Answer } from './answer.ts';
import type { GrowingCall } from './growing-call.ts';
import { isObject, listOf, numberOf, objectOf, textOf, type JsonObject } from './json-shape.ts';
import type { MeaningBuilder } from './meaning-builder.ts';
import { withoutOpaque } from './opaque.ts';
import type { Part, TextPart } from './part.ts';
import { called, jsonOf, quoted, short } from './says.ts';

type TextKind = TextPart['kind'];

type GrowingTextPart = ReturnType<Answer['text']>;
type GrowingValue = ReturnType<Answer['value']>;

export class ChatChoice {
  readonly index: number;
  /** The message that brought it first. */
  readonly first: number;
  finish: { reason: string; message: number } | undefined;
  role: string | undefined;
  /** `expires_at` of an audio: it is whole, whether or not there is a reason to finish. */
  audioEnds = false;
  readonly calls: GrowingCall[] = [];
  private readonly answer = new Answer();
  private readonly texts = new Map<string, GrowingTextPart>();
  private readonly values = new Map<string, GrowingValue>();
  private readonly callsById = new Map<string, GrowingCall>();
  private readonly callsByIndex = new Map<number, GrowingCall>();
  private readonly custom = new Set<GrowingCall>();
  private audioSize = 0;

  constructor(index: number, first: number) {
    this.index = index;
    this.first = first;
  }

  /** The message that brought the first piece of a refusal. */
  get refusedAt(): number | undefined {
    return this.texts.get('refusal')?.pieces[0]?.message;
  }

  get refused(): boolean {
    return this.texts.has('refusal');
  }

  /** Calls whose arguments are no JSON, which only means something once they are whole. */
  get brokenCalls(): GrowingCall[] {
    return this.calls.filter((call) => call.broken && !this.custom.has(call));
  }

  /** `isOneOfSeveral`: each part says whose it is. */
  parts(isOneOfSeveral: boolean): Part[] {
    const state = this.finish === undefined ? 'streaming' : 'called';
    const choice = isOneOfSeveral ? this.index : undefined;
    return this.answer.parts.map((part): Part => {
      switch (part.kind) {
        case 'text':
        case 'reasoning':
        case 'refusal':
          return choice === undefined ? part : { ...part, choice };
        case 'call':
          return { ...part, state, ...(choice !== undefined && { choice }) };
        default:
          return part;
      }
    });
  }

  /** Takes the `choices[]` of one message that is about this choice. */
  fold(choice: JsonObject, message: number, says: MeaningBuilder): void {
    // Some servers put the whole message where its delta belongs.
    const delta = objectOf(choice['delta']) ?? objectOf(choice['message']);
    if (delta !== undefined) this.foldDelta(delta, message, says);
    // Completions of the old kind have their text here.
    const text = textOf(choice['text']);
    if (text !== undefined) this.append('text', text, message, says);
    const logprobs = objectOf(choice['logprobs']);
    if (logprobs !== undefined) {
      for (const token of listOf(logprobs['content'])) this.collect('logprobs', token, message);
      for (const token of listOf(logprobs['refusal'])) this.collect('logprobs of the refusal', token, message);
    }
    this.foldFilter(choice, message, says);
    const reason = textOf(choice['finish_reason']);
    // The empty one means none: some servers have it in each chunk.
    if (reason === undefined || reason === '') return;
    this.finish = { reason, message };
    says.add(`stop: ${short(reason)}`);
  }

  private foldDelta(delta: JsonObject, message: number, says: MeaningBuilder): void {
    const { role, content, refusal, audio } = delta;
    this.foldReasoning(delta, message, says);
    if (typeof content === 'string') this.append('text', content, message, says);
    else for (const part of listOf(content)) this.foldContentPart(part, message, says);
    if (typeof refusal === 'string') this.append('refusal', refusal, message, says);
    for (const call of listOf(delta['tool_calls'])) if (isObject(call)) this.foldCall(call, message, says);
    const old = objectOf(delta['function_call']);
    if (old !== undefined) this.foldCall({ index: -1, function: old }, message, says);
    if (isObject(audio)) this.foldAudio(audio, message, says);
    for (const tool of listOf(delta['executed_tools'])) {
      this.collect('executed tools', tool, message);
      says.add('executed tool');
    }
    for (const annotation of listOf(delta['annotations'])) {
      this.collect('annotations', annotation, message);
      says.add('annotation');
    }
    if (typeof role !== 'string' || role === '') return;
    if (this.role === undefined) says.add(`role ${short(role)}`);
    this.role = role;
  }

  /** One of the two members that bring it, never both; the details repeat it. */
  private foldReasoning(delta: JsonObject, message: number, says: MeaningBuilder): void {
    this.append('reasoning', textOf(delta['reasoning_content']) || textOf(delta['reasoning']) || detailed(delta), message, says);
    for (const detail of listOf(delta['reasoning_details'])) {
      if (!isObject(detail)) continue;
      const { type, index, format, id, signature, data } = detail;
      if (signature === undefined && data === undefined) continue;
      // What is signed or encrypted means nothing to a reader: that it was there does, and how much.
      const size = (textOf(signature) ?? textOf(data) ?? '').length;
      this.collect('reasoning details', { type, index, format, id, [signature === undefined ? 'data' : 'signature']: `${size} characters` }, message);
    }
  }

  private foldContentPart(part: unknown, message: number, says: MeaningBuilder): void {
    if (typeof part === 'string') return this.append('text', part, message, says);
    if (!isObject(part)) return;
    const { type, text, thinking } = part;
    if (type === 'text' && typeof text === 'string') return this.append('text', text, message, says);
    if (type === 'thinking') {
      const thoughts = typeof thinking === 'string' ? [thinking] : listOf(thinking).map((thought) => textOf(objectOf(thought)?.['text']) ?? '');
      return this.append('reasoning', thoughts.join(''), message, says);
    }
    const kind = short(textOf(type) ?? 'content');
    this.collect(kind, part, message);
    says.add(kind, 'visible');
  }

  private foldCall(delta: JsonObject, message: number, says: MeaningBuilder): void {
    const custom = objectOf(delta['custom']);
    const { name: rawName, arguments: given, input } = custom ?? objectOf(delta['function']) ?? {};
    const id = textOf(delta['id'])?.trim() || undefined;
    const name = textOf(rawName)?.trim() ? textOf(rawName) : undefined;
    const index = numberOf(delta['index']);
    const text = textOf(given) ?? textOf(input) ?? '';
    const call = this.callOf(id, name, index, text);
    if (custom !== undefined) this.custom.add(call);
    const named = call.name === undefined && name !== undefined;
    call.id = id !== undefined && call.id === undefined ? id : call.id;
    call.name = name ?? call.name;
    if (id !== undefined) this.callsById.set(id, call);
    if (index !== undefined) this.callsByIndex.set(index, call);
    call.append(text, message);
    // Some give them as they mean them, not as a text.
    if (isObject(given)) call.whole = given;
    const extra = objectOf(delta['extra_content']);
    if (extra !== undefined) this.collect('extra content of calls', withoutOpaque(extra), message);
    const shown = isObject(given) ? given : text;
    if (named) says.add(called(name, shown), 'hidden');
    else if (shown !== '') says.add(`arguments ${jsonOf(shown)}`, 'hidden');
  }

  /**
   * The call that a delta goes on with, or a new one.
   * @note An index alone does not say it: proxies give each call the index 0, others no index at all, and others a new id with each delta.
   */
  private callOf(id: string | undefined, name: string | undefined, index: number | undefined, text: string): GrowingCall {
    const known = id === undefined ? undefined : this.callsById.get(id);
    if (known !== undefined && (name === undefined || known.name === undefined || known.name === name)) return known;
    const here = index === undefined ? undefined : this.callsByIndex.get(index);
    const last = here ?? (index === undefined && id === undefined && name === undefined ? this.calls.at(-1) : undefined);
    if (last !== undefined && goesOn(last, id, name, text)) return last;
    const call = this.answer.call();
    this.calls.push(call);
    return call;
  }

  private foldAudio(audio: JsonObject, message: number, says: MeaningBuilder): void {
    const { id, data, transcript, expires_at: expires } = audio;
    if (typeof transcript === 'string') this.append('transcript', transcript, message, says);
    if (typeof data === 'string') {
      this.audioSize += data.length;
      says.add(`audio ${data.length} characters of base64`, 'hidden');
    }
    if (expires !== undefined && expires !== null) this.audioEnds = true;
    const known = this.values.get('audio');
    const value = {
      ...objectOf(known?.value),
      ...(id !== undefined && { id }),
      size: base64Size(this.audioSize),
      ...(expires !== undefined && { expires_at: expires }),
    };
    if (known === undefined) this.values.set('audio', this.answer.value('audio', value, message));
    else known.replace(value, message);
  }

  /** What a filter (Azure's) has found. Its verdict may come in chunks of its own, later than the text. */
  private foldFilter(choice: JsonObject, message: number, says: MeaningBuilder): void {
    const results = objectOf(choice['content_filter_results']);
    if (results === undefined) return;
    const hits = Object.entries(results).filter(([, result]) => isObject(result) && (result['filtered'] === true || result['detected'] === true));
    if (hits.length === 0) return;
    this.collect('content filter', Object.fromEntries(hits), message);
    says.add(`filter ${short(hits.map(([name]) => name).join(' '))}`);
  }

  private append(what: TextKind | 'transcript', text: string, message: number, says: MeaningBuilder): void {
    if (text === '') return;
    let grown = this.texts.get(what);
    if (grown === undefined) {
      grown = this.answer.text(what === 'transcript' ? 'text' : what);
      if (what === 'transcript') grown.name = what;
      this.texts.set(what, grown);
    }
    grown.append(text, message);
    says.add(quoted(what, text), what === 'reasoning' ? 'hidden' : 'visible');
  }

  /** Adds to the list of this name. */
  private collect(name: string, item: unknown, message: number): void {
    const known = this.values.get(name);
    if (known === undefined) return void this.values.set(name, this.answer.value(name, [item], message));
    if (Array.isArray(known.value)) known.value.push(item);
    known.replace(known.value, message);
  }
}

/** Whether a delta at the place of `call` is more of it. */
function goesOn(call: GrowingCall, id: string | undefined, name: string | undefined, text: string): boolean {
  const begins = /^\s*\{/.test(text);
  if (name !== undefined && call.name !== undefined) {
    if (name !== call.name) return false;
    // The same tool again: another id with nothing or the beginning of arguments is another call.
    return id === undefined || call.id === undefined ? !(begins && call.argumentsText.text !== '') : !begins && text !== '';
  }
  if (id === undefined || call.id === undefined) return true;
  return text !== '' && !begins;
}

/** The reasoning of a delta that only has its details. */
function detailed(delta: JsonObject): string {
  let text = '';
  for (const detail of listOf(delta['reasoning_details'])) if (isObject(detail)) text += textOf(detail['text']) ?? textOf(detail['summary']) ?? '';
  return text;
}

/** How much a base64 text of so many characters holds, at most 2 bytes less. */
function base64Size(characters: number): string {
  return `${Math.floor((characters * 3) / 4)} bytes`;
}
