/** Answers of a recorder, for tests of what the terminal shows. */
import type { ConnectionRow, Overview } from '../../../src/wire/protocol/questions.ts';

export function rowOf(facts: Partial<ConnectionRow> = {}): ConnectionRow {
  return {
    id: 1,
    url: 'http://x.test/ticks',
    origin: 'http://x.test',
    frameId: 0,
    frameUrl: 'http://x.test/',
    withCredentials: false,
    api: 'eventsource',
    context: 'page',
    others: 0,
    createdAt: 0,
    state: 'open',
    by: 'server',
    stateSince: 0,
    messages: 0,
    dataLength: 0,
    lost: 0,
    lastEventId: '',
    lastEventIdCut: false,
    retry: { ms: 3000, from: 'default' },
    attempts: 1,
    outcome: 'open',
    status: 200,
    lastActivityAt: 0,
    heardTypes: [],
    spark: Array.from({ length: 60 }, () => 0),
    ...facts,
  };
}

export function overviewOf(facts: Partial<Overview> = {}): Overview {
  return {
    version: 1,
    nextMessage: 0,
    recording: true,
    messages: 0,
    others: 0,
    dropped: 0,
    notRecorded: 0,
    lost: 0,
    findings: { error: 0, warning: 0, note: 0 },
    disk: null,
    gaps: [],
    dataLength: 0,
    connections: 0,
    states: { connecting: 0, open: 0, waiting: 0, reconnecting: 0, closed: 0, failed: 0, suspended: 0 },
    limits: { messages: 1, dataLength: 1, attempts: 1, rawBytes: 1 },
    limitsReached: [],
    witnesses: [],
    pages: [],
    ...facts,
  };
}
