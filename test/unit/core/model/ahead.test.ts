import { expect, test } from 'vitest';
import { createCapture } from '../../../../src/core/model/capture.ts';
import { clearCapture } from '../../../../src/core/model/clear.ts';
import { catchUp } from '../../../../src/core/model/join/catch-up.ts';
import type { NetworkObservation, Observation, RequestObservation } from '../../../../src/core/model/observation.ts';
import { setRecording } from '../../../../src/core/model/pause.ts';
import { record } from '../../../../src/core/model/record.ts';
import type { Capture } from '../../../../src/core/model/types.ts';
import { draw, EPOCH } from '../drawing.ts';
import { shownRows } from '../rows-of.ts';

const OPEN = 'a 0ms create\na 1ms request r1\na 3ms response r1\na 4ms open\na 60ms request later\n';

const exchange = (seen: number, more: object = {}): NetworkObservation => ({
  kind: 'exchange',
  exchange: 'har:1',
  revision: seen,
  seenAt: EPOCH + seen,
  method: 'GET',
  url: 'https://s.test/stream',
  startedAt: EPOCH + 1,
  requestHeaders: [],
  status: 200,
  ...more,
});
const listed = (first: number, ...messages: [at: number, type: string, data: string][]): NetworkObservation => ({
  kind: 'exchange-messages',
  exchange: 'har:1',
  first,
  messages: messages.map(([at, type, data]) => ({ at: EPOCH + at, type, lastEventId: '', data })),
});
const tell = (capture: Capture, ...told: (string | NetworkObservation | Observation)[]): void => {
  for (const one of told) {
    const observations = typeof one === 'string' ? draw(one) : [one];
    // Each drawing begins anew: what it says of the document and the source is there already.
    for (const observation of observations) record(capture, observation);
  }
  catchUp(capture);
};
const again = (drawing: string): string => `a 0ms create\n${drawing}`;
const rows = (capture: Capture): [string, string, boolean][] => shownRows(capture, 1).map(({ data, from, heard }) => [data, from, heard]);

test('a type that nobody listens to is unheard, and the hook is asked to listen to it, once', () => {
  const capture = createCapture();
  tell(
    capture,
    `${OPEN}a 5ms listen tick\na 10ms message tick # one`,
    exchange(100),
    listed(0, [9, 'tick', 'one'], [20, 'note', 'two'], [30, 'note', 'three']),
  );
  expect(rows(capture)).toEqual([
    ['one', 'hook', true],
    ['two', 'har', false],
    ['three', 'har', false],
  ]);
  expect(capture.commands.splice(0)).toEqual([{ kind: 'hear', session: 'doc', source: 1, type: 'note' }]);
  // Now it is told, and still not heard.
  tell(capture, again('a 200ms message note # four'), listed(3, [199, 'note', 'four'], [210, 'note', 'five']));
  expect(rows(capture).slice(3)).toEqual([
    ['four', 'hook', false],
    ['five', 'har', false],
  ]);
  expect(capture.commands).toEqual([]);
});

test('what the network told first is told by the hook later: one row, which is heard', () => {
  const capture = createCapture();
  tell(capture, OPEN, exchange(100), listed(0, [9, 'tick', 'one'], [10, 'tick', 'one']));
  expect(rows(capture)).toEqual([
    ['one', 'har', false],
    ['one', 'har', false],
  ]);
  tell(capture, again('a 5ms listen tick\na 11ms message tick # one\na 12ms message tick # one\na 13ms message tick # one'));
  expect(rows(capture)).toEqual([
    ['one', 'har', true],
    ['one', 'har', true],
    ['one', 'hook', true],
  ]);
});

test('what came while recording was off stays away, and what came before or after does not', () => {
  const capture = createCapture();
  tell(capture, `${OPEN}a 5ms listen tick\na 10ms message tick # one`, exchange(15));
  setRecording(capture, false, EPOCH + 20);
  tell(capture, again('a 30ms message tick # two'), listed(0, [9, 'tick', 'one'], [15, 'note', 'before'], [29, 'tick', 'two'], [30, 'note', 'within']));
  setRecording(capture, true, EPOCH + 40);
  tell(capture, again('a 50ms message tick # three'), listed(4, [35, 'note', 'within too'], [49, 'tick', 'three'], [55, 'note', 'after']));
  expect(rows(capture).map(([data]) => data)).toEqual(['one', 'before', 'three', 'after']);
});

