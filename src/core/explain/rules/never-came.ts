/** Messages come, and none is of a type that the page listens to: names that do not meet. */
import type { Milliseconds } from '../../units.ts';
import type { Rule } from '../rule.ts';

/** The type that is listened to may be rare; that nothing at all is heard of so much is no chance. */
const MESSAGES = 10;
const PATIENCE: Milliseconds = 10_000;
/** [spec] Events that the EventSource fires itself: listening to them is not waiting for messages. */
const OWN: readonly string[] = ['open', 'error'];
/** Types, and code units of all of them, that evidence needs. */
const SHOWN = 5;
const MAX_TYPES = 120;

export const neverCame = {
  id: 'never-came',
  severity: 'note',
  group: 'types',
  ofConnection({ connection, whole, hooked, tellsOfMessage, now }) {
    const { api, state, stateSince } = connection;
    const waitedFor = connection.heardTypes.filter((type) => !OWN.includes(type));
    if (!hooked || api !== 'eventsource' || waitedFor.length === 0 || whole.messages < MESSAGES || whole.otherTypes > 0) return [];
    // Whether somebody listens to `message` is not known for certain in every page: then a plain message may have been heard.
    if (waitedFor.some((type) => whole.types.has(type)) || (!tellsOfMessage && whole.types.has('message'))) return [];
    if (state === 'open' && now - stateSince < PATIENCE) return [];
    return [{ params: { types: waitedFor.slice(0, SHOWN).join(', ').slice(0, MAX_TYPES), messages: whole.messages } }];
  },
} as const satisfies Rule;
