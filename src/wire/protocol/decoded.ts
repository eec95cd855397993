/** What the recorder says of what streams mean. */
import type { Rate, Times } from '../../core/decoders/decode.ts';
import type { Certainty, Facts, Fault, ProtocolId, Verdict } from '../../core/decoders/decoder.ts';
import type { CallPart, ErrorPart, GrownText, HtmlPart, StatePart, TextPart, ValuePart } from '../../core/decoders/part.ts';

/** The protocol of a connection. */
export interface ProtocolMark {
  id: ProtocolId;
  /** For people. */
  name: string;
  certainty: Certainty;
}

/** A text, and in `pieces` one after the other where each piece begins and the message that brought it: many numbers, which cross as one block. */
export interface ShownText {
  text: string;
  pieces: Float64Array;
}

type Shown<P extends GrownText> = Omit<P, keyof GrownText> & ShownText;

export type DecodedPart = Shown<TextPart> | (Omit<CallPart, 'argumentsText'> & { argumentsText?: ShownText }) | ValuePart | StatePart | HtmlPart | ErrorPart;

export interface DecodedAnswer {
  protocol: ProtocolMark;
  verdict: Verdict;
  reason?: string;
  facts: Facts;
  times: Times;
  rate?: Rate;
  faults: readonly Fault[];
  parts: readonly DecodedPart[];
  /** Attempts that it was folded from: several of a session. */
  streams: number;
}
