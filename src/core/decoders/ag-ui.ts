/** AG-UI 1.0 and before: runs of an agent, with its messages, calls, activities and a state that JSON Patches change. The state before the run stands in the request. */
import { anyEventName, END_ALL_CHUNKS, eventName, LEAVE_CHUNKS, NEEDS, type EventName } from './ag-ui-event.ts';
import { endChunk, Step, type AgUiState } from './ag-ui-step.ts';
import { Thread } from './ag-ui-thread.ts';
import { askedOf } from './asked.ts';
import type { Decoder, Facts, Meaning, Result, Usage } from './decoder.ts';
import { FaultList } from './fault-list.ts';
import { isObject, numberOf, textOf } from './json-shape.ts';

/** What the body of a request to an agent always has. */
const BODY = ['threadId', 'runId', 'state', 'messages', 'tools', 'context', 'forwardedProps'];

export const agUi: Decoder<AgUiState> = {
  id: 'ag-ui',
  name: 'AG-UI',

  recognise(head, message) {
    if (message === undefined) {
      const { requestBody: body } = head;
      return isObject(body) && BODY.every((name) => Object.hasOwn(body, name)) ? 'likely' : undefined;
    }
    const event = message.json;
    const name = isObject(event) ? eventName(event['type']) : undefined;
    if (!isObject(event) || name === undefined || NEEDS[name] === '') return undefined;
    const twoIds = name !== 'RUN_STARTED' || typeof event['runId'] === 'string';
    return typeof event[NEEDS[name]] === 'string' && twoIds ? 'certain' : undefined;
  },

  start({ requestBody: body }) {
    const given = isObject(body) && Object.hasOwn(body, 'state');
    return {
      thread: new Thread(),
      faults: new FaultList(),
      request: askedOf(body),
      open: new Set(),
      chunks: new Map(),
      subagents: new Map(),
      state: undefined,
      before: { known: given, value: given ? body['state'] : {} },
      run: 'none',
      began: false,
      late: false,
      thoughts: 0,
      outcome: undefined,
      usages: [],
    };
  },

  fold(state, { json, index, data }): Meaning | undefined {
    if (data === '') return undefined;
    const event = isObject(json) ? json : undefined;
    const name = anyEventName(event?.['type']);
    if (event === undefined || name === undefined) {
      state.faults.add('not-understood', 'The message is no event of AG-UI.', index);
      return undefined;
    }
    checkRun(state, name, index);
    const lane = textOf(event['subagentRunId']) ?? '';
    if (END_ALL_CHUNKS.has(name)) for (const one of state.chunks.keys()) endChunk(state, one, index);
    else if (!LEAVE_CHUNKS.has(name) && !name.endsWith('_CHUNK')) endChunk(state, lane, index);
    return new Step(state, event, lane, index).fold(name);
  },

  result(state, end): Result {
    const { thread, faults, outcome } = state;
    const given = { parts: thread.parts, facts: factsOf(state), faults: faults.with() };
    if (outcome !== undefined) return { ...given, ...outcome };
    if (end === undefined) return { ...given, verdict: 'open' };
    if (end === 'page') return { ...given, verdict: 'open', reason: 'stopped by the page' };
    const reason = 'no RUN_FINISHED';
    return { ...given, verdict: 'cut', reason, faults: faults.with({ id: 'cut', says: `The stream is over without its end: ${reason}` }) };
  },
};

/** [spec] A run begins and ends, one at a time, and nothing stands between two. */
function checkRun(state: AgUiState, name: EventName, index: number): void {
  const { run } = state;
  if (!state.began && name !== 'RUN_STARTED' && name !== 'RUN_ERROR') {
    state.late = true;
    state.faults.add('begins-late', 'The first event is not RUN_STARTED: the beginning is missing.', index);
  }
  state.began = true;
  if (name === 'RUN_STARTED') {
    if (run === 'active') state.faults.add('order', 'RUN_STARTED while a run is active', index);
  } else if (run === 'failed' || (run === 'finished' && name !== 'RUN_ERROR')) state.faults.add('after-end', `${name} after the end of the run`, index);
}

function factsOf({ threadId, runId, version, request, usages, subagents }: AgUiState): Facts {
  const models = new Set(usages.flatMap((one) => (isObject(one) ? (textOf(one['model']) ?? []) : [])));
  const usage = usageOf(usages);
  const more = {
    thread: threadId,
    run: runId,
    version,
    request,
    usage: usages.length > 1 ? usages : undefined,
    subagents: subagents.size > 0 ? Object.fromEntries([...subagents.values()].map(({ name, state }) => [name, state])) : undefined,
  };
  return {
    ...(models.size === 1 && { model: [...models][0]! }),
    ...(usage !== undefined && { usage }),
    more: Object.fromEntries(Object.entries(more).filter(([, fact]) => fact !== undefined)),
  };
}

/** Of a run: the models that it used together. */
function usageOf(usages: readonly unknown[]): Usage | undefined {
  const names = { input: 'inputTokens', cached: 'cachedInputTokens', output: 'outputTokens', reasoning: 'reasoningTokens' } as const;
  const sums: Usage = {};
  for (const [name, theirs] of Object.entries(names) as [keyof Usage, string][]) {
    const counts = usages.flatMap((one) => (isObject(one) ? (numberOf(one[theirs]) ?? []) : []));
    if (counts.length > 0) sums[name] = counts.reduce((sum, count) => sum + count, 0);
  }
  return Object.keys(sums).length > 0 ? sums : undefined;
}
