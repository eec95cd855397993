import type { EventStream } from '../stream.ts';

/** One route, one behaviour. */
export interface Route {
  path: string;
  /** One line for people: what it does, and which query parameters it takes. */
  about: string;
  /** Writes the response. The server ends it when this returns, and stops it (by rejecting its waits) when the client goes. */
  run(stream: EventStream): Promise<void> | void;
}
