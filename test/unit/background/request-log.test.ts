import { expect, test } from 'vitest';
import {
  createRequestLog,
  HEADER_LENGTH,
  REQUESTS_IN_ALL,
  REQUESTS_PER_TAB,
  type RequestDetails,
  type RequestLog,
  type RequestLogOptions,
  httpVersionOf,
} from '../../../src/background/request-log.ts';
import { MOST_ON_HOLD } from '../../../src/background/requests-on-hold.ts';
import { createShelf } from '../../../src/background/shelf.ts';
import type { LoggedRequest } from '../../../src/core/census/census-stream.ts';
import type { RequestObservation } from '../../../src/core/model/observation.ts';
import { isRequestObservation } from '../../../src/wire/protocol/request-guard.ts';

const SSE = [{ name: 'Accept', value: 'text/event-stream' }];
const details = (requestId: string, timeStamp: number, rest: Partial<RequestDetails> = {}): RequestDetails => ({
  requestId,
  tabId: 1,
  frameId: 0,
  url: 'http://a.test/s',
  method: 'GET',
  timeStamp,
  ...rest,
});

const observationsOf = (log: RequestLog, tabId: number): RequestObservation[] =>
  [...log.all()].filter((request) => request.tabId === tabId).map(({ observation }) => observation);

const setup = (known: LoggedRequest[] = [], options?: RequestLogOptions) => {
  const changes: LoggedRequest[] = [];
  const placed: LoggedRequest[] = [];
  const forgotten: string[] = [];
  const sink = {
    changed: (request: LoggedRequest) => changes.push(request),
    placed: (request: LoggedRequest) => placed.push(request),
    forgotten: (request: string) => forgotten.push(request),
  };
  const log = createRequestLog(known, sink, options);
  return { log, of: (tabId: number) => observationsOf(log, tabId), changes, placed, forgotten };
};

