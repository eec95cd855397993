/** Decodes all streams of a capture that a decoder recognises: one result for each attempt, or for the streams that belong together (a session). */
import type { Capture } from '../model/types.ts';
import type { AttemptNumber, ConnectionId, MessageIndex } from '../units.ts';
import type { Decoded } from './decode.ts';
import { firstMessages } from './attempt-recogniser.ts';
import type { ProtocolId } from './decoder.ts';
import { GroupFold, type StreamGroup } from './group-fold.ts';
import { recognise, type Recognised } from './recognise.ts';
import { type AttemptStream, streamOf } from './stream-of-attempt.ts';

/** What was decoded, and of which attempts; the first of them names it. */
export interface DecodedStream extends Decoded {
  readonly streams: readonly { readonly connection: ConnectionId; readonly attempt: AttemptNumber }[];
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
export function decodeGroup(capture: Capture, group: StreamGroup, until?: MessageIndex): DecodedStream {
  const fold = new GroupFold(capture, group);
  fold.goOn(group, until);
  return { ...fold.result(), streams: group.streams.map(({ entry, slot }) => ({ connection: entry.connection.id, attempt: slot.attempt.n })) };
}
