/** What a browser that is very busy does to the clocks of its witnesses; as recorded with twenty streams on two processors (Chromium 156). */
import { describe, expect, test } from 'vitest';
import { createCapture } from '../../../../src/core/model/capture.ts';
import { catchUp } from '../../../../src/core/model/join/catch-up.ts';
import type { ExchangeObservation, NetworkObservation } from '../../../../src/core/model/observation.ts';
import { record } from '../../../../src/core/model/record.ts';
import type { Capture } from '../../../../src/core/model/types.ts';
import { draw, EPOCH } from '../drawing.ts';
import { shownRows } from '../rows-of.ts';

const exchange = (id: string, startedAt: number, more: Partial<ExchangeObservation> = {}): NetworkObservation => ({
  kind: 'exchange',
  exchange: `log:${id}`,
  revision: 0,
  seenAt: EPOCH + 5000,
  method: 'GET',
  url: 'https://s.test/stream',
  startedAt: EPOCH + startedAt,
  requestHeaders: [],
  status: 200,
  ...more,
});
const listed = (id: string, ...messages: [at: number, type: string, data: string][]): NetworkObservation => ({
  kind: 'exchange-messages',
  exchange: `log:${id}`,
  first: 0,
  messages: messages.map(([at, type, data]) => ({ at: EPOCH + at, type, lastEventId: '', data })),
});
const captured = (drawing: string, ...network: NetworkObservation[]): Capture => {
  const capture = createCapture();
  for (const observation of [...draw(drawing), ...network]) record(capture, observation);
  catchUp(capture, EPOCH + 20_000);
  return capture;
};
const rows = (capture: Capture, connection = 1): string[] =>
  shownRows(capture, connection).map(({ from, type, lastEventId, data }) => `${from} ${type} #${lastEventId} ${data}`);

describe('the request log notes a start long after the network log', () => {
  test('and both mean the same request', () => {
    const capture = captured(
      'a 0ms create\na 376ms request r1\na 790ms response r1\na 800ms open\na 810ms message message # one\na 900ms end r1\na 905ms error',
      exchange('1', 1, { endedAt: EPOCH + 902, timings: { blocked: 740, send: 5, wait: 44 } }),
      listed('1', [805, 'updte', 'nobody'], [808, 'message', 'one']),
    );
    expect(rows(capture)).toEqual(['har updte # nobody', 'hook message # one']);
  });

  // By how much is no matter: a request is noted before it goes out.
  test('even after more than a second, when its attempt has all but ended', () => {
    const capture = captured(
      'a 0ms create\na 1ms request r0\na 3ms response r0\na 4ms open\na 5ms message message # zero\na 9ms end r0\na 10ms error\n' +
        'a 3182ms request r1\na 3667ms response r1\na 3832ms open\na 3900ms end r1\na 4065ms error',
      exchange('0', 1, { endedAt: EPOCH + 9, timings: { wait: 2 } }),
      exchange('1', 2000, { endedAt: EPOCH + 3973, timings: { blocked: 1471.7, connect: 16.2, send: 1.7, wait: 176.6 } }),
      listed('1', [3800, 'updte', 'nobody'], [3801, 'error', 'nobody']),
    );
    expect(rows(capture)).toEqual(['hook message # zero', 'har updte # nobody', 'har error # nobody']);
  });

  test('also of one that fails', () => {
    const capture = captured(
      'a 0ms create\na 1600ms request r1\na 1900ms end r1\na 1905ms error',
      exchange('1', 1, { status: 0, endedAt: EPOCH + 1899, error: 'net::ERR_CONNECTION_REFUSED' }),
    );
    expect(capture.join.exchanges.get('log:1')!.request?.id).toBe('r1');
  });

  describe('that its page has given up meanwhile', () => {
    const requestOf = (capture: Capture, connection: number): string | undefined => capture.connections.get(connection)!.connection.attempts[0]!.request;
    const givenUp = 'a 0ms create\na 200ms close\na 800ms request r1\na 803ms cut r1 net::ERR_ABORTED';

    test('and it is still that of its attempt', () => {
      expect(requestOf(captured(givenUp), 1)).toBe('r1');
      expect(requestOf(captured(givenUp, exchange('1', 195, { status: 0, endedAt: EPOCH + 210, error: 'net::ERR_ABORTED' })), 1)).toBe('r1');
    });

    test('but not when the network log has it begin later', () => {
      expect(requestOf(captured(givenUp, exchange('1', 790, { status: 0, endedAt: EPOCH + 803, error: 'net::ERR_ABORTED' })), 1)).toBeUndefined();
    });

    test('nor when it was answered, or goes on: it is another’s', () => {
      expect(requestOf(captured('a 0ms create\na 200ms close\na 800ms request r1\na 803ms response r1\na 900ms cut r1 net::ERR_ABORTED'), 1)).toBeUndefined();
      expect(requestOf(captured('a 0ms create\na 200ms close\na 800ms request r1'), 1)).toBeUndefined();
    });

    test('nor that of the next source, which has none of its own yet', () => {
      const capture = captured('a 0ms create\na 10ms close\nb 500ms create\nb 501ms request rb\nb 700ms close\nb 703ms cut rb net::ERR_ABORTED');
      expect([requestOf(capture, 1), requestOf(capture, 2)]).toEqual([undefined, 'rb']);
    });
  });

  test('but no request starts after its own answer', () => {
    const capture = captured(
      'a 0ms create\na 1ms request r1\na 3ms response r1\na 4ms open\na 20ms end r1\na 21ms error\na 200ms request r2\na 210ms response r2\na 211ms open',
      exchange('1', 2, { endedAt: EPOCH + 190, timings: { wait: 2 } }),
    );
    expect(capture.join.exchanges.get('log:1')!.request?.id).toBe('r1');
  });

  test('of two streams of one URL, each keeps its own: by the Last-Event-ID, and by answer and end', () => {
    const drawing = `a 0ms create
b 0ms create
a 300ms request ra
b 310ms request rb
a 500ms response ra
b 350ms response rb
b 360ms open
a 510ms open
b 370ms message message # of b
a 520ms message message # of a
b 400ms end rb
b 401ms error
a 600ms end ra
a 601ms error`;
    const capture = captured(
      drawing,
      // Begun in the other order.
      exchange('b', 1, { endedAt: EPOCH + 400, timings: { blocked: 330, wait: 18 } }),
      exchange('a', 2, { endedAt: EPOCH + 600, timings: { blocked: 330, wait: 165 } }),
      listed('b', [365, 'note', 'to b'], [368, 'message', 'of b']),
      listed('a', [515, 'note', 'to a'], [518, 'message', 'of a']),
    );
    expect(rows(capture, 1)).toEqual(['har note # to a', 'hook message # of a']);
    expect(rows(capture, 2)).toEqual(['har note # to b', 'hook message # of b']);
  });
});