test('follows a request from its headers to its end, one snapshot each, revisions growing', () => {
  const { log, of, changes } = setup();
  log.sent(details('r', 1, { requestHeaders: [...SSE, { name: 'Last-Event-ID', value: '7' }], documentId: 'D' }));
  log.redirected(details('r', 2, { statusCode: 302, redirectUrl: 'http://a.test/t', responseHeaders: [{ name: 'Location', value: '/t' }] }));
  log.sent(details('r', 3, { url: 'http://a.test/t', requestHeaders: SSE }));
  log.answered(details('r', 4, { url: 'http://a.test/t', statusCode: 200, statusLine: 'HTTP/1.1 200 OK', responseHeaders: [] }));
  log.answered(details('r', 5, { url: 'http://a.test/t', statusCode: 200, statusLine: 'HTTP/1.1 200 OK', responseHeaders: [], ip: '::1' }));
  log.ended(details('r', 6, { error: 'net::ERR_INCOMPLETE_CHUNKED_ENCODING' }));
  expect(changes.map((change) => change.observation.revision)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(of(1)).toMatchObject([
    {
      url: 'http://a.test/s',
      startedAt: 1,
      documentId: 'D',
      redirects: [{ at: 2, status: 302, location: 'http://a.test/t' }],
      response: { at: 4, status: 200, url: 'http://a.test/t', ip: '::1' },
      endedAt: 6,
      error: 'net::ERR_INCOMPLETE_CHUNKED_ENCODING',
    },
  ]);
  expect(changes.every((change) => isRequestObservation(change.observation))).toBe(true);
});

test('who stands behind as many streams as an origin gets connections is told so, until one of them has ended', () => {
  const { log, of, changes } = setup();
  for (let n = 1; n <= 8; n += 1) log.sent(details(`r${n}`, n, { requestHeaders: SSE }));
  log.sent(details('elsewhere', 9, { requestHeaders: SSE, url: 'http://b.test/s' }));
  const behind = () => of(1).map(({ queuedBehind }) => queuedBehind);
  expect(behind()).toEqual([...Array.from({ length: 6 }, () => undefined), 6, 7, undefined]);
  log.ended(details('r1', 10));
  expect(behind().slice(6, 8)).toEqual([5, 6]);
  log.answered(details('r8', 11, { statusCode: 200, responseHeaders: [{ name: 'Content-Type', value: 'text/event-stream' }] }));
  const told = changes.length;
  log.ended(details('r2', 12));
  // Its own end alone is news: the seventh had a connection before, and the eighth is answered.
  expect(changes.length).toBe(told + 1);
  expect(changes.every((change) => isRequestObservation(change.observation))).toBe(true);
});

const ANY = [{ name: 'Accept', value: '*/*' }];
const answer = (type: string | undefined): Partial<RequestDetails> => ({
  statusCode: 200,
  statusLine: 'HTTP/1.1 200 OK',
  responseHeaders: type === undefined ? [] : [{ name: 'content-type', value: type }],
});

test.each([['text/html'], ['application/json'], ['text/event-stream-like'], [undefined]])(
  'an answer of %s to a request that did not ask is not kept',
  (type) => {
    const { log, changes } = setup();
    log.sent(details('r', 1, { requestHeaders: ANY }));
    log.answered(details('r', 2, answer(type)));
    log.answered(details('r', 2, answer('text/event-stream'))); // what it is was decided at its head
    log.ended(details('r', 3));
    expect(changes).toEqual([]);
  },
);

test.each([
  ['text/event-stream'],
  ['Text/Event-Stream; charset=UTF-8'],
  ['application/x-ndjson'],
  ['application/jsonl;x=y'],
  ['application/json-seq'],
  [' application/stream+json '],
])('a request that is answered with %s enters at its head, with all that was known before', (type) => {
  const { log, of, changes } = setup();
  log.sent(details('r', 1, { method: 'POST', documentId: 'D', requestHeaders: ANY }));
  log.redirected(details('r', 2, { statusCode: 307, redirectUrl: 'http://a.test/t', responseHeaders: [] }));
  log.sent(details('r', 3, { method: 'POST', url: 'http://a.test/t', requestHeaders: [...ANY, { name: 'X', value: 'y' }] }));
  expect(changes).toEqual([]);
  log.answered(details('r', 4, { url: 'http://a.test/t', ...answer(type) }));
  log.answered(details('r', 5, { url: 'http://a.test/t', ...answer(type), ip: '::1' }));
  log.ended(details('r', 6));
  expect(changes.map(({ observation }) => observation.revision)).toEqual([0, 1, 2]);
  expect(changes[0]?.observation).toMatchObject({ url: 'http://a.test/s', startedAt: 1, documentId: 'D', redirects: [{ at: 2 }], response: { at: 4 } });
  expect(of(1)).toMatchObject([{ method: 'POST', requestHeaders: [...ANY, { name: 'X' }], response: { at: 4, ip: '::1' }, endedAt: 6 }]);
  expect(changes.every((change) => isRequestObservation(change.observation))).toBe(true);
});

test('of those on hold the oldest leave, and those that are over', () => {
  const { log, changes } = setup();
  for (let i = 0; i <= MOST_ON_HOLD; i++) log.sent(details(`r${i}`, i, { requestHeaders: ANY }));
  log.ended(details('r2', 5000, { error: 'net::ERR_FAILED' }));
  for (const id of ['r0', 'r1', 'r2']) log.answered(details(id, 9000, answer('text/event-stream')));
  expect(changes.map(({ observation }) => observation.request)).toEqual(['r1']);
});

test('says when no tab has made a request, and which HTTP it is where that is told', () => {
  const { log, of } = setup([], { versionTold: true });
  log.sent(details('w', 1, { tabId: -1, requestHeaders: SSE }));
  log.answered(details('w', 2, { ...answer('text/event-stream'), statusLine: 'HTTP/2 200 ' }));
  expect(of(-1)).toMatchObject([{ worker: true, httpVersion: 'h2' }]);
  const untold = setup();
  untold.log.sent(details('r', 1, { requestHeaders: SSE }));
  untold.log.answered(details('r', 2, answer('text/event-stream')));
  expect(untold.changes[1]?.observation.response?.statusLine).toBe('HTTP/1.1 200 OK');
  expect(untold.changes.some(({ observation }) => 'worker' in observation || 'httpVersion' in observation)).toBe(false);
});

test.each([
  ['HTTP/1.1 200 OK', 'HTTP/1.1'],
  ['HTTP/1.0 200', 'HTTP/1.0'],
  ['HTTP/2 200', 'h2'],
  ['HTTP/2.0 200 OK', 'h2'],
  ['HTTP/3 200', 'h3'],
  ['HTTP/3', 'h3'],
  ['', undefined],
  ['ICY 200 OK', undefined],
])('the version in the status line %o is %o', (line, version) => {
  expect(httpVersionOf(line)).toBe(version);
});

test('is bounded for each tab: the oldest ended go first, those that run stay', () => {
  const { log, of, forgotten } = setup();
  log.sent(details('open', 0, { requestHeaders: SSE }));
  for (let i = 0; i < REQUESTS_PER_TAB + 9; i++) {
    log.sent(details(`r${i}`, i, { requestHeaders: SSE }));
    log.ended(details(`r${i}`, i));
  }
  expect(of(1)).toHaveLength(REQUESTS_PER_TAB);
  expect(of(1)[0]?.request).toBe('open');
  expect(forgotten[0]).toBe('r0');
});

test('those that run are never dropped for their tab, and those of all tabs only when nothing else is left', () => {
  const { log, forgotten } = setup();
  for (let i = 0; i < REQUESTS_IN_ALL; i++) log.sent(details(`r${i}`, i, { tabId: i % 2, requestHeaders: SSE }));
  expect(forgotten).toEqual([]);
  log.ended(details('r7', 9000));
  log.sent(details('next', 9001, { requestHeaders: SSE }));
  log.sent(details('last', 9002, { requestHeaders: SSE }));
  expect(forgotten).toEqual(['r7', 'r0']);
});

test('knows where a request was made, and follows it to another tab', () => {
  const { log, of, changes, placed, forgotten } = setup([], { placeOf: (tabId) => ({ top: `http://top${tabId}.test/`, incognito: tabId === 2 }) });
  log.sent(details('a', 1, { requestHeaders: SSE }));
  log.sent(details('b', 2, { tabId: 2, requestHeaders: SSE }));
  log.sent(details('c', 3, { tabId: -1, requestHeaders: SSE, incognito: false }));
  expect(changes.map(({ top, incognito }) => [top, incognito])).toEqual([
    ['http://top1.test/', false],
    ['http://top2.test/', true],
    ['http://top-1.test/', false],
  ]);
  log.tabReplaced(9, 1);
  log.ended(details('a', 4, { error: 'net::ERR_FAILED' })); // measured: under the old tab's id
  log.abandoned('b', 5);
  expect(placed).toMatchObject([
    { tabId: 9, top: 'http://top1.test/' },
    { tabId: 2, abandonedAt: 5 },
  ]);
  expect(of(9)).toMatchObject([{ request: 'a', endedAt: 4 }]);
  log.tabsAre(new Set([9]));
  expect(forgotten).toEqual(['b']);
});

test('a header value beyond the limit is cut, and says so', () => {
  const { log, of } = setup();
  log.sent(details('r', 1, { requestHeaders: [...SSE, { name: 'Last-Event-ID', value: 'x'.repeat(100_000) }] }));
  const value = of(1)[0]?.requestHeaders[1]?.value ?? '';
  expect(value.slice(0, HEADER_LENGTH)).toBe('x'.repeat(HEADER_LENGTH));
  expect(value.slice(HEADER_LENGTH)).toBe(`… (${100_000 - HEADER_LENGTH} more)`);
});

test('the shelf brings the log over the death of the worker, and leaves alone what is not a request', async () => {
  const items: Record<string, unknown> = { other: 1, 'request:broken': { tabId: 1, observation: { kind: 'request' } } };
  const storage = {
    get: () => Promise.resolve(structuredClone(items)),
    set: (put: Record<string, unknown>) => Promise.resolve(void Object.assign(items, structuredClone(put))),
    remove: (keys: string[]) => Promise.resolve(keys.forEach((key) => delete items[key])),
  };
  const shelf = createShelf(storage);
  const log = createRequestLog(await shelf.load(), { changed: shelf.put, placed: shelf.put, forgotten: shelf.remove });
  for (let i = 0; i < 20; i++) log.sent(details(`r${i}`, 100 - i, { requestHeaders: SSE }));
  log.sent(details('gone', 5, { tabId: 2, requestHeaders: SSE }));
  log.tabClosed(2);
  await expect.poll(() => Object.keys(items).filter((key) => key.startsWith('request:r')).length).toBe(20);
  const revived = createRequestLog(await createShelf(storage).load(), { changed: () => undefined, placed: () => undefined, forgotten: () => undefined });
  expect(observationsOf(revived, 1).map((observation) => observation.startedAt)).toEqual(Array.from({ length: 20 }, (_, i) => 81 + i));
  expect(observationsOf(revived, 2)).toEqual([]);
  revived.ended(details('r3', 200));
  expect(observationsOf(revived, 1).find((observation) => observation.request === 'r3')).toMatchObject({ endedAt: 200, revision: 1 });
});
