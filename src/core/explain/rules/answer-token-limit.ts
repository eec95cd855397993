/** The model was stopped by the limit of tokens, so the answer ends where it stood. */
import { whenFault, withFaults } from '../decoded-fault.ts';
import type { Rule } from '../rule.ts';

/**
 * ## What it means
 *
 * The answer is as long as it may be, and not as long as it was going to be: the last sentence, or the JSON of a tool call, may be half.
 *
 * ## The standard
 *
 * The protocol of the model says why it stopped (`length`, `max_tokens`, `MAX_TOKENS`, `max_output_tokens`).
 *
 * ## An example
 *
 * ```
 * data: {"choices":[{"delta":{},"finish_reason":"length"}]}
 * ```
 *
 * ## How to fix it
 *
 * Ask for more tokens, for a shorter answer, or for the rest; and show people that there would have been more.
 */
export const answerTokenLimit = {
  id: 'answer-token-limit',
  severity: 'warning',
  group: 'protocol',
  title: 'The answer stopped at the limit of tokens',
  sentence: '{protocol}: the answer stopped at a limit. {says}.',
  ofAttempt: whenFault('token-limit'),
  found: [
    {
      ...withFaults('Anthropic Messages', 'anthropic', { id: 'token-limit', says: 'The answer stops at a limit of tokens: max_tokens', message: 7 }),
      hit: { params: { protocol: 'Anthropic Messages', says: 'The answer stops at a limit of tokens: max_tokens' }, message: 7 },
    },
  ],
  silent: [withFaults('Anthropic Messages', 'anthropic'), withFaults('Anthropic Messages', 'anthropic', { id: 'cut', says: 'Something else', message: 7 })],
} as const satisfies Rule;
