/** Messages without a type came, and the page listens to named types only. */
import type { Rule } from '../rule.ts';
import { many, types } from '../sample.ts';

/** Types, and code units of all of them, that evidence needs. */
const SHOWN = 5;
const MAX_TYPES = 120;

/**
 * ## What it means
 *
 * Without an `event` field the type is `message`.
 *
 * ## The standard
 *
 * Initialize event's `type` attribute to "`message`", … If the event type buffer has a value other than the empty string, change the type of the newly created event to equal the value of the event type buffer.
 *
 * ## An example
 *
 * ```
 * data: 1
 * ```
 *
 * ## How to fix it
 *
 * Listen to `message`, or write `event` on the server.
 *
 * ```
 * source.onmessage = (event) => …;
 * ```
 */
export const messageUnheard = {
  id: 'message-unheard',
  severity: 'warning',
  group: 'types',
  title: 'Nobody listens to messages without a type',
  sentence: 'Messages without a type came; the page listens to named types only ({heard}).',
  ofConnection({ connection, whole, hooked, tellsOfMessage }) {
    const { heardTypes, api } = connection;
    const plain = whole.types.get('message');
    if (!hooked || !tellsOfMessage || api !== 'eventsource' || plain?.unheard === undefined || heardTypes.length === 0 || heardTypes.includes('message'))
      return [];
    return [{ params: { heard: heardTypes.slice(0, SHOWN).join(', ').slice(0, MAX_TYPES) }, ...plain.unheard }];
  },
  found: [{ connection: { heardTypes: ['price'] }, rows: types('message'), hit: [{ params: { heard: 'price' }, message: 0, at: 0, count: 1 }] }],
  silent: [
    { connection: { heardTypes: ['price', 'message'] }, rows: types('message') },
    { connection: { heardTypes: ['price'] }, rows: types('price') },
    { connection: { heardTypes: ['price'] }, rows: many(3, { heard: true }) },
    { connection: { heardTypes: ['price'] }, rows: types('message'), known: { tellsOfMessage: false } },
    { connection: { heardTypes: [] }, rows: types('message') },
  ],
} as const satisfies Rule;
