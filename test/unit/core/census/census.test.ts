import { describe, expect, test } from 'vitest';
import { slotsOf, STREAMS_LISTED, URL_LISTED } from '../../../../src/core/census/board.ts';
import { createCensus } from '../../../../src/core/census/census.ts';
import type { LoggedRequest } from '../../../../src/core/census/census-stream.ts';
import { originOf, siteOf } from '../../../../src/core/origin.ts';
import { phaseOf } from '../../../../src/core/census/phase.ts';
import type { RequestObservation } from '../../../../src/core/model/observation.ts';

const SSE = [{ name: 'Accept', value: 'text/event-stream' }];
const TYPE = [{ name: 'Content-Type', value: 'text/event-stream; charset=utf-8' }];
const head = (at: number, status = 200, headers = TYPE): RequestObservation['response'] => ({
  at,
  status,
  statusLine: 'HTTP/1.1',
  headers,
  url: 'http://a.test/s',
});

let made = 0;
const request = (startedAt: number, rest: Partial<RequestObservation> = {}, place: Partial<LoggedRequest> = {}): LoggedRequest => ({
  tabId: 1,
  ...place,
  observation: {
    kind: 'request',
    request: `r${(made += 1)}`,
    revision: 0,
    frameId: 0,
    documentId: 'D',
    initiator: 'http://a.test',
    method: 'GET',
    url: 'http://a.test/s',
    startedAt,
    requestHeaders: SSE,
    redirects: [],
    ...rest,
  },
});
const cut = { error: 'net::ERR_INCOMPLETE_CHUNKED_ENCODING' };
/** open, connecting, waiting. */
const countsOf = (requests: LoggedRequest[], now: number): number[] => {
  const tab = createCensus(requests).board(now).tabs[0];
  return tab === undefined ? [0, 0, 0] : [tab.open, tab.connecting, tab.waiting];
};

describe('a phase', () => {
  test.each([
    ['connecting', {}],
    ['connecting', { redirects: [{ at: 2, status: 302, location: 'http://b.test/', responseHeaders: [] }] }],
    ['open', { response: head(2) }],
    ['over', { response: head(2, 500) }],
    ['over', { response: head(2, 204) }],
    ['over', { response: head(2, 200, [{ name: 'content-type', value: 'text/html' }]) }],
    ['retrying', { response: head(2), endedAt: 3 }],
    ['retrying', { response: head(2), endedAt: 3, ...cut }],
    ['retrying', { endedAt: 3, error: 'net::ERR_CONNECTION_REFUSED' }],
    ['over', { response: head(2), endedAt: 3, error: 'net::ERR_FAILED' }],
    ['over', { response: head(2), endedAt: 3, error: 'net::ERR_ABORTED' }],
    ['over', { response: head(2), endedAt: 3, error: 'NS_BINDING_ABORTED' }],
    ['over', { endedAt: 3, error: 'net::ERR_BLOCKED_BY_CLIENT' }],
    ['open', { method: 'POST', response: head(2) }],
    ['open', { requestHeaders: [], response: head(2, 500) }],
    ['over', { method: 'POST', response: head(2), endedAt: 3 }],
    ['over', { requestHeaders: [{ name: 'accept', value: 'application/json, text/event-stream' }], response: head(2), endedAt: 3 }],
    ['over', { requestHeaders: [], response: head(2, 200, [{ name: 'content-type', value: 'application/x-ndjson' }]) }],
  ] as const)('%s: %o', (phase, rest) => {
    expect(phaseOf(request(1, rest).observation)).toBe(phase);
  });
});

