/**
 * Which attempt a request gets. A server does not know its clients, so it goes by what they show: the path, for POSTs the body, the Last-Event-ID, and
 * whether a client like this one has just been left without an answer's rest. Pure: the clock is handed in.
 */
import type { Outcome } from '../../src/core/model/connection.ts';
import type { Bytes, CodeUnits, Milliseconds } from '../../src/core/units.ts';
import type { Answer, Plan, PlannedAttempt, PlannedConnection } from './plan.ts';

export interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** Undefined: it sent none. */
  readonly lastEventId: string | undefined;
  /** Text of its body, or the begin of it, and the length of the whole. */
  readonly body: string;
  readonly bodyLength: CodeUnits;
  /** What clients of one kind have in common: their program, and the origin of their page. */
  readonly client: string;
}

export interface Turn {
  readonly connection: PlannedConnection;
  /** Undefined: the capture has no further attempt. */
  readonly attempt: PlannedAttempt | undefined;
  /** Bytes of its body that the client has had. */
  readonly skip: Bytes;
  readonly asked: Asked;
}

export type Refusal = { readonly status: 404 | 405 };

export interface Turns {
  take(asked: Asked): Turn | Refusal;
  /** The answer of `turn` is over. `sent`: bytes of its body, from the first of the attempt. */
  over(turn: Turn, by: 'server' | 'client', sent: Bytes): void;
}

/** A client that is expected back. */
interface Expected {
  readonly connection: PlannedConnection;
  readonly next: PlannedAttempt | undefined;
  readonly lastEventId: string;
  readonly client: string;
  readonly until: Milliseconds;
}

/** What a client waits before it comes back, where the capture does not say: Firefox's own, the longest of the browsers'. */
const USUAL_DELAY: Milliseconds = 5000;
/** A client that has not come back after so many times its delay comes as a new one: its page was loaded anew, more likely. */
const DELAYS = 2;
const SLACK: Milliseconds = 1000;
/** How an attempt ends after which there may be another. */
const BACK: ReadonlySet<Outcome> = new Set(['ended', 'cut', 'refused', 'failed', 'http-error', 'closed-by-page']);
const BACK_BY_ITSELF: ReadonlySet<Outcome> = new Set(['closed-by-page']);
/** Clients that are expected at once, for memory alone: of more, those that wait longest are taken for gone. */
const MAX_EXPECTED = 10_000;

/** @param now in milliseconds; @param loop after the last attempt comes the first again */
export function createTurns(plan: Plan, { loop, now }: { loop: boolean; now: () => Milliseconds }): Turns {
  const begun = new Map<PlannedConnection, number>();
  let expected: Expected[] = [];

  /** Takes the client out of those that are expected, so that two that are alike get one each. */
  const comeBack = (among: readonly PlannedConnection[], { client, lastEventId = '' }: Asked): Expected | undefined => {
    const at = now();
    expected = expected.filter(({ until }) => until >= at);
    const place = expected.findIndex((one) => one.client === client && one.lastEventId === lastEventId && among.includes(one.connection));
    return place < 0 ? undefined : expected.splice(place, 1)[0];
  };

  return {
    take(asked) {
      const ofPath = connectionsAt(plan, asked.target);
      const ofMethod = ofPath.filter(({ method }) => method === asked.method);
      if (ofMethod.length === 0) return { status: ofPath.length === 0 ? 404 : 405 };
      const among = ofBody(ofMethod, asked);
      const back = comeBack(among, asked);
      if (back !== undefined) return { connection: back.connection, attempt: back.next, skip: 0, asked };
      const after = asked.lastEventId === undefined ? undefined : afterId(among, asked.lastEventId, loop);
      if (after !== undefined) return { ...after, asked };
      // Of several that are alike, each has its turn.
      const connection = among.reduce((least, one) => ((begun.get(one) ?? 0) < (begun.get(least) ?? 0) ? one : least));
      begun.set(connection, (begun.get(connection) ?? 0) + 1);
      return { connection, attempt: connection.attempts[0], skip: 0, asked };
    },
    over({ connection, attempt, asked }, by, sent) {
      if (attempt === undefined) return;
      const next = nextOf(connection, attempt, loop);
      const lastEventId = idAt(attempt.answer(), sent) ?? asked.lastEventId ?? '';
      // Who goes by itself comes back only where the client of the capture did; and without an id, who comes after the last attempt is new.
      if (!(by === 'client' ? BACK_BY_ITSELF : BACK).has(attempt.outcome)) return;
      if ((next === undefined || next === connection.attempts[0]) && lastEventId === '') return;
      if (expected.length >= MAX_EXPECTED) expected.shift();
      const delay = attempt.delayAfter ?? USUAL_DELAY;
      expected.push({ connection, next, lastEventId, client: asked.client, until: now() + delay * DELAYS + SLACK });
    },
  };
}

