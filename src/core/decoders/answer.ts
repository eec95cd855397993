/** The answer of a model as it grows: its parts in the order in which they came, what went wrong, and how it ended. */
import type { Facts, FaultId, Result, StreamEnd, Verdict } from './decoder.ts';
import { FaultList } from './fault-list.ts';
import { GrowingCall } from './growing-call.ts';
import { GrowingText } from './growing-text.ts';
import type { ErrorPart, Part, TextPart, ValuePart } from './part.ts';
import { short } from './says.ts';

type TextKind = TextPart['kind'];
type Growing = GrowingTextPart | GrowingCall | GrowingValue | ErrorPart;

export class GrowingTextPart extends GrowingText {
  readonly kind: TextKind;
  readonly choice: number | undefined;
  name: string | undefined;

  constructor(kind: TextKind, choice?: number) {
    super();
    this.kind = kind;
    this.choice = choice;
  }

  part(): TextPart {
    const { kind, choice, name, text, pieces } = this;
    return { kind, text, pieces, choice, name };
  }
}

export class GrowingValue {
  name: string;
  value: unknown;
  readonly messages: number[];

  constructor(name: string, value: unknown, message: number) {
    this.name = name;
    this.value = value;
    this.messages = [message];
  }

  replace(value: unknown, message: number): void {
    this.value = value;
    if (this.messages.at(-1) !== message) this.messages.push(message);
  }

  part(): ValuePart {
    return { kind: 'value', name: this.name, value: this.value, messages: this.messages };
  }
}

export class Answer {
  /** How it ended by its own word; undefined: it has not. */
  outcome: { readonly verdict: Verdict; readonly reason?: string } | undefined;
  #parts: Growing[] = [];
  readonly #faults = new FaultList();
  readonly #said = new Set<string>();

  /** A new text. */
  text(kind: TextKind, choice?: number): GrowingTextPart {
    return this.#add(new GrowingTextPart(kind, choice));
  }

  /** The last part if it is a text of this kind, else a new one. */
  lastText(kind: TextKind): GrowingTextPart {
    const last = this.#parts.at(-1);
    return last instanceof GrowingTextPart && last.kind === kind ? last : this.text(kind);
  }

  call(name?: string, id?: string): GrowingCall {
    const call = this.#add(new GrowingCall());
    call.name = name;
    call.id = id;
    return call;
  }

  value(name: string, value: unknown, message: number): GrowingValue {
    return this.#add(new GrowingValue(name, value, message));
  }

  /** An error ends it. */
  error(text: string, value: unknown, message: number): void {
    this.#add({ kind: 'error', text, value, messages: [message] });
    this.outcome = { verdict: 'failed', reason: text };
    this.fault('error-inside', `The stream brings an error: ${short(text)}`, message);
  }

  /** A fault is said once. */
  fault(id: FaultId, says: string, message?: number): void {
    const key = `${id} ${says}`;
    if (this.#said.has(key)) return;
    this.#said.add(key);
    this.#faults.add(id, says, message);
  }

  /** `stop`: the reason in the protocol's word. */
  end(verdict: 'complete' | 'cut' | 'limit' | 'filtered', stop: string | undefined, message: number): void {
    this.outcome = { verdict, reason: stop };
    if (verdict === 'cut') this.fault('cut', `The server says that the answer is not whole: ${stop}`, message);
    if (verdict === 'limit') this.fault('token-limit', `The answer stops at a limit of tokens: ${stop}`, message);
    if (verdict === 'filtered') this.fault('filtered', `The answer was stopped or refused: ${stop}`, message);
  }

  /** The arguments of a call are whole: they must be JSON. Of a call without a name the beginning was missed, and half of its arguments with it. */
  closeArguments(call: GrowingCall, message: number): void {
    if (call.name === undefined || call.whole !== undefined || !call.broken) return;
    this.fault('arguments-no-json', `The arguments of the call ${call.name} are no JSON`, message);
  }

  /** All so far. */
  get parts(): Part[] {
    return this.#parts.map((part) => ('part' in part ? part.part() : part));
  }

  /** How many parts there are: a mark for `drop`. */
  get size(): number {
    return this.#parts.length;
  }

  /** Takes back the parts from a mark on: the protocol has declared them void. */
  drop(from: number): void {
    this.#parts.length = Math.min(from, this.#parts.length);
  }

  /** `missing`: what would have ended the stream, as `no message_stop`. */
  result(facts: Facts, end: StreamEnd | undefined, missing: string): Result {
    const { parts } = this;
    const given = { parts, facts, faults: this.#faults.with() };
    if (this.outcome !== undefined) return { ...given, ...this.outcome };
    if (end === undefined) return { ...given, verdict: 'open' };
    if (end === 'page') return { ...given, verdict: 'open', reason: 'stopped by the page' };
    const faults = this.#faults.with({ id: 'cut', says: `The stream is over without its end: ${missing}` });
    return { parts, facts, verdict: 'cut', reason: missing, faults };
  }

  #add<P extends Growing>(part: P): P {
    this.#parts.push(part);
    return part;
  }
}
