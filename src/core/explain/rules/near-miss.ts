/** Messages of a type came that nobody listens to, but for a letter or two. */
import { nearestHeard } from '../near-miss.ts';
import type { Rule } from '../rule.ts';
import { many, types } from '../sample.ts';

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
    return [...whole.types].flatMap(([type, { unheard }]) => {
      if (unheard === undefined || heardTypes.includes(type) || type === 'message') return [];
      const heard = nearestHeard(type, heardTypes, whole.types);
      return heard === undefined ? [] : [{ params: { type: type.slice(0, MAX_TYPE), heard: heard.slice(0, MAX_TYPE) }, ...unheard }];
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
    { connection: { heardTypes: ['user'] }, rows: types('user', 'users') },
    { connection: { heardTypes: ['update'] }, rows: many(3, { type: 'updates', heard: true }) },
  ],
} as const satisfies Rule;
