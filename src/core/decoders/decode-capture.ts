/** Decodes all streams of a capture that a decoder recognises: one result for each attempt, or for the streams that belong together (a session). */
import type { Capture } from '../model/types.ts';
import type { AttemptNumber, ConnectionId, MessageIndex } from '../units.ts';
import { createDecoding, type Decoded } from './decode.ts';
import { firstMessages } from './attempt-recogniser.ts';
import type { ProtocolId, StreamEnd, StreamMessage } from './decoder.ts';
import { recognise, type Recognised } from './recognise.ts';
import { type AttemptStream, endOf, messagesOf, streamOf } from './stream-of-attempt.ts';

/** What was decoded, and of which attempts; the first of them names it. */
export interface DecodedStream extends Decoded {
  readonly streams: readonly { readonly connection: ConnectionId; readonly attempt: AttemptNumber }[];
}

/** Streams that one state is folded from, the oldest first. */
export interface StreamGroup {
  readonly found: Recognised;
  readonly streams: AttemptStream[];
}

/** `only`: protocols that are wanted; missing: all. In the order of connections and attempts. */
export function* decodeCapture(capture: Capture, only?: ReadonlySet<ProtocolId>): Generator<DecodedStream> {
  for (const group of groupsOf(capture)) if (only?.has(group.found.decoder.id) ?? true) yield decodeGroup(capture, group);
}

/** All that is recognised, by `protocolOf`; a stream that belongs to no other is a group of its own. */
export function groupsOf(
  capture: Capture,
  protocolOf: (stream: AttemptStream) => Recognised | undefined = (stream) => recognise(stream.head, firstMessages(capture, stream)),
): Iterable<StreamGroup> {
  const groups = new Map<string, StreamGroup>();
  for (const entry of capture.connections.values()) {
    for (const slot of entry.slots) {
      if (!slot.shown) continue;
      const stream = streamOf(capture, entry, slot);
      const found = protocolOf(stream);
      if (found === undefined) continue;
      const { decoder } = found;
      const name = decoder.group?.(stream.head);
      const key = name === undefined ? `${entry.connection.id} ${slot.attempt.n}` : `${decoder.id} of ${name}`;
      const group = groups.get(key) ?? { found, streams: [] };
      group.streams.push(stream);
      groups.set(key, group);
    }
  }
  for (const { streams } of groups.values()) streams.sort((a, b) => a.slot.attempt.startedAt - b.slot.attempt.startedAt);
  return groups.values();
}

/** `until`: as of that row; missing: all that is held. */
export function decodeGroup(capture: Capture, { found, streams }: StreamGroup, until?: MessageIndex): DecodedStream {
  const [first] = streams;
  // Of what has no times of its own nothing can be said that needs them.
  const isTimed = streams.every(({ slot: { attempt } }) => attempt.untimed !== true);
  const decoding = createDecoding(found, first!.head, isTimed ? first!.slot.attempt.startedAt : undefined);
  for (const { stream, message, at } of inOrder(capture, streams)) {
    if (message === undefined) {
      if (stream !== first) decoding.join(stream.head);
    } else decoding.take(message, isTimed ? at : undefined, stream.head);
    if (message !== undefined && message.index === until) break;
  }
  return {
    ...decoding.result(until === undefined ? endOfAll(streams) : undefined),
    streams: streams.map(({ entry, slot }) => ({ connection: entry.connection.id, attempt: slot.attempt.n })),
  };
}

interface Step {
  readonly stream: AttemptStream;
  /** Missing: the stream begins. */
  readonly message?: StreamMessage;
  readonly at: number;
}

/** Begins and messages of streams as they came: an answer may come on another stream than its request. */
function inOrder(capture: Capture, streams: readonly AttemptStream[]): Iterable<Step> {
  const steps = streams.map(function* (stream): Generator<Step> {
    yield { stream, at: stream.slot.attempt.startedAt };
    for (const { message, at } of messagesOf(capture, stream)) yield { stream, message, at };
  });
  if (steps.length === 1) return steps[0]!;
  return steps.flatMap((all) => [...all]).toSorted((a, b) => a.at - b.at);
}

/** Open as long as one of them is; else as the last one ended. */
function endOfAll(streams: readonly AttemptStream[]): StreamEnd | undefined {
  const ends = streams.map(({ slot }) => endOf(slot.attempt));
  return ends.includes(undefined) ? undefined : ends.at(-1);
}
