/** A delta or an end names something that no message has started. */
import { whenFault, withFaults } from '../decoded-fault.ts';
import type { Rule } from '../rule.ts';

/**
 * ## What it means
 *
 * The protocol starts a text, a call or a step before it fills it. A message here fills or ends something that was never started, or was over. Official clients stop with an error there.
 *
 * ## The standard
 *
 * The protocol asks for the start first.
 *
 * ## An example
 *
 * ```
 * data: {"type":"text-delta","id":"t1","delta":"High"}
 * ```
 *
 * ## How to fix it
 *
 * Have the server send the start, with the same id. Where one stream is made of several, their ids must differ.
 */
export const neverStarted = {
  id: 'never-started',
  severity: 'warning',
  group: 'protocol',
  title: 'A piece of something that was never started',
  sentence: '{protocol}: {says}.',
  ofAttempt: whenFault('never-started'),
  found: [
    {
      ...withFaults('AI SDK', 'ai-sdk', { id: 'never-started', says: 'text-delta for "t1", which was never started or is over', message: 7 }),
      hit: { params: { protocol: 'AI SDK', says: 'text-delta for "t1", which was never started or is over' }, message: 7 },
    },
  ],
  silent: [withFaults('AI SDK', 'ai-sdk'), withFaults('AI SDK', 'ai-sdk', { id: 'token-limit', says: 'Something else', message: 7 })],
} as const satisfies Rule;
