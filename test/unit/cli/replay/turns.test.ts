/** Which attempt a request gets. */
import { describe, expect, test } from 'vitest';
import { planOf } from '../../../../cli/replay/plan.ts';
import { type Asked, createTurns, type Turn, type Turns } from '../../../../cli/replay/turns.ts';
import { type MadeConnection, madeCapture } from './made-capture.ts';

interface Bench {
  turns: Turns;
  /** `connection.attempt`, with `+BYTES` where some are left out; `-` for no further attempt, the status where nothing is found. */
  ask(asked?: Partial<Asked>): string;
  /** The server ends what was asked for last, with all of it sent. */
  end(): void;
  /** The client leaves it. */
  leave(): void;
  pass(ms: number): void;
}

function bench(connections: readonly MadeConnection[], loop = false): Bench {
  let now = 0;
  let last: Turn | undefined;
  const turns = createTurns(planOf(madeCapture(connections)), { loop, now: () => now });
  return {
    turns,
    ask(asked = {}) {
      const { body = '' } = asked;
      const turn = turns.take({ method: 'GET', target: '/sse', lastEventId: undefined, body, bodyLength: body.length, client: 'a browser', ...asked });
      if ('status' in turn) return String(turn.status);
      last = turn;
      if (turn.attempt === undefined) return '-';
      return `${turn.connection.id}.${turn.attempt.n}${turn.skip === 0 ? '' : `+${turn.skip}`}`;
    },
    end: () => turns.over(last!, 'server', Infinity),
    leave: () => turns.over(last!, 'client', 0),
    pass: (ms) => void (now += ms),
  };
}

const message = (at: number, id?: string): { at: number; data: string; id?: string } => ({ at, data: `${at}`, id });

/** Three attempts without an id. */
const PLAIN: MadeConnection = {
  attempts: [
    { startedAt: 0, openedAt: 1, endedAt: 2, messages: [message(1)] },
    { startedAt: 10, outcome: 'refused', endedAt: 11 },
    { startedAt: 20, openedAt: 21, outcome: 'open', messages: [message(22)] },
  ],
};

/** Ids 1 to 4; the last attempt ends too. */
const NUMBERED: MadeConnection = {
  attempts: [
    { startedAt: 0, openedAt: 1, endedAt: 9, messages: [message(1, '1'), message(2, '2'), message(3)] },
    { startedAt: 20, openedAt: 21, endedAt: 30, outcome: 'cut', lastEventIdSent: '2', messages: [message(22, '3'), message(23, '4')] },
  ],
};

describe('one client after the other', () => {
  test('each attempt in its turn, though no id tells them apart', () => {
    const { ask, end } = bench([PLAIN]);
    const got = [ask()];
    end();
    got.push(ask());
    end();
    got.push(ask());
    expect(got).toEqual(['1.1', '1.2', '1.3']);
  });

  test('who does not come back in time comes as a new one', () => {
    const { ask, end, pass } = bench([PLAIN]);
    ask();
    end();
    pass(60_000);
    expect(ask()).toBe('1.1');
  });

  test('a client of another kind is not the one that is expected', () => {
    const { ask, end } = bench([PLAIN]);
    ask();
    end();
    expect(ask({ client: 'curl' })).toBe('1.1');
    expect(ask()).toBe('1.2');
  });

  test('a page that leaves by itself begins anew', () => {
    const { ask, leave } = bench([PLAIN]);
    ask();
    leave();
    expect(ask()).toBe('1.1');
  });

  test('… unless the page of the capture went by itself as well, and came back', () => {
    const { ask, leave } = bench([{ api: 'fetch', attempts: [{ startedAt: 0, openedAt: 1, outcome: 'closed-by-page', endedAt: 4 }, { startedAt: 5 }] }]);
    ask();
    leave();
    expect(ask()).toBe('1.2');
  });
});

test('a thousand at once get the first attempt each, and the second when they come back', () => {
  const { turns } = bench([PLAIN]);
  const asked: Asked = { method: 'GET', target: '/sse', lastEventId: undefined, body: '', bodyLength: 0, client: 'many' };
  const take = (): Turn => turns.take(asked) as Turn;
  const first = Array.from({ length: 1000 }, take);
  expect(new Set(first.map(({ attempt }) => attempt?.n))).toEqual(new Set([1]));
  for (const turn of first) turns.over(turn, 'server', Infinity);
  expect(new Set(Array.from({ length: 1000 }, () => take().attempt?.n))).toEqual(new Set([2]));
  expect(take().attempt?.n).toBe(1);
});

