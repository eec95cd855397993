/**
 * Units and ids of the house. They are aliases, so that a signature says which number it wants.
 */

/** A span of time in milliseconds, with fractions. */
export type Milliseconds = number;
/** A moment: milliseconds since 1970-01-01T00:00Z, with fractions (`performance.timeOrigin + performance.now()`). */
export type EpochMs = number;
/** A count of bytes of UTF-8. */
export type Bytes = number;
/** A count of UTF-16 code units, as in `String.prototype.length`. */
export type CodeUnits = number;

/** One document's page hook: a random word, made new at every injection. */
export type SessionId = string;
/** The number that a page hook gives an `EventSource`, from 1, within its session. */
export type SourceNumber = number;
/** A connection of a capture, from 1, in the order in which it was learnt. */
export type ConnectionId = number;
/** An attempt of a connection, from 1. */
export type AttemptNumber = number;
/** A row of a capture (a message mostly), from 0, in the order in which it was learnt. Never reused, also when the oldest are dropped. */
export type MessageIndex = number;
/** Where a row of the log is shown: milliseconds since the log's first row, made strictly ascending within a connection. */
export type Rank = number;
/** The browser's id of a network request, as `webRequest` gives it. Redirects keep it, a reconnect gets a new one. */
export type RequestId = string;
/** A request as the network log or the debugger names it: made by that witness, unique in the capture. */
export type ExchangeId = string;
export type TabId = number;
/** 0 is the top frame. */
export type FrameId = number;
/** The browser's id of one document (`sender.documentId`, `details.documentId`). */
export type DocumentId = string;

/** Closes a `switch` over a union: a member that was forgotten is a compile error; a value from outside is an exception. */
export function assertExhaustive(value: never, what = 'value'): never {
  throw new Error(`unexpected ${what}: ${JSON.stringify(value)}`);
}

/** [spec] ECMAScript 21.4.1.1: "a maximum of ±8,640,000,000,000,000 milliseconds". Beyond it, `toISOString` throws. */
export const FURTHEST: EpochMs = 8.64e15;
