/** A true history of connections, and what each witness tells of it: through a clock of its own, late, twice or not at all. */
import fc from 'fast-check';
import type { Observation, PageObservation, RequestObservation } from '../../../../src/core/model/observation.ts';
import { EPOCH } from '../drawing.ts';

export type Ending = 'ended' | 'cut' | 'refused' | 'http-error' | 'closed-by-page' | 'open' | 'connecting';

export interface TrueAttempt {
  request: string;
  start: number;
  /** Undefined: no answer. */
  answer: number | undefined;
  end: number | undefined;
  ending: Ending;
  /** Last event id when it started. */
  id: string;
}
export interface TrueConnection {
  document: number;
  source: number;
  url: string;
  created: number;
  attempts: TrueAttempt[];
}
export interface History {
  connections: TrueConnection[];
  /** Requests of the same URL that are no EventSource's. */
  strangers: { request: string; document: number; url: string; start: number; answer: number; end: number }[];
}

export interface Plan {
  document: number;
  url: number;
  createdAfter: number;
  /** The page saw an id of this connection's own in each attempt that opened. */
  ids: boolean;
  attempts: { delay: number; connect: number; lasts: number; ending: Ending }[];
}

/** Makes plans true. Only the last attempt of a connection can be final. */
export function historyOf(planned: readonly Plan[], strangers: readonly { plan: number; start: number }[] = []): History {
  let created = 0;
  let requests = 0;
  const connections = planned.map((plan, index): TrueConnection => {
    created += plan.createdAfter;
    let due = created + 1;
    let id = '';
    const attempts: TrueAttempt[] = [];
    for (const { delay, connect, lasts, ending } of plan.attempts) {
      const start = attempts.length === 0 ? due : due + delay;
      const opens = ending === 'ended' || ending === 'cut' || ending === 'closed-by-page' || ending === 'open';
      const answer = opens || ending === 'http-error' ? start + connect : undefined;
      const end = ending === 'open' || ending === 'connecting' ? undefined : (answer ?? start + connect) + (opens ? lasts : 0);
      attempts.push({ request: `r${requests++}`, start, answer, end, ending, id });
      if (opens && plan.ids) id = `${index}:${attempts.length}`;
      if (end === undefined || ending === 'http-error' || ending === 'closed-by-page') break;
      due = end;
    }
    return { document: plan.document, source: index + 1, url: `https://s.test/${plan.url}`, created, attempts };
  });
  return {
    connections,
    strangers: strangers.flatMap(({ plan, start }, n) => {
      const connection = connections[plan % connections.length];
      return connection === undefined
        ? []
        : [{ request: `stranger${n}`, document: connection.document, url: connection.url, start, answer: start + 3, end: start + 400 }];
    }),
  };
}

/** Times that a witness adds to the truth; asked once for each fact, in the order of the facts. */
export interface Clocks {
  hook(): number;
  log(): number;
}

/** What the hook of each document tells, in its order. */
export function hookFacts({ connections }: History, clocks: Clocks): PageObservation[][] {
  const documents = new Map<number, { at: number; fact: PageObservation }[]>();
  for (const { document, source, url, created, attempts } of connections) {
    const facts = documents.get(document) ?? [];
    documents.set(document, facts);
    const of = { session: `doc${document}`, source };
    facts.push({ at: created, fact: { kind: 'created', ...of, at: 0, url, withCredentials: false, stack: '' } });
    for (const [n, { answer, end, ending }] of attempts.entries()) {
      const opened = answer !== undefined && ending !== 'http-error';
      if (opened) facts.push({ at: answer + 0.2, fact: { kind: 'opened', ...of, at: 0 } });
      const next = attempts[n + 1];
      if (opened && next !== undefined && next.id !== '')
        facts.push({ at: answer + 0.3, fact: { kind: 'message', ...of, at: 0, type: 'tick', lastEventId: next.id, data: '' } });
      if (end === undefined) continue;
      if (ending === 'closed-by-page') facts.push({ at: end, fact: { kind: 'closed', ...of, at: 0, stack: '' } });
      else facts.push({ at: end + 0.2, fact: { kind: 'failed', ...of, at: 0, readyState: ending === 'http-error' ? 2 : 0 } });
    }
  }
  return [...documents].map(([document, facts]) => {
    let last = 0;
    const told = facts
      .sort((a, b) => a.at - b.at)
      .map(({ at, fact }) => {
        // One clock, read by one thread: it never goes back.
        last = Math.max(last, EPOCH + at + clocks.hook());
        return { ...fact, at: last };
      });
    return [
      { kind: 'document', session: `doc${document}`, at: EPOCH, url: 'https://page.test/', title: '', frame: { frameId: 0, documentId: `id${document}` } },
      ...told,
    ];
  });
}

