import { describe, expect, test } from 'vitest';
import { createCapture } from '../../../../src/core/model/capture.ts';
import { retryInForce } from '../../../../src/core/model/derive-attempt.ts';
import { catchUp } from '../../../../src/core/model/join/catch-up.ts';
import { connectionRecord } from '../../../../src/core/capture-file/records.ts';
import type { Observation, ReadingBegun, ReadingEnd } from '../../../../src/core/model/observation.ts';
import { setApart } from '../../../../src/core/model/set-apart.ts';
import { record } from '../../../../src/core/model/record.ts';
import type { Capture } from '../../../../src/core/model/types.ts';
import { draw, EPOCH } from '../drawing.ts';

const ACCEPT = { name: 'Accept', value: 'text/event-stream' };

const begun = (source: number, at: number, more: Partial<ReadingBegun> = {}): ReadingBegun => ({
  kind: 'reading',
  session: 'doc',
  source,
  at: EPOCH + at + 2,
  startedAt: EPOCH + at,
  api: 'fetch',
  format: 'event-stream',
  method: 'GET',
  url: 'https://s.test/stream',
  responseUrl: 'https://s.test/stream',
  status: 200,
  statusText: 'OK',
  requestHeaders: [ACCEPT],
  responseHeaders: [{ name: 'content-type', value: 'text/event-stream' }],
  bodyLength: 0,
  withCredentials: false,
  stack: 'at connect (lib.js:1:1)\nat main',
  ...more,
});
const bytes = (source: number, at: number, offset: number, text: string): Observation => ({
  kind: 'bytes',
  of: { session: 'doc', source },
  at: EPOCH + at,
  offset,
  bytes: new TextEncoder().encode(text),
});
const ended = (source: number, at: number, by: ReadingEnd, message?: string): Observation => ({
  kind: 'reading-ended',
  session: 'doc',
  source,
  at: EPOCH + at,
  by,
  message,
});
const captured = (...observations: Observation[]): Capture => {
  const capture = createCapture();
  for (const observation of [...draw('a 0ms show'), ...observations]) record(capture, observation);
  catchUp(capture);
  return capture;
};
const connections = (capture: Capture): { attempts: string[]; messages: number; state: string }[] =>
  [...capture.connections.values()].map(({ connection }) => ({
    attempts: connection.attempts.map(({ outcome }) => outcome),
    messages: connection.messageCount,
    state: connection.state,
  }));

