/** Finds the protocol of a stream by its head and its first messages. */
import type { Certainty, Decoder, StreamHead, StreamMessage } from './decoder.ts';
import { DECODERS } from './decoders.ts';

/** How many messages with data are looked at: what is not known by then stays as it is. */
export const RECOGNISED_WITHIN = 20;

export interface Recognised {
  readonly decoder: Decoder<unknown>;
  readonly certainty: Certainty;
}

/** The first certain one; else the first likely one; else undefined. `messages`: the first of the stream. */
export function recognise(head: StreamHead, messages: Iterable<StreamMessage>): Recognised | undefined {
  let likely: Recognised | undefined;
  let first: StreamMessage | undefined;
  const ask = (message: StreamMessage | undefined): Recognised | undefined => {
    for (const decoder of DECODERS) {
      const certainty = decoder.recognise(head, message, first);
      if (certainty === 'certain') return { decoder, certainty };
      if (certainty === 'likely') likely ??= { decoder, certainty };
    }
    return undefined;
  };
  let found = ask(undefined);
  let asked = 0;
  for (const message of messages) {
    if (found !== undefined || asked === RECOGNISED_WITHIN) break;
    // Messages without data are real (they prime, or end). What tells of them is their name at most, and what came before.
    if (message.data === '' && (first === undefined || message.type === 'message')) continue;
    if (message.data !== '') asked += 1;
    found = ask(message);
    first ??= message;
  }
  return found ?? likely;
}
