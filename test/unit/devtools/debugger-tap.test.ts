import { describe, expect, test } from 'vitest';
import type { NetworkObservation } from '../../../src/core/model/observation.ts';
import { createClaims } from '../../../src/devtools/claims.ts';
import { createDebuggerExchanges } from '../../../src/devtools/debugger-tap/debugger-exchanges.ts';
import { openDebuggerTap } from '../../../src/devtools/debugger-tap/open-debugger-tap.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const sent = (more: object = {}): object => ({
  requestId: '1',
  wallTime: 1000,
  timestamp: 10,
  type: 'EventSource',
  request: { method: 'GET', url: 'http://x.test/s', headers: { Accept: 'text/event-stream', 'Last-Event-ID': '7' } },
  initiator: { type: 'script', stack: { callFrames: [{ url: '' }, { url: 'http://x.test/a.js' }] } },
  ...more,
});
const answer = (more: object = {}): object => ({
  requestId: '1',
  response: {
    status: 200,
    statusText: 'OK',
    mimeType: 'text/event-stream',
    protocol: 'h2',
    connectionId: 12,
    headers: { 'content-type': 'text/event-stream' },
    ...more,
  },
});

function exchanges() {
  let ids = 0;
  const all = createDebuggerExchanges(() => `d${(ids += 1)}`);
  const said: NetworkObservation[] = [];
  const say = (method: string, params: object, session = '') => {
    const told = all.event(session, `Network.${method}`, params, 5);
    said.push(...told.observations);
    return told;
  };
  return { all, said, say };
}

describe('one stream', () => {
  test('from its request to its end, with its bytes and the times of the epoch', () => {
    const { all, said, say } = exchanges();
    expect(say('requestWillBeSent', sent()).begun).toEqual({ method: 'GET', url: 'http://x.test/s', startedAt: 1_000_000 });
    expect(say('responseReceived', answer()).stream).toBe(true);
    said.push(...all.buffered('', '1', base64('data: a'), 6));
    say('dataReceived', { requestId: '1', timestamp: 11, data: base64('é\n\n') });
    say('dataReceived', { requestId: '1', timestamp: 11.5 });
    say('loadingFinished', { requestId: '1', timestamp: 12 });
    const of = { exchange: 'd1' };
    expect(said).toEqual([
      expect.objectContaining({
        kind: 'exchange',
        exchange: 'd1',
        revision: 0,
        startedAt: 1_000_000,
        status: 200,
        httpVersion: 'h2',
        connectionId: '12',
        resourceType: 'eventsource',
        initiatorUrl: 'http://x.test/a.js',
      }),
      { kind: 'bytes', of, at: 6, offset: 0, bytes: new TextEncoder().encode('data: a') },
      { kind: 'bytes', of, at: 1_001_000, offset: 7, bytes: new TextEncoder().encode('é\n\n') },
      expect.objectContaining({ kind: 'exchange', revision: 1, endedAt: 1_002_000 }),
      { kind: 'bytes-ended', of, at: 1_002_000, clean: true },
    ]);
  });

  test('a redirect goes on under the URL first asked for', () => {
    const { said, say } = exchanges();
    say('requestWillBeSent', sent());
    say('requestWillBeSent', sent({ redirectResponse: {}, request: { method: 'GET', url: 'http://x.test/other', headers: {} } }));
    say('responseReceived', answer());
    expect(said).toEqual([expect.objectContaining({ url: 'http://x.test/s', exchange: 'd1' })]);
  });

  test('cut, refused, and of another type', () => {
    const { said, say } = exchanges();
    say('requestWillBeSent', sent());
    say('responseReceived', answer());
    say('loadingFailed', { requestId: '1', timestamp: 11, errorText: 'net::ERR_ABORTED' });
    expect(said.slice(1)).toEqual([
      expect.objectContaining({ error: 'net::ERR_ABORTED', endedAt: 1_001_000 }),
      { kind: 'bytes-ended', of: { exchange: 'd1' }, at: 1_001_000, clean: false },
    ]);
    said.length = 0;
    say('requestWillBeSent', sent({ requestId: '2' }));
    expect(say('responseReceived', { ...answer({ status: 404, mimeType: 'text/plain' }), requestId: '2' }).stream).toBeUndefined();
    expect(said).toEqual([expect.objectContaining({ status: 404 })]);
    said.length = 0;
    const image = { method: 'GET', url: 'http://x.test/i', headers: {} };
    say('requestWillBeSent', sent({ requestId: '3', type: 'Image', request: image }));
    say('responseReceived', { ...answer({ mimeType: 'image/png' }), requestId: '3' });
    say('loadingFinished', { requestId: '3', timestamp: 13 });
    expect(said).toEqual([]);
  });

  test('the same request id in a worker is another request', () => {
    const { said, say } = exchanges();
    say('requestWillBeSent', sent());
    say('requestWillBeSent', sent(), 'worker');
    say('responseReceived', answer(), 'worker');
    expect(said).toEqual([expect.objectContaining({ exchange: 'd2' })]);
  });

  test('what is not of the shape says nothing', () => {
    const { all, said } = exchanges();
    for (const params of [undefined, null, 1, {}, { requestId: 1 }, sent({ request: {} }), sent({ wallTime: 'x' })])
      all.event('', 'Network.requestWillBeSent', params, 1);
    all.event('', 'Network.responseReceived', answer(), 1);
    expect(said).toEqual([]);
  });
});

