/** Messages of a type came to which the page does not listen. */
import { isHeartbeatType } from '../heartbeat.ts';
import { nearestHeard } from '../near-miss.ts';
import type { Rule } from '../rule.ts';
import { many, types } from '../sample.ts';

/** Those of `message-unheard` and `reserved-type`. */
const OTHERS: readonly string[] = ['message', 'error', 'open'];
/** Code units of a type that evidence needs. */
const MAX_TYPE = 80;

/**
 * ## What it means
 *
 * A message with a type goes to listeners of that type only: `onmessage` does not get it. Only what came while the page did not listen is counted: a listener that was taken away in time missed nothing.
 *
 * ## The standard
 *
 * If the event type buffer has a value other than the empty string, change the type of the newly created event to equal the value of the event type buffer.
 *
 * ## An example
 *
 * ```
 * event: price
 * data: 1
 * ```
 *
 * ## How to fix it
 *
 * Listen to the type, or leave `event` out on the server.
 *
 * ```
 * source.addEventListener('price', onPrice);
 * ```
 */
export const unheardType = {
  id: 'unheard-type',
  severity: 'warning',
  group: 'types',
  title: 'Nobody listens to a type',
  sentence: 'Messages of type “{type}” came, and the page does not listen to it.',
  ofConnection({ connection, whole, hooked }) {
    const { heardTypes, api } = connection;
    if (!hooked || api !== 'eventsource') return [];
    return [...whole.types].flatMap(([type, { unheard }]) => {
      if (unheard === undefined || heardTypes.includes(type) || OTHERS.includes(type) || isHeartbeatType(type)) return [];
      if (nearestHeard(type, heardTypes, whole.types) !== undefined) return [];
      return [{ params: { type: type.slice(0, MAX_TYPE) }, ...unheard }];
    });
  },
  found: [
    { connection: { heardTypes: ['message'] }, rows: types('price', 'message', 'price'), hit: [{ params: { type: 'price' }, message: 2, at: 2000, count: 2 }] },
    // As long as it was listened to, the page got it.
    {
      connection: { heardTypes: [] },
      rows: [
        { at: 0, type: 'price', heard: true },
        { at: 1000, type: 'price' },
      ],
      hit: [{ params: { type: 'price' }, message: 1, at: 1000, count: 1 }],
    },
    { connection: { heardTypes: ['user'] }, rows: types('user', 'users'), hit: [{ params: { type: 'users' }, message: 1, at: 1000, count: 1 }] },
  ],
  silent: [
    { connection: { heardTypes: ['price'] }, rows: types('price') },
    // What was listened to once, or until the page had done with it, was not missed.
    { connection: { heardTypes: [] }, rows: many(3, { type: 'price', heard: true }) },
    { connection: { heardTypes: ['message'] }, rows: types('ping', 'heartbeat', 'keep-alive') },
    { connection: { heardTypes: ['update'] }, rows: types('Update') },
    { connection: { heardTypes: ['users'] }, rows: types('user') },
    { connection: { heardTypes: ['message'] }, rows: types('error', 'open') },
    { connection: { heardTypes: ['message'] }, rows: types('price'), known: { hooked: false } },
    { connection: { api: 'fetch' }, rows: types('price') },
  ],
} as const satisfies Rule;