test('what was cleared does not come back with the next poll', () => {
  const capture = createCapture();
  tell(capture, `${OPEN}a 5ms listen tick\na 10ms message tick # one`, exchange(15));
  clearCapture(capture, EPOCH + 100);
  tell(capture, listed(0, [9, 'tick', 'one'], [15, 'note', 'two'], [120, 'note', 'three']));
  expect(rows(capture).map(([data]) => data)).toEqual(['three']);
});

test('a document that is gone, or comes back, does not lose what the network says of it', () => {
  const capture = createCapture();
  tell(capture, `${OPEN}a 10ms message message # one\na 80ms gone`, listed(0, [9, 'message', 'one'], [70, 'note', 'two']), exchange(3000));
  expect(rows(capture).map(([data]) => data)).toEqual(['one', 'two']);
  expect(capture.connections.get(1)!.connection.attempts[0]!.outcome).toBe('navigated');
  expect(capture.commands).toEqual([]);
});

test('what is learnt late of an attempt before does not change the last event id', () => {
  const capture = createCapture();
  const reconnected = 'a 80ms end r1\na 81ms error\na 3081ms request r2\na 3083ms response r2\na 3084ms open\na 3090ms message tick #2 two\n';
  tell(capture, `${OPEN}a 5ms listen tick\n${reconnected}`, exchange(3100), {
    kind: 'exchange-messages',
    exchange: 'har:1',
    first: 0,
    messages: [{ at: EPOCH + 70, type: 'note', lastEventId: '1', data: 'one' }],
  });
  expect(rows(capture).map(([data]) => data)).toEqual(['one', 'two']);
  expect(capture.connections.get(1)!.connection.lastEventId).toBe('2');
});

test('a request that waits for a connection is queued, and shows what it waited for when it has one', () => {
  const capture = createCapture();
  const drawn = draw('a 0ms create\na 1ms request r1');
  tell(capture, drawn[0]!, drawn[1]!, { ...(drawn[2] as RequestObservation), queuedBehind: 6 }, exchange(600, { status: 0 }));
  const [attempt] = capture.connections.get(1)!.connection.attempts;
  expect(attempt!.outcome).toBe('queued');
  // One that was before it has ended: now it is the server that has not answered yet.
  tell(capture, { ...(drawn[2] as RequestObservation), queuedBehind: 5, revision: 1 }, exchange(700, { status: 0 }));
  expect(attempt!.outcome).toBe('connecting');
  tell(capture, exchange(900, { httpVersion: 'HTTP/1.1', connectionId: '7', timings: { blocked: 800, wait: 2 } }));
  expect(attempt).toMatchObject({ outcome: 'connecting', httpVersion: 'HTTP/1.1', connectionId: '7', timings: { blocked: 800 } });
});

test('a page that is far behind the network tells each message once, even one that the capture has dropped since', () => {
  const told = (count: number, limit: number, same: boolean): { next: number; held: number; unheard: number } => {
    const capture = createCapture({ limits: { messages: limit } });
    const data = (n: number): string => (same ? 'same' : `${n}`);
    tell(capture, `${OPEN}a 5ms listen tick`, exchange(100));
    for (let first = 0; first < count; first += 5000)
      tell(capture, listed(first, ...Array.from({ length: 5000 }, (_, i): [number, string, string] => [10 + (first + i) / 100, 'tick', data(first + i)])));
    for (let n = 0; n < count; n += 1)
      record(capture, { kind: 'message', session: 'doc', source: 1, at: EPOCH + 2000 + n / 100, type: 'tick', lastEventId: '', data: data(n) });
    const all = rows(capture);
    return { next: capture.log.next, held: all.length, unheard: all.filter(([, , heard]) => !heard).length };
  };
  for (const same of [true, false]) expect(told(150_000, 1_000_000, same)).toEqual({ next: 150_000, held: 150_000, unheard: 0 });
  // Which of those that read the same were dropped nobody can tell.
  const { next, held, unheard } = told(50_000, 20_000, false);
  expect([next, unheard]).toEqual([50_000, 0]);
  expect(held).toBeGreaterThan(10_000);
});
