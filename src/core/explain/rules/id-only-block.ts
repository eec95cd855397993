/** A block has an id and no data: the standard takes the id, Firefox does not. */
import { withFaults } from '../decoded-fault.ts';
import { whenText } from '../text-rule.ts';
import type { Rule } from '../rule.ts';

/**
 * ## What it means
 *
 * Servers move the position so without sending a message. In Firefox (measured: 153) the next reconnect sends the older id.
 *
 * ## The standard
 *
 * Set the last event ID string of the event source to the value of the last event ID buffer. The buffer does not get reset, so the last event ID string of the event source remains set to this value until the next time it is set by the server.
 *
 * ## An example
 *
 * ```
 * id: 42
 *
 *
 * ```
 *
 * ## How to fix it
 *
 * Send some data with it, of a type that nobody listens to.
 *
 * ```
 * event: position
 * id: 42
 * data:
 * ```
 */
export const idOnlyBlock = {
  id: 'id-only-block',
  severity: 'note',
  group: 'protocol',
  title: 'A block with an id alone',
  sentence: 'A block has an id and no data: Chromium takes the id, Firefox does not.',
  // Who reads the text itself reads it by its own rules.
  // A server of MCP begins with such a block, so that a stream can be resumed before its first message; its clients take the id.
  ofAttempt: (facts) => (facts.connection.api === 'eventsource' && facts.decoded?.protocol !== 'mcp' ? whenText('drops-id')(facts) : undefined),
  found: [{ text: 'data: 1\n\nid: 7\n\n', hit: { params: {}, line: 3, count: 1 } }],
  silent: [{ text: 'event: a\nid: 1\nretry: 100\ndata: x\n\n' }, { text: 'data: 1\n\nid: 7\n\n', ...withFaults('MCP', 'mcp') }],
} as const satisfies Rule;
