/**
 * The server says itself from where it goes on, and that is not what it was asked for: it has forgotten what came between. So do hubs of Mercure, whose pages
 * ask by the query as well.
 */
import { responseHeader } from '../facts.ts';
import type { Rule } from '../rule.ts';

/** Code units of an id that evidence needs. */
const MAX_ID = 40;

export const historyLost = {
  id: 'history-lost',
  severity: 'warning',
  group: 'reconnect',
  ofAttempt({ attempt, connection }) {
    const answered = attempt.openedAt === undefined ? undefined : responseHeader(attempt, 'last-event-id');
    const asked = attempt.lastEventIdSent ?? positionIn(connection.url);
    if (answered === undefined || asked === undefined || asked === '' || asked === answered) return undefined;
    return { params: { asked: asked.slice(0, MAX_ID), answered: answered.slice(0, MAX_ID) } };
  },
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
