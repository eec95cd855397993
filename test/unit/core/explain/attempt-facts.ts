/** Facts of an attempt for the tests of rules: a good attempt of a page of its own origin, but for what a test says. */
import type { AttemptFacts, ConnectionFacts } from '../../../../src/core/explain/facts.ts';
import type { Attempt, Connection } from '../../../../src/core/model/connection.ts';
import type { Header } from '../../../../src/core/model/observation.ts';
import { createRowFacts } from '../../../../src/core/explain/row-facts.ts';

export const START = 1_700_000_000_000;

export function attemptOf(some: Partial<Attempt> = {}): Attempt {
  return {
    n: 1,
    startedAt: START,
    openedAt: START + 10,
    outcome: 'open',
    status: 200,
    request: 'r1',
    messageCount: 0,
    responseHeaders: headersOf({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' }),
    ...some,
  };
}

export function connectionOf(some: Partial<Connection> = {}): Connection {
  return {
    id: 1,
    api: 'eventsource',
    context: 'page',
    url: 'https://shop.example/stream',
    withCredentials: false,
    createdAt: START,
    frameUrl: 'https://shop.example/orders',
    frameId: 0,
    session: 's',
    stack: '',
    heardTypes: ['message'],
    state: 'open',
    by: 'server',
    stateSince: START + 10,
    attempts: [attemptOf()],
    droppedAttempts: 0,
    messageCount: 0,
    dataLength: 0,
    lost: 0,
    lastEventId: '',
    lastActivityAt: START + 10,
    ...some,
  };
}

export function headersOf(headers: Record<string, string>): Header[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}

export function factsOf(attempt: Partial<Attempt> = {}, connection: Partial<Connection> = {}, more: Partial<AttemptFacts> = {}): AttemptFacts {
  return { connection: connectionOf(connection), attempt: attemptOf(attempt), rows: createRowFacts(), browser: 'chromium', ...more };
}

export function connectionFactsOf(connection: Partial<Connection> = {}, more: Partial<ConnectionFacts> = {}): ConnectionFacts {
  const rows = createRowFacts();
  return {
    connection: connectionOf(connection),
    rowsOf: () => rows,
    hooked: true,
    tellsOfMessage: true,
    requestsAreKnown: true,
    browser: 'chromium',
    now: START + 60_000,
    ...more,
  };
}

/** An attempt that never got an answer. */
export const unanswered = (error: string): Partial<Attempt> => ({
  outcome: 'refused',
  error,
  status: undefined,
  openedAt: undefined,
  endedAt: START + 5,
  responseHeaders: undefined,
});

/** An attempt that got an answer that was not taken. */
export const refused = (outcome: Attempt['outcome'], status: number, headers: Record<string, string> = {}): Partial<Attempt> => ({
  outcome,
  status,
  openedAt: undefined,
  endedAt: START + 5,
  responseHeaders: headersOf(headers),
});
