import { describe, expect, test } from 'vitest';
import { createCapture } from '../../../../src/core/model/capture.ts';
import { clearCapture } from '../../../../src/core/model/clear.ts';
import { catchUp } from '../../../../src/core/model/join/catch-up.ts';
import type { ExchangeObservation, Observation, RequestObservation } from '../../../../src/core/model/observation.ts';
import { record } from '../../../../src/core/model/record.ts';
import type { Capture } from '../../../../src/core/model/types.ts';
import { draw, EPOCH } from '../drawing.ts';

const WORKER = 'https://doc.test/worker.js';
const URL = 'https://s.test/work';

const request = (
  id: string,
  start: number,
  times: { answer?: number; end?: number; error?: string } = {},
  more: Partial<RequestObservation> = {},
): RequestObservation => ({
  kind: 'request',
  request: id,
  revision: (times.answer === undefined ? 0 : 1) + (times.end === undefined ? 0 : 1),
  frameId: 0,
  initiator: WORKER,
  method: 'GET',
  url: URL,
  startedAt: EPOCH + start,
  requestHeaders: [{ name: 'Accept', value: 'text/event-stream' }],
  redirects: [],
  ...(times.answer === undefined
    ? {}
    : { response: { at: EPOCH + times.answer, status: 200, statusLine: '', headers: [{ name: 'content-type', value: 'text/event-stream' }], url: URL } }),
  ...(times.end === undefined ? {} : { endedAt: EPOCH + times.end, error: times.error }),
  ...more,
});
const exchange = (id: string, start: number, seen: number, more: Partial<ExchangeObservation> = {}): ExchangeObservation => ({
  kind: 'exchange',
  exchange: `har:${id}`,
  revision: seen,
  seenAt: EPOCH + seen,
  method: 'GET',
  url: URL,
  startedAt: EPOCH + start,
  requestHeaders: [],
  status: 200,
  initiatorUrl: WORKER,
  responseHeaders: [{ name: 'content-type', value: 'text/event-stream' }],
  resourceType: 'fetch',
  ...more,
});
const messages = (id: string, first: number, ...data: string[]): Observation => ({
  kind: 'exchange-messages',
  exchange: `har:${id}`,
  first,
  messages: data.map((text, n) => ({ at: EPOCH + 20 + first + n, type: 'tick', lastEventId: '', data: text })),
});
const captured = (observations: readonly Observation[], now = 20_000): Capture => {
  const capture = createCapture();
  for (const observation of [...draw('a 0ms show'), ...observations]) record(capture, observation);
  catchUp(capture, EPOCH + now);
  return capture;
};
const shown = (capture: Capture): unknown[] =>
  [...capture.connections.values()].map(({ connection }) => [
    connection.api,
    connection.context,
    connection.state,
    connection.attempts.map(({ outcome }) => outcome),
    connection.messageCount,
  ]);

