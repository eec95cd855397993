/** One event of AG-UI, folded into what is known of the run, and the rules of order that official clients enforce. More than 300 lines: each event has its case. */
import type { EventName } from './ag-ui-event.ts';
import type { Thread } from './ag-ui-thread.ts';
import type { Meaning, Verdict } from './decoder.ts';
import type { FaultList } from './fault-list.ts';
import { GrowingState } from './growing-state.ts';
import { isObject, listOf, textOf, type JsonObject } from './json-shape.ts';
import { meaningOf } from './meaning-builder.ts';
import { called, jsonOf, quoted, short } from './says.ts';

interface Chunk {
  readonly kind: 'text' | 'reasoning' | 'call';
  readonly id: string;
}

export interface AgUiState {
  readonly thread: Thread;
  readonly faults: FaultList;
  readonly request: string | undefined;
  /** What is started and not ended, as `text m1`, `step ask`. */
  readonly open: Set<string>;
  /** The chunk that goes on, by subagent ('' is the agent itself). */
  readonly chunks: Map<string, Chunk>;
  readonly subagents: Map<string, { name: string; state: string }>;
  /** `known`: what it was before the stream; a patch that fails is a fault only then. */
  state: GrowingState | undefined;
  before: { known: boolean; value: unknown };
  run: 'none' | 'active' | 'finished' | 'failed';
  began: boolean;
  late: boolean;
  /** Runs of reasoning without ids, counted. */
  thoughts: number;
  outcome: { verdict: Verdict; reason?: string } | undefined;
  threadId?: string;
  runId?: string;
  version?: string;
  usages: unknown[];
}

export function endChunk(state: AgUiState, lane: string, index: number): void {
  const chunk = state.chunks.get(lane);
  if (chunk === undefined) return;
  state.chunks.delete(lane);
  if (chunk.kind === 'call') endCall(state, chunk.id, index);
}

function endCall(state: AgUiState, id: string, index: number): void {
  const call = state.thread.call(id);
  if (call === undefined) return;
  call.touch(index);
  if (call.state === 'streaming') call.state = 'called';
  if (call.broken) state.faults.add('arguments-no-json', `The arguments of the call ${call.name ?? id} are no JSON`, index);
}

/** One event, folded. */
export class Step {
  readonly #state: AgUiState;
  readonly #event: JsonObject;
  readonly #lane: string;
  readonly #index: number;

  constructor(state: AgUiState, event: JsonObject, lane: string, index: number) {
    this.#state = state;
    this.#event = event;
    this.#lane = lane;
    this.#index = index;
  }

