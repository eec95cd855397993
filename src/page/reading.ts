/** What the hook knows of one stream that the page reads by fetch or XHR. It refers to no object of the page. */
import type { Bytes, SourceNumber } from '../core/units.ts';
import type { ReadingHead } from '../wire/protocol/batch-writer.ts';

export interface Reading {
  readonly number: SourceNumber;
  /** When the page asked, and when the head had come: on the clock of `Event.timeStamp`. */
  readonly startedAt: number;
  readonly at: number;
  readonly head: ReadingHead;
  /** Bytes of the body that the page has read. */
  seen: Bytes;
  /** Streams that lead to the body: `tee` and `clone` make more of them. When the page has let go of all, it has let go of the body. */
  branches: number;
  /** There have been more than one. */
  forked: boolean;
  end: ReadingOver | undefined;
  /** The audience that it has been introduced to; 0: none yet. */
  introducedTo: number;
  /** From here on the page has read bytes in a way that cannot be seen. */
  unseenAt: Bytes | undefined;
  /** Bytes that fell out of the backlog, and where the first of them was. */
  lostAt: Bytes;
  lost: Bytes;
}

/** How it ended: numbers as in `READING_ENDS`. */
export interface ReadingOver {
  readonly at: number;
  readonly by: 0 | 1 | 2 | 3 | 4;
  readonly words: string | undefined;
}

/** The format of an answer that is none of what was asked for: it has no body that we read. */
export const REFUSED = 3;

export const BY_SERVER = 0;
export const BY_ABORT = 1;
export const BY_CANCEL = 2;
export const BY_ERROR = 3;
export const BY_TIMEOUT = 4;

/** Flags of bytes. `WHOLE`: of one piece, boundaries unknown. `DECODED`: encoded again from text. */
export const WHOLE = 1;
export const DECODED = 2;

export const createReading = (number: SourceNumber, startedAt: number, at: number, head: ReadingHead): Reading => ({
  number,
  startedAt,
  at,
  head,
  seen: 0,
  branches: 1,
  forked: false,
  end: undefined,
  introducedTo: 0,
  unseenAt: undefined,
  lostAt: 0,
  lost: 0,
});
