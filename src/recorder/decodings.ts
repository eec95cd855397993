/** What decoders make of the streams of a capture: loaded when the first stream has a message. */
import { createAttemptRecogniser } from '../core/decoders/attempt-recogniser.ts';
import { createDecoding, type Decoded, type Decoding } from '../core/decoders/decode.ts';
import { decodeGroup, groupsOf } from '../core/decoders/decode-capture.ts';
import { createJudge, type Judge } from '../core/decoders/judge.ts';
import type { GrownText, Part } from '../core/decoders/part.ts';
import type { Recognised } from '../core/decoders/recognise.ts';
import { type AttemptStream, endOf, messagesOf, streamOf } from '../core/decoders/stream-of-attempt.ts';
import type { Capture, ConnectionEntry, Slot } from '../core/model/types.ts';
import type { MessageIndex } from '../core/units.ts';
import type { DecodedAnswer, DecodedPart, ProtocolMark, ShownText } from '../wire/protocol/decoded.ts';

export interface Decodings {
  /** The protocol of the newest attempt that has one; undefined: none is recognised. */
  markOf(entry: ConnectionEntry): ProtocolMark | undefined;
  /** What the messages of an attempt say, as far as it is folded: it goes on until `isOver`. `isWhole`: nothing is left. */
  meanings(entry: ConnectionEntry, slot: Slot, isOver: () => boolean): { says: ReadonlyMap<MessageIndex, string>; isWhole: boolean };
  /** What an attempt, or its session, means; `until`: as of that message. Null: no protocol is recognised. */
  answer(entry: ConnectionEntry, slot: Slot, until?: MessageIndex): DecodedAnswer | null;
  /** For the diagnosis. */
  readonly judge: Judge;
}

/** Streams that are kept folded: whoever goes back to another waits for it to be folded again. */
const MAX_FOLLOWED = 16;
/** Messages that are folded between two looks at the clock. */
const FOLDED_AT_ONCE = 256;

/** A stream that somebody looks at, folded as far as it was asked for. */
interface Followed {
  readonly decoding: Decoding;
  /** What each message says, where it says something. */
  readonly meanings: Map<MessageIndex, string>;
  /** Messages that were folded, and the last of them. */
  folded: number;
  last: MessageIndex | undefined;
}

export function createDecodings(capture: Capture): Decodings {
  const recognised = createAttemptRecogniser(capture);
  /** The one asked last stands last. */
  const followed = new Map<Slot, Followed>();

  /** Goes on where it stopped, or from the start where rows have come in between, or have gone; until `isOver`. */
  const follow = (stream: AttemptStream, found: Recognised, isOver: () => boolean = () => false): Followed => {
    const { slot } = stream;
    const { attempt } = slot;
    const isTimed = attempt.untimed !== true;
    const anew = (): Followed => ({
      decoding: createDecoding(found, stream.head, isTimed ? attempt.startedAt : undefined),
      meanings: new Map(),
      folded: 0,
      last: undefined,
    });
    const before = followed.get(slot);
    let current = before?.decoding.decoder === found.decoder ? before : anew();
    let more = [...messagesOf(capture, stream, current.last)];
    if (current.last !== undefined && current.folded + more.length !== attempt.messageCount) {
      current = anew();
      more = [...messagesOf(capture, stream)];
    }
    // What the limits have cost counts as folded: it will not come again.
    current.folded = attempt.messageCount - more.length;
    for (const { message, at } of more) {
      const meaning = current.decoding.take(message, isTimed ? at : undefined);
      if (meaning !== undefined) current.meanings.set(message.index, meaning.says);
      current.last = message.index;
      current.folded += 1;
      if (current.folded % FOLDED_AT_ONCE === 0 && isOver()) break;
    }
    followed.delete(slot);
    followed.set(slot, current);
    if (followed.size > MAX_FOLLOWED) followed.delete(followed.keys().next().value!);
    return current;
  };

  return {
    judge: createJudge(capture, recognised),
    markOf(entry) {
      for (const slot of entry.slots.toReversed()) {
        if (!slot.shown || slot.attempt.messageCount === 0) continue;
        const found = recognised(entry, slot);
        return found && markOf(found);
      }
      return undefined;
    },
    meanings(entry, slot, isOver) {
      const found = recognised(entry, slot);
      if (found === undefined) return { says: new Map(), isWhole: true };
      const { meanings, folded } = follow(streamOf(capture, entry, slot), found, isOver);
      return { says: meanings, isWhole: folded === slot.attempt.messageCount };
    },
    answer(entry, slot, until) {
      const found = recognised(entry, slot);
      if (found === undefined) return null;
      const stream = streamOf(capture, entry, slot);
      const isAlone = found.decoder.group?.(stream.head) === undefined;
      if (isAlone && until === undefined) return answerOf(found, follow(stream, found).decoding.result(endOf(slot.attempt)), 1);
      const group = isAlone
        ? { found, streams: [stream] }
        : ([...groupsOf(capture)].find(({ streams }) => streams.some((one) => one.slot === slot)) ?? { found, streams: [stream] });
      return answerOf(found, decodeGroup(capture, group, until), group.streams.length);
    },
  };
}

function markOf({ decoder: { id, name }, certainty }: Recognised): ProtocolMark {
  return { id, name, certainty };
}

function answerOf(found: Recognised, { verdict, reason, facts, times, rate, faults, parts }: Decoded, streams: number): DecodedAnswer {
  return { protocol: markOf(found), verdict, reason, facts, times, rate, faults, parts: parts.map(shownPart), streams };
}

function shownPart(part: Part): DecodedPart {
  switch (part.kind) {
    case 'text':
    case 'reasoning':
    case 'refusal':
      return { ...part, ...shownText(part) };
    case 'call': {
      const { argumentsText, ...rest } = part;
      return argumentsText === undefined ? rest : { ...rest, argumentsText: shownText(argumentsText) };
    }
    default:
      return part;
  }
}

function shownText({ text, pieces }: GrownText): ShownText {
  const numbers = new Float64Array(pieces.length * 2);
  pieces.forEach(({ at, message }, place) => {
    numbers[place * 2] = at;
    numbers[place * 2 + 1] = message;
  });
  return { text, pieces: numbers };
}
