/** The stream of a request is over, and its answer never came. */
import { whenFault, withFaults } from '../decoded-fault.ts';
import type { Rule } from '../rule.ts';

/**
 * ## What it means
 *
 * The stream was opened for a request and is over without its answer, and without an id from which it could be resumed. The caller waits until its time is up.
 *
 * ## The standard
 *
 * A request of JSON-RPC gets exactly one response; MCP sends it on the stream of the request before that is closed.
 *
 * ## An example
 *
 * ```
 * POST /mcp {"jsonrpc":"2.0","id":3,"method":"tools/call", …}
 *
 * event: message
 * data: {"jsonrpc":"2.0","method":"notifications/progress", …}
 *
 * (the response ends)
 * ```
 *
 * ## How to fix it
 *
 * Answer with an error where the work fails, before the stream is closed; send ids so that a cut stream can be resumed.
 */
export const callUnanswered = {
  id: 'call-unanswered',
  severity: 'warning',
  group: 'protocol',
  title: 'A request that was never answered',
  sentence: '{protocol}: {says}.',
  ofAttempt: whenFault('unanswered'),
  found: [
    {
      ...withFaults('MCP', 'mcp', { id: 'unanswered', says: 'tools/call tide (3) was never answered', message: 7 }),
      hit: { params: { protocol: 'MCP', says: 'tools/call tide (3) was never answered' }, message: 7 },
    },
  ],
  silent: [withFaults('MCP', 'mcp'), withFaults('MCP', 'mcp', { id: 'token-limit', says: 'Something else', message: 7 })],
} as const satisfies Rule;
