/** Messages of a type came to which the page does not listen. */
import { isHeartbeatType } from '../heartbeat.ts';
import { isNearMiss } from '../near-miss.ts';
import type { Rule } from '../rule.ts';

/** Those of `message-unheard` and `reserved-type`. */
const OTHERS: readonly string[] = ['message', 'error', 'open'];
/** Code units of a type that evidence needs. */
const MAX_TYPE = 80;

export const unheardType = {
  id: 'unheard-type',
  severity: 'warning',
  group: 'types',
  ofConnection({ connection, whole, hooked }) {
    const { heardTypes, api } = connection;
    if (!hooked || api !== 'eventsource') return [];
    return [...whole.types].flatMap(([type, { count, message, at }]) => {
      if (heardTypes.includes(type) || OTHERS.includes(type) || isHeartbeatType(type) || heardTypes.some((heard) => isNearMiss(type, heard))) return [];
      return [{ params: { type: type.slice(0, MAX_TYPE) }, message, at, count }];
    });
  },
} as const satisfies Rule;
