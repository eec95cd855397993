/** The stream is over, and the end that its protocol promises never came. */
import { whenFault, withFaults } from '../decoded-fault.ts';
import type { Rule } from '../rule.ts';

/**
 * ## What it means
 *
 * The response ended, or broke, and the protocol that it speaks says by its own word when it is whole: that word never came. What the page has is a part. Many clients do not notice: they hand out half an answer as a whole one.
 *
 * Nothing is said where the page itself has stopped the stream, of an `EventSource`, which asks again, or of a session whose other streams may have the rest.
 *
 * ## The standard
 *
 * The standard of event streams knows no end: whether all was said, only the protocol on top of it can tell.
 *
 * ## An example
 *
 * ```
 * data: {"choices":[{"delta":{"content":"High ti"}}]}
 *
 * (the response ends)
 * ```
 *
 * ## How to fix it
 *
 * - Look at what sits between: a proxy, a function or a gateway with a limit of time ends the response without an error.
 * - In the page, take an answer for whole only when its protocol says so (`finish_reason`, `message_stop`, `response.completed`, `finish`), and offer to try again.
 */
export const answerCutOff = {
  id: 'answer-cut-off',
  severity: 'error',
  group: 'protocol',
  title: 'The answer is cut off',
  sentence: '{protocol}: the stream ended before its protocol did. {says}.',
  ofAttempt: whenFault('cut'),
  found: [
    {
      ...withFaults('OpenAI Chat', 'openai-chat', { id: 'cut', says: 'The answer is not whole: no finish_reason for choice 0.', message: 7 }),
      hit: { params: { protocol: 'OpenAI Chat', says: 'The answer is not whole: no finish_reason for choice 0' }, message: 7 },
    },
  ],
  silent: [withFaults('OpenAI Chat', 'openai-chat'), withFaults('OpenAI Chat', 'openai-chat', { id: 'token-limit', says: 'Something else', message: 7 })],
} as const satisfies Rule;
