/** What rules look at. */
import type { Fault, ProtocolId } from '../decoders/decoder.ts';
import type { Attempt, Connection } from '../model/connection.ts';
import { headerValue } from '../model/header-value.ts';
import type { AttemptNumber, EpochMs } from '../units.ts';
import type { RowFacts } from './row-facts.ts';
import type { TextFacts } from './text-facts.ts';

export type BrowserKind = 'chromium' | 'firefox';

/** Whether recording was on all that time: else a silence, or what came first, is only that of the recording. */
export type IsWatched = (from: EpochMs, to: EpochMs) => boolean;

/** What the decoders say of a stream whose protocol is certain. */
export interface DecodedFacts {
  readonly protocol: ProtocolId;
  /** As people call it. */
  readonly name: string;
  /** Once it is over; each has its message. */
  readonly faults: readonly Fault[];
}

export interface AttemptFacts {
  readonly connection: Readonly<Connection>;
  readonly attempt: Readonly<Attempt>;
  /** The attempt before it, if it is held. */
  readonly previous?: Readonly<Attempt>;
  readonly rows: RowFacts;
  /** Of the attempt before. */
  readonly previousRows?: RowFacts;
  /** Of its raw text, as far as that is known. */
  readonly text?: TextFacts;
  /** Missing: its protocol is none that is known, or the decoders are not there. */
  readonly decoded?: DecodedFacts;
  readonly browser: BrowserKind;
  isWatched: IsWatched;
}

export interface ConnectionFacts {
  readonly connection: Readonly<Connection>;
  /** Of all its rows that were seen, in all attempts. */
  readonly whole: RowFacts;
  /** Of its newest attempt, where that is certain. */
  readonly protocol?: ProtocolId;
  /** Of one attempt that is held. */
  rowsOf(attempt: AttemptNumber): RowFacts;
  /** The connection of the same document to the same URL that was made before this one, if it is held. */
  readonly predecessor?: Readonly<Connection>;
  /** A hook speaks there: what the page listens to is known. Not so in workers. */
  readonly hooked: boolean;
  /** Whether the hook tells who listens to `message`; else it is taken for granted. */
  readonly tellsOfMessage: boolean;
  /** The request log has spoken: a request that is not known was not made. */
  readonly requestsAreKnown: boolean;
  readonly browser: BrowserKind;
  readonly now: EpochMs;
  isWatched: IsWatched;
}

/** Of a file without a page nobody knows what read it: a browser, or a program with ways of its own. */
export function isReaderKnown({ unwatched, frameUrl }: Readonly<Connection>): boolean {
  return unwatched !== true || frameUrl !== '';
}

/** An `EventSource` of a browser reads it, whose ways are known. */
export function isEventSource(connection: Readonly<Connection>): boolean {
  return connection.api === 'eventsource' && isReaderKnown(connection);
}

/** A header of the response by its name in lower case. */
export function responseHeader({ responseHeaders }: Readonly<Attempt>, name: string): string | undefined {
  return responseHeaders === undefined ? undefined : headerValue(responseHeaders, name);
}

/** What the first message after a reconnect tells: nothing where others may have come before it, and were not recorded. */
export function isFirstKnown({ connection, attempt, rows, isWatched }: AttemptFacts): boolean {
  return connection.lost === 0 && rows.firstAt !== undefined && isWatched(attempt.startedAt, rows.firstAt);
}
