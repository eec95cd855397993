/** [spec] "Clients will reconnect if the connection is closed; a client can be told to stop reconnecting using the HTTP 204 No Content response code." */
import type { Rule } from '../rule.ts';

export const stoppedBy204 = {
  id: 'stopped-by-204',
  severity: 'note',
  group: 'failure',
  ofAttempt: ({ attempt, connection }) => (attempt.outcome === 'no-content' && connection.api === 'eventsource' ? {} : undefined),
} as const satisfies Rule;
