/** The bytes of a response's body, decompressed, as a witness got hold of them. */
import type { Bytes, EpochMs, ExchangeId, RequestId, SessionId, SourceNumber } from '../units.ts';

/** Whose bytes: a request of the request log (Firefox's tap), an exchange (text of the HAR, debugger), or a reading of the page hook (fetch, XHR). */
export type BytesOf = { request: RequestId } | { exchange: ExchangeId } | { session: SessionId; source: SourceNumber };

/** Bytes that came. */
export interface BytesCame {
  kind: 'bytes';
  of: BytesOf;
  at: EpochMs;
  /** Of the first byte, from the first of the body: a repeat is recognised, a hole is counted. */
  offset: Bytes;
  bytes: Uint8Array;
  /** All in one piece, long after it came: its boundaries and times are not known (text of the HAR, at the end). */
  whole?: true;
  /** The browser had decoded it to text, which was encoded again (XHR): what was no UTF-8 is lost. */
  decoded?: true;
}

/** No more bytes will come of it. */
export interface BytesEnded {
  kind: 'bytes-ended';
  of: BytesOf;
  at: EpochMs;
  /** The body was complete. */
  clean: boolean;
}

/** A tap had to let bytes go: a gap of the capture (`overflow`), and the text from there on is said to be incomplete. */
export interface BytesLost {
  kind: 'bytes-lost';
  of: BytesOf;
  at: EpochMs;
  offset: Bytes;
  length: Bytes;
}
