/** Messages of a type came that nobody listens to, but for a letter or two. */
import { isNearMiss } from '../near-miss.ts';
import type { Rule } from '../rule.ts';
import { types } from '../sample.ts';

/** Code units of a type that evidence needs. */
const MAX_TYPE = 80;

/**
 * ## What it means
 *
 * Types are compared letter by letter: capitals count, and so do spaces at the end.
 *
 * ## The standard
 *
 * If the event type buffer has a value other than the empty string, change the type of the newly created event to equal the value of the event type buffer.
 *
 * ## An example
 *
 * ```
 * event: Update
 * data: 1
 * ```
 *
 * ## How to fix it
 *
 * Write both alike.
 */
export const nearMiss = {
  id: 'near-miss',
  severity: 'warning',
  group: 'types',
  title: 'A type differs by a letter',
  sentence: 'The server sends “{type}”, the page listens to “{heard}”: nobody gets these messages.',
  ofConnection({ connection, whole, hooked }) {
    const { heardTypes, api } = connection;
    if (!hooked || api !== 'eventsource') return [];
    return [...whole.types].flatMap(([type, { count, message, at }]) => {
      if (heardTypes.includes(type) || type === 'message') return [];
      const heard = heardTypes.find((other) => isNearMiss(type, other) && !whole.types.has(other)) ?? heardTypes.find((other) => isNearMiss(type, other));
      return heard === undefined ? [] : [{ params: { type: type.slice(0, MAX_TYPE), heard: heard.slice(0, MAX_TYPE) }, message, at, count }];
    });
  },
  found: [
    { connection: { heardTypes: ['update'] }, rows: types('Update'), hit: [{ params: { type: 'Update', heard: 'update' }, message: 0, at: 0, count: 1 }] },
    { connection: { heardTypes: ['update'] }, rows: types('update '), hit: [{ params: { type: 'update ', heard: 'update' }, message: 0, at: 0, count: 1 }] },
    {
      connection: { heardTypes: ['update'] },
      rows: types('updte', 'update'),
      hit: [{ params: { type: 'updte', heard: 'update' }, message: 0, at: 0, count: 1 }],
    },
  ],
  silent: [
    { connection: { heardTypes: ['update'] }, rows: types('update', 'message') },
    { connection: { heardTypes: ['room1'] }, rows: types('room2') },
    { connection: { heardTypes: ['add'] }, rows: types('and') },
    { connection: { heardTypes: ['price'] }, rows: types('order') },
  ],
} as const satisfies Rule;
