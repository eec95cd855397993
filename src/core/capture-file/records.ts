/** Makes the records of the file from what the capture holds. Fields stand in the order of `format.ts`; those without a value fall out in JSON. */
import type { Attempt, Connection, Gap, StateChange } from '../model/connection.ts';
import { isHeard, sourceOf, type MessageBlock } from '../model/message-block.ts';
import type { ConnectionId } from '../units.ts';
import type { AttemptRecord, ConnectionRecord, GapRecord, MessageRecord, StateRecord } from './format.ts';

export function connectionRecord({ id, api, context, url, withCredentials, createdAt, frameUrl, frameId, stack, heardTypes }: Connection): ConnectionRecord {
  return {
    kind: 'connection',
    id,
    api,
    context,
    url,
    withCredentials,
    createdAt,
    frameUrl,
    frameId: frameId === 0 ? undefined : frameId,
    stack: stack === '' ? undefined : stack,
    heardTypes,
  };
}

export function attemptRecord(connection: ConnectionId, attempt: Attempt): AttemptRecord {
  const { n, startedAt, openedAt, endedAt, outcome, method, status, statusLine, httpVersion, requestHeaders, responseHeaders } = attempt;
  const { respondedAt, responseUrl, redirects, ip, lastEventIdSent, reconnectDelay, reconnectDelayFrom, retryInForce, retryFrom } = attempt;
  const { error, closeStack } = attempt;
  return {
    kind: 'attempt',
    connection,
    n,
    startedAt,
    openedAt,
    endedAt,
    outcome,
    method,
    status,
    statusLine,
    httpVersion,
    requestHeaders,
    responseHeaders,
    respondedAt,
    responseUrl,
    redirects,
    ip,
    lastEventIdSent,
    reconnectDelay,
    reconnectDelayFrom,
    retryInForce,
    retryFrom,
    error,
    closeStack,
  };
}

export function messageRecord(block: MessageBlock, row: number): MessageRecord {
  const flags = block.flags[row]!;
  return {
    kind: 'message',
    connection: block.connections[row]!,
    attempt: block.attempts[row]!,
    seq: block.seqs[row]!,
    at: block.times[row]!,
    type: block.typeNames[block.types[row]!]!,
    lastEventId: block.idValues[block.ids[row]!]!,
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