test('what is over and does not list what the page was told first is another, however late the page came to tell of it', () => {
  const capture = captured(
    `b 88ms create
b 93ms request rb
a 0ms create
a 1ms request r0
a 2ms response r0
a 3ms open
a 80ms end r0
a 109ms error
a 129ms request ra
b 270ms response rb
b 273ms end rb
a 278ms response ra
b 334.1ms open
b 334.3ms error
a 335ms open
a 335ms message begin # of a
a 335.2ms message message # more
a 345ms end ra
a 369ms error`,
    exchange('b', 88, { endedAt: EPOCH + 269.8, timings: { blocked: 173, wait: 8 } }),
    exchange('a', 126, { endedAt: EPOCH + 340, timings: { blocked: 144, wait: 5 } }),
    listed('b', [334, 'begin', 'of b']),
    listed('a', [334.7, 'begin', 'of a'], [334.9, 'message', 'more']),
  );
  expect(rows(capture, 1)).toEqual(['har begin # of b']);
  expect(rows(capture, 2)).toEqual(['hook begin # of a', 'hook message # more']);
});

test('where no Last-Event-ID was sent the text begins without one, whatever the page had seen', () => {
  const capture = captured(
    'a 0ms create\na 1ms request r1\na 3ms response r1\na 4ms open\na 5ms message message #29 one\na 9ms end r1\na 10ms error\n' +
      // In between, a block without data took the id back: the page is not told of it.
      'a 3010ms request r2\na 3013ms response r2\na 3014ms open\na 3015ms message message # two\na 3020ms end r2\na 3021ms error',
    exchange('2', 3009, { endedAt: EPOCH + 3020, requestHeaders: [{ name: 'Accept', value: 'text/event-stream' }] }),
    { kind: 'bytes', of: { exchange: 'log:2' }, at: EPOCH + 4000, offset: 0, bytes: new TextEncoder().encode('data: two\n\n'), whole: true },
    { kind: 'bytes-ended', of: { exchange: 'log:2' }, at: EPOCH + 4000, clean: true },
  );
  expect(rows(capture)).toEqual(['hook message #29 one', 'hook message # two']);
});

test('what the hook was asked for by a recorder before this one is one row too', () => {
  const capture = captured(
    'a 0ms create\na 1ms request r1\na 3ms response r1\na 4ms open\na 10ms message note # one\na 20ms end r1\na 21ms error',
    exchange('1', 1, { endedAt: EPOCH + 20 }),
    listed('1', [9, 'note', 'one']),
  );
  expect(rows(capture)).toEqual(['hook note # one']);
});
