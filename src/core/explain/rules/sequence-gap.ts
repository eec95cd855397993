/** The protocol numbers its messages, and a number is missing. */
import { whenFault, withFaults } from '../decoded-fault.ts';
import type { Rule } from '../rule.ts';

/**
 * ## What it means
 *
 * The server counts what it sends, and what came is not all of it: something between has lost messages, or the server has.
 *
 * ## The standard
 *
 * The protocol numbers its messages without holes (`sequence_number`, `seq`).
 *
 * ## An example
 *
 * ```
 * data: {"type":"response.output_text.delta","sequence_number":7, …}
 *
 * data: {"type":"response.output_text.delta","sequence_number":9, …}
 * ```
 *
 * ## How to fix it
 *
 * Look at what sits between (a proxy that parses and writes anew, a queue with a limit). A client can ask again from the last number that it has, where the protocol knows that.
 */
export const sequenceGap = {
  id: 'sequence-gap',
  severity: 'warning',
  group: 'protocol',
  title: 'Messages are missing by their own numbers',
  sentence: '{protocol}: {says}.',
  ofAttempt: whenFault('sequence-gap'),
  found: [
    {
      ...withFaults('OpenAI Responses', 'openai-responses', { id: 'sequence-gap', says: 'Message 8 is missing by their sequence_number.', message: 7 }),
      hit: { params: { protocol: 'OpenAI Responses', says: 'Message 8 is missing by their sequence_number' }, message: 7 },
    },
  ],
  silent: [
    withFaults('OpenAI Responses', 'openai-responses'),
    withFaults('OpenAI Responses', 'openai-responses', { id: 'token-limit', says: 'Something else', message: 7 }),
  ],
} as const satisfies Rule;