describe('waiting', () => {
  test('from the end of one request to the start of the next of the same source', () => {
    const first = request(0, { response: head(1), endedAt: 10, ...cut });
    expect(countsOf([first], 11)).toEqual([0, 0, 1]);
    expect(countsOf([first, request(3010)], 3011)).toEqual([0, 1, 0]);
    expect(countsOf([first, request(3010, { url: 'http://a.test/other' })], 3011)).toEqual([0, 1, 1]);
    expect(countsOf([first, request(3010, { documentId: 'E' })], 3011)).toEqual([0, 1, 1]);
    expect(countsOf([first, request(5)], 11), 'a twin that began before the end').toEqual([0, 1, 1]);
  });

  test('not for ever: as long as the browser waits by itself, or as long as it waited last time', () => {
    const first = request(0, { response: head(1), endedAt: 10 });
    expect(countsOf([first], 7009)).toEqual([0, 0, 1]);
    expect(countsOf([first], 7010)).toEqual([0, 0, 0]);
    const slow = [first, request(60_010, { response: head(60_011), endedAt: 60_020 })];
    expect(countsOf(slow, 130_000)).toEqual([0, 0, 1]);
    expect(countsOf(slow, 132_020)).toEqual([0, 0, 0]);
    expect(createCensus(slow).board(60_030).staleAt).toBe(132_020);
  });

  test('not when its document is gone', () => {
    const first = request(0, { response: head(1), endedAt: 10 });
    const census = createCensus([first]);
    expect(census.waiting(1, 11)).toEqual([first.observation.request]);
    expect(census.waiting(2, 11)).toEqual([]);
    census.take({ ...first, abandonedAt: 11 });
    expect(census.waiting(1, 12)).toEqual([]);
    expect(census.board(12).tabs).toEqual([]);
  });

  test('with a retry of 0, the end and the next start may bear the same time', () => {
    const round = [request(0, { response: head(0), endedAt: 10 }), request(10, { response: head(10), endedAt: 10 }), request(10, { response: head(11) })];
    expect(countsOf(round, 12)).toEqual([1, 0, 0]);
    expect(countsOf(round.slice(0, 2), 12)).toEqual([0, 0, 1]);
  });
});

test('an older snapshot does not take the place of a newer one', () => {
  const newer = request(0, { revision: 2, response: head(1), endedAt: 2, error: 'net::ERR_FAILED' });
  const census = createCensus([newer]);
  census.take({ ...newer, observation: { ...newer.observation, revision: 1, endedAt: undefined, error: undefined } });
  expect(census.board(3).tabs).toEqual([]);
});

describe('pools', () => {
  const open = { response: head(1) };
  const poolsOf = (requests: LoggedRequest[]) =>
    createCensus(requests)
      .board(9)
      .pools.map((pool) => [pool.site, pool.origin, pool.open, pool.connecting, pool.tabs]);

  test('tabs whose pages are of one site share one, over all their origins and ports', () => {
    expect(
      poolsOf([
        request(0, open),
        request(1, { ...open, initiator: 'http://a.test:81' }, { tabId: 2 }),
        request(2, { initiator: 'http://www.a.test' }, { tabId: 3 }),
        request(3, { ...open, initiator: 'http://b.test' }, { tabId: 4 }),
        request(4, open, { incognito: true, tabId: 5 }),
      ]),
    ).toEqual([
      ['http://a.test', 'http://a.test', 2, 1, 3],
      ['http://b.test', 'http://a.test', 1, 0, 1],
      ['http://a.test', 'http://a.test', 1, 0, 1],
    ]);
  });

  test('a frame belongs to the site of its top document, apart if it is of another', () => {
    const frame = { frameId: 7, initiator: 'http://b.test' };
    const { pools } = createCensus([request(0, { ...open, ...frame }, { top: 'http://a.test/page' }), request(1, open)]).board(9);
    expect(pools.map((pool) => [pool.site, pool.crossSite, pool.open])).toEqual([
      ['http://a.test', true, 1],
      ['http://a.test', false, 1],
    ]);
  });

  test('a connection counts for the origin that it was redirected to', () => {
    const redirects = [{ at: 2, status: 302, location: 'http://b.test/', responseHeaders: [] }];
    expect(poolsOf([request(0, { redirects })])).toEqual([['http://a.test', 'http://b.test', 0, 1, 1]]);
  });

  test('are limited over http: and where HTTP/1.1 is told, perhaps over https:, not where HTTP/2 is told or more than six are open', () => {
    const limitedOf = (requests: LoggedRequest[]) =>
      createCensus(requests)
        .board(9)
        .pools.map(({ limited }) => limited);
    const secure = (httpVersion?: string) =>
      request(0, { response: { ...head(1)!, url: 'https://a.test/s' }, ...(httpVersion === undefined ? {} : { httpVersion }) });
    expect(limitedOf([request(0, open)])).toEqual(['yes']);
    expect(limitedOf([secure()])).toEqual(['perhaps']);
    expect(limitedOf([secure(), secure('HTTP/1.1'), secure()])).toEqual(['yes']);
    expect(limitedOf([secure('HTTP/1.1'), secure('h2'), secure('HTTP/1.1')])).toEqual(['no']);
    expect(limitedOf(Array.from({ length: 6 }, () => secure()))).toEqual(['perhaps']);
    expect(limitedOf(Array.from({ length: 7 }, () => secure()))).toEqual(['no']);
  });

  test('fill their six connections with what is open, then with what connects; the rest queues', () => {
    expect(slotsOf({ open: 4, connecting: 1, limited: 'yes' })).toEqual({ open: 4, connecting: 1, queued: 0 });
    expect(slotsOf({ open: 4, connecting: 5, limited: 'yes' })).toEqual({ open: 4, connecting: 2, queued: 3 });
    expect(slotsOf({ open: 9, connecting: 5, limited: 'no' })).toEqual({ open: 9, connecting: 5, queued: 0 });
  });
});

