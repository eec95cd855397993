import { expect, test } from 'vitest';
import type { RequestDetails } from '../../../src/background/request-log.ts';
import { createWireTap, LAST_OUT, LAST_WORD, LEAVING, NEXT_LOAD, type FilterLike } from '../../../src/background/wire-tap.ts';
import { UNREAD } from '../../../src/background/tap-reader.ts';
import { TAP_PORT, type TapObservation } from '../../../src/wire/protocol/tap-messages.ts';
import type { WhoseAnswer } from '../../../src/wire/protocol/whose-request.ts';
import { portPair } from './port-pair.ts';

interface Filter extends FilterLike {
  /** What was done with it, in order. */
  readonly done: string[];
  /** The server sends so many bytes. */
  send(length: number): void;
}

const EVENT_SOURCE: WhoseAnswer = { kind: 'sse-scope:whose', eventSource: true, withCredentials: true };
const SOMETHING_ELSE: WhoseAnswer = { kind: 'sse-scope:whose', eventSource: false, withCredentials: false };

/** A tap in a Firefox whose clock and timers move when they are told. Requests concern the tab that made them; those of no tab, all. */
function setup() {
  let time = 0;
  const timers: { task: () => void; at: number }[] = [];
  const filters = new Map<string, Filter>();
  const watched: number[] = [];
  const told: string[] = [];
  let reply: (answer: WhoseAnswer | undefined) => void = () => undefined;
  const tap = createWireTap({
    openFilter(request) {
      const done: string[] = [];
      const filter: Filter = {
        ondata: null,
        onstop: null,
        onerror: null,
        done,
        write: (data) => void done.push(`write ${data.byteLength}`),
        close: () => void done.push('close'),
        disconnect: () => void done.push('disconnect'),
        send: (length) => filter.ondata?.({ data: new ArrayBuffer(length) }),
      };
      filters.set(request, filter);
      return filter;
    },
    watch(tabId) {
      watched.push(tabId);
      return () => void watched.splice(watched.indexOf(tabId), 1);
    },
    concerns: (details, tabId) => details.tabId === -1 || details.tabId === tabId,
    ask: () => new Promise((resolve) => (reply = resolve)),
    async tellStopped({ url }, quietly) {
      told.push(`${url} ${quietly ? 'quietly' : 'aloud'}`);
      if (url.includes('gone')) throw new Error('nobody is there');
    },
    now: () => time,
    later: (task, delay) => timers.push({ task, at: time + delay }),
  });
  const pass = (ms: number): void => {
    time += ms;
    for (const timer of timers.splice(0)) {
      if (timer.at <= time) timer.task();
      else timers.push(timer);
    }
  };
  const reader = (tabId: number) => {
    const [there, here] = portPair(`${TAP_PORT}:${tabId}`);
    expect(tap.took(here)).toBe(true);
    const news = (): TapObservation[] => there.heard.flatMap((message) => (message as { observations: TapObservation[] }).observations);
    return { port: there, news, turn: (on: boolean, reads = false) => there.postMessage({ kind: 'tap', on, reads }) };
  };
  /** A document asks for an event stream, and is answered; who asked is known at once unless it is undefined. */
  const answer = async (
    requestId: string,
    {
      tabId = 7,
      type = 'text/event-stream; charset=utf-8',
      who = EVENT_SOURCE,
      ...more
    }: Partial<RequestDetails> & { type?: string; who?: WhoseAnswer | null } = {},
    headers: Record<string, string> = {},
  ): Promise<void> => {
    const details: RequestDetails = { requestId, tabId, frameId: 0, url: 'https://a.test/stream', method: 'GET', timeStamp: time, ...more };
    tap.sent({ ...details, requestHeaders: [{ name: 'Accept', value: 'text/event-stream' }] });
    if (who !== null) reply(who);
    await tap.answered({ ...details, responseHeaders: Object.entries({ 'Content-Type': type, ...headers }).map(([name, value]) => ({ name, value })) });
  };
  return { tap, filters, told, watched, pass, reader, answer };
}

test('nothing is held up and nothing tapped until somebody looks and wants it, and nothing after', async () => {
  const { filters, watched, reader, answer } = setup();
  await answer('1');
  const looker = reader(7);
  await answer('2');
  expect(watched).toEqual([]);
  looker.turn(true);
  looker.turn(true);
  expect(watched).toEqual([7]);
  await answer('3');
  await answer('4', { tabId: 8 });
  await answer('5', { type: 'text/html' });
  looker.turn(false);
  await answer('6');
  expect([...filters.keys()]).toEqual(['3']);
  expect(watched).toEqual([]);
});

