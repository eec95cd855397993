/** The server sent a message whose type is that of an event of the EventSource itself. */
import type { Rule } from '../rule.ts';

/** [spec] The events that the EventSource fires itself. */
const RESERVED = ['error', 'open'] as const;

export const reservedType = {
  id: 'reserved-type',
  severity: 'warning',
  group: 'types',
  ofConnection: ({ whole, connection }) =>
    connection.api === 'eventsource'
      ? RESERVED.flatMap((type) => {
          const seen = whole.types.get(type);
          return seen === undefined ? [] : [{ params: { type }, message: seen.message, at: seen.at, count: seen.count }];
        })
      : [],
} as const satisfies Rule;