  fold(name: EventName): Meaning {
    const event = this.#event;
    switch (name) {
      case 'RUN_STARTED':
        return this.#runStarted();
      case 'RUN_FINISHED':
        return this.#runFinished();
      case 'RUN_ERROR':
        return this.#runError();
      case 'STEP_STARTED':
      case 'STEP_FINISHED': {
        const step = this.#text('stepName') ?? '?';
        this.#span(`step ${this.#lane}${step}`, name === 'STEP_STARTED', `step ${step}`);
        return { says: short(`step ${step}${name === 'STEP_STARTED' ? '' : ' finished'}`) };
      }
      case 'TEXT_MESSAGE_START':
      case 'REASONING_MESSAGE_START': {
        const kind = name === 'TEXT_MESSAGE_START' ? 'text' : 'reasoning';
        const id = this.#messageId(true);
        this.#span(`${kind} ${id}`, true);
        this.#state.thread.openText(kind, id, this.#author());
        return { says: kind };
      }
      case 'TEXT_MESSAGE_CONTENT':
      case 'REASONING_MESSAGE_CONTENT':
        return this.#grow(name === 'TEXT_MESSAGE_CONTENT' ? 'text' : 'reasoning', this.#messageId(), this.#text('delta') ?? '');
      case 'TEXT_MESSAGE_END':
      case 'REASONING_MESSAGE_END': {
        const kind = name === 'TEXT_MESSAGE_END' ? 'text' : 'reasoning';
        this.#span(`${kind} ${this.#messageId()}`, false);
        return { says: `${kind} finished` };
      }
      case 'REASONING_START':
      case 'REASONING_END':
        this.#span(`reasoning of ${this.#text('messageId') ?? 'old'}`, name === 'REASONING_START', 'reasoning');
        return { says: name === 'REASONING_START' ? 'reasoning' : 'reasoning finished' };
      case 'REASONING_ENCRYPTED_VALUE':
        return { says: 'reasoning, encrypted' };
      case 'TEXT_MESSAGE_CHUNK':
      case 'REASONING_MESSAGE_CHUNK':
      case 'TOOL_CALL_CHUNK':
        return this.#chunk(name);
      case 'TOOL_CALL_START': {
        const id = this.#text('toolCallId') ?? '?';
        this.#span(`call ${id}`, true);
        return this.#openCall(id);
      }
      case 'TOOL_CALL_ARGS':
        return this.#growCall(this.#text('toolCallId') ?? '?', this.#text('delta') ?? '');
      case 'TOOL_CALL_END': {
        const id = this.#text('toolCallId') ?? '?';
        this.#span(`call ${id}`, false);
        endCall(this.#state, id, this.#index);
        const call = this.#state.thread.call(id);
        return { says: called(call?.name, call?.argumentsText.text) };
      }
      case 'TOOL_CALL_RESULT': {
        const call = this.#state.thread.result(this.#text('toolCallId') ?? '?', event['content'], this.#index);
        return { says: `result ${short(call.name ?? call.id ?? '')}: ${jsonOf(event['content'])}` };
      }
      case 'STATE_SNAPSHOT':
        this.#stateOf().replace(event['snapshot'], this.#index);
        this.#state.before.known = true;
        return { says: `state ${jsonOf(event['snapshot'])}` };
      case 'STATE_DELTA':
        return this.#patch(this.#stateOf(), event['delta'], 'state', this.#state.before.known);
      case 'MESSAGES_SNAPSHOT':
        this.#state.thread.snapshot(listOf(event['messages']), this.#index);
        return { says: `messages ${listOf(event['messages']).length}` };
      case 'ACTIVITY_SNAPSHOT':
        return this.#activity();
      case 'ACTIVITY_DELTA': {
        const id = this.#messageId();
        const activity = this.#state.thread.activity(id);
        if (activity === undefined) this.#never(`activity ${id}`);
        return this.#patch(
          activity ?? this.#state.thread.openActivity(id, this.#text('activityType') ?? '?'),
          event['patch'],
          'activity',
          activity !== undefined,
        );
      }
      case 'SUBAGENT_STARTED':
      case 'SUBAGENT_FINISHED':
      case 'SUBAGENT_ERROR':
        return this.#subagent(name);
      case 'CUSTOM':
      case 'RAW': {
        const title = name === 'RAW' ? 'raw' : (this.#text('name') ?? 'custom');
        const value = name === 'RAW' ? event['event'] : event['value'];
        this.#state.thread.add({ kind: 'value', name: title, value, messages: [this.#index] });
        return { says: `${short(title)} ${jsonOf(value)}` };
      }
    }
  }

  #text(name: string): string | undefined {
    return textOf(this.#event[name]);
  }

  #fault(id: 'order' | 'never-started' | 'patch-failed' | 'error-inside', says: string): void {
    this.#state.faults.add(id, says, this.#index);
  }

  /** For what was never started; where the beginning is missing, it may have been. */
  #never(what: string): void {
    if (!this.#state.late) this.#fault('never-started', `${what} was never started`);
  }

