/** [spec] "Clients will reconnect if the connection is closed; a client can be told to stop reconnecting using the HTTP 204 No Content response code." */
import type { Rule } from '../rule.ts';
import { refused } from '../sample.ts';

/**
 * ## What it means
 *
 * This is the one way in which a server can end a stream for good. If it was not meant, the page hears of it only by an `error` event with `readyState` 2.
 *
 * ## The standard
 *
 * Clients will reconnect if the connection is closed; a client can be told to stop reconnecting using the HTTP 204 No Content response code.
 *
 * ## An example
 *
 * ```
 * HTTP/1.1 204 No Content
 * ```
 *
 * ## How to fix it
 *
 * Nothing, if the stream is over. Else answer with 200 and an empty stream while there is nothing to say.
 */
export const stoppedBy204 = {
  id: 'stopped-by-204',
  severity: 'note',
  group: 'failure',
  title: 'The server said stop',
  sentence: {
    is: 'The server answered with status 204: the browser stops reconnecting, as the server wished.',
    means: 'The server answered with status 204, which tells an EventSource to stop reconnecting.',
  },
  form: ({ reader }) => (reader === undefined ? 'is' : 'means'),
  ofAttempt: ({ attempt, connection }) => (attempt.outcome === 'no-content' && connection.api === 'eventsource' ? {} : undefined),
  found: [{ attempt: refused('no-content', 204), hit: {} }],
  silent: [{ attempt: refused('http-error', 205) }],
} as const satisfies Rule;
