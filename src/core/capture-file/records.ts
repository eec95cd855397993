/** Makes the records of the file from what the capture holds. Fields stand in the order of their declaration; those without a value fall out in JSON. */
import type { Attempt, Connection, Gap, StateChange } from '../model/connection.ts';
import { knownPart, textFacts, type Fields, type Recorded } from '../model/field-kinds.ts';
import { idAt, isHeard, kindOf, NO_SEQ, sourceOf, type MessageBlock } from '../model/message-block.ts';
import { ATTEMPT_FIELDS, CONNECTION_FIELDS } from '../model/recorded-fields.ts';
import type { ConnectionId } from '../units.ts';
import type { AttemptRecord, ConnectionRecord, GapRecord, MessageRecord, RowRecord, StateRecord } from './format.ts';

export function connectionRecord(connection: Connection): ConnectionRecord {
  const { frameId, stack } = connection;
  return {
    kind: 'connection',
    ...pick(CONNECTION_FIELDS, connection),
    // A worker has none; here it is -1.
    frameId: frameId > 0 ? frameId : undefined,
    stack: stack === '' ? undefined : stack,
  };
}

export function attemptRecord(connection: ConnectionId, attempt: Attempt): AttemptRecord {
  const { raw } = attempt;
  return { kind: 'attempt', connection, ...pick(ATTEMPT_FIELDS, attempt), raw: raw && knownPart(textFacts, raw) };
}

/** The fields, in their order. */
function pick<F extends Fields>(fields: F, from: Recorded<F>): Recorded<F> {
  return Object.fromEntries(Object.keys(fields).map((name) => [name, from[name as keyof Recorded<F>]])) as Recorded<F>;
}

/** `before`: the `seq` of the row that it stands before, when it was learnt late. `seq`: where it is not that of the capture. */
export function rowRecord(block: MessageBlock, row: number, { before, seq = block.seqs[row]! }: { before?: number; seq?: number } = {}): RowRecord {
  const flags = block.flags[row]!;
  const connection = block.connections[row]!;
  const attempt = block.attempts[row]!;
  const at = block.times[row]!;
  const kind = kindOf(flags);
  if (kind === 'message') return messageRecord(block, row, seq, before);
  const data = block.data[row]!;
  const of = { connection, attempt, seq: seq === NO_SEQ ? undefined : seq, before, at };
  if (kind === 'comment') return { kind, ...of, text: data, from: sourceOf(flags) };
  // [spec] The value of a retry is digits only, as many as the server likes.
  const ms = Math.min(Number(data), Number.MAX_VALUE);
  return { kind, ...of, ms, text: String(ms) === data ? undefined : data, from: sourceOf(flags) };
}

function messageRecord(block: MessageBlock, row: number, seq: number, before: number | undefined): MessageRecord {
  const flags = block.flags[row]!;
  return {
    kind: 'message',
    connection: block.connections[row]!,
    attempt: block.attempts[row]!,
    seq,
    before,
    at: block.times[row]!,
    type: block.typeNames[block.types[row]!]!,
    lastEventId: idAt(block, row),
    data: block.data[row]!,
    heard: isHeard(flags),
    from: sourceOf(flags),
  };
}

export function stateRecord({ connection, at, readyState, by }: StateChange): StateRecord {
  return { kind: 'state', connection, at, readyState, by };
}

export function gapRecord({ connection, at, lost, why }: Gap): GapRecord {
  return { kind: 'gap', connection, at, lost, why };
}
