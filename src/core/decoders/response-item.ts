/** One item of the output of OpenAI's Responses: a message, reasoning, or a call of one of the many kinds. It grows by deltas, and a final word may replace them. */
import { Answer } from './answer.ts';
import type { GrowingCall } from './growing-call.ts';
import { isObject, listOf, objectOf, textOf, type JsonObject } from './json-shape.ts';
import { characters, withoutOpaque } from './opaque.ts';
import type { Part, TextPart } from './part.ts';

type GrowingTextPart = ReturnType<Answer['text']>;
type GrowingValue = ReturnType<Answer['value']>;

/** The lists of an item that texts stand in, and what these texts are. Those of one list that are of two kinds, as answer and refusal, are two here. */
const LISTS = {
  text: { kind: 'text', name: undefined },
  refusal: { kind: 'refusal', name: undefined },
  reasoning: { kind: 'reasoning', name: undefined },
  summary: { kind: 'reasoning', name: 'summary' },
  transcript: { kind: 'text', name: 'transcript' },
  stdout: { kind: 'text', name: 'stdout' },
  stderr: { kind: 'text', name: 'stderr' },
} as const satisfies Record<string, { kind: TextPart['kind']; name: string | undefined }>;
export type TextList = keyof typeof LISTS;

/** Members that hold what a call is called with, as text. */
const TEXTS = ['arguments', 'input', 'code'] as const;
/** The same as a value. */
const VALUES = ['action', 'operation', 'queries'] as const;
const RESULTS = ['output', 'outputs', 'results', 'tools'] as const;

export class ResponseItem {
  type: string;
  id: string | undefined;
  /** It came once, and was not only mentioned by a delta. */
  added = false;
  call: GrowingCall | undefined;
  private readonly answer = new Answer();
  private readonly texts = new Map<TextList, Map<number, GrowingTextPart>>();
  private readonly values = new Map<string, GrowingValue>();

  constructor(type: string, id: string | undefined) {
    this.type = type;
    this.id = id;
  }

  get parts(): Part[] {
    return this.answer.parts;
  }

  get refused(): boolean {
    return this.texts.has('refusal');
  }

  /** The text at a place of a list; made where it is not there yet. */
  textAt(list: TextList, index: number): GrowingTextPart {
    let texts = this.texts.get(list);
    if (texts === undefined) this.texts.set(list, (texts = new Map<number, GrowingTextPart>()));
    let text = texts.get(index);
    if (text === undefined) {
      text = this.answer.text(LISTS[list].kind);
      text.name = LISTS[list].name;
      texts.set(index, text);
    }
    return text;
  }

  /** The call that this item is; made where it is not there yet. */
  callHere(message: number): GrowingCall {
    this.call ??= this.answer.call();
    this.call.touch(message);
    return this.call;
  }

  /** A value by its name; the last one counts. */
  set(name: string, value: unknown, message: number): void {
    const known = this.values.get(name);
    if (known === undefined) this.values.set(name, this.answer.value(name, value, message));
    else known.replace(value, message);
  }

  /** Sets the place `index` of a list. A number that is no place of it adds at its end. */
  setInList(name: string, index: number | undefined, value: unknown, message: number): void {
    const known = this.values.get(name)?.value;
    // A list here is always ours: one that came is copied.
    const list: unknown[] = Array.isArray(known) ? known : [];
    if (index !== undefined && Object.hasOwn(list, index)) list[index] = value;
    else list.push(value);
    this.set(name, list, message);
  }

  /**
   * Takes the whole item: at its start, at its end, or in the whole response.
   * @param differs called with what was said before, where the final text is another.
   */
  take(item: JsonObject, message: number, differs: (before: string) => void): void {
    this.type = textOf(item['type']) ?? this.type;
    this.id = textOf(item['id']) ?? this.id;
    this.added = true;
    const { type } = this;
    if (type === 'message') return listOf(item['content']).forEach((part, index) => this.takeContent(objectOf(part) ?? {}, index, message, differs));
    if (type === 'reasoning') {
      listOf(item['summary']).forEach((part, index) => this.finish(this.textAt('summary', index), textOf(objectOf(part)?.['text']), message, differs));
      listOf(item['content']).forEach((part, index) => this.takeContent(objectOf(part) ?? {}, index, message, differs));
      const hidden = textOf(item['encrypted_content']);
      if (hidden !== undefined) this.set('encrypted reasoning', characters(hidden), message);
      return;
    }
    if (type.endsWith('_call') || type === 'mcp_approval_request' || type === 'mcp_list_tools') return this.takeCall(item, message, differs);
    this.set(type, withoutOpaque(item), message);
  }

  takeContent(part: JsonObject, index: number, message: number, differs: (before: string) => void): void {
    const { type, text, refusal, annotations } = part;
    if (type === 'output_text') this.finish(this.textAt('text', index), textOf(text), message, differs);
    else if (type === 'refusal') this.finish(this.textAt('refusal', index), textOf(refusal), message, differs);
    else if (type === 'reasoning_text') this.finish(this.textAt('reasoning', index), textOf(text), message, differs);
    else if (typeof type === 'string') this.set(type, withoutOpaque(part), message);
    const cited = listOf(annotations);
    if (cited.length > 0) this.set('annotations', [...cited], message);
  }

  /** The final word of a text: it counts, whatever the deltas said. */
  finish(grown: GrowingCall['argumentsText'], whole: string | undefined, message: number, differs: (before: string) => void): void {
    if (whole === undefined || whole === grown.text) return;
    // At the start of an item its texts are empty: what is grown by then is right.
    if (grown.text !== '') differs(grown.text);
    grown.replace(whole, message);
  }

  private takeCall(item: JsonObject, message: number, differs: (before: string) => void): void {
    const call = this.callHere(message);
    const { name, server_label: server, call_id: id, status, error, result } = item;
    call.name = textOf(name) ?? call.name ?? this.type.replace(/_call$/, '');
    if (typeof server === 'string' && typeof name === 'string') call.name = `${server}.${name}`;
    call.id = textOf(id) ?? this.id;
    call.state = textOf(status) ?? call.state;
    for (const member of TEXTS) if (typeof item[member] === 'string' && item[member] !== '') this.finish(call.argumentsText, item[member], message, differs);
    for (const member of VALUES)
      if (item[member] !== undefined && item[member] !== null) call.whole = withoutOpaque(member === 'queries' ? { queries: item[member] } : item[member]);
    for (const member of RESULTS) if (item[member] !== undefined && item[member] !== null) call.result = withoutOpaque(item[member]);
    // The picture.
    if (typeof result === 'string') call.result = `${characters(result)} of base64`;
    if (error !== undefined && error !== null) call.error = isObject(error) ? withoutOpaque(error) : error;
  }
}