test('a chunk is written through before all else; then it is told, with its place and time, soon and together with others', async () => {
  const { filters, pass, reader, answer } = setup();
  const looker = reader(7);
  looker.turn(true);
  await answer('1');
  filters.get('1')?.send(10);
  expect(filters.get('1')?.done).toEqual(['write 10']);
  pass(3);
  filters.get('1')?.send(5);
  expect(looker.port.heard).toEqual([]);
  pass(10);
  expect(looker.port.heard).toHaveLength(1);
  expect(looker.news()).toEqual([
    { kind: 'bytes', of: { request: '1' }, at: 0, offset: 0, bytes: new Uint8Array(10) },
    { kind: 'bytes', of: { request: '1' }, at: 3, offset: 10, bytes: new Uint8Array(5) },
  ]);
});

test('the end is clean when the body has come and the request is completed, in either order', async () => {
  const { tap, filters, pass, reader, answer } = setup();
  const looker = reader(7);
  looker.turn(true);
  for (const id of ['1', '2', '3']) await answer(id);
  tap.completed('1');
  filters.get('1')?.send(4); // the last chunk comes after the word
  filters.get('1')?.onstop?.();
  filters.get('2')?.onstop?.();
  tap.completed('2');
  filters.get('3')?.onstop?.();
  tap.failed('3', 'server');
  pass(10);
  expect(looker.news().map((each) => (each.kind === 'bytes-ended' ? [each.of, each.clean] : each.kind))).toEqual([
    'bytes',
    [{ request: '1' }, true],
    [{ request: '2' }, true],
    [{ request: '3' }, false],
  ]);
  expect(filters.get('1')?.done).toEqual(['write 4', 'close']);
});

test('the page hears of an end when it is known whose it was, or soon; of its own, never', async () => {
  const { tap, filters, pass, reader, answer } = setup();
  const looker = reader(7);
  looker.turn(true);
  for (const id of ['ended', 'cut', 'late']) await answer(id);
  await answer('left', { url: 'https://a.test/gone' });
  const done = (id: string): readonly string[] | undefined => filters.get(id)?.done;
  for (const id of ['ended', 'cut', 'late', 'left']) {
    filters.get(id)?.onstop?.();
    expect(done(id)).toEqual([]);
  }
  tap.completed('ended');
  tap.failed('cut', 'server');
  tap.failed('left', 'browser');
  expect([done('ended'), done('cut'), done('late'), done('left')]).toEqual([['close'], ['close'], [], []]);
  pass(LAST_WORD);
  expect([done('ended'), done('cut'), done('late'), done('left')]).toEqual([['close'], ['close'], ['close'], []]);
  await Promise.resolve(); // nobody is there to be told
  pass(LEAVING);
  // Its page is gone by now.
  expect([done('ended'), done('cut'), done('late'), done('left')]).toEqual([['close'], ['close'], ['close'], ['disconnect']]);
  tap.completed('late');
  pass(10);
  expect(looker.news().map((each) => each.kind === 'bytes-ended' && [each.of, each.clean])).toEqual([
    [{ request: 'ended' }, true],
    [{ request: 'cut' }, false],
    [{ request: 'left' }, false],
    [{ request: 'late' }, true],
  ]);
  expect(done('late')).toEqual(['close']);
});

test('a page whose stream was stopped is told so before it hears of an end; quietly, where another document is on its way', async () => {
  const { tap, filters, told, pass, reader, answer } = setup();
  reader(7).turn(true);
  const frame = { frameId: 3 };
  tap.loads({ tabId: 7, frameId: 0, timeStamp: -1 });
  await answer('1', { url: 'https://a.test/1' });
  await answer('2', { url: 'https://a.test/2', ...frame });
  pass(10);
  // Of another frame, and of another tab: they stop nothing here.
  tap.loads({ tabId: 7, frameId: 4, timeStamp: 5 });
  tap.loads({ tabId: 8, frameId: 0, timeStamp: 5 });
  for (const id of ['1', '2']) {
    filters.get(id)?.onstop?.();
    tap.failed(id, 'browser');
  }
  tap.loads({ tabId: 7, frameId: 3, timeStamp: 12 });
  expect(told).toEqual([]);
  pass(NEXT_LOAD);
  expect(told).toEqual(['https://a.test/1 aloud', 'https://a.test/2 quietly']);
  expect(filters.get('1')?.done).toEqual([]);
  await Promise.resolve();
  expect([filters.get('1')?.done, filters.get('2')?.done]).toEqual([['disconnect'], ['disconnect']]);
});

