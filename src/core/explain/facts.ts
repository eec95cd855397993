/** What rules look at. */
import type { Attempt, Connection } from '../model/connection.ts';
import { headerValue } from '../model/header-value.ts';
import type { AttemptNumber, EpochMs } from '../units.ts';
import type { RowFacts } from './row-facts.ts';

export type BrowserKind = 'chromium' | 'firefox';

export interface AttemptFacts {
  readonly connection: Readonly<Connection>;
  readonly attempt: Readonly<Attempt>;
  /** The attempt before it, if it is held. */
  readonly previous?: Readonly<Attempt>;
  readonly rows: RowFacts;
  /** Of the attempt before. */
  readonly previousRows?: RowFacts;
  readonly browser: BrowserKind;
}

export interface ConnectionFacts {
  readonly connection: Readonly<Connection>;
  rowsOf(attempt: AttemptNumber): RowFacts;
  /** A hook speaks there: what the page listens to is known. Not so in workers. */
  readonly hooked: boolean;
  /** Whether the hook tells who listens to `message`; else it is taken for granted. */
  readonly tellsOfMessage: boolean;
  /** The request log has spoken: a request that is not known was not made. */
  readonly requestsAreKnown: boolean;
  readonly browser: BrowserKind;
  readonly now: EpochMs;
}

/** A header of the response by its name in lower case. */
export function responseHeader({ responseHeaders }: Readonly<Attempt>, name: string): string | undefined {
  return responseHeaders === undefined ? undefined : headerValue(responseHeaders, name);
}

/** `scheme://host:port`; undefined for what is no URL with a host. */
export function originOf(url: string | undefined): string | undefined {
  return /^([a-z][a-z0-9+.-]*:\/\/[^/?#]+)/i.exec(url ?? '')?.[1]?.toLowerCase();
}
