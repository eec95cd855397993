/** What a session of MCP consists of, for its view: calls and resumptions in one list, what the server logs apart, and all else. Pure. */
import { LOG, RESUMED, resultText } from '../../../core/decoders/mcp-result.ts';
import type { Verdict } from '../../../core/decoders/decoder.ts';
import { errorText } from '../../../core/decoders/rpc-calls.ts';
import type { DecodedPart } from '../../../wire/protocol/decoded.ts';
import { preview } from '../../parts/value-tree/value-tree.tsx';

export type ShownCall = Extract<DecodedPart, { kind: 'call' }>;
export type ShownValue = Extract<DecodedPart, { kind: 'value' }>;

export interface SessionLines {
  /** In the order in which they began. A value is a resumption: the event id that the page has sent. */
  readonly calls: readonly (ShownCall | ShownValue)[];
  readonly logs: readonly ShownValue[];
  readonly others: readonly DecodedPart[];
}

export function sessionLines(parts: readonly DecodedPart[]): SessionLines {
  const calls: (ShownCall | ShownValue)[] = [];
  const logs: ShownValue[] = [];
  const others: DecodedPart[] = [];
  for (const part of parts) {
    if (part.kind === 'call' || (part.kind === 'value' && part.name === RESUMED)) calls.push(part);
    else if (part.kind === 'value' && part.name === LOG) logs.push(part);
    else others.push(part);
  }
  return { calls, logs, others };
}

/** `waiting`: no answer yet. `unanswered`: none can come any more. `unseen`: the page answers in a request that need not be a stream. `input`: of a person. */
export type CallState = 'waiting' | 'unanswered' | 'unseen' | 'input' | 'done' | 'failed' | 'toolError' | 'cancelled';

const STATES: Readonly<Record<string, CallState>> = { waiting: 'input', done: 'done', failed: 'failed', 'tool error': 'toolError', cancelled: 'cancelled' };

/** @param verdict of the session */
export function callState({ state = '', from }: ShownCall, verdict: Verdict): CallState {
  return STATES[state] ?? (from === 'server' ? 'unseen' : verdict === 'cut' ? 'unanswered' : 'waiting');
}

/** What came of a call, on one line; '' where nothing has. */
export function outcomeOf({ state, result, error }: ShownCall): string {
  if (state === 'failed' || state === 'waiting') return error === undefined ? preview(result) : errorText(error);
  if (error !== undefined) return brief(error);
  return result === undefined ? '' : (resultText(result) ?? preview(result));
}

/** A text as it is, all else as the tree shows it when it is closed; '' where there is nothing. */
export function brief(value: unknown): string {
  return value === undefined ? '' : typeof value === 'string' ? value : preview(value);
}
