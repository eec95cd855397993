/** A capture made by arithmetic: every state of a connection, reconnects every second, a flood. The same at every run. */
import type { Attempt, ConnectionState, Outcome } from '../../../src/core/model/connection.ts';
import type { ConnectionRow, TimelineLane, TimelineRequest } from '../../../src/wire/protocol/questions.ts';

export const T0 = 1_763_000_000_000;
/** Five minutes. */
export const LENGTH = 300_000;

interface FakeConnection {
  row: ConnectionRow;
  attempts: Attempt[];
  /** Milliseconds between two messages while it is open. */
  every: number;
}

export interface FakeCapture {
  connections: FakeConnection[];
  timeline(request: TimelineRequest): TimelineLane[];
}

type Part = Partial<Attempt> & { start: number; open?: number; end?: number; outcome: Outcome };

function connection(id: number, path: string, state: ConnectionState, every: number, parts: Part[], host = 'http://localhost:8080'): FakeConnection {
  const attempts = parts.map(({ start, open, end, ...rest }, i): Attempt => {
    const openUntil = end ?? LENGTH;
    const messageCount = open === undefined ? 0 : Math.floor(openUntil / every) - Math.floor(open / every);
    return {
      n: i + 1,
      startedAt: T0 + start,
      openedAt: open === undefined ? undefined : T0 + open,
      endedAt: end === undefined ? undefined : T0 + end,
      messageCount,
      ...rest,
    };
  });
  const last = attempts.at(-1);
  const messages = attempts.reduce((sum, each) => sum + each.messageCount, 0);
  const row: ConnectionRow = {
    id,
    url: host + path,
    origin: host,
    frameId: 0,
    frameUrl: 'http://localhost:8080/',
    withCredentials: false,
    api: 'eventsource',
    context: 'page',
    others: 0,
    createdAt: attempts[0]?.startedAt ?? T0,
    state,
    by: 'server',
    stateSince: last?.endedAt ?? last?.openedAt ?? T0,
    messages,
    dataLength: messages * 40,
    lost: 0,
    lastEventId: '',
    lastEventIdCut: false,
    retry: { ms: last?.retryInForce ?? 3000, from: last?.retryFrom ?? 'default' },
    attempts: attempts.length,
    outcome: last?.outcome ?? 'connecting',
    status: last?.status,
    error: last?.error,
    lastActivityAt: last?.endedAt ?? T0 + LENGTH,
    heardTypes: ['message'],
    spark: [],
  };
  return { row, attempts, every };
}

/** Attempts that open for `up` and wait for `wait` each, until the end of the capture. */
function reconnecting(from: number, up: number, wait: (i: number) => number, part: Partial<Attempt> & { outcome: Outcome }): Part[] {
  const parts: Part[] = [];
  let start = from;
  for (let i = 0; start + 12 + up < LENGTH; i++) {
    const delay = i === 0 ? undefined : wait(i - 1);
    parts.push({
      start,
      open: start + 12,
      end: start + 12 + up,
      ...part,
      reconnectDelay: delay,
      retryInForce: i === 0 ? undefined : part.retryInForce,
      retryFrom: i === 0 ? undefined : part.retryFrom,
    });
    start += 12 + up + wait(i);
  }
  return parts;
}

