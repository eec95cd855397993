/** The answer ends cleanly after the same silence each time. Mostly that is the server's own doing, as in long polling: so this is a question. */
import { idleEnds } from '../idle-ends.ts';
import type { Rule } from '../rule.ts';
import { ends } from '../sample.ts';

/**
 * ## What it means
 *
 * Three answers in a row ended cleanly, each after the same time without a message. A proxy that runs out of patience mostly cuts the connection instead (see [idle-timeout](idle-timeout.md)), so this is probably a limit of the server or of its framework. Long polling looks like this on purpose.
 *
 * ## The standard
 *
 * Clients will reconnect if the connection is closed; a client can be told to stop reconnecting using the HTTP 204 No Content response code.
 *
 * ## An example
 *
 * ```
 * ended after 30.0 s, 30.0 s and 30.1 s without a message
 * ```
 *
 * ## How to fix it
 *
 * If it is not meant: raise the limit of the server, or send a comment more often than that.
 *
 * ```
 * : keep alive
 * ```
 */
export const idleEnd = {
  id: 'idle-end',
  severity: 'note',
  group: 'heartbeat',
  title: 'Does the server end idle answers?',
  sentence: 'The answer ended cleanly three times after {seconds} s without a message: mostly that is a limit of the server itself, as in long polling.',
  ofConnection(facts) {
    const found = idleEnds(facts, 'ended');
    return found === undefined ? [] : [{ attempt: found.attempt.n, at: found.at, params: { seconds: found.seconds } }];
  },
  found: [
    { attempts: ends(['ended', 'ended', 'ended'], [30_000, 30_050, 30_100]), hit: [{ attempt: 3, at: 30_100, params: { seconds: 30 } }] },
    { attempts: ends(['cut', 'ended', 'ended', 'ended'], [30_000, 30_050, 30_100, 30_150]), hit: [{ attempt: 4, at: 30_150, params: { seconds: 30 } }] },
  ],
  silent: [
    { attempts: ends(['ended', 'ended'], [30_000, 30_050]) },
    { attempts: ends(['cut', 'cut', 'cut'], [30_000, 30_050, 30_100]) },
    { attempts: ends(['ended', 'cut', 'ended'], [30_000, 30_050, 30_100]) },
    { attempts: ends(['ended', 'ended', 'ended'], [5000, 5050, 5100]) },
  ],
} as const satisfies Rule;
