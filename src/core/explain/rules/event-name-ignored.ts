/** The client of this protocol does not look at messages with this name, or at those without one. */
import { whenFault, withFaults } from '../decoded-fault.ts';
import type { Rule } from '../rule.ts';

/**
 * ## What it means
 *
 * The message itself is one of its protocol, and its event name is not what the client listens to: so nothing comes of it.
 *
 * ## The standard
 *
 * Turbo reads messages without a name only; htmx 4 puts only such into the page; the client of Anthropic reads the name, and not the `type`.
 *
 * ## An example
 *
 * ```
 * event: update
 * data: <turbo-stream action="append" target="list">…</turbo-stream>
 * ```
 *
 * ## How to fix it
 *
 * Leave the `event` line out where the client wants none, and repeat the type in it where it wants one.
 */
export const eventNameIgnored = {
  id: 'event-name-ignored',
  severity: 'warning',
  group: 'protocol',
  title: 'A message under a name that its client does not read',
  sentence: '{protocol}: {says}.',
  ofAttempt: whenFault('event-name'),
  found: [
    {
      ...withFaults('Turbo Streams', 'turbo', { id: 'event-name', says: 'Turbo ignores messages with a name, and this one is called “update”.', message: 7 }),
      hit: { params: { protocol: 'Turbo Streams', says: 'Turbo ignores messages with a name, and this one is called “update”' }, message: 7 },
    },
  ],
  silent: [withFaults('Turbo Streams', 'turbo'), withFaults('Turbo Streams', 'turbo', { id: 'token-limit', says: 'Something else', message: 7 })],
} as const satisfies Rule;