test('a page whose stream was stopped is told so as it is, however late a busy machine comes to it', async () => {
  const { tap, filters, told, pass, reader, answer } = setup();
  reader(7).turn(true);
  await answer('1', { url: 'https://a.test/1' });
  pass(10);
  filters.get('1')?.onstop?.();
  tap.failed('1', 'browser');
  tap.loads({ tabId: 7, frameId: 0, timeStamp: 12 });
  pass(NEXT_LOAD + LEAVING);
  expect(told).toEqual(['https://a.test/1 quietly']);
});

test('a page that stops reading ends it at once, though no filter hears of it; a broken response after its last chunks', async () => {
  const { tap, filters, pass, reader, answer } = setup();
  const looker = reader(7);
  looker.turn(true);
  await answer('1');
  await answer('2');
  tap.failed('1', 'page');
  expect(filters.get('1')?.done).toEqual(['disconnect']);
  tap.failed('2', 'server');
  filters.get('2')?.send(6);
  expect(filters.get('2')?.done).toEqual(['write 6']);
  pass(1000);
  expect(filters.get('2')?.done).toEqual(['write 6', 'disconnect']);
  pass(10);
  expect(looker.news().map(({ kind, of }) => [kind, of])).toEqual([
    ['bytes-ended', { request: '1' }],
    ['bytes', { request: '2' }],
    ['bytes-ended', { request: '2' }],
  ]);
});

test('a reader that is too slow loses bytes, counted; the page never does, and the reader goes on when it has caught up', async () => {
  const { filters, pass, reader, answer } = setup();
  const looker = reader(7);
  looker.turn(true);
  await answer('1');
  const stream = filters.get('1');
  stream?.send(UNREAD - 10);
  stream?.send(11);
  stream?.send(17);
  looker.port.postMessage({ kind: 'tapped', bytes: UNREAD - 10 });
  stream?.send(3);
  pass(10);
  expect(stream?.done).toHaveLength(4);
  expect(looker.news().map((each) => (each.kind === 'bytes' ? [each.offset, each.bytes.length] : each))).toEqual([
    [0, UNREAD - 10],
    { kind: 'bytes-lost', of: { request: '1' }, at: 0, offset: UNREAD - 10, length: 28 },
    [UNREAD + 18, 3],
  ]);
});

test("a worker's stream is told to every tab that it concerns, by one filter, and goes on while one of them looks", async () => {
  const { filters, watched, pass, reader, answer } = setup();
  const [one, two, deaf] = [reader(7), reader(8), reader(9)];
  one.turn(true);
  two.turn(true);
  await answer('1', { tabId: -1 });
  await answer('1', { tabId: -1 });
  filters.get('1')?.send(1);
  pass(10);
  one.port.disconnect();
  filters.get('1')?.send(2);
  pass(10);
  expect([one.news().length, two.news().length, deaf.news().length]).toEqual([1, 2, 0]);
  two.turn(false);
  expect(filters.get('1')?.done).toEqual(['write 1', 'write 2', 'disconnect']);
  expect(two.news().at(-1)).toMatchObject({ kind: 'bytes-ended', clean: false });
  expect(watched).toEqual([]);
});

test('an answer that CORS may keep from the page is left alone: through a filter it would reconnect instead of giving up', async () => {
  const { filters, reader, answer } = setup();
  reader(7).turn(true);
  const allow = (origin: string, credentials = 'true'): Record<string, string> => ({
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': credentials,
  });
  const elsewhere = { documentUrl: 'https://b.test/page' };
  const bare = { ...elsewhere, who: { ...EVENT_SOURCE, withCredentials: false } };
  await answer('same origin', { documentUrl: 'https://a.test/page' });
  await answer('worker of a page', { documentUrl: 'blob:https://a.test/0123', tabId: -1 });
  await answer('refused', elsewhere);
  await answer('wildcard', elsewhere, allow('*'));
  await answer('another', elsewhere, allow('https://c.test'));
  await answer('let in', elsewhere, allow('https://b.test'));
  await answer('without credentials', bare, allow('*', 'false'));
  await answer('without credentials, another', bare, allow('https://c.test'));
  await answer('a worker, wildcard', { ...elsewhere, tabId: -1 }, allow('*'));
  expect([...filters.keys()]).toEqual(['same origin', 'worker of a page', 'let in', 'without credentials']);
});

