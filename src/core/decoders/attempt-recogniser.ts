/** The protocol of each attempt of a capture, found out once. */
import type { Capture, ConnectionEntry, Slot } from '../model/types.ts';
import type { StreamMessage } from './decoder.ts';
import { recognise, RECOGNISED_WITHIN, type Recognised } from './recognise.ts';
import { type AttemptStream, messagesOf, streamOf } from './stream-of-attempt.ts';

/** Undefined: none is recognised. */
export type AttemptRecogniser = (entry: ConnectionEntry, slot: Slot) => Recognised | undefined;

/** What was found out of one attempt, and what was known of it then: more may tell more. */
interface Known {
  readonly found: Recognised | undefined;
  readonly messages: number;
  readonly hasHeaders: boolean;
}

export function createAttemptRecogniser(capture: Capture): AttemptRecogniser {
  const known = new WeakMap<Slot, Known>();
  return (entry, slot) => {
    const { messageCount, responseHeaders } = slot.attempt;
    const messages = Math.min(messageCount, RECOGNISED_WITHIN + 1);
    const hasHeaders = responseHeaders !== undefined;
    const before = known.get(slot);
    if (before !== undefined && (before.found?.certainty === 'certain' || (before.messages === messages && before.hasHeaders === hasHeaders)))
      return before.found;
    const stream = streamOf(capture, entry, slot);
    const found = recognise(stream.head, firstMessages(capture, stream));
    known.set(slot, { found, messages, hasHeaders });
    return found;
  };
}

/** As many as `recognise` looks at. */
export function* firstMessages(capture: Capture, stream: AttemptStream): Generator<StreamMessage> {
  let asked = 0;
  for (const { message } of messagesOf(capture, stream)) {
    if (message.data !== '' && (asked += 1) > RECOGNISED_WITHIN) return;
    yield message;
  }
}
