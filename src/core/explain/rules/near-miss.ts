/** Messages of a type came that nobody listens to, but for a letter or two. */
import { isNearMiss } from '../near-miss.ts';
import type { Rule } from '../rule.ts';

/** Code units of a type that evidence needs. */
const MAX_TYPE = 80;

export const nearMiss = {
  id: 'near-miss',
  severity: 'warning',
  group: 'types',
  ofConnection({ connection, whole, hooked }) {
    const { heardTypes, api } = connection;
    if (!hooked || api !== 'eventsource') return [];
    return [...whole.types].flatMap(([type, { count, message, at }]) => {
      if (heardTypes.includes(type) || type === 'message') return [];
      const heard = heardTypes.find((other) => isNearMiss(type, other) && !whole.types.has(other)) ?? heardTypes.find((other) => isNearMiss(type, other));
      return heard === undefined ? [] : [{ params: { type: type.slice(0, MAX_TYPE), heard: heard.slice(0, MAX_TYPE) }, message, at, count }];
    });
  },
} as const satisfies Rule;
