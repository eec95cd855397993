/** The server had answered with 200 before it failed, so it says so in the stream. */
import { whenFault, withFaults } from '../decoded-fault.ts';
import type { Rule } from '../rule.ts';

/**
 * ## What it means
 *
 * A stream has its status before its first message, so an error that comes later can only be a message. Who looks at the status alone takes it for a success.
 *
 * ## The standard
 *
 * The protocol has a message for it (`error`, `response.failed`, `RUN_ERROR`, the `errors` of GraphQL, an error of JSON-RPC).
 *
 * ## An example
 *
 * ```
 * event: error
 * data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}
 * ```
 *
 * ## How to fix it
 *
 * Handle the message in the page as an error of the request: show it, and try again where its kind says that this may help.
 */
export const errorInside = {
  id: 'error-inside',
  severity: 'error',
  group: 'protocol',
  title: 'An error inside the stream',
  sentence: '{protocol}: the stream says that something failed, though its status is that of success. {says}.',
  ofAttempt: whenFault('error-inside'),
  found: [
    {
      ...withFaults('Anthropic Messages', 'anthropic', { id: 'error-inside', says: 'The stream brings an error: Overloaded', message: 7 }),
      hit: { params: { protocol: 'Anthropic Messages', says: 'The stream brings an error: Overloaded' }, message: 7 },
    },
  ],
  silent: [
    withFaults('Anthropic Messages', 'anthropic'),
    withFaults('Anthropic Messages', 'anthropic', { id: 'token-limit', says: 'Something else', message: 7 }),
  ],
} as const satisfies Rule;
