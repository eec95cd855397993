/** What each attempt of a capture is answered with, and when. */
import { describe, expect, test } from 'vitest';
import { type Answer, planOf } from '../../../../cli/replay/plan.ts';
import { type MadeAttempt, type MadeConnection, madeCapture } from './made-capture.ts';

const text = ({ steps }: Answer): [at: number, text: string][] => steps.map(({ at, bytes }) => [at, Buffer.from(bytes).toString()]);

function answersOf(connection: MadeConnection, from?: number): Answer[] {
  return planOf(madeCapture([connection]), { from }).connections.flatMap(({ attempts }) => attempts.map((attempt) => attempt.answer()));
}

const answerOf = (attempt: Partial<MadeAttempt>): Answer => answersOf({ attempts: [{ startedAt: 0, openedAt: 5, endedAt: 100, ...attempt }] })[0]!;

describe('bytes', () => {
  test('as they came: each piece as it was cut, at its time', () => {
    const answer = answerOf({
      pieces: [
        [10, 'id: 1\nda'],
        [20, 'ta: a\r\n\r\n: hm\n'],
        [30, '\n'],
      ],
      messages: [{ at: 20, data: 'a', id: '1' }],
    });
    expect(answer.source).toBe('as-it-came');
    expect(text(answer)).toEqual([
      [10, 'id: 1\nda'],
      [20, 'ta: a\r\n\r\n: hm\n'],
      [30, '\n'],
    ]);
    expect(answer.ids).toEqual([{ id: '1', end: 'id: 1\ndata: a\r\n\r\n'.length }]);
  });

  test('a text that was handed over in one piece: each message at its own time', () => {
    const whole = ': begin\n\ndata: a\n\n: between\n\nevent: x\ndata: b\n\n: end\n\n';
    const messages = [
      { at: 10, data: 'a' },
      { at: 40, data: 'b', type: 'x' },
    ];
    const answer = answerOf({ pieces: [[90, whole]], whole: true, messages });
    expect(text(answer)).toEqual([
      [10, ': begin\n\ndata: a\n\n'],
      [40, ': between\n\nevent: x\ndata: b\n\n'],
      [40, ': end\n\n'],
    ]);
  });

  test('made from messages where the text is not known, or has not all of them', () => {
    const messages = [
      { at: 10, data: 'a', id: '1' },
      { at: 20, data: 'b\nc', type: 'tick' },
      { at: 30, data: 'd', id: '2' },
    ];
    const made: [number, string][] = [
      [10, 'id: 1\ndata: a\n\n'],
      [20, 'event: tick\ndata: b\ndata: c\n\n'],
      [30, 'id: 2\ndata: d\n\n'],
    ];
    for (const attempt of [{ messages }, { messages, pieces: [[10, 'id: 1\ndata: a\n\n']] as const }]) {
      const answer = answerOf(attempt);
      expect(answer.source).toBe('made');
      expect(text(answer)).toEqual(made);
    }
  });

  test('JSON line by line is written as such, and has no ids', () => {
    const headers = [{ name: 'content-type', value: 'application/x-ndjson' }];
    const connection: MadeConnection = {
      api: 'fetch',
      attempts: [{ startedAt: 0, endedAt: 9, status: 200, responseHeaders: headers, messages: [{ at: 4, data: '{"a":1}' }] }],
    };
    const [answer] = answersOf(connection);
    expect(text(answer!)).toEqual([[4, '{"a":1}\n']]);
    expect(answer!.head!.headers).toEqual(headers);
  });

  test('an id is said where it changes, also between attempts', () => {
    const answers = answersOf({
      attempts: [
        { startedAt: 0, endedAt: 50, messages: [{ at: 1, data: 'a', id: '1' }] },
        { startedAt: 60, endedAt: 90, lastEventIdSent: '1', messages: [{ at: 61, data: 'b' }] },
        { startedAt: 100, endedAt: 120, lastEventIdSent: '1', messages: [{ at: 101, data: 'c', id: '' }] },
      ],
    });
    expect(answers.flatMap(text).map(([, written]) => written)).toEqual(['id: 1\ndata: a\n\n', 'data: b\n\n', 'id\ndata: c\n\n']);
  });

  test('where a client was seen to wait otherwise than by default, and no text says why, it is told to', () => {
    const attempts = (reconnectDelay: number): MadeAttempt[] => [
      { startedAt: 0, endedAt: 50, messages: [{ at: 1, data: 'a' }] },
      { startedAt: 60, endedAt: 90, reconnectDelay, reconnectDelayFrom: 'request-log' },
    ];
    expect(text(answersOf({ attempts: attempts(101.6) })[0]!)[0]).toEqual([1, 'retry: 102\n\n']);
    expect(text(answersOf({ attempts: attempts(3004) })[0]!)).toEqual([[1, 'data: a\n\n']]);
    expect(text(answersOf({ api: 'fetch', attempts: attempts(101.6) })[0]!)).toEqual([[1, 'data: a\n\n']]);
  });
});

