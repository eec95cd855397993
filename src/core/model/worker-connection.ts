/**
 * Streams of workers: no hook speaks there, so a request that no page claims is all that is known, and a connection of its own. What it
 * listens to nobody can say.
 */
import type { Api, Context } from './connection.ts';
import { isOver } from './derive-state.ts';
import { coverTime } from './capture.ts';
import { followRequest, navigated } from './change-state.ts';
import { createEntry, createSession } from './create-entry.ts';
import { asRequest } from './exchange-entry.ts';
import { headerValue } from './header-value.ts';
import { bind } from './join/bind.ts';
import { ADOPTED_AFTER, CLOCK_SLACK } from './join/bounds.ts';
import { withoutFragment } from './join/group.ts';
import { standInAlone } from './join/join-exchanges.ts';
import { learn } from './learn.ts';
import { addSlot, groupOf } from './open-connection.ts';
import type { RequestObservation } from './observation.ts';
import { showAttempt } from './show-attempt.ts';
import { isRefusedAnswer, streamFormatOf } from './stream-type.ts';
import { createSlot } from './slot.ts';
import type { EpochMs } from '../units.ts';
import type { Capture, ConnectionEntry, ExchangeEntry, RequestEntry } from './types.ts';

/** Looks at what nobody has claimed for long enough. Each is looked at once. */
export function adoptUnclaimed(capture: Capture): void {
  const { unclaimed, strays } = capture.join;
  for (const request of unclaimed) {
    if (!isOld(capture, request.latest.startedAt)) continue;
    unclaimed.delete(request);
    if (request.slot === undefined && isOfWorker(capture, request)) adopt(capture, request);
  }
  for (const exchange of strays) {
    if (exchange.latest === undefined || !isOld(capture, exchange.latest.startedAt)) continue;
    strays.delete(exchange);
    if (exchange.latest.startedAt > capture.clearedAt && !isOfDocument(capture, exchange.latest.initiatorUrl)) adoptExchange(capture, exchange);
  }
}

function isOld({ newest }: Capture, startedAt: EpochMs): boolean {
  return newest > startedAt + ADOPTED_AFTER;
}

function isOfWorker(capture: Capture, request: RequestEntry): boolean {
  const { latest, exchanges } = request;
  if (latest.startedAt <= capture.clearedAt || (apiOf(request) !== 'eventsource' && isNoStream(latest))) return false;
  if (latest.worker === true || exchanges.some((exchange) => exchange.latest?.noPage === true)) return true;
  if (latest.documentId !== undefined) return false;
  // Where the browser names documents, a request without one is a worker's.
  for (const { document } of capture.sessions.values()) if (document.frame.documentId !== undefined) return true;
  return !isOfDocument(capture, latest.initiator);
}

/** A request of `fetch` or XHR that takes other answers than a stream too has got one of them. */
function isNoStream({ requestHeaders, response }: RequestObservation): boolean {
  const accept = headerValue(requestHeaders, 'accept') ?? '';
  if (response === undefined || !accept.includes('text/event-stream')) return false;
  const type = headerValue(response.headers, 'content-type');
  return streamFormatOf(type) === undefined && !isRefusedAnswer(accept, response.status, type);
}

/** A document that hooks speak for asked for it: if they did not tell of it, it is none of ours. */
function isOfDocument({ sessions }: Capture, initiator: string | undefined): boolean {
  if (initiator === undefined) return true;
  const url = withoutFragment(initiator);
  for (const { document } of sessions.values()) if (withoutFragment(document.url) === url) return true;
  return false;
}

function adoptExchange(capture: Capture, exchange: ExchangeEntry): void {
  const made = asRequest(exchange.latest!);
  adopt(capture, standInAlone(capture, exchange, made, groupOf(capture, made, made.url)));
}

