/** Something came after the protocol had ended. */
import { whenFault, withFaults } from '../decoded-fault.ts';
import type { Rule } from '../rule.ts';

/**
 * ## What it means
 *
 * The stream had said that it was over, and went on. Clients do not read it, so what stands there is lost.
 *
 * ## The standard
 *
 * The protocol has an end, such as `[DONE]`, `message_stop` or `RUN_FINISHED`.
 *
 * ## An example
 *
 * ```
 * data: [DONE]
 *
 * data: {"choices":[{"delta":{"content":"!"}}]}
 * ```
 *
 * ## How to fix it
 *
 * Send the end last. Where several parts write to one stream, only the last of them may end it.
 */
export const afterEnd = {
  id: 'after-end',
  severity: 'note',
  group: 'protocol',
  title: 'Data after the end',
  sentence: '{protocol}: {says}.',
  ofAttempt: whenFault('after-end'),
  found: [
    {
      ...withFaults('OpenAI Chat', 'openai-chat', { id: 'after-end', says: 'Data came after the end of the answer. The client does not read it.', message: 7 }),
      hit: { params: { protocol: 'OpenAI Chat', says: 'Data came after the end of the answer. The client does not read it' }, message: 7 },
    },
  ],
  silent: [withFaults('OpenAI Chat', 'openai-chat'), withFaults('OpenAI Chat', 'openai-chat', { id: 'token-limit', says: 'Something else', message: 7 })],
} as const satisfies Rule;
