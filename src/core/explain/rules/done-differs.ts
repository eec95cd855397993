/** The message that ends a text repeats it, and says something else than its deltas did. */
import { whenFault, withFaults } from '../decoded-fault.ts';
import type { Rule } from '../rule.ts';

/**
 * ## What it means
 *
 * What a page has shown while it grew is not what the server says in the end: a delta was lost or changed on the way, or the server has made a second text.
 *
 * ## The standard
 *
 * A done event repeats in full what the deltas said.
 *
 * ## An example
 *
 * ```
 * data: {"type":"response.output_text.delta","delta":"High ti", …}
 *
 * data: {"type":"response.output_text.done","text":"High tide", …}
 * ```
 *
 * ## How to fix it
 *
 * Replace the text by the final one. If it happens again, look for what drops or repeats messages on the way.
 */
export const doneDiffers = {
  id: 'done-differs',
  severity: 'warning',
  group: 'protocol',
  title: 'The final text is another than its deltas',
  sentence: '{protocol}: {says}.',
  ofAttempt: whenFault('done-differs'),
  found: [
    {
      ...withFaults('OpenAI Responses', 'openai-responses', {
        id: 'done-differs',
        says: 'response.output_text.done says another text than its deltas, which were "High ti".',
        message: 7,
      }),
      hit: { params: { protocol: 'OpenAI Responses', says: 'response.output_text.done says another text than its deltas, which were "High ti"' }, message: 7 },
    },
  ],
  silent: [
    withFaults('OpenAI Responses', 'openai-responses'),
    withFaults('OpenAI Responses', 'openai-responses', { id: 'token-limit', says: 'Something else', message: 7 }),
  ],
} as const satisfies Rule;
