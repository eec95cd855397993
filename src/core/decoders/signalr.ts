/**
 * SignalR's JSON hub protocol over server-sent events: records that end with U+001E, several in a message. What the page calls goes by POST.
 * Source: `@microsoft/signalr` 10.0.11 (`HandshakeProtocol`, `JsonHubProtocol`).
 */
import type { Decoder, Meaning, Result, StreamEnd } from './decoder.ts';
import { FaultList } from './fault-list.ts';
import { isObject, type JsonObject, listOf, numberOf, parseJson, textOf } from './json-shape.ts';
import { openEnded } from './open-ended.ts';
import type { CallPart, ErrorPart, Part, ValuePart } from './part.ts';
import { jsonOf, short } from './says.ts';

/** Ends each record. */
const RECORD_END = '\u001E';

const [INVOCATION, STREAM_ITEM, COMPLETION, STREAM_INVOCATION, CANCEL, PING, CLOSE, ACK, SEQUENCE] = [1, 2, 3, 4, 5, 6, 7, 8, 9];

interface Stream {
  readonly id: string;
  readonly items: unknown[];
  readonly messages: number[];
  completion: JsonObject | undefined;
}

interface Folded {
  /** Calls of the page, closings, and streams by their place. */
  readonly parts: (CallPart | ErrorPart | ValuePart | Stream)[];
  readonly streams: Map<string, Stream>;
  handshake: JsonObject | undefined;
  close: JsonObject | undefined;
  isSeen: boolean;
  readonly faults: FaultList;
}

function streamOf(folded: Folded, record: JsonObject, message: number): Stream {
  const id = textOf(record['invocationId']) ?? '';
  let stream = folded.streams.get(id);
  // An id is free again behind its completion.
  if (stream === undefined || stream.completion !== undefined) {
    stream = { id, items: [], messages: [], completion: undefined };
    folded.streams.set(id, stream);
    folded.parts.push(stream);
  }
  if (stream.messages.at(-1) !== message) stream.messages.push(message);
  return stream;
}

/** What a record says; the fold of one. */
function foldRecord(folded: Folded, record: JsonObject, message: number): string {
  const type = numberOf(record['type']);
  const id = textOf(record['invocationId']);
  if (type !== undefined && folded.close !== undefined) folded.faults.add('after-end', 'The connection was closed before.', message);
  if (type !== undefined && !folded.isSeen) folded.faults.add('begins-late', 'The answer to the handshake is missing.', message);
  switch (type) {
    case undefined: {
      if (folded.isSeen) folded.faults.add('not-understood', 'A record has no type.', message);
      else folded.handshake = record;
      const error = textOf(record['error']);
      if (error === undefined) return 'handshake';
      folded.parts.push({ kind: 'error', text: error, value: record, messages: [message] });
      folded.faults.add('error-inside', `The handshake was refused: ${short(error)}`, message);
      return `handshake refused: ${short(error)}`;
    }
    case INVOCATION:
    case STREAM_INVOCATION: {
      const name = textOf(record['target']) ?? '';
      folded.parts.push({
        kind: 'call',
        name,
        arguments: listOf(record['arguments']),
        state: id === undefined ? 'done' : 'called',
        messages: [message],
        ...(id !== undefined && { id }),
      });
      return `${short(name)}(${short(JSON.stringify(listOf(record['arguments'])).slice(1, -1))})`;
    }
    case STREAM_ITEM:
      streamOf(folded, record, message).items.push(record['item']);
      return `item ${short(id ?? '?')} ${jsonOf(record['item'])}`;
    case COMPLETION: {
      streamOf(folded, record, message).completion = record;
      const error = textOf(record['error']);
      if (error !== undefined) folded.faults.add('error-inside', `${short(id ?? '?')} failed: ${short(error)}`, message);
      return error === undefined
        ? `completion ${short(id ?? '?')} ${'result' in record ? jsonOf(record['result']) : ''}`.trimEnd()
        : `failed ${short(id ?? '?')}: ${short(error)}`;
    }
    case CANCEL:
      return `cancel ${short(id ?? '?')}`;
    case PING:
      return 'ping';
    case CLOSE: {
      folded.close = record;
      const error = textOf(record['error']);
      if (error === undefined) return 'close';
      folded.parts.push({ kind: 'error', text: error, value: record, messages: [message] });
      folded.faults.add('error-inside', `The server closed the connection: ${short(error)}`, message);
      return `close: ${short(error)}`;
    }
    case ACK:
      return `ack ${jsonOf(record['sequenceId'])}`;
    case SEQUENCE:
      return `sequence ${jsonOf(record['sequenceId'])}`;
    default:
      // [spec] The hub protocol: unknown types are let pass.
      folded.faults.add('not-understood', `There is no type ${type}.`, message);
      return `type ${type}`;
  }
}

function partOf(part: Folded['parts'][number]): Part {
  if ('kind' in part) return part;
  const { id, items, messages, completion } = part;
  const error = completion?.['error'];
  return {
    kind: 'call',
    id,
    // A call that gives one result has no items.
    result: items.length === 0 && completion !== undefined && error === undefined ? completion['result'] : [...items],
    ...(error !== undefined && { error }),
    state: completion === undefined ? 'streaming' : error === undefined ? 'done' : 'failed',
    messages,
  };
}

function verdictOf({ handshake, close }: Folded, end: StreamEnd | undefined): Pick<Result, 'verdict' | 'reason'> {
  const refused = textOf(handshake?.['error']);
  if (refused !== undefined) return { verdict: 'failed', reason: refused };
  if (close !== undefined) return { verdict: 'complete', reason: textOf(close['error']) ?? 'close' };
  return end === 'server' || end === 'error' ? { verdict: 'cut', reason: 'no close message' } : openEnded(end);
}

export const signalr: Decoder<Folded> = {
  id: 'signalr',
  name: 'SignalR',
  recognise(head, message) {
    if (message === undefined || head.format !== 'sse' || !message.data.endsWith(RECORD_END)) return undefined;
    return isObject(parseJson(message.data.slice(0, message.data.indexOf(RECORD_END)))) ? 'certain' : undefined;
  },
  start: () => ({ parts: [], streams: new Map(), handshake: undefined, close: undefined, isSeen: false, faults: new FaultList() }),
  fold(folded, { data, index }): Meaning | undefined {
    if (data === '') return undefined;
    const records = data.split(RECORD_END);
    if (records.pop() !== '') folded.faults.add('not-understood', 'The last record has no end (U+001E).', index);
    const says = records.map((text) => {
      const record = parseJson(text);
      if (!isObject(record)) {
        folded.faults.add('not-understood', `A record is no JSON object: ${short(text)}`, index);
        return '';
      }
      const said = foldRecord(folded, record, index);
      folded.isSeen = true;
      return said;
    });
    if (says.length === 0) return undefined;
    const isIdle = says.every((said) => said === 'ping');
    return { says: says.slice(0, 5).join('; ') + (says.length > 5 ? ' …' : ''), ...(isIdle && { keepAlive: true as const }) };
  },
  result(folded, end) {
    const verdict = verdictOf(folded, end);
    const isCut = verdict.verdict === 'cut';
    const allowReconnect = folded.close?.['allowReconnect'];
    return {
      parts: folded.parts.map(partOf),
      facts: { ...(allowReconnect !== undefined && { more: { 'allow reconnect': allowReconnect } }) },
      ...verdict,
      faults: folded.faults.with(...(isCut ? [{ id: 'cut' as const, says: 'The stream ended without a close message.' }] : [])),
    };
  },
};