describe('a stream that the page reads itself', () => {
  test('is a connection with messages, facts and raw text', () => {
    const capture = captured(
      begun(1, 10, { method: 'POST', body: '{"q":1}', bodyLength: 7 }),
      bytes(1, 13, 0, 'id: 5\ndata: a\n\nevent: x\nda'),
      bytes(1, 14, 26, 'ta: b\n\n'),
      ended(1, 20, 'server'),
    );
    expect(connections(capture)).toEqual([{ attempts: ['ended'], messages: 2, state: 'closed' }]);
    const { connection } = capture.connections.get(1)!;
    expect(connection).toMatchObject({ api: 'fetch', lastEventId: '5', by: 'server' });
    expect(connection.attempts[0]).toMatchObject({ method: 'POST', requestBody: '{"q":1}', status: 200, raw: { from: 'hook', length: 33, chunks: 2 } });
  });

  test('records are messages too', () => {
    const capture = captured(begun(1, 10, { format: 'ndjson', api: 'xhr' }), bytes(1, 13, 0, '{"a":1}\n{"b"'), bytes(1, 14, 12, ':2}\n'));
    expect(connections(capture)).toEqual([{ attempts: ['open'], messages: 2, state: 'open' }]);
  });

  test('its last record needs no line end where the server ended it, and is none where it was cut', () => {
    const of = (format: ReadingBegun['format'], text: string, by: ReadingEnd): [messages: number, complete: boolean | undefined] => {
      const { connection } = captured(begun(1, 10, { format }), bytes(1, 13, 0, text), ended(1, 20, by)).connections.get(1)!;
      return [connection.messageCount, connection.attempts[0]!.raw?.complete];
    };
    expect(of('ndjson', '1\n2', 'server')).toEqual([2, true]);
    expect(of('ndjson', '1\n2', 'abort')).toEqual([1, false]);
    expect(of('json-seq', '\u001e1\n\u001e2\n', 'server')).toEqual([2, true]);
    expect(of('json-seq', '\u001e1\n\u001e2\n', 'error')).toEqual([2, false]);
    expect(of('json-seq', '\u001e1\n\u001e2', 'error')).toEqual([1, false]);
    expect(of('event-stream', 'data: a\n\ndata: b', 'server')).toEqual([1, true]);
  });

  test('what was read where nobody could look is a gap, though nobody knows how large', () => {
    const lost: Observation = { kind: 'bytes-lost', of: { session: 'doc', source: 1 }, at: EPOCH + 15, offset: 9, length: 0 };
    const capture = captured(begun(1, 10), bytes(1, 13, 0, 'data: a\n\n'), lost, ended(1, 20, 'server'));
    expect(capture.connections.get(1)!.connection.attempts[0]!.raw).toMatchObject({ length: 9, complete: false });
    expect(capture.gaps).toMatchObject([{ connection: 1, at: EPOCH + 15, lost: 0 }]);
  });

  test('gets what the request log knows of it', () => {
    const drawn = draw('a 0ms show\na 10ms request r1\na 11ms response r1');
    const capture = captured(...drawn, begun(1, 10), ended(1, 20, 'cancel'));
    expect(capture.connections.get(1)!.connection.attempts[0]).toMatchObject({ request: 'r1', outcome: 'closed-by-page' });
  });

  test('who holds its body is to let go of it when the page has cancelled, once, and when the request is known', () => {
    const drawn = draw('a 0ms show\na 10ms request r1\na 11ms response r1');
    const release = [{ kind: 'release', request: 'r1' }];
    expect(captured(...drawn, begun(1, 10), ended(1, 20, 'cancel')).commands).toEqual(release);
    const late = captured(begun(1, 10), ended(1, 20, 'cancel'));
    expect(late.commands).toEqual([]);
    for (const observation of drawn) record(late, observation);
    catchUp(late);
    catchUp(late);
    expect(late.commands).toEqual(release);
    for (const by of ['server', 'abort', 'error', 'timeout'] as const) expect(captured(...drawn, begun(1, 10), ended(1, 20, by)).commands).toEqual([]);
    expect(captured(...draw('a 0ms show\na 10ms request r1\na 11ms response r1\na 19ms end r1'), begun(1, 10), ended(1, 20, 'cancel')).commands).toEqual([]);
  });

  test('each attempt gets its own request, also where the query is another', () => {
    const again = 'https://s.test/stream?after=7';
    const drawn = draw('a 0ms show\na 10ms request r1\na 11ms response r1\na 20ms end r1');
    const second = draw(`a 0ms show\na 30ms create ${again}\na 30ms request r2\na 31ms response r2`).filter(({ kind }) => kind === 'request');
    const facts = [begun(1, 10), ended(1, 20, 'server'), begun(2, 30, { url: again })];
    for (const observations of [
      [...facts, ...drawn, ...second],
      [...drawn, ...second, ...facts],
    ]) {
      const capture = captured(...observations);
      expect([...capture.connections.values()].map(({ connection }) => connection.attempts.map(({ request }) => request))).toEqual([['r1', 'r2']]);
      expect(capture.join.loose.size).toBe(0);
    }
  });

  test('waits as long as its page likes: no retry is in force, until its server writes one', () => {
    const capture = captured(begun(1, 10));
    expect(retryInForce(capture.connections.get(1)!, 3000)).toBeUndefined();
    record(capture, bytes(1, 13, 0, 'retry: 700\ndata: a\n\n'));
    catchUp(capture);
    expect(retryInForce(capture.connections.get(1)!, 3000)).toEqual({ ms: 700, from: 'wire' });
  });

  test.each([
    ['server', 'ended', 'closed'],
    ['abort', 'closed-by-page', 'closed'],
    ['cancel', 'closed-by-page', 'closed'],
    ['timeout', 'closed-by-page', 'closed'],
    ['error', 'cut', 'closed'],
  ] as const)('ended by %s', (by, outcome, state) => {
    expect(connections(captured(begun(1, 10), ended(1, 20, by)))).toEqual([{ attempts: [outcome], messages: 0, state }]);
  });

  test('an answer that is none', () => {
    expect(connections(captured(begun(1, 10, { status: 500 })))).toEqual([{ attempts: ['http-error'], messages: 0, state: 'failed' }]);
    expect(connections(captured(begun(1, 10, { refused: true })))).toEqual([{ attempts: ['bad-type'], messages: 0, state: 'failed' }]);
    expect(connections(captured(begun(1, 10, { refused: true, status: 401 })))).toEqual([{ attempts: ['http-error'], messages: 0, state: 'failed' }]);
    expect(connections(captured(begun(1, 10, { status: 0 })))).toEqual([{ attempts: ['failed'], messages: 0, state: 'failed' }]);
  });

  test('goes with its document', () => {
    const capture = captured(begun(1, 10), { kind: 'document-gone', session: 'doc', at: EPOCH + 30 });
    expect(connections(capture)).toEqual([{ attempts: ['navigated'], messages: 0, state: 'closed' }]);
  });
});

