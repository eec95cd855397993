/** Events came in an order that the protocol does not allow. */
import { whenFault, withFaults } from '../decoded-fault.ts';
import type { Rule } from '../rule.ts';

/**
 * ## What it means
 *
 * Official clients hold the order of the protocol and stop with an error: a run that ends while its messages are open, a second start, something between two runs.
 *
 * ## The standard
 *
 * The protocol says which event may follow which.
 *
 * ## An example
 *
 * ```
 * data: {"type":"TEXT_MESSAGE_START","messageId":"m1"}
 *
 * data: {"type":"RUN_FINISHED","threadId":"t","runId":"r"}
 * ```
 *
 * ## How to fix it
 *
 * Close what is open before what holds it, on every path of the code, errors too.
 */
export const eventOrder = {
  id: 'event-order',
  severity: 'warning',
  group: 'protocol',
  title: 'Events in an order that the protocol forbids',
  sentence: '{protocol}: {says}.',
  ofAttempt: whenFault('order'),
  found: [
    {
      ...withFaults('AG-UI', 'ag-ui', { id: 'order', says: 'RUN_FINISHED while these are open: text m1', message: 7 }),
      hit: { params: { protocol: 'AG-UI', says: 'RUN_FINISHED while these are open: text m1' }, message: 7 },
    },
  ],
  silent: [withFaults('AG-UI', 'ag-ui'), withFaults('AG-UI', 'ag-ui', { id: 'token-limit', says: 'Something else', message: 7 })],
} as const satisfies Rule;
