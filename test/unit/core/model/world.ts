/**
 * A world with servers, a network, pages and witnesses, in which everything is known; and what each witness tells of it, through clocks of
 * its own, in batches, late, twice, in any order between them.
 *
 *   server ── wire ──┬──▶ page: dispatches what is listened to ──▶ hook (loses some, is heard in batches, may fall silent)
 *                    └──▶ network log: lists all, polled now and then
 *   request log: starts, heads, ends
 */
import fc from 'fast-check';
import type { DocumentGone, ExchangeMessage, NetworkObservation, Observation, PageObservation } from '../../../../src/core/model/observation.ts';
import { EPOCH } from '../drawing.ts';
import { toldAt } from './lives.ts';
import type { Life, WireMessage, World, WorldAttempt, WorldStream } from './world-model.ts';

export interface StreamPlan {
  document: number;
  url: number;
  createdAfter: number;
  /** Of `TYPES`: since when the page listens, in ms after the creation; missing: never. */
  listens: (number | undefined)[];
  withIds: boolean;
  attempts: { delay: number; connect: number; messages: { after: number; type: number; same: boolean }[]; tail: number }[];
  stays: boolean;
  losses: readonly number[];
}

export const TYPES = ['message', 'tick', 'note'];

/** `distinct`: no two messages of the world read the same. */
export function worldOf(plans: readonly StreamPlan[], { requestLog = true, networkLog = true, documentIds = true, distinct = false } = {}): World {
  let clock = 0;
  let requests = 0;
  let texts = 0;
  const streams = plans.map((plan, n): WorldStream => {
    clock += plan.createdAfter;
    const created = clock;
    let due = created + 1;
    let id = '';
    const attempts = plan.attempts.map(({ delay, connect, messages, tail }, attempt): WorldAttempt => {
      const start = attempt === 0 ? due : due + delay;
      let at = start + connect;
      const answer = at;
      const sentId = id;
      const sent = messages.map(({ after, type, same }, place): WireMessage => {
        at += after;
        texts += 1;
        if (plan.withIds) id = `${n}.${attempt}.${place}`;
        return { at, type: TYPES[type % TYPES.length]!, lastEventId: id, data: same && !distinct ? 'same' : `text ${texts}` };
      });
      const end = attempt === plan.attempts.length - 1 && plan.stays ? undefined : at + 1 + tail;
      if (end !== undefined) due = end;
      return { name: `r${requests++}`, start, answer, end, sentId, messages: sent };
    });
    const listens = plan.listens.flatMap((since, type) => (since === undefined ? [] : [{ type: TYPES[type]!, since: created + since }]));
    return { document: plan.document, source: n + 1, url: `https://s.test/${plan.url}`, created, listens, attempts, losses: new Set(plan.losses) };
  });
  return { streams, requestLog, networkLog, documentIds };
}

export const isHeardInWorld = (stream: WorldStream, message: WireMessage): boolean =>
  stream.listens.some(({ type, since }) => type === message.type && message.at >= since);

/** What the hook tells of its own accord: the default type always. */
const isTold = (stream: WorldStream, message: WireMessage): boolean => message.type === 'message' || isHeardInWorld(stream, message);

export interface Delays {
  /** From the wire to the page, and to its hook. */
  dispatch(): number;
  /** By how much the request log's clock is off. */
  log(): number;
}

interface Fact<T extends Observation> {
  /** Moment at which the witness knew of it. */
  at: number;
  fact: T;
}

