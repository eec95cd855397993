/** Messages come, and the page listens to none of them. */
import type { Milliseconds } from '../../units.ts';
import type { Rule } from '../rule.ts';
import { many, types } from '../sample.ts';

/** A page may add its listeners later than its stream opens. */
const PATIENCE: Milliseconds = 10_000;
const MESSAGES = 3;

/**
 * ## What it means
 *
 * The connection takes one of six that an HTTP/1.1 origin has, and nobody uses it: a component that is gone took its listeners along, not its source.
 *
 * ## The standard
 *
 * If an `EventSource` object is garbage collected while its connection is still open, the user agent must abort any instance of the fetch algorithm opened by this `EventSource`.
 *
 * ## An example
 *
 * ```
 * source.removeEventListener(…)
 * ```
 *
 * ## How to fix it
 *
 * Call `close()` where the listeners are taken away.
 *
 * ```
 * return () => source.close();
 * ```
 */
export const noListener = {
  id: 'no-listener',
  severity: 'warning',
  group: 'zombies',
  title: 'Nobody listens to the stream',
  sentence: 'The stream is open and messages come, and the page listens to none of their types.',
  ofConnection({ connection, whole, hooked, now }) {
    const { state, stateSince, heardTypes, api } = connection;
    if (!hooked || api !== 'eventsource' || state !== 'open' || now - stateSince < PATIENCE || heardTypes.length > 0) return [];
    // Whether somebody listens to `message` is not known for certain in every page.
    if (whole.types.has('message')) return [];
    const unheard = [...whole.types.values()].reduce((sum, type) => sum + (type.unheard?.count ?? 0), 0);
    return unheard < MESSAGES ? [] : [{ params: {}, count: unheard }];
  },
  found: [{ connection: { heardTypes: [] }, rows: types('a', 'b', 'a'), hit: [{ params: {}, count: 3 }] }],
  silent: [
    { connection: { heardTypes: ['a'] }, rows: types('a', 'b', 'a') },
    { connection: { heardTypes: [] }, rows: types('a', 'message', 'b') },
    { connection: { heardTypes: [] }, rows: types('a') },
    { connection: { heardTypes: [] }, rows: many(9, { type: 'a', heard: true }) },
    { connection: { heardTypes: [] }, rows: types('a', 'b', 'a'), now: 1000 },
    { connection: { heardTypes: [] }, rows: types('a', 'b', 'a'), known: { hooked: false } },
  ],
} as const satisfies Rule;
