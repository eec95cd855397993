/** An attempt of a capture as a decoder sees it: its head, its messages, its end. */
import type { Attempt, Connection, Outcome } from '../model/connection.ts';
import { headerValue } from '../model/header-value.ts';
import { indexAt, partition } from '../model/index-list.ts';
import { idAt, isMessage } from '../model/message-block.ts';
import { blockOf, firstIndex } from '../model/message-log.ts';
import { positionIn } from '../model/message-order.ts';
import { isEndUnseen } from '../model/outcome.ts';
import { formatOfSlot } from '../model/stream-type.ts';
import type { Capture, ConnectionEntry, Slot } from '../model/types.ts';
import type { EpochMs, MessageIndex } from '../units.ts';
import type { StreamEnd, StreamHead, StreamMessage } from './decoder.ts';
import { isObject, parseJson } from './json-shape.ts';
import { streamMessage } from './stream-message.ts';

/** One attempt of one connection. */
export interface AttemptStream {
  readonly entry: ConnectionEntry;
  readonly slot: Slot;
  readonly head: StreamHead;
}

export function streamOf(capture: Capture, entry: ConnectionEntry, slot: Slot): AttemptStream {
  return { entry, slot, head: headOf(entry.connection, slot, seenOf(capture, entry, slot)) };
}

/** What only the capture can tell. A page that was watched, and nothing was lost of: then the first message is the first that was sent. */
function seenOf(capture: Capture, entry: ConnectionEntry, slot: Slot): Pick<StreamHead, 'format' | 'fromStart'> {
  const { connection } = entry;
  const { firstMessage, startedAt } = slot.attempt;
  const isHeld = firstMessage !== undefined && firstMessage >= firstIndex(capture.log);
  const isWatched = connection.unwatched !== true && connection.lost === 0 && capture.pauses.length === 0 && capture.clearedAt < startedAt;
  return { format: formatOf(capture, entry, slot), fromStart: isHeld && isWatched };
}

/** Lines without a type are JSON if the first one is an object. */
function formatOf(capture: Capture, entry: ConnectionEntry, slot: Slot): StreamHead['format'] {
  const format = formatOfSlot(slot);
  if (format !== 'ndjson') return format === 'event-stream' ? 'sse' : 'json-lines';
  for (const { message } of messagesOf(capture, { entry, slot })) return isObject(message.json) ? 'json-lines' : 'lines';
  return 'json-lines';
}

function headOf(connection: Connection, slot: Slot, seen: Pick<StreamHead, 'format' | 'fromStart'>): StreamHead {
  const { attempt } = slot;
  let body: unknown;
  let isParsed = false;
  const { requestHeaders = [], responseHeaders = [] } = attempt;
  return {
    ...seen,
    url: connection.url,
    method: attempt.method ?? (connection.api === 'eventsource' && connection.unwatched !== true ? 'GET' : ''),
    requestHeader: (name) => headerValue(requestHeaders, name),
    responseHeader: (name) => headerValue(responseHeaders, name),
    get requestBody() {
      if (!isParsed) body = attempt.requestBody === undefined ? undefined : parseJson(attempt.requestBody);
      isParsed = true;
      return body;
    },
    status: attempt.status,
    reader: connection.unwatched === true ? undefined : connection.api,
  };
}

/** The messages of an attempt that are held, in shown order, each with when it came. `after`: those behind that row only, which must be held. */
export function* messagesOf(
  { log }: Capture,
  { entry: { positions }, slot: { attempt } }: Pick<AttemptStream, 'entry' | 'slot'>,
  after?: MessageIndex,
): Generator<{ message: StreamMessage; at: EpochMs }> {
  const place = (index: number): { block: NonNullable<ReturnType<typeof blockOf>>; row: number } => {
    const block = blockOf(log, index)!;
    return { block, row: index - block.first };
  };
  const isBefore = (index: MessageIndex): boolean => {
    const { block, row } = place(index);
    return block.attempts[row]! < attempt.n;
  };
  const first = after === undefined ? partition(positions, isBefore) : positionIn(log, positions, after) + 1;
  for (let position = first; position < positions.length; position += 1) {
    const index = indexAt(positions, position);
    const { block, row } = place(index);
    if (block.attempts[row] !== attempt.n) return;
    if (!isMessage(block.flags[row]!)) continue;
    yield { message: streamMessage(index, block.typeNames[block.types[row]!]!, block.data[row]!, idAt(block, row)), at: block.times[row]! };
  }
}

/** How an attempt ended, in the words of a decoder. */
const ENDS: Readonly<Record<Outcome, StreamEnd | undefined>> = {
  connecting: undefined,
  queued: undefined,
  open: undefined,
  'closed-by-page': 'page',
  navigated: 'page',
  ended: 'server',
  'no-content': 'server',
  cut: 'error',
  refused: 'error',
  'http-error': 'error',
  'bad-type': 'error',
  cors: 'error',
  failed: 'error',
};

export function endOf(attempt: Pick<Attempt, 'outcome' | 'openedAt'>): StreamEnd | undefined {
  return isEndUnseen(attempt) ? 'server' : ENDS[attempt.outcome];
}