describe('a request that looks like a reconnect is the next attempt', () => {
  const first = [begun(1, 10), bytes(1, 12, 0, 'id: 7\ndata: a\n\n'), ended(1, 20, 'error')];
  const again = (at: number, more: Partial<ReadingBegun>): Observation[] => [begun(2, at, more), bytes(2, at + 3, 0, 'data: b\n\n')];
  const id = { name: 'last-event-id', value: '7' };

  test.each<[string, number, Partial<ReadingBegun>, number]>([
    ['it sends the id that came last', 99_000, { requestHeaders: [id], stack: 'elsewhere' }, 1],
    ['it sends another id, from elsewhere', 500, { requestHeaders: [{ ...id, value: '6' }], stack: 'elsewhere' }, 2],
    ['the same code asks again', 500, {}, 1],
    ['with another query', 500, { url: 'https://s.test/stream?t=2' }, 1],
    ['for another address', 500, { url: 'https://s.test/other' }, 2],
    ['much later', 70_000, {}, 2],
    ['other code asks', 500, { stack: 'at other (app.js:9:9)' }, 2],
    ['it does not ask for a stream', 500, { requestHeaders: [] }, 2],
    ['with something else to say', 500, { body: '{"q":2}', bodyLength: 7 }, 2],
    ['before the end of the first', 15, {}, 2],
  ])('%s', (_, at, more, count) => {
    const capture = captured(...first, ...again(at, more));
    expect(capture.connections.size).toBe(count);
    if (count === 1) expect(connections(capture)).toEqual([{ attempts: ['cut', 'open'], messages: 2, state: 'open' }]);
  });
});

describe('the user may say that it is none', () => {
  const round = (source: number, at: number): Observation[] => [begun(source, at), bytes(source, at + 3, 0, 'data: b\n\n'), ended(source, at + 10, 'server')];
  const attempts = (capture: Capture): number[] => [...capture.connections.values()].map(({ connection }) => connection.attempts.length);
  const go = (capture: Capture, ...observations: Observation[]): Capture => {
    for (const observation of observations) record(capture, observation);
    catchUp(capture);
    return capture;
  };

  test('from then on each request is a connection of its own, until it is undone', () => {
    const capture = captured(...round(1, 10), ...round(2, 100));
    expect(attempts(capture)).toEqual([2]);
    const before = capture.version;
    setApart(capture, 1, true);
    expect(capture.version).toBeGreaterThan(before);
    go(capture, ...round(3, 200), ...round(4, 300));
    expect(attempts(capture)).toEqual([2, 1, 1]);
    expect([...capture.connections.values()].map(({ connection }) => connection.apart)).toEqual([true, true, true]);
    setApart(capture, 1, false);
    go(capture, ...round(5, 400), ...round(6, 500));
    expect(attempts(capture)).toEqual([2, 1, 3]);
    expect(capture.connections.get(3)!.connection.apart).toBeUndefined();
  });

  test('of other streams nothing changes, and of an EventSource nothing can', () => {
    const other = { url: 'https://s.test/other' };
    const capture = captured(begun(1, 10), ended(1, 20, 'server'), begun(2, 30, other), ended(2, 40, 'server'));
    setApart(capture, 1, true);
    go(capture, begun(3, 50), begun(4, 60, other));
    expect(attempts(capture)).toEqual([1, 2, 1]);
    const source = captured(...draw('a 0ms create\na 10ms open'));
    setApart(source, 1, true);
    setApart(source, 99, true);
    expect(source.connections.get(1)!.connection.apart).toBeUndefined();
  });

  test('it is kept in the capture file, and read from there', () => {
    const capture = captured(...round(1, 10));
    setApart(capture, 1, true);
    const { connection } = capture.connections.get(1)!;
    expect(JSON.parse(JSON.stringify(connectionRecord(connection)))).toMatchObject({ kind: 'connection', id: 1, apart: true });
    const facts = capture.ledger.entries.map(({ fact }) => fact).filter(({ kind }) => kind === 'connection');
    expect(facts).toHaveLength(2); // what is written while it runs has the newer word last
  });
});