/** The snapshots of each request, in the order of their revisions. */
export function requestFacts({ connections, strangers }: History, clocks: Clocks): RequestObservation[][] {
  const requests: RequestObservation[][] = [];
  let newest = -Infinity;
  // One clock, read by one thread, for all that happens one after the other.
  const moment = (at: number): number => (newest = Math.max(newest + 0.01, EPOCH + at + clocks.log()));
  const tell = (
    document: number,
    url: string,
    request: string,
    times: { start: number; answer?: number; end?: number },
    status: number,
    id: string,
    error?: string,
  ): void => {
    const startedAt = moment(times.start);
    const first: RequestObservation = {
      kind: 'request',
      request,
      revision: 0,
      frameId: 0,
      documentId: `id${document}`,
      method: 'GET',
      url,
      startedAt,
      requestHeaders: id === '' ? [] : [{ name: 'last-event-id', value: id }],
      redirects: [],
    };
    const told = [first];
    if (times.answer !== undefined) {
      const at = moment(times.answer);
      const headers = [{ name: 'content-type', value: 'text/event-stream' }];
      told.push({ ...first, revision: 1, response: { at, status, statusLine: `HTTP/1.1 ${status}`, headers, url } });
    }
    if (times.end !== undefined) told.push({ ...told.at(-1)!, revision: told.length, endedAt: moment(times.end), ...(error === undefined ? {} : { error }) });
    requests.push(told);
  };
  for (const { document, url, attempts } of connections) {
    newest = -Infinity;
    for (const { request, start, answer, end, ending, id } of attempts) {
      const error =
        ending === 'cut'
          ? 'net::ERR_INCOMPLETE_CHUNKED_ENCODING'
          : ending === 'refused'
            ? 'net::ERR_CONNECTION_REFUSED'
            : ending === 'closed-by-page'
              ? 'net::ERR_FAILED'
              : undefined;
      tell(document, url, request, { start, answer, end }, ending === 'http-error' ? 500 : 200, id, error);
    }
  }
  for (const { document, url, request, ...times } of strangers) {
    newest = -Infinity;
    tell(document, url, request, times, 200, '');
  }
  return requests;
}

/**
 * Whether the truth can be known: attempts of one document and URL that turn out at about the same time must send different ids;
 * a stranger must not be answered while an attempt is; and what is on its way at the end must not be what another stream waits for.
 */
export function isIdentifiable(history: History, near: number): boolean {
  const requests = [
    ...history.connections.flatMap(({ document, url, source, attempts }) => attempts.map((attempt) => ({ ...attempt, document, url, source }))),
    ...history.strangers.map((stranger) => ({ ...stranger, source: 0, id: '', ending: 'ended' as Ending })),
  ];
  const turn = (request: { start: number; answer: number | undefined; end: number | undefined }): number => request.answer ?? request.end ?? Infinity;
  const isTwin = (a: (typeof requests)[number], b: (typeof requests)[number]): boolean =>
    a.source !== b.source && a.document === b.document && a.url === b.url && a.id === b.id && a.start - near < turn(b) && b.start - near < turn(a);
  if (requests.some((a, i) => a.source !== 0 && requests.some((b, k) => k !== i && isTwin(a, b)))) return false;
  return history.connections.every((connection) => {
    const last = connection.attempts.at(-1)!;
    if (last.ending === 'open' || last.ending === 'http-error' || last.ending === 'closed-by-page') return true;
    const waitsSince = last.end ?? connection.attempts.at(-2)?.end ?? connection.created;
    return !requests.some(
      (other) =>
        other.source !== connection.source &&
        other.document === connection.document &&
        other.url === connection.url &&
        other.start > waitsSince - near &&
        (other.source === 0 || turn(other) === Infinity),
    );
  });
}

/** An order of arrival: each hook keeps its own, requests come in any, some snapshots twice, some never but for the last. */
export function arrivals(
  hooks: readonly (readonly PageObservation[])[],
  requests: readonly (readonly RequestObservation[])[],
  chance: () => number,
): Observation[] {
  const queues: Observation[][] = [
    ...hooks.map((facts) => [...facts]),
    ...requests.flatMap((told) => {
      const kept = told.filter((_, place) => place === told.length - 1 || chance() < 0.7);
      return [...kept, ...kept.filter(() => chance() < 0.3)].map((snapshot) => [snapshot]);
    }),
  ];
  const result: Observation[] = [];
  while (queues.length > 0) {
    const place = Math.floor(chance() * queues.length);
    const queue = queues[place]!;
    // Runs of one witness, as batches bring them.
    for (let n = Math.ceil(chance() * 4); n > 0 && queue.length > 0; n -= 1) result.push(queue.shift()!);
    if (queue.length === 0) queues.splice(place, 1);
  }
  return result;
}

/** A small generator of even chances: fast-check keeps the seed, so a failure can be run again. */
export function chanceFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const ending = fc.constantFrom<Ending>('ended', 'ended', 'cut', 'cut', 'refused', 'http-error', 'closed-by-page', 'open', 'connecting');

/** Plans of a page with a few streams. `pace` scales delays and durations. */
export function plans(pace: { delay: number; connect: number; lasts: number }, connections: { urls: number; most: number }): fc.Arbitrary<Plan[]> {
  const attempt = fc.record({
    delay: fc.integer({ min: 0, max: pace.delay }),
    connect: fc.integer({ min: 1, max: pace.connect }),
    lasts: fc.integer({ min: 1, max: pace.lasts }),
    ending,
  });
  const plan = fc.record({
    document: fc.integer({ min: 0, max: 1 }),
    url: fc.integer({ min: 0, max: connections.urls - 1 }),
    createdAfter: fc.integer({ min: 0, max: 200 }),
    ids: fc.boolean(),
    attempts: fc.array(attempt, { minLength: 1, maxLength: 12 }),
  });
  return fc.array(plan, { minLength: 1, maxLength: connections.most });
}