/** What the hook of each document tells, in its order. */
export function hooksOf(world: World, { dispatch }: Delays): Fact<PageObservation | DocumentGone>[][] {
  const { streams, lives, documentIds } = world;
  const documents = new Map<number, Fact<PageObservation>[]>();
  for (const stream of streams) {
    const facts = documents.get(stream.document) ?? [];
    documents.set(stream.document, facts);
    const of = { session: `doc${stream.document}`, source: stream.source };
    let newest = stream.created;
    const tell = (at: number, make: (at: number) => PageObservation): void => {
      // One thread: what comes after is told after.
      newest = Math.max(newest + 0.001, toldAt(world, stream.document, at));
      facts.push({ at: newest, fact: make(EPOCH + newest) });
    };
    tell(stream.created, (at) => ({ kind: 'created', ...of, at, url: stream.url, withCredentials: false, stack: '' }));
    const listens = stream.listens.toSorted((a, b) => a.since - b.since);
    let told = 0;
    let place = 0;
    const listenUntil = (at: number): void => {
      for (; place < listens.length && listens[place]!.since <= at; place += 1) {
        const { type, since } = listens[place]!;
        tell(since, (when) => ({ kind: 'listening', ...of, at: Math.min(when, EPOCH + since), type }));
      }
    };
    for (const attempt of stream.attempts) {
      listenUntil(attempt.answer);
      if (attempt.answer === Infinity) continue;
      tell(attempt.answer + dispatch(), (at) => ({ kind: 'opened', ...of, at }));
      for (const message of attempt.messages) {
        listenUntil(message.at);
        if (!isTold(stream, message)) continue;
        const isLost = stream.losses.has(told++);
        const moment = message.at + dispatch();
        if (isLost) tell(moment, (at) => ({ kind: 'lost', ...of, at, messages: 1, why: 'overflow' }));
        else tell(moment, (at) => ({ kind: 'message', ...of, at, type: message.type, lastEventId: message.lastEventId, data: message.data }));
      }
      if (attempt.end !== undefined && attempt.isCut !== true) tell(attempt.end + dispatch(), (at) => ({ kind: 'failed', ...of, at, readyState: 0 }));
    }
    listenUntil(Infinity);
  }
  return [...documents].map(([document, facts]) => {
    let newest = 0;
    const inOrder = facts
      .map((one, n) => ({ ...one, n }))
      .sort((a, b) => a.at - b.at || a.n - b.n)
      .map(({ at, fact }) => ({ at: (newest = Math.max(newest, at)), fact }));
    const session = `doc${document}`;
    const begin = Math.max(0, (inOrder[0]?.at ?? 0) - 1);
    const first: PageObservation = {
      kind: 'document',
      session,
      at: EPOCH + begin,
      url: 'https://page.test/',
      title: '',
      frame: { frameId: 0, documentId: documentIds ? `id${document}` : undefined },
    };
    const life = lives?.find((one) => one.document === document);
    return [{ at: begin, fact: first }, ...(life === undefined ? inOrder : livedThrough(inOrder, life, session))];
  });
}

/** What the hook tells while the document lives, and the words of how it lives. */
function livedThrough(facts: Fact<PageObservation>[], { ends, how, tail, sleeps }: Life, session: string): Fact<PageObservation | DocumentGone>[] {
  const begin = facts[0]!.at;
  const words = sleeps
    .filter(({ from }) => from > begin)
    .flatMap(({ from, to }): Fact<PageObservation>[] => [
      { at: from, fact: { kind: 'document-hidden', session, at: EPOCH + from, persisted: true } },
      { at: to, fact: { kind: 'document-shown', session, at: EPOCH + to } },
    ]);
  const all = [...facts, ...words].sort((a, b) => a.at - b.at);
  if (ends === undefined || ends <= begin) return all;
  if (how !== 'gone') {
    const before = all.filter(({ at }) => at < ends);
    const at = Math.max(ends - 1, before.at(-1)!.at);
    const ended =
      how === 'hidden'
        ? []
        : openAtEnd(before).map((source): Fact<PageObservation> => ({ at, fact: { kind: 'failed', session, source, at: EPOCH + at, readyState: 2 } }));
    return [...before, ...ended, { at: ends, fact: { kind: 'document-hidden', session, at: EPOCH + ends, persisted: false } }];
  }
  // @note What went to sleep and seems to be gone then is kept: a port breaks for either. So the word that it woke up comes through here.
  const kept = new Set(['created', 'listening', 'document-hidden', 'document-shown']);
  const made = all.filter(({ at, fact }) => at < ends && kept.has(fact.kind));
  const last = Math.max(ends - tail, made.at(-1)?.at ?? 0);
  return [...all.filter(({ at }) => at < ends && at <= last), { at: ends + 10, fact: { kind: 'document-gone', session, at: EPOCH + ends + 10 } }];
}

/** The sources that were open when nothing more was told. */
function openAtEnd(facts: readonly Fact<PageObservation>[]): number[] {
  const open = new Set<number>();
  for (const { fact } of facts) {
    if (fact.kind === 'opened') open.add(fact.source);
    else if (fact.kind === 'failed') open.delete(fact.source);
  }
  return [...open];
}

/** Now and then what was told before is told again. */
export function withRepeats<T extends Observation>(facts: readonly Fact<T>[], chance: () => number): Fact<T>[] {
  return facts.flatMap((one, n) => (chance() < 0.1 ? [one, { at: one.at, fact: facts[Math.floor(chance() * n)]!.fact }] : [one]));
}

