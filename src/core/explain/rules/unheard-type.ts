/** Messages of a type came to which the page does not listen. */
import { isHeartbeatType } from '../heartbeat.ts';
import { isNearMiss } from '../near-miss.ts';
import type { Rule } from '../rule.ts';
import { types } from '../sample.ts';

/** Those of `message-unheard` and `reserved-type`. */
const OTHERS: readonly string[] = ['message', 'error', 'open'];
/** Code units of a type that evidence needs. */
const MAX_TYPE = 80;

/**
 * ## What it means
 *
 * A message with a type goes to listeners of that type only: `onmessage` does not get it.
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
    return [...whole.types].flatMap(([type, { count, message, at }]) => {
      if (heardTypes.includes(type) || OTHERS.includes(type) || isHeartbeatType(type) || heardTypes.some((heard) => isNearMiss(type, heard))) return [];
      return [{ params: { type: type.slice(0, MAX_TYPE) }, message, at, count }];
    });
  },
  found: [
    { connection: { heardTypes: ['message'] }, rows: types('price', 'message', 'price'), hit: [{ params: { type: 'price' }, message: 2, at: 2000, count: 2 }] },
  ],
  silent: [
    { connection: { heardTypes: ['price'] }, rows: types('price') },
    { connection: { heardTypes: ['message'] }, rows: types('ping', 'heartbeat', 'keep-alive') },
    { connection: { heardTypes: ['update'] }, rows: types('Update') },
    { connection: { heardTypes: ['message'] }, rows: types('error', 'open') },
    { connection: { heardTypes: ['message'] }, rows: types('price'), known: { hooked: false } },
    { connection: { api: 'fetch' }, rows: types('price') },
  ],
} as const satisfies Rule;
