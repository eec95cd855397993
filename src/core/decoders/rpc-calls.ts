/** JSON-RPC 2.0: what a message is, and which answer belongs to which call. Ids count for each direction on their own: both ends may call. */
import type { EpochMs } from '../units.ts';
import type { Fault, Result, StreamEnd } from './decoder.ts';
import { isObject, numberOf, textOf, type JsonObject } from './json-shape.ts';
import type { CallPart, Progress } from './part.ts';
import { called, jsonOf, short } from './says.ts';

type RpcId = string | number;

export type RpcMessage =
  | { readonly kind: 'request'; readonly id: RpcId; readonly method: string; readonly params: unknown }
  | { readonly kind: 'notification'; readonly method: string; readonly params: unknown }
  | { readonly kind: 'result'; readonly id: RpcId; readonly result: unknown }
  /** `id` is null where the other end could not read the request. */
  | { readonly kind: 'error'; readonly id: RpcId | null; readonly error: JsonObject };

export type RpcAnswer = Extract<RpcMessage, { kind: 'result' | 'error' }>;
export type RpcSide = 'page' | 'server';

/** The messages of a JSON value: one, or those of a batch. Empty where it is no JSON-RPC 2.0. */
export function rpcMessagesOf(value: unknown): readonly RpcMessage[] {
  if (!Array.isArray(value)) {
    const message = rpcMessage(value);
    return message === undefined ? [] : [message];
  }
  const messages = value.map(rpcMessage);
  return messages.every((message) => message !== undefined) ? messages : [];
}

function rpcMessage(value: unknown): RpcMessage | undefined {
  if (!isObject(value) || value['jsonrpc'] !== '2.0') return undefined;
  const { id, method, params, result, error } = value;
  const known = typeof id === 'string' || typeof id === 'number';
  if (typeof method === 'string')
    return known ? { kind: 'request', id, method, params } : id === undefined ? { kind: 'notification', method, params } : undefined;
  if (isObject(error)) return known ? { kind: 'error', id, error } : { kind: 'error', id: null, error };
  return known && Object.hasOwn(value, 'result') ? { kind: 'result', id, result } : undefined;
}

/** One call, as it grows. `called`: not answered yet. `waiting`: for input of a person. */
export class RpcCall implements CallPart {
  readonly kind = 'call';
  readonly id: string;
  readonly from: RpcSide;
  name?: string;
  method?: string;
  arguments?: unknown;
  result?: unknown;
  error?: unknown;
  state: 'called' | 'waiting' | 'done' | 'failed' | 'tool error' | 'cancelled' = 'called';
  progress?: Progress[];
  askedAt?: EpochMs;
  answeredAt?: EpochMs;
  readonly messages: number[] = [];

  constructor(from: RpcSide, id: RpcId) {
    this.from = from;
    this.id = String(id);
  }

  asked({ method, params }: { method: string; params: unknown }): void {
    this.method = method;
    const { name, uri, arguments: given } = isObject(params) ? params : ({} as JsonObject);
    this.name = textOf(name) ?? textOf(uri) ?? method;
    this.arguments = given ?? params;
  }

  answered(answer: RpcAnswer): void {
    if (answer.kind === 'error') this.error = answer.error;
    else this.result = answer.result;
    this.state = answer.kind === 'error' ? 'failed' : 'done';
  }

  get label(): string {
    return this.name ?? `request ${this.id}`;
  }

  get says(): string {
    return called(this.name, this.arguments);
  }
}

/** All calls of a stream, or of the streams of a session. */
export class RpcCalls {
  /** In the order in which they came. */
  readonly all: RpcCall[] = [];
  readonly #byId = new Map<string, RpcCall>();

  find(from: RpcSide, id: unknown): RpcCall | undefined {
    return typeof id === 'string' || typeof id === 'number' ? this.#byId.get(keyOf(from, id)) : undefined;
  }

  /** The call with this id; a new one, of which nothing else is known, where there is none. */
  findOrAdd(from: RpcSide, id: RpcId): RpcCall {
    return this.find(from, id) ?? this.#add(from, id);
  }

  /** A request: an id that was answered, or that asked something else, begins a new call. */
  ask(from: RpcSide, request: Extract<RpcMessage, { kind: 'request' }>): RpcCall {
    const known = this.find(from, request.id);
    const call = known?.state === 'called' && (known.method ?? request.method) === request.method ? known : this.#add(from, request.id);
    call.asked(request);
    return call;
  }

  /** An answer; where nobody is known to have asked, of a call that is not known. */
  answer(from: RpcSide, answer: RpcAnswer): RpcCall | undefined {
    if (answer.id === null) return undefined;
    const call = this.findOrAdd(from, answer.id);
    call.answered(answer);
    return call;
  }

  #add(from: RpcSide, id: RpcId): RpcCall {
    const call = new RpcCall(from, id);
    this.#byId.set(keyOf(from, id), call);
    this.all.push(call);
    return call;
  }

  /**
   * How a stream stands whose calls are answered on it.
   * `goesOn`: why a stream that is over is no end (it can be resumed); undefined where it is one.
   */
  verdict(end: StreamEnd | undefined, goesOn: string | undefined): Pick<Result, 'verdict' | 'reason'> & { faults: Fault[] } {
    const asked = this.all.filter(({ from }) => from === 'page');
    const open = asked.filter(({ state }) => state === 'called');
    const last = asked.at(-1);
    if (open.length > 0 || last === undefined) {
      if (end === 'page') return { verdict: 'open', reason: 'stopped by the page', faults: [] };
      if (end === undefined || last === undefined) return { verdict: 'open', faults: [] };
      if (goesOn !== undefined) return { verdict: 'open', reason: goesOn, faults: [] };
      const faults = open.map((call): Fault => {
        const message = call.messages.at(-1);
        return { id: 'unanswered', says: `The stream is over, and ${call.label} was never answered.`, ...(message !== undefined && { message }) };
      });
      return { verdict: 'cut', reason: `no answer to ${open.map(({ label }) => label).join(', ')}`, faults };
    }
    if (last.state === 'waiting') return { verdict: 'waiting', faults: [] };
    if (last.state === 'failed') return { verdict: 'failed', reason: errorText(last.error), faults: [] };
    return { verdict: 'complete', ...(last.state !== 'done' && { reason: last.state }), faults: [] };
  }
}

function keyOf(from: RpcSide, id: RpcId): string {
  // `1` and `"1"` are two ids.
  return `${from} ${JSON.stringify(id)}`;
}

/** `-32602 Unknown tool: tyde`. */
export function errorText(error: unknown): string {
  const { code, message } = isObject(error) ? error : ({} as JsonObject);
  return [numberOf(code), textOf(message) ?? jsonOf(error)].filter((word) => word !== undefined).join(' ');
}

/** What a message says, by the call that it belongs to. */
export function saysOf(message: RpcMessage, call: RpcCall | undefined): string {
  switch (message.kind) {
    case 'request':
      return call?.says ?? short(message.method);
    case 'notification':
      return short(`${message.method} ${message.params === undefined ? '' : jsonOf(message.params)}`.trimEnd());
    case 'result':
      return `result ${short(call?.label ?? '')}: ${jsonOf(message.result)}`;
    case 'error':
      return `error ${short(call?.label ?? '')}: ${short(errorText(message.error))}`;
  }
}
