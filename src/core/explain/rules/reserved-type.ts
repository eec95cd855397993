/** The server sent a message whose type is that of an event of the EventSource itself. */
import type { Rule } from '../rule.ts';
import { types } from '../sample.ts';

/** [spec] The events that the EventSource fires itself. */
const RESERVED = ['error', 'open'] as const;

/**
 * ## What it means
 *
 * The `error` event of a lost connection and a message of type `error` go to the same listeners; only the second has `data`. Code that closes the source on `error` closes it by a message.
 *
 * ## The standard
 *
 * When a user agent is to fail the connection, the user agent must queue a task which, if the `readyState` attribute is set to a value other than `CLOSED`, sets the `readyState` attribute to `CLOSED` and fires an event named `error` at the `EventSource` object.
 *
 * ## An example
 *
 * ```
 * event: error
 * data: {"code":1}
 * ```
 *
 * ## How to fix it
 *
 * Choose another name on the server.
 *
 * ```
 * event: failure
 * ```
 */
export const reservedType = {
  id: 'reserved-type',
  severity: 'warning',
  group: 'types',
  title: 'A type of the EventSource itself',
  sentence: 'The server sends messages of type “{type}”, which is an event of the EventSource itself: handlers of both get both.',
  ofConnection: ({ whole, connection }) =>
    connection.api === 'eventsource'
      ? RESERVED.flatMap((type) => {
          const seen = whole.types.get(type);
          return seen === undefined ? [] : [{ params: { type }, message: seen.message, at: seen.at, count: seen.count }];
        })
      : [],
  found: [
    {
      connection: { heardTypes: ['error'] },
      rows: types('error', 'open'),
      hit: [
        { params: { type: 'error' }, message: 0, at: 0, count: 1 },
        { params: { type: 'open' }, message: 1, at: 1000, count: 1 },
      ],
    },
  ],
  silent: [
    { connection: { heardTypes: ['message'] }, rows: types('message', 'opened') },
    { connection: { api: 'fetch' }, rows: types('error') },
  ],
} as const satisfies Rule;
