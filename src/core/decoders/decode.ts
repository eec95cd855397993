/** Folds a stream with its decoder, and adds what no decoder has to know: times and rates. */
import type { EpochMs, Milliseconds } from '../units.ts';
import type { Certainty, Decoder, Meaning, ProtocolId, Result, StreamEnd, StreamHead, StreamMessage } from './decoder.ts';
import type { GrownText } from './part.ts';
import type { Recognised } from './recognise.ts';

/** From the start of the request, or from when the page asked where no request is known; undefined: not known, or did not come. */
export interface Times {
  /** Until the first message with generated output of any kind. */
  firstOutput?: Milliseconds;
  /** Until the first text that a reader sees. */
  firstText?: Milliseconds;
  /** Until the last message. */
  total?: Milliseconds;
}

/** How fast the output came, and by whose count. Characters are code units. */
export interface Rate {
  perSecond: number;
  of: 'tokens' | 'characters';
  by: 'server' | 'usage' | 'text';
}

/** All that a stream means, so far. JSON. */
export interface Decoded extends Result {
  readonly protocol: ProtocolId;
  readonly certainty: Certainty;
  readonly times: Times;
  readonly rate?: Rate;
}

export interface Decoding {
  readonly decoder: Decoder<unknown>;
  readonly certainty: Certainty;
  /** Another stream of the same group follows; `at`: when its request was made, where that is known. */
  join(head: StreamHead, at?: EpochMs): void;
  /** Takes the next message; `at`: when it came, undefined where that is not known; `of`: its stream, where several are folded into one. */
  take(message: StreamMessage, at: EpochMs | undefined, of?: StreamHead): Meaning | undefined;
  result(end: StreamEnd | undefined): Decoded;
}

/** A span that is shorter says nothing of a rate: one packet may hold all of it. */
const SHORTEST_SPAN: Milliseconds = 200;

/** `start`: of the request; undefined where times are not known. */
export function createDecoding({ decoder, certainty }: Recognised, head: StreamHead, start: EpochMs | undefined): Decoding {
  const state = decoder.start(head, start);
  let firstOutput: EpochMs | undefined;
  let firstText: EpochMs | undefined;
  let lastOutput: EpochMs | undefined;
  let last: EpochMs | undefined;
  let outputs = 0;
  const since = (at: EpochMs | undefined): Milliseconds | undefined => (at === undefined || start === undefined ? undefined : at - start);

  return {
    decoder,
    certainty,
    join(next, at) {
      decoder.join?.(state, next, at);
    },
    take(message, at, of = head) {
      const meaning = decoder.fold(state, message, of, at);
      last = at ?? last;
      if (meaning?.output !== undefined) {
        outputs += 1;
        firstOutput ??= at;
        lastOutput = at;
        if (meaning.output === 'visible') firstText ??= at;
      }
      return meaning;
    },
    result(end) {
      const result = decoder.result(state, end);
      const span = firstOutput === undefined || lastOutput === undefined || outputs < 2 ? 0 : lastOutput - firstOutput;
      const rate = rateOf(result, span);
      const times: Times = { firstOutput: since(firstOutput), firstText: since(firstText), total: since(last) };
      // A decoder sees that something is missing before; that it was never sent is seen by who captured it.
      const faults = head.fromStart === true ? result.faults.filter(({ id }) => id !== 'begins-late') : result.faults;
      return { protocol: decoder.id, certainty, ...result, faults, times, ...(rate && { rate }) };
    },
  };
}

/**
 * By the server's own word; else by its usage over the time in which output came; else characters.
 * @note Never by messages: servers put several tokens into one. Reasoning that was not streamed took none of that time, so its tokens are left out.
 */
function rateOf({ facts, parts }: Result, span: Milliseconds): Rate | undefined {
  if (facts.serverRate !== undefined) return { perSecond: facts.serverRate, of: 'tokens', by: 'server' };
  if (span < SHORTEST_SPAN) return undefined;
  const { output, reasoning = 0 } = facts.usage ?? {};
  const streamed = parts.some((part) => part.kind === 'reasoning' && part.text !== '');
  if (output !== undefined) {
    const tokens = streamed ? output : output - reasoning;
    return tokens > 0 ? { perSecond: (tokens * 1000) / span, of: 'tokens', by: 'usage' } : undefined;
  }
  const characters = parts.reduce((sum, part) => sum + (isText(part) ? part.text.length : 0), 0);
  return characters > 0 ? { perSecond: (characters * 1000) / span, of: 'characters', by: 'text' } : undefined;
}

function isText(part: Result['parts'][number]): part is Extract<Result['parts'][number], GrownText & { kind: 'text' | 'reasoning' | 'refusal' }> {
  return part.kind === 'text' || part.kind === 'reasoning' || part.kind === 'refusal';
}
