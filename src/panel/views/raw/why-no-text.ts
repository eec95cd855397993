/** Why there is no raw text of an attempt, and what to do. Pure. */
import type { Attempt, Connection } from '../../../core/model/connection.ts';
import { isEndUnseen } from '../../../core/model/outcome.ts';
import type { WitnessName, WitnessState } from '../../../wire/protocol/command.ts';

/**
 * - `file`: a file without it. `dropped`: it was let go to stay within the limit. `no-stream`: the answer was no event stream.
 * - `empty`: the server sent the head of the response and nothing else.
 * - `off`: the witness that could tell is turned off. `before`: the stream ran before that witness did.
 * - `running`: the network log has it once the attempt has ended. `unclean`: it ended in a way after which the network log has none.
 */
export type NoText = 'file' | 'dropped' | 'no-stream' | 'empty' | 'off' | 'before' | 'running' | 'unclean' | 'unknown';

export type NoTextAction = 'reload' | 'turn-on' | 'request';

export interface NoTextReason {
  why: NoText;
  actions: NoTextAction[];
  /** The witness that would tell it. */
  witness?: WitnessName;
}

export interface NoTextFacts {
  attempt: Pick<Attempt, 'startedAt' | 'openedAt' | 'endedAt' | 'outcome' | 'raw'>;
  connection: Pick<Connection, 'api' | 'context'>;
  witnesses: readonly WitnessState[];
  isFile: boolean;
}

export function whyNoText({ attempt, connection: { api, context }, witnesses, isFile }: NoTextFacts): NoTextReason {
  if (attempt.raw !== undefined && attempt.raw.dropped > 0) return { why: 'dropped', actions: [] };
  if (attempt.raw?.complete === true && attempt.raw.length === 0) return { why: 'empty', actions: ['request'] };
  if (isFile) return { why: 'file', actions: [] };
  if (!isEndUnseen(attempt)) {
    switch (attempt.outcome) {
      case 'refused':
      case 'http-error':
      case 'bad-type':
      case 'no-content':
      case 'cors':
      case 'failed':
        return { why: 'no-stream', actions: ['request'] };
      default:
    }
  }
  const stateOf = (name: WitnessName): WitnessState | undefined => witnesses.find((witness) => witness.name === name);
  const reads = stateOf('reading-tap');
  const tap = stateOf('wire-tap');
  const witness = tap !== undefined && tap.state !== 'not-here' ? tap : stateOf('network-log');
  if (witness === undefined) return { why: 'unknown', actions: [] };
  if (witness.state !== 'at-work') return { why: 'off', actions: ['turn-on'], witness: witness.name };
  if (witness.since !== undefined && attempt.startedAt < witness.since) return { why: 'before', actions: ['reload'], witness: witness.name };
  // A worker's may be an EventSource's, which the wire tap was not certain of, or a fetch or XHR: nothing tells.
  const maybeRead = api !== 'eventsource' || !['page', 'frame'].includes(context);
  if (maybeRead && reads?.state === 'off') return { why: 'off', actions: ['turn-on'], witness: reads.name };
  if (witness.name === 'wire-tap') return { why: 'unknown', actions: ['reload'] };
  if (attempt.endedAt === undefined) return { why: 'running', actions: [] };
  return attempt.outcome === 'ended' ? { why: 'unknown', actions: [] } : { why: 'unclean', actions: [] };
}
