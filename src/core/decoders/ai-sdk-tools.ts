/** Calls of tools in the stream of UI messages: their arguments, approvals and results. Source: the npm package `ai`. */
import { missing, notUnderstood, type ChunkState } from './ai-sdk-state.ts';
import type { Meaning } from './decoder.ts';
import type { GrowingCall } from './growing-call.ts';
import { textOf, type JsonObject } from './json-shape.ts';
import { meaningOf } from './meaning-builder.ts';
import { called, jsonOf, quoted, short } from './says.ts';

export function foldTool(state: ChunkState, chunk: JsonObject, type: string, index: number): Meaning | undefined {
  const id = textOf(chunk['toolCallId']) ?? '';
  switch (type) {
    case 'tool-input-start': {
      const call = callOfStep(state, chunk, id, index);
      call.argumentsText.replace('', index);
      settle(call, 'streaming', undefined, undefined, undefined);
      return { says: `call ${short(call.name ?? '?')}` };
    }
    case 'tool-input-delta': {
      const call = callOf(state, type, id, index);
      const delta = textOf(chunk['inputTextDelta']) ?? '';
      call.append(delta, index);
      return meaningOf(`arguments ${short(delta)}`, delta === '' ? undefined : 'hidden');
    }
    case 'tool-input-available': {
      const call = callOfStep(state, chunk, id, index);
      settle(call, 'called', chunk['input'], undefined, undefined);
      // Where they came as a text before, the output is counted already.
      return meaningOf(called(call.name, call.whole), call.argumentsText.text === '' ? 'hidden' : undefined);
    }
    case 'tool-input-error': {
      const call = state.step.calls.get(`true ${id}`) ?? state.step.calls.get(`false ${id}`) ?? callOfStep(state, chunk, id, index);
      call.name = textOf(chunk['toolName']) ?? call.name;
      call.touch(index);
      settle(call, 'failed', chunk['input'], undefined, chunk['errorText']);
      return failed(state, call, 'The arguments of a call are refused', chunk, index);
    }
    case 'tool-output-available': {
      const call = callOf(state, type, id, index);
      settle(call, chunk['preliminary'] === true ? 'preliminary' : 'done', call.whole, chunk['output'], undefined);
      return { says: `result ${jsonOf(chunk['output'])}` };
    }
    case 'tool-output-error': {
      const call = callOf(state, type, id, index);
      settle(call, 'failed', call.whole, undefined, chunk['errorText']);
      return failed(state, call, 'A tool failed', chunk, index);
    }
    case 'tool-output-denied':
      callOf(state, type, id, index).state = 'denied';
      return { says: 'denied' };
    case 'tool-approval-request': {
      const call = callOf(state, type, id, index);
      call.state = 'waiting';
      state.approvals.set(textOf(chunk['approvalId']) ?? '', call);
      return { says: `approval of ${short(call.name ?? id)}?` };
    }
    case 'tool-approval-response': {
      const approval = textOf(chunk['approvalId']) ?? '';
      const call = state.approvals.get(approval);
      if (call === undefined) missing(state, type, approval, index);
      else {
        call.touch(index);
        call.state = chunk['approved'] === true ? 'approved' : 'refused';
      }
      return { says: chunk['approved'] === true ? 'approved' : short(`refused: ${textOf(chunk['reason']) ?? ''}`) };
    }
    default:
      return notUnderstood(state, type, index);
  }
}

function settle(call: GrowingCall, state: string, whole: unknown, result: unknown, error: unknown): void {
  call.state = state;
  call.whole = whole;
  call.result = result;
  call.error = error;
}

function failed({ answer }: ChunkState, call: GrowingCall, what: string, chunk: JsonObject, index: number): Meaning {
  const text = textOf(chunk['errorText']) ?? '';
  answer.fault('tool-error', `${what} (${short(call.name ?? '?')}): ${short(text)}`, index);
  return { says: quoted('error', text) };
}

/** The call of this id in this step; made where there is none. Calls that are declared by the page, and such that are not, are two. */
function callOfStep(state: ChunkState, chunk: JsonObject, id: string, index: number): GrowingCall {
  const key = `${chunk['dynamic'] === true} ${id}`;
  const call = state.step.calls.get(key) ?? state.answer.call(undefined, id);
  call.name = textOf(chunk['toolName']) ?? call.name;
  call.touch(index);
  state.step.calls.set(key, call);
  state.calls.set(id, call);
  return call;
}

/** The call of this id, of any step. */
function callOf(state: ChunkState, type: string, id: string, index: number): GrowingCall {
  const known = state.calls.get(id);
  if (known === undefined) missing(state, type, id, index);
  const call = known ?? callOfStep(state, {}, id, index);
  call.touch(index);
  return call;
}