describe('head and end', () => {
  test('status, reason and headers as they were; what belongs to one hop, or would bind the browser beyond the replay, is left out', () => {
    const responseHeaders = [
      ['Content-Type', 'text/event-stream; charset=utf-8'],
      ['X-Accel-Buffering', 'no'],
      ['Transfer-Encoding', 'chunked'],
      ['Content-Encoding', 'br'],
      ['Strict-Transport-Security', 'max-age=1000'],
      ['Access-Control-Allow-Origin', 'https://page.test'],
      [':status', '200'],
    ].map(([name = '', value = '']) => ({ name, value }));
    const { head } = answerOf({ status: 206, statusLine: 'HTTP/1.1 206 Half', responseHeaders });
    expect(head).toEqual({ at: 5, status: 206, reason: 'Half', headers: responseHeaders.slice(0, 2), isKeptBack: false });
  });

  test.each([
    ['ended', { status: 200 }, 200, 'end'],
    ['cut', { status: 200 }, 200, 'cut'],
    ['open', { endedAt: undefined }, 200, 'hold'],
    ['closed-by-page', {}, 200, 'hold'],
    ['no-content', {}, 204, 'end'],
    ['http-error', { status: 503 }, 503, 'end'],
    ['bad-type', { status: 200 }, 200, 'end'],
    ['cors', { status: 200 }, 200, 'end'],
    ['refused', { openedAt: undefined }, undefined, 'cut'],
    ['failed', { openedAt: undefined }, undefined, 'cut'],
    ['connecting', { openedAt: undefined, endedAt: undefined }, undefined, 'hold'],
    ['queued', { openedAt: undefined, endedAt: undefined }, undefined, 'hold'],
  ] as const)('%s', (outcome, facts, status, how) => {
    const answer = answerOf({ outcome, ...facts });
    expect([answer.head?.status, answer.end.how]).toEqual([status, how]);
  });

  test('an attempt without an end lasts as long as the capture', () => {
    const [first] = answersOf({
      attempts: [
        { startedAt: 0, openedAt: 1, endedAt: 500, messages: [] },
        { startedAt: 600, openedAt: 601, outcome: 'open', messages: [{ at: 900, data: 'last' }] },
      ],
    }).slice(1);
    expect(first!.end).toEqual({ how: 'hold', at: 300 });
  });
});

describe('from a later moment on', () => {
  const connection: MadeConnection = {
    attempts: [
      { startedAt: 0, openedAt: 1, endedAt: 40, messages: [{ at: 10, data: 'gone', id: '1' }] },
      {
        startedAt: 50,
        openedAt: 55,
        endedAt: 300,
        pieces: [
          [60, 'id: 2\ndata: a\n\nda'],
          [100, 'ta: half'],
          [120, '\n\nid: 3\ndata: c\n\n'],
          [200, 'data: d\n\n'],
        ],
        messages: [
          { at: 60, data: 'a', id: '2' },
          { at: 120, data: 'half' },
          { at: 120, data: 'c', id: '3' },
          { at: 200, data: 'd' },
        ],
      },
    ],
  };

  test('attempts that were over are left out, and a block that had begun', () => {
    const answers = answersOf(connection, 90);
    expect(answers).toHaveLength(1);
    expect(text(answers[0]!)).toEqual([
      [30, 'id: 3\ndata: c\n\n'],
      [110, 'data: d\n\n'],
    ]);
    expect(answers[0]!.ids).toEqual([{ id: '3', end: 'id: 3\ndata: c\n\n'.length }]);
    expect(answers[0]!).toMatchObject({ head: { at: 0 }, end: { at: 210, how: 'end' } });
  });

  test('nothing is left out where a block ends', () => {
    expect(text(answersOf(connection, 130)[0]!)).toEqual([[70, 'data: d\n\n']]);
  });
});

test('each connection has a path of its own, with the query of its URL', () => {
  const attempts: MadeAttempt[] = [{ startedAt: 0, endedAt: 1, requestBody: '{}' }];
  const { connections } = planOf(
    madeCapture([
      { url: 'https://server.test/a/b?c=d#e', attempts },
      { url: 'made.sse', attempts: [{ startedAt: 0, method: 'GET' }] },
    ]),
  );
  expect(connections.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /1/a/b?c=d', 'GET /2/made.sse']);
});
