/** A change names a place of the state that is not there, or has another value. */
import { whenFault, withFaults } from '../decoded-fault.ts';
import type { Rule } from '../rule.ts';

/**
 * ## What it means
 *
 * The server sends changes, and the page keeps the state. Here a change does not fit the state as it is: the two have parted, and what the page shows from here on is not what the server has.
 *
 * ## The standard
 *
 * JSON Patch (RFC 6902): if a test or an operation fails, the whole patch fails.
 *
 * ## An example
 *
 * ```
 * data: {"type":"STATE_DELTA","delta":[{"op":"replace","path":"/cart/3","value":1}]}
 * ```
 *
 * ## How to fix it
 *
 * Send a snapshot first, and again after whatever may have been lost; make changes of the very state that was sent.
 */
export const patchFailed = {
  id: 'patch-failed',
  severity: 'warning',
  group: 'protocol',
  title: 'A patch that does not apply',
  sentence: '{protocol}: {says}.',
  ofAttempt: whenFault('patch-failed'),
  found: [
    {
      ...withFaults('AG-UI', 'ag-ui', { id: 'patch-failed', says: 'The patch of the state does not apply: there is nothing at /cart/3', message: 7 }),
      hit: { params: { protocol: 'AG-UI', says: 'The patch of the state does not apply: there is nothing at /cart/3' }, message: 7 },
    },
  ],
  silent: [withFaults('AG-UI', 'ag-ui'), withFaults('AG-UI', 'ag-ui', { id: 'token-limit', says: 'Something else', message: 7 })],
} as const satisfies Rule;
