/** The last result says that more follows, and nothing did. */
import { whenFault, withFaults } from '../decoded-fault.ts';
import type { Rule } from '../rule.ts';

/**
 * ## What it means
 *
 * A result with `hasNext: true` is followed by another. The stream ended before that, so parts of the data that were deferred are missing.
 *
 * ## The standard
 *
 * Incremental delivery of GraphQL: the last payload has `hasNext: false`.
 *
 * ## An example
 *
 * ```
 * event: next
 * data: {"data":{"port":{}},"pending":[{"id":"0","path":["port"]}],"hasNext":true}
 *
 * event: complete
 * ```
 *
 * ## How to fix it
 *
 * Look for an error in the resolver of a deferred part, and for a limit of time between server and page.
 */
export const morePromised = {
  id: 'more-promised',
  severity: 'warning',
  group: 'protocol',
  title: 'More was promised and did not come',
  sentence: '{protocol}: {says}.',
  ofAttempt: whenFault('more-promised'),
  found: [
    {
      ...withFaults('GraphQL', 'graphql', { id: 'more-promised', says: 'The last result said that more would come (hasNext).', message: 7 }),
      hit: { params: { protocol: 'GraphQL', says: 'The last result said that more would come (hasNext)' }, message: 7 },
    },
  ],
  silent: [withFaults('GraphQL', 'graphql'), withFaults('GraphQL', 'graphql', { id: 'token-limit', says: 'Something else', message: 7 })],
} as const satisfies Rule;