/** Twenty lanes of every kind, some 400 attempts, some 107,000 messages. */
export function mixedCapture(): FakeCapture {
  const backoff = [1003, 2004, 4002, 8005, 16_003, 30_004];
  const refused: Part[] = [];
  let at = 41_000;
  for (const [i, delay] of [0, ...backoff].entries()) {
    at += delay;
    refused.push({
      start: at,
      end: at + 180,
      outcome: 'refused',
      error: 'net::ERR_CONNECTION_REFUSED',
      reconnectDelay: i === 0 ? undefined : delay,
      retryInForce: i === 0 ? undefined : 1000,
      retryFrom: i === 0 ? undefined : 'observed',
    });
    at += 180;
  }
  const clean = reconnecting(12_000, 9_000, (i) => 3003 + (i % 3), { outcome: 'ended', retryInForce: 3000, retryFrom: 'default' });
  const waiting = [...clean.slice(0, 3), { ...clean[3], start: 270_000, open: 270_020, end: 298_200, outcome: 'ended' } as Part];
  const lanes: FakeConnection[] = [
    connection(1, '/ticks?every=500', 'open', 500, [{ start: 0, open: 18, outcome: 'open' }]),
    connection(2, '/flood', 'open', 3, [{ start: 800, open: 830, outcome: 'open' }]),
    connection(3, '/cut-every-second', 'open', 100, [
      ...reconnecting(200, 480, () => 503, { outcome: 'cut', error: 'net::ERR_INCOMPLETE_CHUNKED_ENCODING', retryInForce: 500, retryFrom: 'observed' }),
      { start: 299_650, open: 299_662, outcome: 'open', reconnectDelay: 503, retryInForce: 500, retryFrom: 'observed' },
    ]),
    connection(4, '/clean-end', 'open', 1500, [...clean, { start: 299_000, open: 299_012, outcome: 'open' }]),
    connection(5, '/slow-headers', 'open', 4000, [{ start: 20_000, open: 64_000, outcome: 'open' }]),
    connection(6, '/eight-streams/7', 'connecting', 1000, [{ start: 90_000, outcome: 'queued' }]),
    connection(7, '/connecting-now', 'connecting', 1000, [{ start: 240_000, outcome: 'connecting' }]),
    connection(8, '/waiting-now', 'waiting', 700, waiting),
    connection(9, '/reconnecting-now', 'reconnecting', 900, [
      { start: 30_000, open: 30_014, end: 180_000, outcome: 'cut', error: 'net::ERR_NETWORK_CHANGED' },
      { start: 183_003, outcome: 'connecting', reconnectDelay: 3003, retryInForce: 3000, retryFrom: 'default' },
    ]),
    connection(10, '/closed-by-page', 'closed', 250, [{ start: 50_000, open: 50_030, end: 170_000, outcome: 'closed-by-page' }]),
    connection(11, '/not-found', 'failed', 1000, [{ start: 61_000, end: 61_040, outcome: 'http-error', status: 404 }]),
    connection(12, '/html', 'failed', 1000, [{ start: 62_000, end: 62_300, outcome: 'bad-type', status: 200 }]),
    connection(13, '/other-origin', 'failed', 1000, [{ start: 70_000, end: 71_500, outcome: 'cors', error: 'net::ERR_FAILED' }], 'https://api.example.com'),
    connection(14, '/no-content', 'failed', 1000, [
      { start: 10_000, open: 10_020, end: 100_000, outcome: 'ended' },
      { start: 103_004, end: 103_040, outcome: 'no-content', status: 204, reconnectDelay: 3004, retryInForce: 3000, retryFrom: 'default' },
    ]),
    connection(15, '/navigated', 'closed', 2000, [{ start: 5_000, open: 5_020, end: 140_000, outcome: 'navigated' }]),
    connection(16, '/bfcache', 'suspended', 3000, [{ start: 8_000, open: 8_020, end: 200_000, outcome: 'navigated' }]),
    connection(17, '/server-restarting', 'failed', 1000, refused),
    connection(18, '/quiet', 'open', 60_000, [{ start: 3_000, open: 3_050, outcome: 'open' }]),
    connection(19, '/chat/completions?stream=true&model=a-rather-long-name', 'closed', 35, [
      { start: 150_000, open: 152_400, end: 163_000, outcome: 'closed-by-page' },
    ]),
    connection(20, '/retry-changes', 'open', 5000, [
      ...reconnecting(100_000, 20_000, (i) => 1000 * (i + 1) + 6, { outcome: 'ended', retryInForce: 2000, retryFrom: 'wire' }),
      { start: 297_000, open: 297_020, outcome: 'open' },
    ]),
  ];
  return capture(lanes);
}

/** A thousand lanes with one to four attempts each. */
export function thousandLanes(): FakeCapture {
  return capture(
    Array.from({ length: 1000 }, (_, i) => {
      const start = (i * 290) % 200_000;
      const cuts = i % 4;
      const parts: Part[] = [];
      for (let k = 0; k <= cuts; k++) {
        const from = start + k * 15_000;
        const last = k === cuts;
        parts.push({
          start: from,
          open: from + 20,
          end: last ? undefined : from + 12_000,
          outcome: last ? 'open' : 'cut',
          reconnectDelay: k === 0 ? undefined : 3000,
          retryInForce: k === 0 ? undefined : 3000,
          retryFrom: k === 0 ? undefined : 'default',
        });
      }
      return connection(i + 1, `/stream/${i + 1}`, 'open', 200 + (i % 7) * 150, parts);
    }),
  );
}

function capture(connections: FakeConnection[]): FakeCapture {
  const byId = new Map(connections.map((each) => [each.row.id, each]));
  return {
    connections,
    timeline: (request) => request.connections.flatMap((id) => byId.get(id) ?? []).map((each) => laneOf(each, request)),
  };
}

function laneOf({ row, attempts, every }: FakeConnection, { from, to, buckets }: TimelineRequest): TimelineLane {
  const counts = new Uint32Array(buckets);
  const width = (to - from) / buckets;
  const bucketOf = (time: number): number => Math.floor((time - from) / width);
  const shown: Attempt[] = [];
  let cut = false;
  for (const attempt of attempts) {
    const begins = attempt.startedAt - (attempt.reconnectDelay ?? 0);
    const ends = attempt.endedAt ?? T0 + LENGTH;
    if (ends < from || begins > to) continue;
    if (shown.length > 0 && bucketOf(shown.at(-1)?.startedAt ?? 0) === bucketOf(attempt.startedAt)) cut = true;
    else shown.push(attempt);
    if (attempt.openedAt === undefined) continue;
    const first = Math.max(0, bucketOf(attempt.openedAt));
    const last = Math.min(buckets - 1, bucketOf(ends));
    for (let i = first; i <= last; i++) {
      const a = Math.max(from + i * width, attempt.openedAt);
      const b = Math.min(from + (i + 1) * width, ends);
      counts[i] = (counts[i] ?? 0) + Math.floor((b - T0) / every) - Math.floor((a - T0) / every);
    }
  }
  return {
    connection: row.id,
    createdAt: row.createdAt,
    state: row.state,
    attempts: shown.map(({ messageCount, ...each }) => ({ ...each, messages: messageCount })),
    attemptsCut: cut,
    counts,
  };
}