test('a claim is taken once, by the request of that time, method and URL', () => {
  const claims = createClaims();
  const request = { method: 'GET', url: 'http://x.test/s', startedAt: 1000.4 };
  claims.claim(request);
  claims.claim(request);
  expect(claims.take({ ...request, method: 'POST' })).toBe(false);
  expect(claims.take({ ...request, startedAt: 1010 })).toBe(false);
  expect([1000, 1000, 1000].map((startedAt) => claims.take({ ...request, startedAt }))).toEqual([true, true, false]);
});

describe('attached', () => {
  function fake(refuse = false) {
    const calls: string[] = [];
    const states: string[] = [];
    const told: NetworkObservation[] = [];
    let event: (source: { tabId?: number; sessionId?: string }, method: string, params?: object) => void = () => undefined;
    let detach: (source: { tabId?: number }, reason: string) => void = () => undefined;
    const tap = openDebuggerTap({
      api: {
        attach: () => (refuse ? Promise.reject(new Error('another debugger')) : Promise.resolve()),
        detach: () => Promise.resolve(void calls.push('detach')),
        sendCommand: ({ sessionId = '' }, method) => {
          calls.push(`${sessionId}:${method}`);
          return Promise.resolve(method === 'Network.streamResourceContent' ? { bufferedData: base64('data: x') } : {});
        },
        onEvent: { addListener: (listener) => void (event = listener) },
        onDetach: { addListener: (listener) => void (detach = listener) },
      },
      tabId: 3,
      claims: createClaims(),
      tell: (observations) => told.push(...observations),
      onState: (state, why) => states.push(why === undefined ? state : `${state} ${why}`),
      now: () => 1,
      newId: () => 'd1',
    });
    return { tap, calls, states, told, event: (...args: Parameters<typeof event>) => event(...args), detach: (reason: string) => detach({ tabId: 3 }, reason) };
  }

  test('only on the switch; each worker is listened to and let go on; its streams are asked for at once', async () => {
    const { tap, calls, states, told, event } = fake();
    expect([calls, states]).toEqual([[], ['off']]);
    await tap.turn(true);
    expect(states).toEqual(['off', 'at-work']);
    event({ tabId: 3 }, 'Target.attachedToTarget', { sessionId: 'w' });
    await Promise.resolve();
    event({ tabId: 3, sessionId: 'w' }, 'Network.requestWillBeSent', sent());
    event({ tabId: 4, sessionId: 'w' }, 'Network.responseReceived', answer());
    event({ tabId: 3, sessionId: 'w' }, 'Network.responseReceived', answer());
    await expect.poll(() => told.map(({ kind }) => kind)).toEqual(['exchange', 'bytes']);
    expect(calls).toEqual(
      expect.arrayContaining([
        ':Network.enable',
        ':Target.setAutoAttach',
        'w:Network.enable',
        'w:Runtime.runIfWaitingForDebugger',
        'w:Network.streamResourceContent',
      ]),
    );
    await tap.turn(false);
    expect([calls.at(-1), states.at(-1)]).toEqual(['detach', 'off']);
    expect(told.at(-1)).toMatchObject({ kind: 'bytes-ended', clean: false });
  });

  test('the user closed the banner; another debugger was there first', async () => {
    const one = fake();
    await one.tap.turn(true);
    one.detach('canceled_by_user');
    expect(one.states.at(-1)).toBe('off cancelled');
    const other = fake(true);
    await other.tap.turn(true);
    expect(other.states.at(-1)).toBe('cannot refused');
  });
});
