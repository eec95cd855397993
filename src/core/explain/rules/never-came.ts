/** Messages come, and none is of a type that the page listens to: names that do not meet. */
import type { Milliseconds } from '../../units.ts';
import type { Rule } from '../rule.ts';
import { many } from '../sample.ts';

/** The type that is listened to may be rare; that nothing at all is heard of so much is no chance. */
const MESSAGES = 10;
const PATIENCE: Milliseconds = 10_000;
/** [spec] Events that the EventSource fires itself: listening to them is not waiting for messages. */
const OWN: readonly string[] = ['open', 'error'];
/** Types, and code units of all of them, that evidence needs. */
const SHOWN = 5;
const MAX_TYPES = 120;

/**
 * ## What it means
 *
 * Messages come, and not one is of a type that the page listens to. The names on the two sides do not meet, or it is the stream of something else.
 *
 * ## The standard
 *
 * If the event type buffer has a value other than the empty string, change the type of the newly created event to equal the value of the event type buffer.
 *
 * Source: HTML, section 9.2.6, "Interpreting an event stream".
 *
 * ## An example
 *
 * ```
 * event: tick
 * data: 1
 * ```
 *
 * ```
 * source.addEventListener('price', onPrice);
 * ```
 *
 * ## How to fix it
 *
 * Compare the types in the list of messages with those that the page listens to (the Request view names them): each stands there to the letter, capitals and spaces too.
 */
export const neverCame = {
  id: 'never-came',
  severity: 'note',
  group: 'types',
  title: 'Nothing that is listened to',
  sentence: '{messages} messages came, and none is of a type that the page listens to: {types}.',
  ofConnection({ connection, whole, hooked, tellsOfMessage, now }) {
    const { api, state, stateSince } = connection;
    const waitedFor = connection.heardTypes.filter((type) => !OWN.includes(type));
    if (!hooked || api !== 'eventsource' || waitedFor.length === 0 || whole.messages < MESSAGES || whole.otherTypes > 0) return [];
    // Whether somebody listens to `message` is not known for certain in every page: then a plain message may have been heard.
    if (waitedFor.some((type) => whole.types.has(type)) || (!tellsOfMessage && whole.types.has('message'))) return [];
    if (state === 'open' && now - stateSince < PATIENCE) return [];
    return [{ params: { types: waitedFor.slice(0, SHOWN).join(', ').slice(0, MAX_TYPES), messages: whole.messages } }];
  },
  found: [
    {
      connection: { heardTypes: ['price', 'open', 'stock'] },
      rows: many(10, { type: 'tick' }),
      hit: [{ params: { types: 'price, stock', messages: 10 } }],
    },
    {
      connection: { heardTypes: ['price'], state: 'closed', stateSince: 59_000 },
      rows: many(10, { type: 'tick' }),
      hit: [{ params: { types: 'price', messages: 10 } }],
    },
  ],
  silent: [
    { connection: { heardTypes: ['price', 'tick'] }, rows: many(10, { type: 'tick' }) },
    { connection: { heardTypes: ['price'] }, rows: many(2, { type: 'tick' }) },
    { connection: { heardTypes: [] }, rows: many(10, { type: 'tick' }) },
    { connection: { heardTypes: ['open', 'error'] }, rows: many(10, { type: 'tick' }) },
    { connection: { heardTypes: ['price'] }, rows: many(10, { type: 'tick' }), now: 1000 },
    { connection: { heardTypes: ['price'] }, rows: many(10, { type: 'tick' }), known: { hooked: false } },
    { connection: { heardTypes: ['price'], api: 'fetch' }, rows: many(10, { type: 'tick' }) },
    { connection: { heardTypes: ['price'] }, rows: many(10), known: { tellsOfMessage: false } },
  ],
} as const satisfies Rule;