test.each([
  ['https://www.example.com:8443/a?b#c', 'https://www.example.com:8443', 'https://example.com'],
  ['http://shop.example.co.uk/', 'http://shop.example.co.uk', 'http://example.co.uk'],
  ['http://example.de', 'http://example.de', 'http://example.de'],
  ['http://127.0.0.1:80/', 'http://127.0.0.1:80', 'http://127.0.0.1'],
  ['http://[::1]:8080/', 'http://[::1]:8080', 'http://[::1]'],
  ['http://localhost:3000/', 'http://localhost:3000', 'http://localhost'],
  ['http://user:secret@a.test/', 'http://a.test', 'http://a.test'],
  ['about:blank', 'about:blank', 'about:blank'],
  ['', '', ''],
])('origin and site of %s', (url, origin, site) => {
  expect([originOf(url), siteOf(url)]).toEqual([origin, site]);
});

describe('streams, one by one', () => {
  const open = { response: head(1) };

  test('stand with their tab, in the order in which they began; who asked last is who queues', () => {
    const held = Array.from({ length: 5 }, (_, i) => request(i, { ...open, url: `http://a.test/${i}` }));
    const asking = [7, 6, 8].map((at) => request(at, { url: `http://a.test/${at}` }, { tabId: at === 7 ? 2 : 1 }));
    const { tabs } = createCensus([...asking, ...held]).board(9);
    const told = tabs.map(({ tabId, origins }) => [tabId, origins[0]?.streams.map(({ url, state, since }) => `${url.slice(-1)} ${state} ${since}`)]);
    expect(told).toEqual([
      [1, ['0 open 1', '1 open 1', '2 open 1', '3 open 1', '4 open 1', '6 connecting 6', '8 queued 8']],
      [2, ['7 queued 7']],
    ]);
  });

  test('nobody queues where streams share a connection', () => {
    const streams = Array.from({ length: 8 }, (_, i) =>
      request(i, i < 7 ? { response: { ...head(1)!, url: 'https://a.test/s' }, httpVersion: 'h2', url: 'https://a.test/s' } : { url: 'https://a.test/s' }),
    );
    const [tab] = createCensus(streams).board(9).tabs;
    expect(tab?.origins[0]?.streams.map(({ state }) => state)).toEqual([...Array.from({ length: 7 }, () => 'open'), 'connecting']);
  });

  test('are bounded, in number and in the length of their URLs, and the counts stay whole', () => {
    const streams = Array.from({ length: 30 }, (_, i) => request(i, { ...open, url: `http://a.test/${'x'.repeat(5000)}` }));
    const [tab] = createCensus(streams).board(99).tabs;
    expect(tab?.open).toBe(30);
    expect(tab?.origins[0]?.streams).toHaveLength(STREAMS_LISTED);
    expect(tab?.origins[0]?.streams[0]?.url).toHaveLength(URL_LISTED);
  });
});
