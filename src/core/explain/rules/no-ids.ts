/** The stream is reconnected and its messages have no ids: what was sent meanwhile is lost. */
import { isEventSource } from '../facts.ts';
import type { Rule } from '../rule.ts';

/** One reconnect happens to every stream. */
const TIMES = 3;

export const noIds = {
  id: 'no-ids',
  severity: 'note',
  group: 'protocol',
  ofConnection({ connection, whole }) {
    const opened = connection.attempts.filter(({ openedAt, messageCount }) => openedAt !== undefined && messageCount > 0);
    if (!isEventSource(connection) || connection.lastEventId !== '' || whole.ids.changes > 0 || (whole.ids.first ?? '') !== '' || opened.length < TIMES)
      return [];
    return [{ attempt: opened.at(-1)!.n, params: { attempts: connection.attempts.length + connection.droppedAttempts } }];
  },
} as const satisfies Rule;
