/** The hub did not go on from the id that it was asked for. */
import { whenFault, withFaults } from '../decoded-fault.ts';
import type { Rule } from '../rule.ts';

/**
 * ## What it means
 *
 * The page asked for all that came after an id, and the hub answered that it goes on from another: what lies between, it no longer has. Pages cannot read that header of an `EventSource`.
 *
 * ## The standard
 *
 * Mercure: the hub sets `Last-Event-ID` of the response to the id that it goes on from; if that is not the one that was asked for, updates may be lost.
 *
 * ## An example
 *
 * ```
 * GET /.well-known/mercure?topic=…  Last-Event-ID: urn:uuid:1
 *
 * 200 OK  Last-Event-ID: urn:uuid:9
 * ```
 *
 * ## How to fix it
 *
 * Have the page load its data anew, and let the hub keep a longer history.
 */
export const updatesLost = {
  id: 'updates-lost',
  severity: 'warning',
  group: 'protocol',
  title: 'Updates may have been lost between two connections',
  sentence: '{protocol}: {says}.',
  ofAttempt: whenFault('updates-lost'),
  found: [
    {
      ...withFaults('Mercure', 'mercure', { id: 'updates-lost', says: 'The hub goes on from urn:uuid:9, and not from urn:uuid:1.', message: 7 }),
      hit: { params: { protocol: 'Mercure', says: 'The hub goes on from urn:uuid:9, and not from urn:uuid:1' }, message: 7 },
    },
  ],
  silent: [withFaults('Mercure', 'mercure'), withFaults('Mercure', 'mercure', { id: 'token-limit', says: 'Something else', message: 7 })],
} as const satisfies Rule;