describe('Last-Event-ID', () => {
  const BLOCK = 'id: 1\ndata: 1\n\n'.length;

  test('goes on behind its message', () => {
    const { ask } = bench([NUMBERED]);
    expect(ask({ lastEventId: '1' })).toBe(`1.1+${BLOCK}`);
    expect(ask({ lastEventId: '3' })).toBe(`1.2+${'id: 3\ndata: 22\n\n'.length}`);
  });

  test('with which an attempt was asked for in the capture gets that one', () => {
    expect(bench([NUMBERED]).ask({ lastEventId: '2' })).toBe('1.2');
  });

  test('of the last message: there is nothing more; with a loop it begins again', () => {
    expect(bench([NUMBERED]).ask({ lastEventId: '4' })).toBe('-');
    expect(bench([NUMBERED], true).ask({ lastEventId: '4' })).toBe('1.1');
  });

  test('that nothing in the capture has begins at the begin', () => {
    expect(bench([NUMBERED]).ask({ lastEventId: 'of yesterday' })).toBe('1.1');
  });

  test('that came once more does not begin an attempt once more', () => {
    const { ask, end } = bench([
      {
        attempts: [
          { startedAt: 0, openedAt: 1, endedAt: 9, messages: [message(1, '1')] },
          { startedAt: 20, openedAt: 21, endedAt: 30, lastEventIdSent: '1', outcome: 'cut' },
          { startedAt: 40, endedAt: 41, lastEventIdSent: '1', outcome: 'no-content' },
        ],
      },
    ]);
    const got = [ask()];
    end();
    for (let n = 0; n < 2; n += 1) {
      got.push(ask({ lastEventId: '1' }));
      end();
    }
    expect(got).toEqual(['1.1', '1.2', '1.3']);
  });
});

describe('which connection', () => {
  const post = (requestBody: string): MadeConnection => ({
    api: 'fetch',
    url: 'https://llm.test/v1/chat?key=REDACTED',
    attempts: [{ startedAt: 0, openedAt: 1, endedAt: 2, method: 'POST', requestBody, requestBodyLength: requestBody.length, messages: [message(1)] }],
  });
  const chat = [post('{"model":"m","n":1}'), post('{"model":"m","n":2}'), post('x'.repeat(10))];
  const asked = (body: string): Partial<Asked> => ({ method: 'POST', target: '/v1/chat?key=secret', body });

  test('its own path leads to it alone', () => {
    const { ask } = bench([NUMBERED, NUMBERED]);
    expect([ask({ target: '/2/sse' }), ask({ target: '/2/sse' }), ask({ target: '/1/sse?at=1' })]).toEqual(['2.1', '2.1', '1.1']);
  });

  test('of one URL each has its turn', () => {
    const { ask } = bench([NUMBERED, NUMBERED]);
    expect([ask(), ask(), ask()]).toEqual(['1.1', '2.1', '1.1']);
  });

  test('POSTs go by their body, as it was or as the same JSON; else by turns', () => {
    const { ask } = bench(chat);
    expect(ask(asked('{"model":"m","n":2}'))).toBe('2.1');
    expect(ask(asked('{ "n": 2, "model": "m" }'))).toBe('2.1');
    expect(ask(asked('xxxxxxxxxx'))).toBe('3.1');
    expect(ask(asked('something else'))).toBe('1.1');
  });

  test('of a long body the begin and the length', () => {
    const { ask } = bench([post('a'), { ...post('b'), attempts: [{ startedAt: 0, method: 'POST', requestBody: 'beg', requestBodyLength: 9 }] }]);
    expect(ask(asked('beginning'))).toBe('2.1');
    expect(ask(asked('begin'))).toBe('1.1');
  });

  test('no such path, or not with that method', () => {
    const { ask } = bench(chat);
    expect([ask({ target: '/none' }), ask({ target: '/v1/chat' })]).toEqual(['404', '405']);
  });
});
