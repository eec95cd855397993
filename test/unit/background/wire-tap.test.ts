import { expect, test } from 'vitest';
import type { RequestDetails } from '../../../src/background/request-log.ts';
import { createWireTap, UNREAD, type FilterLike } from '../../../src/background/wire-tap.ts';
import { TAP_PORT, type TapObservation } from '../../../src/wire/protocol/tap-messages.ts';
import { portPair } from './port-pair.ts';

interface Filter extends FilterLike {
  /** What was done with it, in order. */
  readonly done: string[];
  /** The server sends so many bytes. */
  send(length: number): void;
}

/** A tap in a Firefox whose clock and timers move when they are told. Requests concern the tab that made them; those of no tab, all. */
function setup() {
  let time = 0;
  const timers: { task: () => void; at: number }[] = [];
  const filters = new Map<string, Filter>();
  const watched: number[] = [];
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
    return { port: there, news, turn: (on: boolean) => there.postMessage({ kind: 'tap', on }) };
  };
  const answer = (requestId: string, tabId = 7, type = 'text/event-stream; charset=utf-8'): void =>
    tap.answered({
      requestId,
      tabId,
      frameId: 0,
      url: 'http://a/',
      method: 'GET',
      timeStamp: time,
      responseHeaders: [{ name: 'Content-Type', value: type }],
    } satisfies RequestDetails);
  return { tap, filters, watched, pass, reader, answer };
}

test('nothing is held up and nothing tapped until somebody looks and wants it, and nothing after', () => {
  const { filters, watched, reader, answer } = setup();
  answer('1');
  const looker = reader(7);
  answer('2');
  expect(watched).toEqual([]);
  looker.turn(true);
  looker.turn(true);
  expect(watched).toEqual([7]);
  answer('3');
  answer('4', 8);
  answer('5', 7, 'text/html');
  looker.turn(false);
  answer('6');
  expect([...filters.keys()]).toEqual(['3']);
  expect(watched).toEqual([]);
});

test('a chunk is written through before all else; then it is told, with its place and time, soon and together with others', () => {
  const { filters, pass, reader, answer } = setup();
  const looker = reader(7);
  looker.turn(true);
  answer('1');
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

test('the end is clean when the body has come and the request is completed, in either order', () => {
  const { tap, filters, pass, reader, answer } = setup();
  const looker = reader(7);
  looker.turn(true);
  for (const id of ['1', '2', '3']) answer(id);
  tap.completed('1');
  filters.get('1')?.send(4); // the last chunk comes after the word
  filters.get('1')?.onstop?.();
  filters.get('2')?.onstop?.();
  tap.completed('2');
  filters.get('3')?.onstop?.();
  tap.failed('3', false);
  pass(10);
  expect(looker.news().map((each) => (each.kind === 'bytes-ended' ? [each.of, each.clean] : each.kind))).toEqual([
    'bytes',
    [{ request: '1' }, true],
    [{ request: '2' }, true],
    [{ request: '3' }, false],
  ]);
  expect(filters.get('1')?.done).toEqual(['write 4', 'close']);
});

test('a page that stops reading ends it at once, though no filter hears of it; a broken response after its last chunks', () => {
  const { tap, filters, pass, reader, answer } = setup();
  const looker = reader(7);
  looker.turn(true);
  answer('1');
  answer('2');
  tap.failed('1', true);
  expect(filters.get('1')?.done).toEqual(['disconnect']);
  tap.failed('2', false);
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

test('a reader that is too slow loses bytes, counted; the page never does, and the reader goes on when it has caught up', () => {
  const { filters, pass, reader, answer } = setup();
  const looker = reader(7);
  looker.turn(true);
  answer('1');
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

test("a worker's stream is told to every tab that it concerns, by one filter, and goes on while one of them looks", () => {
  const { filters, watched, pass, reader, answer } = setup();
  const [one, two, deaf] = [reader(7), reader(8), reader(9)];
  one.turn(true);
  two.turn(true);
  answer('1', -1);
  answer('1', -1);
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

test('an answer that CORS may keep from the page is left alone: through a filter it would reconnect instead of giving up', () => {
  const { tap, filters, reader } = setup();
  reader(7).turn(true);
  const answer = (requestId: string, documentUrl: string, headers: Record<string, string>): void =>
    tap.answered({
      requestId,
      tabId: 7,
      frameId: 0,
      documentUrl,
      url: 'https://a.test/stream',
      method: 'GET',
      timeStamp: 0,
      responseHeaders: Object.entries({ 'Content-Type': 'text/event-stream', ...headers }).map(([name, value]) => ({ name, value })),
    } satisfies RequestDetails);
  answer('same origin', 'https://a.test/page', {});
  answer('worker of a page', 'blob:https://a.test/0123', {});
  answer('refused', 'https://b.test/page', {});
  answer('wildcard', 'https://b.test/page', { 'Access-Control-Allow-Origin': '*' });
  answer('another', 'https://b.test/page', { 'Access-Control-Allow-Origin': 'https://c.test', 'Access-Control-Allow-Credentials': 'true' });
  answer('let in', 'https://b.test/page', { 'Access-Control-Allow-Origin': 'https://b.test', 'Access-Control-Allow-Credentials': 'true' });
  expect([...filters.keys()]).toEqual(['same origin', 'worker of a page', 'let in']);
});