/** Snapshots of the request log. */
export function requestsOf({ streams, requestLog, documentIds }: World, { log }: Delays): Fact<Observation>[] {
  if (!requestLog) return [];
  const facts = streams.flatMap(({ document, url, attempts }) =>
    attempts.flatMap(({ name, start, answer, end, isCut, sentId }) => {
      const off = log();
      const first = {
        kind: 'request' as const,
        request: name,
        frameId: 0,
        documentId: documentIds ? `id${document}` : undefined,
        method: 'GET',
        url,
        startedAt: EPOCH + start + off,
        requestHeaders: sentId === '' ? [] : [{ name: 'Last-Event-ID', value: sentId }],
        redirects: [],
      };
      const headers = [{ name: 'content-type', value: 'text/event-stream' }];
      const head = { at: EPOCH + answer + off, status: 200, statusLine: 'HTTP/1.1 200', headers, url };
      const response = answer === Infinity ? undefined : head;
      const told: Fact<Observation>[] = [{ at: start, fact: { ...first, revision: 0 } }];
      if (response !== undefined) told.push({ at: answer, fact: { ...first, revision: 1, response } });
      const error = isCut === true ? 'net::ERR_ABORTED' : undefined;
      if (end !== undefined) told.push({ at: end, fact: { ...first, revision: 2, response, endedAt: EPOCH + end + off, error } });
      return told;
    }),
  );
  return facts.sort((a, b) => a.at - b.at);
}

/** What the network log tells when it is asked at each of `polls`: snapshots, and messages since the last time or some of them again. */
export function pollsOf({ streams, networkLog }: World, polls: readonly number[], chance: () => number): Fact<NetworkObservation>[] {
  if (!networkLog) return [];
  const facts: Fact<NetworkObservation>[] = [];
  const looked = new Map<string, { listed: number; revision: number }>();
  for (const at of polls) {
    for (const { url, attempts } of streams) {
      for (const { name, start, answer, end, sentId, messages } of attempts) {
        if (start > at) continue;
        const seen = looked.get(name) ?? { listed: 0, revision: -1 };
        looked.set(name, seen);
        const answered = answer <= at;
        seen.revision += 1;
        facts.push({
          at,
          fact: {
            kind: 'exchange',
            exchange: `har:${name}`,
            revision: seen.revision,
            seenAt: EPOCH + at,
            method: 'GET',
            url,
            startedAt: EPOCH + start,
            requestHeaders: sentId === '' ? [] : [{ name: 'Last-Event-ID', value: sentId }],
            ...(answered ? { status: 200, httpVersion: 'h2', connectionId: `of ${url}`, timings: { wait: answer - start }, responseHeaders: [] } : {}),
            ...(end !== undefined && end <= at ? { endedAt: EPOCH + end } : {}),
          },
        });
        const listed = messages.filter((message) => message.at <= at);
        const first = chance() < 0.2 ? Math.max(0, seen.listed - Math.floor(chance() * 4)) : seen.listed;
        const added = listed.slice(first).map((message): ExchangeMessage => ({ ...message, at: EPOCH + message.at }));
        if (added.length > 0) facts.push({ at, fact: { kind: 'exchange-messages', exchange: `har:${name}`, first, messages: added } });
        seen.listed = listed.length;
      }
    }
  }
  return facts;
}

/**
 * Whether it can be known what is whose: attempts of one URL (and one document, where the request log tells it) that turn out within `near` of
 * each other must send different ids, and such as the page was told.
 */
export function isIdentifiableWorld(world: World, near: number): boolean {
  const { streams, requestLog, documentIds } = world;
  const told = new Set(streams.flatMap(attemptsOfToldIds));
  const all = streams.flatMap(({ document, url, source, attempts }) =>
    attempts.map((attempt) => ({ ...attempt, answer: toldAt(world, document, Math.min(attempt.answer, attempt.end ?? Infinity)), document, url, source })),
  );
  // What an attempt that went with its document would have told, nobody knows: any other stream of its URL could have made it.
  const isSameScope = (a: { document: number; url: string }, b: { document: number; url: string }): boolean =>
    a.url === b.url && (!requestLog || !documentIds || a.document === b.document);
  if (all.some((a) => a.isCut === true && streams.some((b) => b.source !== a.source && isSameScope(a, b)))) return false;
  return !all.some((a, i) =>
    all.some(
      (b, k) =>
        k > i &&
        a.source !== b.source &&
        a.url === b.url &&
        (!requestLog || !documentIds || a.document === b.document) &&
        (a.sentId === b.sentId || !told.has(a.name) || !told.has(b.name)) &&
        a.start - near < b.answer &&
        b.start - near < a.answer,
    ),
  );
}

/** The attempts that send an id of which the hook told: what it never saw is no evidence. */
function attemptsOfToldIds(stream: WorldStream): string[] {
  let told = 0;
  let isKnown = true;
  return stream.attempts.flatMap(({ name, messages }) => {
    const own = isKnown ? [name] : [];
    for (const message of messages) isKnown = isTold(stream, message) && !stream.losses.has(told++);
    return own;
  });
}