describe('a stream that no page claims', () => {
  test('is a connection of its own, with what the network log lists', () => {
    const capture = captured([request('r1', 10, { answer: 15 }), exchange('x1', 12, 100), messages('x1', 0, 'a', 'b'), messages('x1', 1, 'b', 'c')]);
    expect(shown(capture)).toEqual([['fetch', 'worker', 'open', ['open'], 3]]);
    record(capture, messages('x1', 3, 'd'));
    record(capture, request('r1', 10, { answer: 15, end: 900 }));
    expect(shown(capture)).toEqual([['fetch', 'worker', 'closed', ['ended'], 4]]);
  });

  test('waits, and is nobody’s, until no page can claim it any more', () => {
    const told = [request('r1', 10, { answer: 15 })];
    expect(shown(captured(told, 1000))).toEqual([]);
    expect(shown(captured(told))).toEqual([['eventsource', 'worker', 'open', ['open'], 0]]);
  });

  test('its reconnects are attempts, and two at once are two', () => {
    const capture = captured([
      request('r1', 10, { answer: 15, end: 100 }),
      request('r2', 3100, { answer: 3105, end: 3200, error: 'net::ERR_INCOMPLETE_CHUNKED_ENCODING' }),
      request('r3', 6200, { answer: 6205 }),
      request('r4', 6300, { answer: 6305 }),
    ]);
    expect(shown(capture)).toEqual([
      ['eventsource', 'worker', 'open', ['ended', 'cut', 'open'], 0],
      ['eventsource', 'worker', 'open', ['open'], 0],
    ]);
  });

  test('is a worker’s where the network log says so, though the request log gives it to the page of a dedicated worker', () => {
    const told = [request('r1', 10, { answer: 15 }, { documentId: 'id of doc' }), exchange('x1', 9, 100, { noPage: true }), messages('x1', 0, 'a')];
    expect(shown(captured(told))).toEqual([['fetch', 'worker', 'open', ['open'], 1]]);
    // Nor is it that of a page's own stream of the same URL, which waits.
    const capture = captured([...draw(`a 5ms create ${URL}`), ...told]);
    expect(shown(capture)).toEqual([
      ['eventsource', 'page', 'connecting', ['connecting'], 0],
      ['fetch', 'worker', 'open', ['open'], 1],
    ]);
  });

  test('is a frame’s that claims it, though the network log names no page of a frame with a process of its own', () => {
    const place = { frameId: 1, documentId: 'id of frame' };
    const hooks = draw(`a 0ms show\nframe/b 5ms create ${URL}\nframe/b 20ms open`);
    const told = [...hooks.slice(0, -1), request('r1', 10, { answer: 15 }, place), exchange('x1', 9, 100, { noPage: true })];
    expect(shown(captured([...told, ...hooks.slice(-1)]))).toEqual([['eventsource', 'frame', 'open', ['open'], 0]]);
    // Where one of two has a page, that one is the frame's, and the other a worker's of it.
    const paged = [request('r2', 10, { answer: 16 }, place), exchange('x2', 10, 100)];
    expect(shown(captured([...told, ...paged, ...hooks.slice(-1)]))).toEqual([
      ['eventsource', 'frame', 'open', ['open'], 0],
      ['fetch', 'worker', 'open', ['open'], 0],
    ]);
  });

  test('what a document asked for is no worker’s', () => {
    expect(shown(captured([request('r1', 10, { answer: 15 }, { documentId: 'id of doc' })]))).toEqual([]);
  });

  test('that no tab made, and the network log has, is a service worker’s', () => {
    const capture = captured([request('r1', 10, { answer: 15 }, { worker: true }), exchange('x1', 12, 100)]);
    expect(shown(capture)).toEqual([['fetch', 'serviceworker', 'open', ['open'], 0]]);
  });

  test('is known from the network log alone', () => {
    const capture = captured([exchange('x1', 12, 100), messages('x1', 0, 'a')]);
    expect(shown(capture)).toEqual([['fetch', 'worker', 'open', ['open'], 1]]);
  });

  describe('whose server went just before the page', () => {
    const left = (at: number): Observation => ({
      kind: 'document',
      session: 'next',
      at: EPOCH + at,
      url: 'https://doc.test/',
      title: '',
      frame: { frameId: 0, documentId: 'next' },
    });
    const cut = { answer: 15, end: 900, error: 'net::ERR_INCOMPLETE_CHUNKED_ENCODING' };

    test('does not wait to come again, though nobody knew of it when the page was left', () => {
      expect(shown(captured([request('r1', 10, cut), left(1000)]))).toEqual([['eventsource', 'worker', 'closed', ['cut'], 0]]);
      // What came again before belongs to it.
      const again = request('r2', 950, { end: 960, error: 'net::ERR_CONNECTION_REFUSED' });
      expect(shown(captured([request('r1', 10, cut), again, left(1000)]))).toEqual([['eventsource', 'worker', 'failed', ['cut', 'refused'], 0]]);
    });

    test('waits while the page is there', () => {
      expect(shown(captured([request('r1', 10, cut)]))).toEqual([['eventsource', 'worker', 'waiting', ['cut'], 0]]);
      expect(shown(captured([left(0), request('r1', 10, cut)]))).toEqual([['eventsource', 'worker', 'waiting', ['cut'], 0]]);
    });

    test('and what the next page asks for is a connection of its own', () => {
      expect(shown(captured([request('r1', 10, cut), left(1000), request('r2', 1500, { answer: 1510 })]))).toEqual([
        ['eventsource', 'worker', 'closed', ['cut'], 0],
        ['eventsource', 'worker', 'open', ['open'], 0],
      ]);
    });
  });

  test('goes with the page, and what was cleared does not come back', () => {
    const capture = captured([request('r1', 10, { answer: 15 }), exchange('x1', 12, 100), messages('x1', 0, 'a')]);
    record(capture, { kind: 'document', session: 'next', at: EPOCH + 21_000, url: 'https://doc.test/', title: '', frame: { frameId: 0, documentId: 'next' } });
    expect(shown(capture)).toEqual([['fetch', 'worker', 'closed', ['navigated'], 1]]);
    clearCapture(capture);
    for (const late of [exchange('x1', 12, 22_000), messages('x1', 1, 'b'), request('r1', 10, { answer: 15, end: 21_000, error: 'net::ERR_FAILED' })])
      record(capture, late);
    catchUp(capture, EPOCH + 60_000);
    expect(shown(capture)).toEqual([]);
  });
});
