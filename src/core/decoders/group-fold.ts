/** Folds the streams of a group (one attempt, or those of a session) as they grow: a message of any of them costs that message, not the group. */
import type { Capture, Slot } from '../model/types.ts';
import type { EpochMs, MessageIndex } from '../units.ts';
import { createDecoding, type Decoded, type Decoding } from './decode.ts';
import type { StreamEnd, StreamMessage } from './decoder.ts';
import type { Recognised } from './recognise.ts';
import { type AttemptStream, endOf, messagesOf } from './stream-of-attempt.ts';

/** Streams that one state is folded from, the oldest first. */
export interface StreamGroup {
  readonly found: Recognised;
  readonly streams: AttemptStream[];
}

/** What was folded of a stream. */
interface FoldedStream {
  readonly place: number;
  /** What was known of its request and response. */
  readonly head: string;
  readonly fromStart: boolean;
  /** Messages, with those that the limits of the capture have cost before. */
  count: number;
  last: MessageIndex | undefined;
}

interface Step {
  readonly stream: AttemptStream;
  /** Among the streams of the group. */
  readonly place: number;
  /** Missing: the stream begins. */
  readonly message?: StreamMessage;
  readonly at: EpochMs;
}

export class GroupFold {
  readonly #capture: Capture;
  readonly #decoding: Decoding;
  readonly #isTimed: boolean;
  readonly #folded = new Map<Slot, FoldedStream>();
  /** The latest step that was folded. */
  #latest: Step | undefined;
  /** The steps were folded in the order of their times. */
  #isSorted = true;
  #end: StreamEnd | undefined;

  constructor(capture: Capture, { found, streams }: StreamGroup) {
    const { head, slot } = streams[0]!;
    this.#capture = capture;
    this.#isTimed = areTimed(streams);
    this.#decoding = createDecoding(found, head, this.#isTimed ? slot.attempt.startedAt : undefined);
  }

  /**
   * Folds what has come since. `until`: as of that row; such a fold is not asked again.
   * @returns false where what is new does not follow what was folded, and nothing was folded: then all has to be folded anew.
   * @note That is some times for each stream (it begins between messages of others, its head is learnt), and rarely where several documents tell of one moment.
   * It is not put off to happen less often: after the last message nobody would ask again.
   */
  goOn({ found, streams }: StreamGroup, until?: MessageIndex): boolean {
    if (found.decoder !== this.#decoding.decoder || this.#isTimed !== areTimed(streams) || !this.#isOf(streams)) return false;
    const steps = this.#newSteps(streams, until);
    if (steps === undefined) return false;
    for (const step of steps) {
      this.#fold(step);
      if (step.message !== undefined && step.message.index === until) break;
    }
    for (const [slot, folded] of this.#folded) folded.count = slot.attempt.messageCount;
    this.#end = until === undefined ? endOfAll(streams) : undefined;
    return true;
  }

  result(): Decoded {
    return this.#decoding.result(this.#end);
  }

  /** The streams that were folded are all there, as they were and where they were. */
  #isOf(streams: readonly AttemptStream[]): boolean {
    for (const [slot, { place, head, fromStart }] of this.#folded) {
      const stream = streams[place];
      if (stream?.slot !== slot || headKey(stream) !== head) return false;
      // Of the first one it is told to the decoder. That the capture drops its rows later changes nothing in what was folded.
      if (place === 0 && !fromStart && stream.head.fromStart === true) return false;
    }
    return true;
  }

  /** In order; undefined where they do not follow what was folded: rows have come in between, or have gone. */
  #newSteps(streams: readonly AttemptStream[], until: MessageIndex | undefined): Step[] | undefined {
    const isAlone = streams.length === 1;
    const steps: Step[] = [];
    for (const [place, stream] of streams.entries()) {
      const { attempt } = stream.slot;
      const folded = this.#folded.get(stream.slot);
      if (folded === undefined) steps.push({ stream, place, at: attempt.startedAt });
      const before = steps.length;
      for (const { message, at } of messagesOf(this.#capture, stream, folded?.last)) {
        steps.push({ stream, place, message, at });
        if (isAlone && message.index === until) break;
      }
      if (folded !== undefined && folded.count + steps.length - before !== attempt.messageCount) return undefined;
    }
    // The messages of one stream are in order, whatever their times say.
    if (isAlone) return steps;
    if (!this.#isSorted) return undefined;
    // As they came: an answer may come on another stream than its request.
    steps.sort(compare);
    return this.#latest === undefined || steps.length === 0 || compare(steps[0]!, this.#latest) >= 0 ? steps : undefined;
  }

  #fold(step: Step): void {
    const { stream, place, message, at } = step;
    let folded = this.#folded.get(stream.slot);
    if (folded === undefined) {
      folded = { place, head: headKey(stream), fromStart: stream.head.fromStart === true, count: 0, last: undefined };
      this.#folded.set(stream.slot, folded);
    }
    if (message !== undefined) {
      this.#decoding.take(message, this.#isTimed ? at : undefined, stream.head);
      folded.last = message.index;
    } else if (place > 0) this.#decoding.join(stream.head, this.#isTimed ? at : undefined);
    if (this.#latest === undefined || compare(step, this.#latest) >= 0) this.#latest = step;
    else this.#isSorted = false;
  }
}

function compare(one: Step, other: Step): number {
  return one.at - other.at || one.place - other.place;
}

/** Of what has no times of its own nothing can be said that needs them. */
function areTimed(streams: readonly AttemptStream[]): boolean {
  return streams.every(({ slot: { attempt } }) => attempt.untimed !== true);
}

/** Changes when more of the head is learnt: a decoder reads it once. */
function headKey({ slot: { attempt } }: AttemptStream): string {
  return `${attempt.requestBody?.length} ${attempt.responseHeaders?.length}`;
}

/** Open as long as one of them is; else as the last one ended. */
function endOfAll(streams: readonly AttemptStream[]): StreamEnd | undefined {
  const ends = streams.map(({ slot }) => endOf(slot.attempt));
  return ends.includes(undefined) ? undefined : ends.at(-1);
}
