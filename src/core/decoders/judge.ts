/** What the decoders say of streams that are over, for the diagnosis: the protocol, and what is certainly wrong. */
import { firstIndex } from '../model/message-log.ts';
import { isWatched } from '../model/pause.ts';
import type { Capture, ConnectionEntry, Slot } from '../model/types.ts';
import type { AttemptRecogniser } from './attempt-recogniser.ts';
import { createDecoding, type Decoding } from './decode.ts';
import type { Fault, FaultId, ProtocolId, StreamMessage } from './decoder.ts';
import { endOf, messagesOf, streamOf } from './stream-of-attempt.ts';

export interface Judge {
  /** Undefined: none is certain. */
  protocolOf(entry: ConnectionEntry, slot: Slot): { readonly id: ProtocolId; readonly name: string } | undefined;
  /** What is wrong with an attempt that is over, each pinned to a message. Undefined: it was not folded to its end by `isOver`; the next call goes on. */
  faultsOf(entry: ConnectionEntry, slot: Slot, isOver: () => boolean): readonly Fault[] | undefined;
}

/** Messages that are folded between two looks at the clock. */
const FOLDED_AT_ONCE = 256;
/** Faults of a stream that was not captured from its beginning, or by somebody else: of the stream itself they say nothing. */
const OF_THE_CAPTURE: ReadonlySet<FaultId> = new Set(['begins-late', 'not-understood']);
/** An `EventSource` comes again by itself, and what it asked for goes on there. */
const WHERE_IT_COMES_AGAIN: ReadonlySet<FaultId> = new Set(['cut', 'more-promised', 'unanswered']);
/** Many servers leave the reason to finish out, and say that they are done all the same. */
const WHERE_THE_SERVER_ENDS_IT: ReadonlySet<FaultId> = new Set(['cut']);
const END_MARK = '[DONE]';
/** What looks so in one stream may stand in another of its session. */
const WHERE_IT_IS_ONE_OF_MANY: ReadonlySet<FaultId> = new Set(['cut', 'never-started', 'sequence-gap']);

interface Work {
  readonly slot: Slot;
  /** What was known of the attempt when it was begun. */
  readonly of: string;
  readonly decoding: Decoding;
  readonly rest: Iterator<{ message: StreamMessage }>;
  last: StreamMessage | undefined;
}

export function createJudge(capture: Capture, recognised: AttemptRecogniser): Judge {
  /** One at a time: it is asked again and again until it is through. */
  let work: Work | undefined;

  /** Nothing of it is missing here: else what is missing is no fault of the stream. */
  const isHeld = ({ connection }: ConnectionEntry, { attempt }: Slot): boolean =>
    connection.lost === 0 &&
    attempt.firstMessage !== undefined &&
    attempt.firstMessage >= firstIndex(capture.log) &&
    isWatched(capture, attempt.startedAt, attempt.endedAt ?? attempt.startedAt);

  return {
    protocolOf(entry, slot) {
      if (slot.attempt.messageCount === 0) return undefined;
      const found = recognised(entry, slot);
      return found?.certainty === 'certain' ? found.decoder : undefined;
    },
    faultsOf(entry, slot, isOver) {
      const end = endOf(slot.attempt);
      if (end === undefined || !slot.shown || !isHeld(entry, slot)) return [];
      const found = recognised(entry, slot);
      if (found?.certainty !== 'certain') return [];
      const { messageCount, outcome } = slot.attempt;
      const of = `${messageCount} ${outcome}`;
      const stream = streamOf(capture, entry, slot);
      if (work?.slot !== slot || work.of !== of)
        work = { slot, of, decoding: createDecoding(found, stream.head, undefined), rest: messagesOf(capture, stream), last: undefined };
      for (let folded = 1; ; folded += 1) {
        const next = work.rest.next();
        if (next.done === true) break;
        const { message } = next.value;
        work.decoding.take(message, undefined);
        work.last = message;
        if (folded % FOLDED_AT_ONCE === 0 && isOver()) return undefined;
      }
      const { decoding, last } = work;
      work = undefined;
      const left = new Set([
        ...OF_THE_CAPTURE,
        ...(entry.connection.api === 'eventsource' ? WHERE_IT_COMES_AGAIN : []),
        ...(last?.data === END_MARK ? WHERE_THE_SERVER_ENDS_IT : []),
        ...(found.decoder.group?.(stream.head) === undefined ? [] : WHERE_IT_IS_ONE_OF_MANY),
      ]);
      const faults = decoding.result(end).faults.filter(({ id }) => !left.has(id));
      return faults.map((fault) => ({ ...fault, ...(last !== undefined && { message: fault.message ?? last.index }) }));
    },
  };
}
