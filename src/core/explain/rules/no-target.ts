/** An element has neither an id nor a target, so it changes nothing on the page. */
import { whenFault, withFaults } from '../decoded-fault.ts';
import type { Rule } from '../rule.ts';

/**
 * ## What it means
 *
 * Elements are put where their id or their target says. This one has neither, so the client does nothing with it.
 *
 * ## The standard
 *
 * Datastar: without a selector each element at the top needs an id. Turbo: an action on an element needs `target` or `targets`.
 *
 * ## An example
 *
 * ```
 * event: datastar-patch-elements
 * data: elements <p>12</p>
 * ```
 *
 * ## How to fix it
 *
 * Give the element the id of what it is to replace, or name a selector.
 */
export const noTarget = {
  id: 'no-target',
  severity: 'warning',
  group: 'protocol',
  title: 'Markup that has nowhere to go',
  sentence: '{protocol}: {says}.',
  ofAttempt: whenFault('no-target'),
  found: [
    {
      ...withFaults('Datastar', 'datastar', { id: 'no-target', says: '<p> has no id, and there is no selector.', message: 7 }),
      hit: { params: { protocol: 'Datastar', says: '<p> has no id, and there is no selector' }, message: 7 },
    },
  ],
  silent: [withFaults('Datastar', 'datastar'), withFaults('Datastar', 'datastar', { id: 'token-limit', says: 'Something else', message: 7 })],
} as const satisfies Rule;
