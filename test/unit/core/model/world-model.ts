/** What is known of a world: its streams, and the lives of its documents. Moments are milliseconds from its begin. */

export interface WireMessage {
  at: number;
  type: string;
  lastEventId: string;
  data: string;
}

export interface WorldAttempt {
  name: string;
  start: number;
  /** Infinity: never. */
  answer: number;
  end: number | undefined;
  /** Its document went away, and the request with it. */
  isCut?: boolean;
  sentId: string;
  messages: WireMessage[];
}

export interface WorldStream {
  document: number;
  source: number;
  url: string;
  created: number;
  /** Types that the page listens to, and since when. */
  listens: { type: string; since: number }[];
  attempts: WorldAttempt[];
  /** Messages with these numbers, of those that the hook should tell, are lost on the way. */
  losses: ReadonlySet<number>;
}

export interface World {
  streams: WorldStream[];
  requestLog: boolean;
  networkLog: boolean;
  /** The browser names documents: not so in Firefox. */
  documentIds: boolean;
  lives?: readonly Life[];
}

export interface Life {
  document: number;
  /** When it went away: what the same page makes later is of another document. */
  ends: number | undefined;
  /**
   * `hidden`: the hook tells. `closed`: it does, and before that the browser closes what is open, as Chromium does where a page reloads itself.
   * `gone`: only its link breaks, and what the hook told last may not have come through.
   */
  how: 'hidden' | 'closed' | 'gone';
  /** So long before the end its hook was heard last, at most. */
  tail: number;
  /** While it sleeps, nothing is dispatched. */
  sleeps: { from: number; to: number }[];
}