function nextOf({ attempts }: PlannedConnection, attempt: PlannedAttempt, loop: boolean): PlannedAttempt | undefined {
  return attempts[attempts.indexOf(attempt) + 1] ?? (loop ? attempts[0] : undefined);
}

/** By its own path, else by path and query of its URL, else by the path alone: clients put times and ids into queries. */
function connectionsAt({ connections }: Plan, target: string): readonly PlannedConnection[] {
  const pathOf = (text: string): string => text.split('?', 1)[0]!;
  for (const isMeant of [
    ({ path }: PlannedConnection) => path === target,
    (one: PlannedConnection) => one.target === target,
    (one: PlannedConnection) => pathOf(one.path) === pathOf(target),
    (one: PlannedConnection) => pathOf(one.target) === pathOf(target),
  ]) {
    const found = connections.filter(isMeant);
    if (found.length > 0) return found;
  }
  return [];
}

/** Those whose request had this body; where none had, all: bodies hold times, ids, and what was redacted. */
function ofBody(connections: readonly PlannedConnection[], asked: Asked): readonly PlannedConnection[] {
  if (connections.length < 2) return connections;
  for (const isSame of [isSameText, isSameJson]) {
    const found = connections.filter(({ attempts }) => attempts.some((attempt) => isSame(attempt, asked)));
    if (found.length > 0) return found;
  }
  return connections;
}

/** As far as both are known: a capture keeps the begin of a long one. */
function isSameText({ requestBody = '', requestBodyLength = requestBody.length }: PlannedAttempt, { body, bodyLength }: Asked): boolean {
  const known = Math.min(requestBody.length, body.length);
  return bodyLength === requestBodyLength && body.slice(0, known) === requestBody.slice(0, known);
}

/** JSON that was written otherwise: in another order, with other spaces. */
function isSameJson({ requestBody = '' }: PlannedAttempt, { body }: Asked): boolean {
  const [one, other] = [sorted(requestBody), sorted(body)];
  return one !== undefined && one === other;
}

/** Beyond this a body is not read as JSON: as much is kept of it in a capture. */
const MAX_JSON: CodeUnits = 65_536;

function sorted(text: string): string | undefined {
  if (text === '' || text.length > MAX_JSON) return undefined;
  try {
    return JSON.stringify(JSON.parse(text), (_, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    );
  } catch {
    return undefined;
  }
}

/**
 * Where a client goes on that has `id`: with the attempt that was asked for with it, else behind its message, else with the attempt after that.
 * Undefined: the id is in none of them.
 */
function afterId(among: readonly PlannedConnection[], id: string, loop: boolean): Omit<Turn, 'asked'> | undefined {
  for (const connection of among) {
    const attempt = connection.attempts.find(({ lastEventIdSent }) => lastEventIdSent === id);
    if (attempt !== undefined) return { connection, attempt, skip: 0 };
  }
  for (const connection of among) {
    for (const attempt of connection.attempts) {
      const { ids, steps, end } = attempt.answer();
      const mark = ids.findLast((one) => one.id === id);
      if (mark === undefined) continue;
      const isLast = mark.end === steps.reduce((sum, { bytes }) => sum + bytes.length, 0);
      if (isLast && end.how !== 'hold') return { connection, attempt: nextOf(connection, attempt, loop), skip: 0 };
      return { connection, attempt, skip: mark.end };
    }
  }
  return undefined;
}

/** The last event id of a client that has had `sent` bytes. */
function idAt({ ids }: Answer, sent: Bytes): string | undefined {
  return ids.findLast(({ end }) => end <= sent)?.id;
}
