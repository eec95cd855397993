/** One document holds two connections to one URL: mostly one was forgotten. */
import type { Milliseconds } from '../../units.ts';
import { isEventSource } from '../facts.ts';
import type { Rule } from '../rule.ts';

/** The old one may be closed when the new one has proved itself. */
const PATIENCE: Milliseconds = 10_000;

export const sameStreamTwice = {
  id: 'same-stream-twice',
  severity: 'note',
  group: 'zombies',
  ofConnection({ connection, predecessor, now }) {
    if (!isEventSource(connection) || predecessor?.state !== 'open' || connection.state !== 'open') return [];
    if (now - Math.max(connection.stateSince, predecessor.stateSince) < PATIENCE) return [];
    return [{ params: { other: predecessor.id } }];
  },
} as const satisfies Rule;
