/**
 * What a decoder is: one protocol on top of a stream (answers of a model, calls of tools, state of a page), folded as its official client folds it.
 * A protocol is one file beside this one and its line in `decoders.ts`. Times, rates and what is shown are made from what it gives.
 */
import type { EpochMs } from '../units.ts';
import type { Part } from './part.ts';

/** The request and response of a stream, as far as they are known; of a file without them all is `undefined`. */
export interface StreamHead {
  /** Absolute where it is known; '' where it is not. */
  readonly url: string;
  /** In capitals; '' where it is not known. */
  readonly method: string;
  /** The value of a header, by its name in small letters; several are joined with `, `. */
  requestHeader(name: string): string | undefined;
  responseHeader(name: string): string | undefined;
  /** What the page sent, parsed; undefined where it sent nothing, was not seen or is no JSON. */
  readonly requestBody: unknown;
  /** HTTP status; undefined where it is not known. */
  readonly status: number | undefined;
  /** The first message of the response was captured, so that nothing can be missing before it; undefined: not known. */
  readonly fromStart?: boolean;
  /** Who reads it; undefined in files that do not say so. */
  readonly reader: 'eventsource' | 'fetch' | 'xhr' | undefined;
  /** `sse`: an event stream. `json-lines`: a message is a JSON text of NDJSON, JSON lines or a JSON sequence. `lines`: a message is a line of text. */
  readonly format: 'sse' | 'json-lines' | 'lines';
}

/** One message of the stream. Comments and `retry` fields are no messages. */
export interface StreamMessage {
  /** Its number in the capture (`index`) or file: what parts point to. Rises. */
  readonly index: number;
  /** SSE event name; `message` where none was sent. */
  readonly type: string;
  readonly data: string;
  /** The last event id that is in force with it; ''. */
  readonly lastEventId: string;
  /** `data` parsed as JSON, once, when asked for; undefined where it is none, or empty. */
  readonly json: unknown;
}

/** Every protocol that is known, by the name that files and options use. */
export const PROTOCOLS = [
  'openai-chat',
  'openai-responses',
  'openai-assistants',
  'anthropic',
  'gemini',
  'gemini-interactions',
  'ai-sdk',
  'ollama',
  'cohere',
  'mistral-conversations',
  'mcp',
  'ag-ui',
  'langgraph',
  'a2a',
  'datastar',
  'turbo',
  'htmx',
  'graphql',
  'trpc',
  'signalr',
  'gradio',
  'mercure',
  'launchdarkly',
  'electric',
  'json-rpc',
] as const;
export type ProtocolId = (typeof PROTOCOLS)[number];

/** `certain`: the view switches by itself. `likely`: it is offered. */
export type Certainty = 'certain' | 'likely';

/** `open`: goes on, or the page has stopped it. `waiting`: for a tool or a person. The others say how it ended. */
export type Verdict = 'open' | 'complete' | 'cut' | 'limit' | 'filtered' | 'failed' | 'waiting';

/** What one message says, for the column *Meaning*: short, one line, the protocol's own words. */
export interface Meaning {
  readonly says: string;
  /**
   * It carries generated output: `visible` is text that a reader sees (answer, refusal), `hidden` is reasoning, arguments of calls, audio.
   * Of a message that carries both: `visible`. Missing: it carries none (heads, pings, usage). Times and rates follow from it.
   */
  readonly output?: 'visible' | 'hidden';
  /** It carries nothing, and only keeps the connection open. */
  readonly keepAlive?: true;
}

/** How the stream ended. `page`: the page closed, aborted or left it. `server`: the response ended. `error`: it was cut, or broke. */
export type StreamEnd = 'page' | 'server' | 'error';

/** Counts of tokens, as the server gave them. */
export interface Usage {
  input?: number;
  /** Of `input`: read from a cache. */
  cached?: number;
  output?: number;
  /** Of `output`: spent on reasoning (where the protocol counts it apart, the decoder adds it to `output`). */
  reasoning?: number;
}

