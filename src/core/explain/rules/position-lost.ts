/** The page made a new EventSource where the old one had failed: the new one knows nothing of the last event id. */
import type { Outcome } from '../../model/connection.ts';
import type { Milliseconds } from '../../units.ts';
import { isEventSource } from '../facts.ts';
import type { Rule } from '../rule.ts';

/** How the last attempt of the old one ended. */
const BROKEN: readonly Outcome[] = ['cut', 'ended', 'refused', 'http-error', 'bad-type', 'cors', 'failed'];
/** The new one was made because of the old one. */
const SOON: Milliseconds = 30_000;
/** Code units of an id that evidence needs. */
const MAX_ID = 40;

export const positionLost = {
  id: 'position-lost',
  severity: 'note',
  group: 'reconnect',
  ofConnection({ connection, predecessor }) {
    const first = connection.droppedAttempts === 0 ? connection.attempts[0] : undefined;
    if (first?.requestHeaders === undefined || first.lastEventIdSent !== undefined || !isEventSource(connection)) return [];
    if (predecessor === undefined || predecessor.lastEventId === '') return [];
    const last = predecessor.attempts.at(-1);
    // A stream that the page closed while it worked was not meant to go on.
    if (last?.endedAt === undefined || !BROKEN.includes(last.outcome) || connection.createdAt - last.endedAt > SOON) return [];
    return [{ attempt: first.n, at: first.startedAt, params: { id: predecessor.lastEventId.slice(0, MAX_ID), before: predecessor.id } }];
  },
} as const satisfies Rule;