/** How the server writes an attempt: each message as a block, now and then a comment or a retry before it. Pure of chance: of the texts. */
export function written(attempt: WorldAttempt): { at: number; text: string; extras: { kind: 'comment' | 'retry'; data: string }[] }[] {
  let id = attempt.sentId;
  return attempt.messages.map(({ at, type, lastEventId, data }, n) => {
    const extras: { kind: 'comment' | 'retry'; data: string }[] = [];
    if (n % 3 === 1) extras.push({ kind: 'comment', data: ` beat ${n} €` });
    if (n % 4 === 2) extras.push({ kind: 'retry', data: String(1000 + n) });
    const lines = extras.map((extra) => (extra.kind === 'comment' ? `:${extra.data}\n` : `retry: ${extra.data}\n`));
    if (lastEventId !== id) lines.push(`id: ${lastEventId}\n`);
    id = lastEventId;
    if (type !== 'message') lines.push(`event: ${type}\n`);
    return { at, text: `${lines.join('')}data: ${data}\n\n`, extras };
  });
}

/** Bytes of each attempt: live in pieces that end anywhere, by `tap`; or the whole at its clean end, by `text`. */
export function bytesOf({ streams }: World, how: 'tap' | 'text', chance: () => number): Fact<NetworkObservation>[] {
  const facts: Fact<NetworkObservation>[] = [];
  for (const attempt of streams.flatMap(({ attempts }) => attempts)) {
    const { name, end, isCut } = attempt;
    const of = how === 'tap' ? { request: name } : { exchange: `har:${name}` };
    const blocks = written(attempt).map(({ at, text }) => ({ at, bytes: new TextEncoder().encode(text) }));
    const all = Uint8Array.from(blocks.flatMap(({ bytes }) => [...bytes]));
    if (how === 'text') {
      if (end === undefined || isCut === true) continue;
      if (all.length > 0) facts.push({ at: end, fact: { kind: 'bytes', of, at: EPOCH + end, offset: 0, bytes: all, whole: true } });
    } else {
      let offset = 0;
      for (const { at, bytes } of blocks) {
        for (let from = 0; from < bytes.length;) {
          const to = chance() < 0.5 ? bytes.length : Math.min(bytes.length, from + 1 + Math.floor(chance() * 12));
          // Now and then a piece comes again.
          const again = chance() < 0.1 ? Math.min(offset, 5) : 0;
          facts.push({ at, fact: { kind: 'bytes', of, at: EPOCH + at, offset: offset - again, bytes: all.slice(offset - again, offset + to - from) } });
          offset += to - from;
          from = to;
        }
      }
    }
    if (end !== undefined) facts.push({ at: end, fact: { kind: 'bytes-ended', of, at: EPOCH + end, clean: isCut !== true } });
  }
  return facts.sort((a, b) => a.at - b.at);
}

/** When the last thing happened. */
export function endOf({ streams }: World): number {
  return Math.max(0, ...streams.flatMap(({ attempts }) => attempts.flatMap(({ answer, end, messages }) => [end ?? answer, messages.at(-1)?.at ?? 0])));
}

/** An order of arrival: each witness keeps its own and is late by up to `late` of its own. */
export function arrive(witnesses: readonly (readonly Fact<Observation>[])[], late: number, chance: () => number): Observation[] {
  return witnesses
    .flatMap((facts, witness) => {
      let newest = 0;
      let lag = chance() * late;
      return facts.map(({ at, fact }, n) => {
        // Batches: some facts in a row share a lag.
        if (chance() < 0.3) lag = chance() * late;
        newest = Math.max(newest, at + lag);
        return { at: newest, witness, n, fact };
      });
    })
    .sort((a, b) => a.at - b.at || a.witness - b.witness || a.n - b.n)
    .map(({ fact }) => fact);
}

/** Plans of a page with some streams. */
export function streamPlans(size: { streams: number; urls: number; attempts: number; messages: number; types?: number }): fc.Arbitrary<StreamPlan[]> {
  const message = fc.record({
    after: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 200 })),
    type: fc.nat((size.types ?? TYPES.length) - 1),
    same: fc.boolean(),
  });
  const attempt = fc.record({
    delay: fc.integer({ min: 60, max: 3000 }),
    connect: fc.integer({ min: 1, max: 40 }),
    messages: fc.array(message, { maxLength: size.messages }),
    tail: fc.integer({ min: 0, max: 300 }),
  });
  const since = fc.oneof(fc.constant(undefined), fc.constant(0), fc.integer({ min: 0, max: 2000 }));
  const plan = fc.record({
    document: fc.integer({ min: 0, max: 1 }),
    url: fc.nat(size.urls - 1),
    createdAfter: fc.integer({ min: 120, max: 400 }),
    listens: fc.tuple(since, since, since),
    withIds: fc.boolean(),
    attempts: fc.array(attempt, { minLength: 1, maxLength: size.attempts }),
    stays: fc.boolean(),
    losses: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(fc.nat(20), { maxLength: 6 }) }),
  });
  return fc.array(plan, { minLength: 1, maxLength: size.streams });
}
