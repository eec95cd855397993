/** One document holds two connections to one URL: mostly one was forgotten. */
import type { Milliseconds } from '../../units.ts';
import { isEventSource } from '../facts.ts';
import type { Rule } from '../rule.ts';

/** The old one may be closed when the new one has proved itself. */
const PATIENCE: Milliseconds = 10_000;

/**
 * ## What it means
 *
 * Mostly an effect that ran twice (React in strict mode, a remount) without closing the first source. Each message is handled twice, and one of six slots is lost.
 *
 * ## The standard
 *
 * Clients that support HTTP's per-server connection limitation might run into trouble when opening multiple pages from a site if each page has an `EventSource` to the same domain.
 *
 * ## An example
 *
 * ```
 * useEffect(() => { new EventSource(url); }, []);
 * ```
 *
 * ## How to fix it
 *
 * Close the source when the component goes.
 *
 * ```
 * useEffect(() => {
 *   const source = new EventSource(url);
 *   return () => source.close();
 * }, [url]);
 * ```
 */
export const sameStreamTwice = {
  id: 'same-stream-twice',
  severity: 'note',
  group: 'zombies',
  title: 'One stream is open twice',
  sentence: 'The same document holds another open connection to the same URL (#{other}).',
  ofConnection({ connection, predecessor, now }) {
    if (!isEventSource(connection) || predecessor?.state !== 'open' || connection.state !== 'open') return [];
    if (now - Math.max(connection.stateSince, predecessor.stateSince) < PATIENCE) return [];
    return [{ params: { other: predecessor.id } }];
  },
  found: [{ connection: { id: 2, state: 'open' }, predecessor: { connection: { id: 1, state: 'open' } }, hit: [{ params: { other: 1 } }] }],
  silent: [
    { connection: { id: 2, state: 'open' }, predecessor: { connection: { id: 1, state: 'closed' } } },
    { connection: { id: 2, state: 'closed' }, predecessor: { connection: { id: 1, state: 'open' } } },
    { connection: { id: 2, state: 'open' }, predecessor: { connection: { id: 1, state: 'open' } }, now: 500 },
  ],
} as const satisfies Rule;