/** What is known of the whole. Times are added by `decode.ts`. */
export interface Facts {
  model?: string;
  /** As the protocol says it: `stop`, `max_tokens`, `tool_calls` … */
  stopReason?: string;
  usage?: Usage;
  /** Tokens a second by the server's own word; nothing else may be put here. */
  serverRate?: number;
  /** What else a reader of this protocol looks for, by a name in small letters: `session`, `request`, `fingerprint`, `provider` … JSON values. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** A fault that is certain, and the message that shows it. */
export interface Fault {
  readonly id: FaultId;
  /** One sentence in plain English, with its evidence. */
  readonly says: string;
  /** Index of the message; missing: it is one of the end, or of the whole. */
  readonly message?: number;
}

export type FaultId =
  /** The stream is over without the protocol's end. */
  | 'cut'
  /** Ended by the limit of tokens. */
  | 'token-limit'
  /** Ended by a filter, or refused. */
  | 'filtered'
  /** An error within an answer that began well. */
  | 'error-inside'
  /** A number of the protocol's own counting is missing. */
  | 'sequence-gap'
  /** Arguments of a call that are no JSON although the call is whole. */
  | 'arguments-no-json'
  /** A delta or end for something that was never started. */
  | 'never-started'
  /** Events in an order that the protocol forbids. */
  | 'order'
  /** A patch that does not apply to the state. */
  | 'patch-failed'
  /** A request that was never answered. */
  | 'unanswered'
  /** A tool that says that it failed. */
  | 'tool-error'
  /** More was promised (`hasNext: true`) and did not come. */
  | 'more-promised'
  /** An element with neither id nor target. */
  | 'no-target'
  /** A message under an SSE event name that the protocol's client ignores, or without the name that it needs. */
  | 'event-name'
  /** Data after the protocol's end. */
  | 'after-end'
  /** The final text is another than its deltas. */
  | 'done-differs'
  /** Updates between two connections may be lost. */
  | 'updates-lost'
  /** The beginning was not captured: what there is is folded. */
  | 'begins-late'
  /** A message that the protocol does not know. */
  | 'not-understood';

export interface Result {
  readonly parts: readonly Part[];
  readonly facts: Facts;
  readonly verdict: Verdict;
  /** Why, in a few words: the stop reason, the error, what is missing. */
  readonly reason?: string;
  readonly faults: readonly Fault[];
}

/**
 * One protocol. `S` is what is kept between messages; it is changed in place, and costs what is new: no copy of the text so far.
 * Nothing throws, whatever comes: a message that makes no sense is a fault `not-understood`, or nothing.
 */
export interface Decoder<S> {
  readonly id: ProtocolId;
  /** As people call it: `OpenAI Chat`, `MCP`. */
  readonly name: string;
  /**
   * Is it this protocol? Asked of the head alone (`message` undefined), then of each of the first messages with data or a name, until one is certain.
   * `certain` must hold for any stream of the world that satisfies it. `first`: the first message with data, undefined for that one itself.
   */
  recognise(head: StreamHead, message: StreamMessage | undefined, first?: StreamMessage): Certainty | undefined;
  /** Before the first message. `at`: when the request was made; undefined here and below: not known. */
  start(head: StreamHead, at?: EpochMs): S;
  /** Another stream of the same group begins (see `group`). `at`: when its request was made. */
  join?(state: S, head: StreamHead, at?: EpochMs): void;
  /** Takes one message. `undefined`: there is nothing to say of it. `at`: when it came. */
  fold(state: S, message: StreamMessage, head: StreamHead, at?: EpochMs): Meaning | undefined;
  /** What was folded so far. `end` is undefined for as long as the stream (any stream of its group) is open. Does not change the state: it is asked again as the stream goes on. */
  result(state: S, end: StreamEnd | undefined): Result;
  /** Streams of one capture with the same group are folded into one state, in the order in which they came (a session of MCP). */
  group?(head: StreamHead): string | undefined;
}