test('what is read by fetch or XHR is left alone, unless the user wants it otherwise', async () => {
  const { filters, reader, answer } = setup();
  const looker = reader(7);
  looker.turn(true);
  await answer('not asked', { who: SOMETHING_ELSE });
  expect([...filters.keys()]).toEqual([]);
  looker.turn(true, true);
  await answer('event source');
  await answer('wanted', { who: SOMETHING_ELSE });
  looker.turn(true);
  expect([filters.get('wanted')?.done, filters.get('event source')?.done]).toEqual([['disconnect'], []]);
  looker.turn(false, true);
  await answer('only reads', { who: SOMETHING_ELSE });
  await answer('no event source');
  expect(filters.get('event source')?.done).toEqual(['disconnect']);
  expect([...filters.keys()]).toEqual(['event source', 'wanted', 'only reads']);
});

test('a response waits until it is known who asked, and goes on untapped when nobody says', async () => {
  const { filters, pass, reader, answer } = setup();
  reader(7).turn(true);
  const waiting = answer('1', { who: null });
  pass(3000);
  await waiting;
  expect([...filters.keys()]).toEqual([]);
});

test('a redirect is not the answer yet', async () => {
  const { tap, filters, reader, answer } = setup();
  reader(7).turn(true);
  const details = { requestId: '1', tabId: 7, frameId: 0, url: 'https://a.test/first', method: 'GET', timeStamp: 0 };
  tap.sent({ ...details, requestHeaders: [{ name: 'Accept', value: 'text/event-stream' }] });
  expect(tap.answered({ ...details, statusCode: 307, responseHeaders: [{ name: 'Content-Type', value: 'text/event-stream' }] })).toBeUndefined();
  await answer('1', { url: 'https://a.test/second' });
  expect([...filters.keys()]).toEqual(['1']);
});

test('a background that is about to be ended leaves all streams first, and has said what it knows; one that goes on taps again', async () => {
  const { tap, filters, pass, reader, answer } = setup();
  const looker = reader(7);
  looker.turn(true);
  await answer('1');
  filters.get('1')?.send(5);
  let left = false;
  const leaving = tap.leaveAll().then(() => (left = true));
  expect(filters.get('1')?.done).toEqual(['write 5', 'disconnect']);
  expect(looker.news().map(({ kind }) => kind)).toEqual(['bytes', 'bytes-ended']);
  await answer('meanwhile');
  expect([...filters.keys()]).toEqual(['1']);
  pass(LAST_OUT - 1);
  await Promise.resolve();
  expect(left).toBe(false);
  pass(1);
  await leaving;
  await answer('2');
  expect([...filters.keys()]).toEqual(['1', '2']);
});

test('of two who read along, the one that does not want a stream any more is told that there is no more of it; the other goes on', async () => {
  const { filters, reader, answer } = setup();
  const [one, other] = [reader(7), reader(7)];
  for (const each of [one, other]) each.turn(true);
  await answer('1');
  filters.get('1')?.send(5);
  one.turn(false);
  filters.get('1')?.send(5);
  expect(one.news().map(({ kind }) => kind)).toEqual(['bytes', 'bytes-ended']);
  other.turn(false);
  expect(other.news().map(({ kind }) => kind)).toEqual(['bytes', 'bytes', 'bytes-ended']);
  expect(filters.get('1')?.done).toEqual(['write 5', 'write 5', 'disconnect']);
});

test('a body that the page has cancelled is let go of: only those of fetch, and only for who reads along', async () => {
  const { filters, reader, answer, pass } = setup();
  const [looker, other] = [reader(7), reader(8)];
  looker.turn(true, true);
  other.turn(true, true);
  await answer('1', { who: SOMETHING_ELSE });
  await answer('2', { who: EVENT_SOURCE });
  filters.get('1')!.send(5);
  other.port.postMessage({ kind: 'release', request: '1' });
  expect(filters.get('1')!.done).toEqual(['write 5']);
  for (const request of ['1', '2', 'unknown']) looker.port.postMessage({ kind: 'release', request });
  pass(100);
  expect(filters.get('1')!.done).toEqual(['write 5', 'disconnect']);
  expect(filters.get('2')!.done).toEqual([]);
  expect(looker.news().map(({ kind }) => kind)).toEqual(['bytes', 'bytes-ended']);
});
