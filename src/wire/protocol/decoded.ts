/** What the recorder says of what streams mean. */
import type { Rate, Times } from '../../core/decoders/decode.ts';
import type { Certainty, Facts, Fault, ProtocolId, Verdict } from '../../core/decoders/decoder.ts';
import type { CallPart, ErrorPart, GrownText, HtmlPart, StatePart, TextPart, ValuePart } from '../../core/decoders/part.ts';
import type { Finding } from '../../core/explain/finding.ts';

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

/** Of a stream, as much as fits on one line: no texts, values in short. */
export interface DecodedHeadline extends Pick<DecodedAnswer, 'protocol' | 'verdict' | 'reason' | 'times' | 'rate' | 'streams'> {
  facts: Pick<Facts, 'model' | 'stopReason' | 'usage'>;
  /** The first calls, as `tide({"port":"Husum"})`. */
  calls: readonly string[];
  /** Calls that are not among them. */
  moreCalls: number;
}

/** What the line over the tabs says of a connection. */
export interface Headline {
  /** Missing: no protocol is recognised, or the user wants none. */
  decoded?: DecodedHeadline;
  /** Whatever the user has chosen; missing: nothing was. */
  recognised?: ProtocolMark;
  /** The worst that the diagnosis has to say of the connection, of these the newest; missing: nothing. */
  finding?: Finding;
}
