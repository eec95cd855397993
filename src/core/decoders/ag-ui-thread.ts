/** The messages of an AG-UI thread as they grow: texts, reasoning, calls and activities, found by their ids. */
import { GrowingCall } from './growing-call.ts';
import { GrowingState } from './growing-state.ts';
import { GrowingText } from './growing-text.ts';
import { isObject, listOf, parseJson, textOf, type JsonObject } from './json-shape.ts';
import type { Part, TextPart } from './part.ts';

class ThreadText extends GrowingText implements TextPart {
  kind: 'text' | 'reasoning';
  /** Whose it is, where it is not the agent's. */
  name?: string;
  readonly messageId: string;

  constructor(kind: 'text' | 'reasoning', messageId: string, name: string | undefined) {
    super();
    this.kind = kind;
    this.messageId = messageId;
    if (name !== undefined) this.name = name;
  }

  get part(): TextPart {
    const { kind, name, text, pieces } = this;
    return { kind, text, pieces, ...(name !== undefined && { name }) };
  }
}

/** A call, and the message that it belongs to. */
interface ThreadCall {
  readonly call: GrowingCall;
  readonly messageId: string;
}

type Entry = ThreadText | ThreadCall | GrowingState | Part;

export class Thread {
  #entries: Entry[] = [];
  #texts = new Map<string, ThreadText>();
  #activities = new Map<string, GrowingState>();
  readonly #calls = new Map<string, ThreadCall>();

  get parts(): Part[] {
    return this.#entries.map((entry): Part => ('call' in entry ? entry.call.part() : 'part' in entry ? entry.part : entry));
  }

  /** What is no message: an event of the application, an error. */
  add<E extends Part | GrowingState>(entry: E): E {
    this.#entries.push(entry);
    return entry;
  }

  text(messageId: string): ThreadText | undefined {
    return this.#texts.get(messageId);
  }

  openText(kind: 'text' | 'reasoning', messageId: string, name: string | undefined): ThreadText {
    const known = this.#texts.get(messageId);
    if (known !== undefined) return known;
    const text = new ThreadText(kind, messageId, name);
    this.#texts.set(messageId, text);
    this.#entries.push(text);
    return text;
  }

  call(id: string): GrowingCall | undefined {
    return this.#calls.get(id)?.call;
  }

  openCall(id: string, name: string | undefined, messageId: string): GrowingCall {
    const known = this.#calls.get(id)?.call;
    if (known !== undefined) {
      known.name = name ?? known.name;
      return known;
    }
    const call = new GrowingCall();
    call.id = id;
    call.name = name;
    const entry: ThreadCall = { call, messageId };
    this.#calls.set(id, entry);
    this.#entries.push(entry);
    return call;
  }

  result(callId: string, content: unknown, message: number): GrowingCall {
    const call = this.openCall(callId, undefined, callId);
    call.touch(message);
    call.result = typeof content === 'string' ? (parseJson(content) ?? content) : content;
    call.state = 'done';
    return call;
  }

  activity(messageId: string): GrowingState | undefined {
    return this.#activities.get(messageId);
  }

  openActivity(messageId: string, type: string): GrowingState {
    const state = this.add(new GrowingState(`activity ${type}`, {}, messageId));
    this.#activities.set(messageId, state);
    return state;
  }

  /**
   * All messages that there are now. What they say anew is taken, what they leave out goes; but activities and reasoning stay where the list has none of their kind.
   */
  snapshot(messages: readonly unknown[], message: number): void {
    const given = messages.filter(isObject).filter(({ id }) => typeof id === 'string');
    const ids = new Set(given.map(({ id }) => id));
    const calls = new Set(given.flatMap(({ toolCalls }) => listOf(toolCalls).map((call) => (isObject(call) ? call['id'] : undefined))));
    const has = (role: string): boolean => given.some((one) => one['role'] === role);
    const [activities, reasoning] = [has('activity'), has('reasoning')];
    this.#entries = this.#entries.filter((entry) => {
      if ('call' in entry) {
        if (calls.has(entry.call.id)) return true;
        this.#calls.delete(entry.call.id ?? '');
        return false;
      }
      if (!('messageId' in entry) || entry.messageId === undefined || ids.has(entry.messageId)) return true;
      if (entry instanceof GrowingState ? !activities : entry.kind === 'reasoning' && !reasoning) return true;
      this.#texts.delete(entry.messageId);
      this.#activities.delete(entry.messageId);
      return false;
    });
    for (const one of given) this.#whole(one, one['id'] as string, message);
  }

  #whole(given: JsonObject, id: string, message: number): void {
    const { role, content, toolCalls, toolCallId, activityType } = given;
    if (role === 'activity') {
      (this.activity(id) ?? this.openActivity(id, textOf(activityType) ?? '?')).replace(content, message);
      return;
    }
    if (role === 'tool') {
      if (typeof toolCallId === 'string' && this.#calls.has(toolCallId)) this.result(toolCallId, content, message);
      return;
    }
    const text =
      textOf(content) ??
      listOf(content)
        .flatMap((part) => (isObject(part) && textOf(part['text'])) || [])
        .join('');
    if (text !== '' || this.#texts.has(id)) {
      const name = role === 'assistant' || role === 'reasoning' ? textOf(given['name']) : textOf(role);
      const kind = role === 'reasoning' ? 'reasoning' : 'text';
      const whole = this.openText(kind, id, name);
      whole.kind = kind;
      whole.replace(text, message);
    }
    for (const tool of listOf(toolCalls)) {
      const { id: callId, function: called } = isObject(tool) ? tool : ({} as JsonObject);
      if (typeof callId !== 'string' || !isObject(called)) continue;
      const call = this.openCall(callId, textOf(called['name']), id);
      call.argumentsText.replace(textOf(called['arguments']) ?? '', message);
      if (call.state === 'streaming') call.state = 'called';
      call.touch(message);
    }
  }
}
