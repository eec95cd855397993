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

/**
 * ## What it means
 *
 * The last event id belongs to the object. Code that reconnects by itself has to hand it over.
 *
 * ## The standard
 *
 * Each `EventSource` object has the following associated with it: … A last event ID string. This must initially be the empty string.
 *
 * ## An example
 *
 * ```
 * source.close();
 * source = new EventSource(url);
 * ```
 *
 * ## How to fix it
 *
 * Let the browser reconnect where it does. Else put the id into the URL, and read it on the server.
 *
 * ```
 * new EventSource(`/stream?after=${encodeURIComponent(lastEventId)}`)
 * ```
 */
export const positionLost = {
  id: 'position-lost',
  severity: 'note',
  group: 'reconnect',
  title: 'A new EventSource forgot the position',
  sentence:
    'The page made a new EventSource after connection #{before} had ended at id “{id}”. A new one sends no Last-Event-ID, so the server cannot go on there.',
  ofConnection({ connection, predecessor }) {
    const first = connection.droppedAttempts === 0 ? connection.attempts[0] : undefined;
    if (first?.requestHeaders === undefined || first.lastEventIdSent !== undefined || !isEventSource(connection)) return [];
    if (predecessor === undefined || predecessor.lastEventId === '') return [];
    const last = predecessor.attempts.at(-1);
    // A stream that the page closed while it worked was not meant to go on.
    if (last?.endedAt === undefined || !BROKEN.includes(last.outcome) || connection.createdAt - last.endedAt > SOON) return [];
    return [{ attempt: first.n, at: first.startedAt, params: { id: predecessor.lastEventId.slice(0, MAX_ID), before: predecessor.id } }];
  },
  found: [
    {
      connection: { id: 2, createdAt: 0 },
      attempts: [{ requestHeaders: [] }],
      predecessor: { connection: { id: 1, lastEventId: '41', state: 'failed' }, attempt: { outcome: 'cut', endedAt: -1000 } },
      hit: [{ attempt: 1, at: 0, params: { id: '41', before: 1 } }],
    },
  ],
  silent: [
    {
      connection: { id: 2, createdAt: 0 },
      attempts: [{ requestHeaders: [] }],
      predecessor: { connection: { id: 1, lastEventId: '41', state: 'closed' }, attempt: { outcome: 'closed-by-page', endedAt: -1000 } },
    },
    {
      connection: { id: 2, createdAt: 0 },
      attempts: [{ requestHeaders: [] }],
      predecessor: { connection: { id: 1, lastEventId: '41', state: 'failed' }, attempt: { outcome: 'cut', endedAt: -100000 } },
    },
    {
      connection: { id: 2, createdAt: 0 },
      attempts: [{ requestHeaders: [], lastEventIdSent: '41' }],
      predecessor: { connection: { id: 1, lastEventId: '41', state: 'failed' }, attempt: { outcome: 'cut', endedAt: -1000 } },
    },
    {
      connection: { id: 2, createdAt: 0 },
      attempts: [{ requestHeaders: [] }],
      predecessor: { connection: { id: 1, lastEventId: '', state: 'failed' }, attempt: { outcome: 'cut', endedAt: -1000 } },
    },
  ],
} as const satisfies Rule;