  /** Something begins or ends; `key` is its own, `what` its name for people. */
  #span(key: string, begins: boolean, what = key): void {
    const { open } = this.#state;
    if (begins) {
      if (open.has(key)) this.#fault('order', `${what} begins, and is already in progress`);
      open.add(key);
    } else if (!open.delete(key)) this.#never(what);
  }

  /** Events from before 1.0 have no id: the last one is meant. */
  #messageId(begins = false): string {
    const id = this.#text('messageId');
    if (id !== undefined) return id;
    if (begins) this.#state.thoughts += 1;
    return `thought ${this.#state.thoughts}`;
  }

  /** Whose text it is, where it is not the agent's own. */
  #author(): string | undefined {
    const role = this.#text('role');
    const foreign = role === 'assistant' || role === 'reasoning' ? undefined : role;
    return this.#state.subagents.get(this.#lane)?.name ?? this.#text('name') ?? foreign;
  }

  #grow(kind: 'text' | 'reasoning', id: string, delta: string, chunk = false): Meaning {
    const { thread, open } = this.#state;
    if (!chunk && !open.has(`${kind} ${id}`)) this.#never(`${kind} ${id}`);
    const text = thread.text(id) ?? thread.openText(kind, id, this.#author());
    text.append(delta, this.#index);
    return meaningOf(quoted(kind, delta), delta === '' ? undefined : kind === 'text' ? 'visible' : 'hidden');
  }

  #openCall(id: string): Meaning {
    const name = this.#text('toolCallName');
    this.#state.thread.openCall(id, name, this.#text('parentMessageId') ?? id).touch(this.#index);
    return { says: called(name, undefined), output: 'hidden' };
  }

  #growCall(id: string, delta: string, chunk = false): Meaning {
    if (!chunk && !this.#state.open.has(`call ${id}`)) this.#never(`call ${id}`);
    this.#state.thread.openCall(id, undefined, id).append(delta, this.#index);
    return { says: `arguments ${short(delta)}`, output: 'hidden' };
  }

  /** Short forms: what is missing is that of the chunk before; another id, or another type, begins anew. */
  #chunk(name: 'TEXT_MESSAGE_CHUNK' | 'REASONING_MESSAGE_CHUNK' | 'TOOL_CALL_CHUNK'): Meaning {
    const kind = name === 'TEXT_MESSAGE_CHUNK' ? 'text' : name === 'TOOL_CALL_CHUNK' ? 'call' : 'reasoning';
    const given = this.#text(kind === 'call' ? 'toolCallId' : 'messageId');
    const { chunks, thread } = this.#state;
    const lane = this.#laneOf(kind, given);
    const before = chunks.get(lane);
    const goesOn = before?.kind === kind && (given === undefined || given === before.id);
    if (!goesOn) {
      endChunk(this.#state, lane, this.#index);
      if (given === undefined) this.#never(`the message of a ${name} without id`);
    }
    const id = goesOn ? before.id : (given ?? '?');
    if (!goesOn) chunks.set(lane, { kind, id });
    const delta = this.#text('delta') ?? '';
    if (kind !== 'call') {
      if (!goesOn) thread.openText(kind, id, this.#author());
      return this.#grow(kind, id, delta, true);
    }
    const opened = goesOn ? undefined : this.#openCall(id);
    return delta === '' && opened !== undefined ? opened : this.#growCall(id, delta, true);
  }

  /** The subagent whose chunk goes on: that of the id, else the one that is named, else the only one that has such a chunk. */
  #laneOf(kind: Chunk['kind'], id: string | undefined): string {
    const { chunks } = this.#state;
    if (this.#lane !== '' || chunks.size === 0) return this.#lane;
    const same = [...chunks].filter(([, chunk]) => chunk.kind === kind && (id === undefined || chunk.id === id)).map(([lane]) => lane);
    return same.length === 1 && !(id === undefined && chunks.get('')?.kind === kind) ? same[0]! : '';
  }

  #stateOf(): GrowingState {
    this.#state.state ??= this.#state.thread.add(new GrowingState('state', this.#state.before.value));
    return this.#state.state;
  }

  #patch(target: GrowingState, patch: unknown, what: string, known: boolean): Meaning {
    const patched = target.patch(patch, this.#index);
    if ('paths' in patched) return { says: short(`${what} ${patched.paths.join(' ')}`.trimEnd()) };
    // Of what was never seen nothing can be said.
    if (known) this.#fault('patch-failed', `The patch of the ${what} does not apply: ${patched.failed}`);
    return { says: short(`${what}: patch does not apply, ${patched.failed}`) };
  }

  #activity(): Meaning {
    const id = this.#messageId();
    const type = this.#text('activityType') ?? '?';
    const { thread } = this.#state;
    const known = thread.activity(id);
    // [spec] `replace: false` leaves what is there.
    if (known === undefined || this.#event['replace'] !== false) (known ?? thread.openActivity(id, type)).replace(this.#event['content'], this.#index);
    return { says: `activity ${short(type)} ${jsonOf(this.#event['content'])}` };
  }

  #subagent(name: 'SUBAGENT_STARTED' | 'SUBAGENT_FINISHED' | 'SUBAGENT_ERROR'): Meaning {
    const { subagents, thread } = this.#state;
    const known = subagents.get(this.#lane);
    const title = known?.name ?? this.#text('name') ?? this.#lane;
    if (name === 'SUBAGENT_STARTED') {
      if (known !== undefined) this.#fault('order', `subagent ${title} begins a second time`);
      subagents.set(this.#lane, { name: title, state: 'active' });
      return { says: `subagent ${short(title)}` };
    }
    if (known?.state !== 'active') this.#never(`subagent ${title}`);
    const failed = name === 'SUBAGENT_ERROR';
    subagents.set(this.#lane, { name: title, state: failed ? 'failed' : 'finished' });
    if (!failed) return { says: `subagent ${short(title)} finished` };
    const text = this.#text('message') ?? 'error';
    thread.add({ kind: 'error', text, value: this.#event, messages: [this.#index] });
    this.#fault('error-inside', `The subagent ${title} failed: ${short(text)}`);
    return { says: `subagent ${short(title)} failed: ${short(text)}` };
  }

  #runStarted(): Meaning {
    const state = this.#state;
    state.open.clear();
    state.subagents.clear();
    state.run = 'active';
    state.outcome = undefined;
    state.threadId = this.#text('threadId');
    state.runId = this.#text('runId');
    state.version = this.#text('protocolVersion') ?? state.version;
    const { input } = this.#event;
    if (!state.before.known && isObject(input) && Object.hasOwn(input, 'state')) state.before = { known: true, value: input['state'] };
    return { says: short(`run ${state.runId ?? ''}`) };
  }

  #runFinished(): Meaning {
    const state = this.#state;
    state.run = 'finished';
    if (state.open.size > 0) this.#fault('order', `RUN_FINISHED while these are open: ${[...state.open].slice(0, 5).join(', ')}`);
    const { result, outcome, usage } = this.#event;
    state.usages = [...listOf(usage)];
    if (result !== undefined && result !== null) state.thread.add({ kind: 'value', name: 'result', value: result, messages: [this.#index] });
    const { type, interrupts, pendingToolCallIds } = isObject(outcome) ? outcome : ({} as JsonObject);
    const pending = listOf(pendingToolCallIds).filter((id) => typeof id === 'string');
    if (type === 'interrupt') {
      for (const one of listOf(interrupts)) state.thread.add({ kind: 'value', name: 'interrupt', value: one, messages: [this.#index] });
      const reasons = listOf(interrupts).flatMap((one) => (isObject(one) ? (textOf(one['message']) ?? textOf(one['reason']) ?? textOf(one['id']) ?? []) : []));
      state.outcome = { verdict: 'waiting', reason: short(`interrupt: ${reasons.join(', ')}`) };
    } else if (pending.length > 0) state.outcome = { verdict: 'complete', reason: short(`calls for the page: ${pending.join(', ')}`) };
    else state.outcome = { verdict: 'complete', ...(typeof type === 'string' && { reason: short(type) }) };
    return { says: short(`run finished${typeof type === 'string' ? `: ${type}` : ''}`) };
  }

  #runError(): Meaning {
    const state = this.#state;
    const text = [this.#text('code'), this.#text('message') ?? 'error'].filter((word) => word !== undefined).join(' ');
    state.run = 'failed';
    state.outcome = { verdict: 'failed', reason: text };
    state.thread.add({ kind: 'error', text, value: this.#event, messages: [this.#index] });
    this.#fault('error-inside', `The run failed: ${short(text)}`);
    return { says: `error ${short(text)}` };
  }
}
