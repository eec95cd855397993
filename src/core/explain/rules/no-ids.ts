/** The stream is reconnected and its messages have no ids: what was sent meanwhile is lost. */
import type { ProtocolId } from '../../decoders/decoder.ts';
import { isEventSource } from '../facts.ts';
import type { Rule } from '../rule.ts';
import { ids } from '../sample.ts';

/** Each connection begins with all that there is, or is a session of its own. */
const BEGINS_WHOLE: ReadonlySet<ProtocolId | undefined> = new Set(['launchdarkly', 'signalr', 'mcp', 'gradio']);
/** One reconnect happens to every stream. */
const TIMES = 3;

/**
 * ## What it means
 *
 * Without ids the server cannot know where to go on. If each message stands for itself (a current price, a reload), that is fine. Of protocols that begin each connection with all that there is (LaunchDarkly), or with a session of its own (SignalR, Gradio, MCP of 2024-11-05), nothing is said.
 *
 * ## The standard
 *
 * The `Last-Event-ID` HTTP request header reports an `EventSource` object's last event ID string to the server when the user agent is to reestablish the connection.
 *
 * ## An example
 *
 * ```
 * data: 1
 * ```
 *
 * ## How to fix it
 *
 * Write an id with each message, and go on after the one that comes back.
 *
 * ```
 * id: 42
 * data: 1
 * ```
 */
export const noIds = {
  id: 'no-ids',
  severity: 'note',
  group: 'protocol',
  title: 'Reconnects without ids',
  sentence: 'The stream was asked for {attempts} times and its messages have no ids: nobody can tell whether something was missed between attempts.',
  ofConnection({ connection, protocol, whole }) {
    if (BEGINS_WHOLE.has(protocol)) return [];
    const opened = connection.attempts.filter(({ openedAt, messageCount }) => openedAt !== undefined && messageCount > 0);
    if (!isEventSource(connection) || connection.lastEventId !== '' || whole.ids.changes > 0 || (whole.ids.first ?? '') !== '' || opened.length < TIMES)
      return [];
    return [{ attempt: opened.at(-1)!.n, params: { attempts: connection.attempts.length + connection.droppedAttempts } }];
  },
  found: [{ attempts: Array.from({ length: 3 }, (_, i) => ({ n: i + 1, messageCount: 2 })), hit: [{ attempt: 3, params: { attempts: 3 } }] }],
  silent: [
    { attempts: Array.from({ length: 2 }, (_, i) => ({ n: i + 1, messageCount: 2 })) },
    { attempts: Array.from({ length: 3 }, (_, i) => ({ n: i + 1, messageCount: 0 })) },
    { attempts: Array.from({ length: 3 }, (_, i) => ({ n: i + 1, messageCount: 2 })), rows: ids(1, 2) },
    { attempts: Array.from({ length: 3 }, (_, i) => ({ n: i + 1, messageCount: 2 })), known: { protocol: 'launchdarkly' } },
  ],
} as const satisfies Rule;
