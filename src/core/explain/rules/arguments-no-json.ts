/** A call of a tool is whole, and its arguments cannot be parsed. */
import { whenFault, withFaults } from '../decoded-fault.ts';
import type { Rule } from '../rule.ts';

/**
 * ## What it means
 *
 * The arguments of a call come as a text in pieces. The call is over by the protocol, and the text is no JSON. So the tool cannot be called, and a client that parses it throws.
 *
 * ## The standard
 *
 * The protocol has the arguments as a text that is JSON once it is whole.
 *
 * ## An example
 *
 * ```
 * {"port":"Husum""days":2}
 * ```
 *
 * ## How to fix it
 *
 * - Some servers give several calls one index: a client that goes by the index alone glues their arguments together.
 * - Models do write broken JSON: answer the call with the error, so that the model can try again.
 */
export const argumentsNoJson = {
  id: 'arguments-no-json',
  severity: 'warning',
  group: 'protocol',
  title: 'The arguments of a call are no JSON',
  sentence: '{protocol}: {says}.',
  ofAttempt: whenFault('arguments-no-json'),
  found: [
    {
      ...withFaults('OpenAI Chat', 'openai-chat', { id: 'arguments-no-json', says: 'The arguments of tide are no JSON.', message: 7 }),
      hit: { params: { protocol: 'OpenAI Chat', says: 'The arguments of tide are no JSON' }, message: 7 },
    },
  ],
  silent: [withFaults('OpenAI Chat', 'openai-chat'), withFaults('OpenAI Chat', 'openai-chat', { id: 'token-limit', says: 'Something else', message: 7 })],
} as const satisfies Rule;
