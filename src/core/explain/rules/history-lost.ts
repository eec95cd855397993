/**
 * The server says itself from where it goes on, and that is not what it was asked for: it has forgotten what came between. So do hubs of Mercure, whose pages
 * ask by the query as well.
 */
import { responseHeader } from '../facts.ts';
import type { Rule } from '../rule.ts';

/** Code units of an id that evidence needs. */
const MAX_ID = 40;

/**
 * ## What it means
 *
 * The page asked for what follows a message, by `Last-Event-ID` or in the query (`lastEventID`). The server names another id in a header `Last-Event-ID` of its answer: from there it goes on. So a hub of [Mercure](https://mercure.rocks/spec#reconciliation) says that it does not have the id that was asked for any more; what came between is lost.
 *
 * ## The standard
 *
 * If the EventSource object's last event ID string is not the empty string, then: Set (`Last-Event-ID`, lastEventIDValue) in request's header list.
 *
 * ## An example
 *
 * ```
 * GET /hub?topic=books&lastEventID=urn:uuid:3
 *
 * Last-Event-ID: urn:uuid:9
 * ```
 *
 * ## How to fix it
 *
 * Let the server keep more of its history, or let the page load its state anew when the two differ.
 *
 * ```
 * if (response.headers.get('Last-Event-ID') !== asked) await reload();
 * ```
 */
export const historyLost = {
  id: 'history-lost',
  severity: 'warning',
  group: 'reconnect',
  title: 'The server has forgotten a part',
  sentence: 'What follows id {asked} was asked for; by its header Last-Event-ID the server goes on after {answered}.',
  ofAttempt({ attempt, connection }) {
    const answered = attempt.openedAt === undefined ? undefined : responseHeader(attempt, 'last-event-id');
    const asked = attempt.lastEventIdSent ?? positionIn(connection.url);
    if (answered === undefined || asked === undefined || asked === '' || asked === answered) return undefined;
    return { params: { asked: asked.slice(0, MAX_ID), answered: answered.slice(0, MAX_ID) } };
  },
  found: [
    ...['lastEventID', 'lastEventId', 'last-event-id', 'Last-Event-ID', 'last_event_id'].map((name) => ({
      connection: { url: `https://shop.example/hub?topic=books&${name}=urn%3Auuid%3A3#x` },
      headers: { 'Last-Event-ID': 'urn:uuid:9' },
      hit: { params: { asked: 'urn:uuid:3', answered: 'urn:uuid:9' } },
    })),
    // What a browser sends at a reconnect is newer than the query.
    {
      attempt: { lastEventIdSent: 'urn:uuid:8' },
      connection: { url: 'https://shop.example/hub?topic=books&lastEventID=urn:uuid:3' },
      headers: { 'Last-Event-ID': 'urn:uuid:9' },
      hit: { params: { asked: 'urn:uuid:8', answered: 'urn:uuid:9' } },
    },
    {
      attempt: { lastEventIdSent: 'urn:uuid:3' },
      headers: { 'Last-Event-ID': 'urn:uuid:9' },
      hit: { params: { asked: 'urn:uuid:3', answered: 'urn:uuid:9' } },
    },
    { attempt: { lastEventIdSent: '7' }, headers: { 'Last-Event-ID': 'earliest' }, hit: { params: { asked: '7', answered: 'earliest' } } },
  ],
  silent: [
    { attempt: { lastEventIdSent: 'urn:uuid:3' }, headers: { 'Last-Event-ID': 'urn:uuid:3' } },
    { connection: { url: 'https://shop.example/hub?topic=books&lastEventID=urn:uuid:3' }, headers: { 'Last-Event-ID': 'urn:uuid:3' } },
    { connection: { url: 'https://shop.example/hub?topic=books' }, headers: { 'Last-Event-ID': 'urn:uuid:9' } },
    { connection: { url: 'https://shop.example/hub?topic=books&lastEventID=' }, headers: { 'Last-Event-ID': 'urn:uuid:9' } },
    { connection: { url: 'https://shop.example/hub?topic=books&lastEventID=%E0%A4%A' }, headers: { 'Last-Event-ID': 'x' } },
    { attempt: { lastEventIdSent: '7' } },
  ],
} as const satisfies Rule;

/** `?lastEventID=…`, however it is written. */
function positionIn(url: string): string | undefined {
  const query = /\?([^#]*)/.exec(url)?.[1] ?? '';
  for (const part of query.split('&')) {
    const [name = '', value = ''] = part.split('=', 2);
    if (name.replaceAll(/[-_]/g, '').toLowerCase() !== 'lasteventid') continue;
    try {
      return decodeURIComponent(value.replaceAll('+', ' '));
    } catch {
      return undefined;
    }
  }
  return undefined;
}
