/** Messages without a type came, and the page listens to named types only. */
import type { Rule } from '../rule.ts';

/** Types, and code units of all of them, that evidence needs. */
const SHOWN = 5;
const MAX_TYPES = 120;

export const messageUnheard = {
  id: 'message-unheard',
  severity: 'warning',
  group: 'types',
  ofConnection({ connection, whole, hooked, tellsOfMessage }) {
    const { heardTypes, api } = connection;
    const plain = whole.types.get('message');
    if (!hooked || !tellsOfMessage || api !== 'eventsource' || plain === undefined || heardTypes.length === 0 || heardTypes.includes('message')) return [];
    return [{ params: { heard: heardTypes.slice(0, SHOWN).join(', ').slice(0, MAX_TYPES) }, message: plain.message, at: plain.at, count: plain.count }];
  },
} as const satisfies Rule;
