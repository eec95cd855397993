/** A tool says that it failed, in a result that is none of an error. */
import { whenFault, withFaults } from '../decoded-fault.ts';
import type { Rule } from '../rule.ts';

/**
 * ## What it means
 *
 * The protocol went well, and the tool did not: that stands in the result itself. A client that only looks for errors of the protocol takes it for a success.
 *
 * ## The standard
 *
 * Errors of a tool are part of its result (`isError: true` in MCP, `tool-output-error` in the AI SDK), so that the model can see them.
 *
 * ## An example
 *
 * ```
 * data: {"jsonrpc":"2.0","id":3,"result":{"isError":true,"content":[{"type":"text","text":"no such port"}]}}
 * ```
 *
 * ## How to fix it
 *
 * Look at the arguments that the tool got, and at what it says. Give the failure to the model, not only to the log.
 */
export const toolError = {
  id: 'tool-error',
  severity: 'note',
  group: 'protocol',
  title: 'A tool failed',
  sentence: '{protocol}: {says}.',
  ofAttempt: whenFault('tool-error'),
  found: [
    {
      ...withFaults('MCP', 'mcp', { id: 'tool-error', says: 'The tool tide says that it failed: no such port', message: 7 }),
      hit: { params: { protocol: 'MCP', says: 'The tool tide says that it failed: no such port' }, message: 7 },
    },
  ],
  silent: [withFaults('MCP', 'mcp'), withFaults('MCP', 'mcp', { id: 'token-limit', says: 'Something else', message: 7 })],
} as const satisfies Rule;