function adopt(capture: Capture, request: RequestEntry): void {
  const { latest } = request;
  const key = `${scriptOf(request)} ${latest.method} ${withoutFragment(latest.url)}`;
  const former = capture.join.workers.get(key);
  const entry = former !== undefined && isNext(former, latest.startedAt) && !isOfNextPage(capture, former, latest.startedAt) ? former : open(capture, request);
  capture.join.workers.set(key, entry);
  const n = entry.connection.droppedAttempts + entry.slots.length + 1;
  const slot = createSlot(entry, n, latest.startedAt, latest.startedAt, true);
  if (entry.slots.length > 0) entry.hookState = 'reconnecting';
  addSlot(capture, slot);
  slot.request = request;
  request.slot = slot;
  capture.join.loose.delete(request.id);
  showAttempt(capture, slot);
  followRequest(capture, slot);
  bind(capture, request, slot);
  // What had ended when its page was left, and is only known by now, does not come again.
  if (endsBefore(entry, capture.join.leftAt) && !isOver(entry)) navigated(capture, entry, capture.join.leftAt);
}

/** The one before is over: a worker that reads two streams of one URL at once has two connections. */
function isNext(former: ConnectionEntry, startedAt: EpochMs): boolean {
  const end = former.slots.at(-1)?.end;
  return !former.forgotten && end !== undefined && end.by !== 'close' && startedAt >= end.at - CLOCK_SLACK;
}

function endsBefore({ slots }: ConnectionEntry, at: EpochMs): boolean {
  const end = slots.at(-1)?.end;
  return end !== undefined && end.at <= at;
}

function isOfNextPage({ join: { leftAt } }: Capture, former: ConnectionEntry, startedAt: EpochMs): boolean {
  return startedAt > leftAt && endsBefore(former, leftAt);
}

function open(capture: Capture, request: RequestEntry): ConnectionEntry {
  const { latest } = request;
  const { url, startedAt, frameId } = latest;
  const initiator = scriptOf(request);
  const id = capture.nextConnection++;
  const name = `worker ${id}`;
  const document = { kind: 'document' as const, session: name, at: startedAt, url: initiator, title: '', frame: { frameId } };
  const group = groupOf(capture, latest, url);
  group.connections += 1;
  const entry = createEntry(
    {
      id,
      api: apiOf(request),
      context: contextOf(request),
      url,
      withCredentials: false,
      createdAt: startedAt,
      frameUrl: initiator,
      frameId,
      stack: '',
      heardTypes: [],
    },
    createSession(name, document, startedAt, true),
    1,
    group,
  );
  entry.session.sources.set(1, entry);
  capture.connections.set(id, entry);
  coverTime(capture, startedAt);
  learn(capture, { kind: 'connection', connection: id });
  return entry;
}

/** Of the worker, where the network log says; the request log knows its origin only. */
function scriptOf({ exchanges, latest }: RequestEntry): string {
  for (const exchange of exchanges) if (exchange.latest?.initiatorUrl !== undefined) return exchange.latest.initiatorUrl;
  return latest.initiator ?? '';
}

/** As the network log says; without it, who asks for `text/event-stream` alone is an `EventSource`, as far as anybody can tell. */
function apiOf({ exchanges, latest }: RequestEntry): Api {
  for (const exchange of exchanges) {
    const type = exchange.latest?.resourceType;
    if (type === 'eventsource' || type === 'fetch' || type === 'xhr') return type;
  }
  return latest.method === 'GET' && headerValue(latest.requestHeaders, 'accept') === 'text/event-stream' ? 'eventsource' : 'fetch';
}

/** @note Where no tab made the request, and the network log, which knows no shared workers, has it, a service worker did (Chromium 156). */
function contextOf({ latest, exchanges }: RequestEntry): Context {
  return latest.worker === true && exchanges.length > 0 ? 'serviceworker' : 'worker';
}

/** The tab goes to another page: its workers go with the one before. What a service worker goes on with is a connection of the new page. */
export function endWorkers(capture: Capture, at: EpochMs): void {
  for (const entry of capture.join.workers.values()) if (!entry.forgotten && !isOver(entry)) navigated(capture, entry, at);
  capture.join.workers.clear();
  capture.join.leftAt = at;
}
