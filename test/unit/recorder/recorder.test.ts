import { describe, expect, test } from 'vitest';
import type { Observation } from '../../../src/core/model/observation.ts';
import { createRecorder, SEARCH_SLICE, VERSION_INTERVAL } from '../../../src/recorder/recorder.ts';
import type { CaptureOptions } from '../../../src/core/model/capture.ts';
import { SPARK_BUCKETS } from '../../../src/wire/protocol/questions.ts';
import { draw, EPOCH } from '../core/drawing.ts';

/** A recorder with a clock and timers of the test's own. `now` costs `tick` ms each time that it is asked. */
const setup = (drawing = '', { tick = 0, ...options }: CaptureOptions & { tick?: number } = {}) => {
  let time = EPOCH;
  let timers: { run: () => void; at: number }[] = [];
  const recorder = createRecorder({ now: () => (time += tick), schedule: (run, after) => void timers.push({ run, at: time + after }), ...options });
  recorder.observe(draw(drawing));
  /** Runs the timer that is due next. */
  const next = (): boolean => {
    const first = timers.toSorted((a, b) => a.at - b.at)[0];
    if (first === undefined) return false;
    timers = timers.filter((timer) => timer !== first);
    time = Math.max(time, first.at);
    first.run();
    return true;
  };
  const rest = (): void => {
    while (next());
  };
  return { recorder, next, rest, timers: () => timers.length, wait: (ms: number) => void (time += ms) };
};

const OPEN = 'a 0ms create https://s.test/a\nb 0ms create https://u:p@t.test:8443/b?x=1\na 1ms open\nb 1ms open\n';
const messages = (count: number, source = 1, data = (n: number): string => `data ${n}`): Observation[] =>
  Array.from({ length: count }, (_, n) => ({
    kind: 'message',
    session: 'doc',
    source,
    at: EPOCH + 2 + n,
    type: n % 5 === 0 ? 'price' : 'tick',
    lastEventId: String(n),
    data: data(n),
  }));

describe('versions', () => {
  test('are told once in an interval, however much comes', () => {
    const { recorder, rest, timers } = setup();
    const heard: number[] = [];
    recorder.onVersion((version) => heard.push(version));
    recorder.observe(draw(OPEN));
    recorder.observe(messages(100));
    expect(heard).toEqual([]);
    expect(timers()).toBe(1);
    rest();
    expect(heard).toEqual([recorder.ask('overview').version]);
    expect(VERSION_INTERVAL).toBe(50);
  });

  test('are told of what a question has joined, also when nothing else comes', () => {
    const { recorder, next, rest, wait } = setup();
    const heard: number[] = [];
    recorder.onVersion((version) => heard.push(version));
    const request = {
      exchange: 'e',
      method: 'GET',
      url: 'https://s.test/w',
      startedAt: EPOCH,
      requestHeaders: [],
      resourceType: 'eventsource',
      initiatorUrl: 'https://s.test/worker.js',
    };
    recorder.observe([
      { kind: 'exchange', ...request, revision: 0, seenAt: EPOCH + 100, status: 200 },
      { kind: 'exchange-messages', exchange: 'e', first: 0, messages: [{ at: EPOCH + 50, type: 'tick', lastEventId: '', data: 'x' }] },
    ]);
    next();
    wait(60_000);
    // That of a worker: nobody else has claimed it by now.
    const asked = recorder.ask('overview');
    expect(asked.connections).toBe(1);
    rest();
    expect(heard.at(-1)).toBeGreaterThanOrEqual(asked.version);
  });

  test('are told again after the next change, and not to those who left', () => {
    const { recorder, rest } = setup(OPEN);
    const heard: number[] = [];
    const leave = new AbortController();
    recorder.onVersion((version) => heard.push(version), leave.signal);
    rest();
    recorder.observe(messages(1));
    rest();
    leave.abort();
    recorder.observe(messages(1));
    rest();
    expect(heard).toHaveLength(2);
    expect(heard[1]).toBeGreaterThan(heard[0]!);
  });
});

describe('answers', () => {
  test('overview', () => {
    const { recorder } = setup(`${OPEN}a 5ms message tick #1 hello\nb 6ms fatal\na 7ms lost 2 overflow`);
    expect(recorder.ask('overview')).toMatchObject({
      recording: true,
      messages: 1,
      nextMessage: 1,
      dropped: 0,
      lost: 2,
      connections: 2,
      states: { open: 1, failed: 1, closed: 0 },
      from: EPOCH,
      to: EPOCH + 6,
      limitsReached: [],
    });
  });

  test('rows of connections, with a sparkline of whole seconds until now', () => {
    const { recorder } = setup(`${OPEN}a 1500ms message tick #1 hello\na 59999ms message tick #${'9'.repeat(400)} x\na 60000ms message tick #2 y`);
    const [a, b] = recorder.ask('connections', { now: EPOCH + 60_000 });
    expect(a).toMatchObject({
      id: 1,
      origin: 'https://s.test',
      state: 'open',
      messages: 3,
      dataLength: 7,
      lastEventId: '2',
      lastEventIdCut: false,
      retry: { ms: 3000, from: 'default' },
      attempts: 1,
      outcome: 'open',
    });
    expect(b!.origin).toBe('https://t.test:8443');
    expect(a!.spark).toHaveLength(SPARK_BUCKETS);
    expect([a!.spark[1], a!.spark[59], a!.spark.reduce((sum, n) => sum + n)]).toEqual([1, 2, 3]);
  });

  test('a window of rows, cut to what there is', () => {
    const { recorder } = setup(OPEN);
    recorder.observe(messages(10));
    const { rows, ...window } = recorder.ask('messages', { filter: {}, from: 8, to: 20 });
    expect(window).toEqual({ total: 10, complete: true, from: 8 });
    expect(rows).toEqual([
      {
        index: 8,
        kind: 'message',
        connection: 1,
        attempt: 1,
        seq: 8,
        at: EPOCH + 10,
        type: 'tick',
        lastEventId: '8',
        size: 6,
        preview: 'data 8',
        previewCut: false,
        heard: true,
        from: 'hook',
      },
      expect.objectContaining({ index: 9 }),
    ]);
    expect(recorder.ask('messages', { filter: {}, from: 50, to: 60 })).toEqual({ total: 10, complete: true, from: 10, rows: [] });
    expect(recorder.ask('messages', { filter: { connections: [2] }, from: 0, to: 10 }).total).toBe(0);
  });

  test('a message of 10 MB and an id of 100 KB make small rows', () => {
    const { recorder } = setup(OPEN);
    recorder.observe({
      kind: 'message',
      session: 'doc',
      source: 1,
      at: EPOCH + 2,
      type: 'tick',
      lastEventId: 'i'.repeat(100_000),
      data: 'é'.repeat(5_000_000),
    });
    const window = recorder.ask('messages', { filter: {}, from: 0, to: 1 });
    expect(JSON.stringify(window).length).toBeLessThan(2000);
    expect(window.rows[0]).toMatchObject({ size: 10_000_000, previewCut: true });
    expect(recorder.ask('connections', { now: EPOCH })[0]).toMatchObject({ lastEventIdCut: true });
    expect(recorder.ask('message', { index: 0 })).toMatchObject({ lastEventId: 'i'.repeat(100_000) });
  });

  test('a message in full, with the one of its type before', () => {
    const { recorder } = setup(OPEN);
    recorder.observe([...messages(7), ...messages(3, 2)]);
    expect(recorder.ask('message', { index: 5 })).toMatchObject({ type: 'price', data: 'data 5', previous: { index: 0, at: EPOCH + 2, data: 'data 0' } });
    expect(recorder.ask('message', { index: 7 })?.previous).toBeUndefined();
    expect(recorder.ask('message', { index: 99 })).toBeNull();
  });

  test('attempts by number, copied', () => {
    const { recorder } = setup(`${OPEN}a 5ms error\na 3006ms open`);
    const found = recorder.ask('attempts', { connection: 1, from: 2, to: 9 });
    expect(found.map((attempt) => attempt.n)).toEqual([2]);
    found[0]!.outcome = 'cut';
    expect(recorder.ask('attempts', { connection: 1, from: 1, to: 3 }).map((attempt) => attempt.outcome)).toEqual(['failed', 'open']);
    expect(recorder.ask('attempts', { connection: 77, from: 1, to: 3 })).toEqual([]);
    expect(recorder.ask('connection', { id: 1 })).toEqual({ id: 1, api: 'eventsource', context: 'page', stack: '', droppedAttempts: 0 });
    expect(recorder.ask('connection', { id: 9 })).toBeNull();
  });

  test('lanes in the order asked for, without those that are gone', () => {
    const { recorder } = setup(`${OPEN}a 5ms message tick # x\na 15ms message tick # y`);
    const lanes = recorder.ask('timeline', { connections: [2, 9, 1], from: EPOCH, to: EPOCH + 20, buckets: 2 });
    expect(lanes.map((lane) => [lane.connection, [...lane.counts]])).toEqual([
      [2, [0, 0]],
      [1, [1, 1]],
    ]);
    expect(lanes[1]!.attempts).toMatchObject([{ n: 1, outcome: 'open', messages: 2 }]);
  });

  test('what the request log told is joined when asked for', () => {
    const { recorder } = setup('a 0ms create\na 1ms request r1\na 3ms response r1\na 4ms open');
    expect(recorder.ask('attempts', { connection: 1, from: 1, to: 2 })[0]).toMatchObject({ request: 'r1', status: 200 });
  });
});

describe('wishes', () => {
  test('while recording is off, messages are counted and the rest goes on', () => {
    const { recorder } = setup(OPEN);
    recorder.ask('setRecording', { on: false });
    recorder.observe([...messages(5), ...draw('x/a 0ms create\nx/a 1ms open')]);
    expect(recorder.ask('overview')).toMatchObject({ recording: false, messages: 0, notRecorded: 5, connections: 3, states: { open: 3 } });
    recorder.ask('setRecording', { on: true });
    recorder.observe(messages(1));
    expect(recorder.ask('overview')).toMatchObject({ recording: true, messages: 1, notRecorded: 5 });
  });

  test('clear', () => {
    const { recorder } = setup(`${OPEN}b 2ms fatal`);
    recorder.observe(messages(5));
    const before = recorder.ask('overview').version;
    recorder.ask('clear');
    expect(recorder.ask('overview')).toMatchObject({ messages: 0, nextMessage: 5, connections: 1, lost: 0 });
    expect(recorder.ask('overview').version).toBeGreaterThan(before);
    expect(recorder.ask('messages', { filter: { text: 'data' }, from: 0, to: 9 })).toMatchObject({ total: 0, complete: true });
  });
});

describe('search', () => {
  test('works in slices, tells of each, and ends', () => {
    // Each look at the clock costs a millisecond, so a slice is ten looks.
    const { recorder, next, rest } = setup(OPEN, { tick: 1 });
    recorder.observe(messages(50_000, 1, (n) => `${n} `.padEnd(100, '.')));
    rest();
    const filter = { text: '7 ' };
    const first = recorder.ask('messages', { filter, from: 0, to: 10 });
    expect(first.complete).toBe(false);
    let slices = 0;
    for (; !recorder.ask('messages', { filter, from: 0, to: 0 }).complete; slices += 1) next();
    expect(slices).toBeGreaterThan(2);
    const version = recorder.ask('overview').version;
    rest();
    expect(recorder.ask('overview').version).toBeGreaterThanOrEqual(version);
    expect(recorder.ask('messages', { filter, from: 0, to: 1 })).toMatchObject({ total: 5000, complete: true, rows: [{ index: 7 }] });
    expect(recorder.ask('position', { filter, index: 17 })).toBe(1);
    expect(recorder.ask('position', { filter, index: 18 })).toBe(-1);
    expect(SEARCH_SLICE).toBeLessThanOrEqual(10);
  });

  test('gives the rows at the end, or around one that is held, with every slice', () => {
    const { recorder, rest } = setup(OPEN, { tick: 1 });
    recorder.observe(messages(50_000, 1, (n) => `${n} `.padEnd(100, '.')));
    rest();
    const filter = { text: '.' };
    // All positions are others with each slice, since older rows are found before those that are known.
    const first = recorder.ask('messages', { filter, from: 49_900, to: 50_500, end: 40 });
    expect([first.complete, first.total < 49_000, first.from]).toEqual([false, true, first.total - 40]);
    expect(first.rows.map(({ index }) => index)).toEqual(Array.from({ length: 40 }, (_, i) => 49_960 + i));
    const second = recorder.ask('messages', { filter, from: first.from, to: first.total, end: 40 });
    expect(second.total).toBeGreaterThan(first.total);
    expect(second.rows).toEqual(first.rows);
    const hold = { index: 49_970, position: second.from + 10 };
    const third = recorder.ask('messages', { filter, from: second.from, to: second.from + 20, hold });
    expect(third.rows.map(({ index }) => index)).toEqual(Array.from({ length: 20 }, (_, i) => 49_960 + i));
    expect([third.moved, third.from]).toEqual([second.total - third.total, second.from - third.moved!]);
    const gone = recorder.ask('messages', { filter, from: 5, to: 6, hold: { index: 99_999, position: 5 } });
    expect([gone.from, 'moved' in gone]).toEqual([5, false]);
    // A window that the list has is given as it was asked for.
    expect(recorder.ask('messages', { filter, from: gone.total - 60, to: gone.total + 9000, end: 40 }).from).toBe(gone.total - 60);
  });

  test('that nobody looks at any more stops', () => {
    const { recorder, next, timers } = setup(OPEN, { tick: 1 });
    recorder.observe(messages(50_000, 1, (n) => `${n} `.padEnd(100, '.')));
    recorder.ask('messages', { filter: { text: 'one' }, from: 0, to: 1 });
    recorder.ask('messages', { filter: {}, from: 0, to: 1 });
    let steps = 0;
    for (; timers() > 0 && steps < 10; steps += 1) next();
    // The diagnosis needs two slices for so many rows; the search alone would need more than there are steps.
    expect(steps).toBeLessThan(6);
    expect(recorder.ask('messages', { filter: { text: 'one' }, from: 0, to: 1 }).complete).toBe(false);
  });
});

describe('what comes from outside', () => {
  const bad: [unknown, unknown, string][] = [
    ['nonsense', undefined, 'there is no question "nonsense"'],
    [null, undefined, 'there is no question null'],
    ['toString', undefined, 'there is no question'],
    ['connections', undefined, '`now` is missing'],
    ['connections', { now: 'x' }, '`now` must be a time'],
    ['messages', { from: 0, to: 1 }, '`filter` is missing'],
    ['messages', { filter: null, from: 0, to: 1 }, '`filter` must be an object'],
    ['messages', { filter: {}, from: -1, to: 1 }, '`from` must be a whole number'],
    ['messages', { filter: {}, from: 0, to: 1e6 }, 'larger than'],
    ['messages', { filter: {}, from: 0, to: 1, end: 1e6 }, '`end` must be 0 to 10000, not 1000000'],
    ['messages', { filter: {}, from: 0, to: 1, hold: 5 }, '`hold` must be an object'],
    ['messages', { filter: {}, from: 0, to: 1, hold: {} }, '`index` is missing'],
    ['messages', { filter: {}, from: 0, to: 1, hold: { index: 1, position: -1 } }, '`position` must be a whole number'],
    ['messages', { filter: { text: 5 }, from: 0, to: 1 }, '`text` must be a text'],
    ['messages', { filter: { connections: ['1'] }, from: 0, to: 1 }, '`connections` must be a list'],
    ['messages', { filter: { pattern: '(' }, from: 0, to: 1 }, '`pattern` must be an object'],
    ['messages', { filter: { pattern: { source: '(', flags: '' } }, from: 0, to: 1 }, 'cannot be searched with: Unterminated group'],
    ['messages', { filter: { pattern: { source: 'a', flags: 'g' } }, from: 0, to: 1 }, 'none of `imsu`'],
    ['messages', { filter: { query: 'typ:x' }, from: 0, to: 1 }, '`query` is wrong at 0: unknown-key (type)'],
    ['messages', { filter: { query: 'at:1:00', zone: 9999 }, from: 0, to: 1 }, '`zone` must be minutes'],
    [
      'messages',
      { filter: { pattern: { source: '(a+)+(?=b)', flags: '' } }, from: 0, to: 1 },
      'look-around, back-references and modifiers are not supported (`(?=`)',
    ],
    ['messages', { filter: { pattern: { source: 'a'.repeat(1001), flags: '' } }, from: 0, to: 1 }, 'longer than 1000'],
    ['messages', { filter: { types: 'tick' }, from: 0, to: 1 }, '`types` must be a list'],
    ['messages', { filter: { types: [1] }, from: 0, to: 1 }, '`types` must be a list'],
    ['messages', { filter: { frames: [-1] }, from: 0, to: 1 }, '`frames` must be a list'],
    ['messages', { filter: { among: [0.5] }, from: 0, to: 1 }, '`among` must be a list'],
    ['setSettings', {}, '`settings` is missing'],
    ['setSettings', { settings: { preserve: 1 } }, '`preserve` cannot be set to that'],
    ['setSettings', { settings: { limits: { messages: 10 } } }, '`limits` cannot be set to that'],
    ['setSettings', { settings: { limits: { fish: 10 } } }, '`limits` cannot be set to that'],
    ['setSettings', { settings: { witnesses: { debugger: true } } }, '`witnesses` cannot be set to that'],
    ['setApart', { connection: 1 }, '`on` is missing'],
    ['timeline', { connections: [], from: 0, to: 1, buckets: 1e9 }, '`buckets` must be 1 to'],
    ['timeline', { connections: [], from: 1, to: 1, buckets: 1 }, '`to` must be after `from`'],
    ['setRecording', { on: 'yes' }, '`on` must be true or false'],
  ];
  test.each(bad)('%s %j is refused: %s', (name, args, reason) => {
    const { recorder } = setup(OPEN);
    expect(() => recorder.answer(name, args)).toThrow(reason);
  });

  test('a right question is answered', () => {
    const { recorder } = setup(OPEN);
    expect(recorder.answer('position', { filter: {}, index: 3 })).toBe(-1);
  });
});

test('of limits those are set that are named', () => {
  const { recorder } = setup(OPEN);
  const before = recorder.ask('overview').limits;
  recorder.ask('setSettings', { settings: { limits: { messages: 5000 } } });
  recorder.ask('setSettings', { settings: { limits: { attempts: 200 } } });
  expect(recorder.ask('overview').limits).toEqual({ ...before, messages: 5000, attempts: 200 });
});

test('types are told with their counts', () => {
  const { recorder } = setup(OPEN);
  recorder.observe(messages(10));
  expect(recorder.ask('types')).toEqual({
    types: [
      { type: 'tick', count: 8 },
      { type: 'price', count: 2 },
    ],
    others: 0,
  });
  expect(recorder.ask('messages', { filter: { types: ['price'] }, from: 0, to: 10 }).rows.map(({ index }) => index)).toEqual([0, 5]);
});

describe('when the tab goes to another page', () => {
  const seen = (session: string, frameId = 0): Observation => ({
    kind: 'document',
    session,
    at: EPOCH + 500,
    url: `https://page.test/${session}`,
    title: '',
    frame: { frameId },
  });
  const createdIn = (session: string): Observation => ({
    kind: 'created',
    session,
    source: 1,
    at: EPOCH + 501,
    url: `https://s.test/${session}`,
    withCredentials: false,
    stack: '',
  });
  const start = () => {
    const made = setup();
    made.recorder.observe([seen('one'), createdIn('one'), { ...messages(1)[0]!, session: 'one' } as Observation]);
    return { ...made, urls: () => made.recorder.ask('connections', { now: EPOCH }).map(({ url }) => url.slice(-3)) };
  };

  test('everything is kept, and the place is marked', () => {
    const { recorder, urls } = start();
    expect(recorder.ask('overview').pages).toEqual([]);
    recorder.observe([seen('two'), createdIn('two')]);
    // Told again, as when DevTools is opened: nothing new.
    recorder.observe(seen('two'));
    expect(recorder.ask('overview').pages).toEqual([{ at: EPOCH + 500, url: 'https://page.test/two', nextMessage: 1 }]);
    expect(urls()).toEqual(['one', 'two']);
    expect(recorder.ask('overview')).toMatchObject({ messages: 1, firstMessageAt: EPOCH + 2 });
  });

  test('what the old page left is forgotten where the user wants it so', () => {
    const { recorder, urls } = start();
    recorder.ask('setSettings', { settings: { preserve: false } });
    recorder.observe([seen('two'), createdIn('two')]);
    expect(urls()).toEqual(['two']);
    expect(recorder.ask('overview')).toMatchObject({ messages: 0, pages: [], lost: 0 });
    // The word of the old page's end comes late, and does no harm.
    recorder.observe({ kind: 'document-gone', session: 'one', at: EPOCH + 600 });
    expect(urls()).toEqual(['two']);
  });

  test('a frame is no navigation, and one that lives stays', () => {
    const { recorder, urls } = start();
    recorder.ask('setSettings', { settings: { preserve: false } });
    recorder.observe([seen('two', 7), createdIn('two')]);
    expect(urls()).toEqual(['one', 'two']);
    recorder.observe([seen('new'), createdIn('new')]);
    expect(urls()).toEqual(['two', 'new']);
  });

  test('a page in the back/forward cache stays, and can come back', () => {
    const { recorder, urls } = start();
    recorder.ask('setSettings', { settings: { preserve: false } });
    recorder.observe({ kind: 'document-hidden', session: 'one', at: EPOCH + 400, persisted: true });
    recorder.observe([seen('two'), createdIn('two')]);
    expect(urls()).toEqual(['one', 'two']);
    recorder.observe([{ kind: 'document-shown', session: 'one', at: EPOCH + 700 }, { ...messages(1)[0]!, session: 'one' } as Observation]);
    expect(recorder.ask('overview')).toMatchObject({ lost: 0, messages: 1 });
  });
});

test('rows of four times the connections cost about four times as much', () => {
  const costOf = (count: number): number => {
    const { recorder } = setup(Array.from({ length: count }, (_, n) => `s${n} 0ms create https://s.test/${n}\ns${n} 1ms open`).join('\n'));
    recorder.observe(
      Array.from({ length: 50 * count }, (_, n): Observation => ({
        kind: 'message',
        session: 'doc',
        source: 1 + (n % count),
        at: EPOCH + n,
        type: 'tick',
        lastEventId: '',
        data: '',
      })),
    );
    // CPU time: the clock would count what else the machine does.
    const before = process.cpuUsage().user;
    for (let n = 0; n < 20; n += 1) recorder.ask('connections', { now: EPOCH + 50 * count });
    return process.cpuUsage().user - before;
  };
  costOf(250);
  const ratios = Array.from({ length: 3 }, () => costOf(1000) / costOf(250));
  // Linear is 4, quadratic 16.
  expect(Math.min(...ratios)).toBeLessThan(9);
});

describe('witnesses', () => {
  test('are shown as they were last told, always in the same order', () => {
    const { recorder } = setup();
    recorder.witness({ name: 'debugger', state: 'not-here', why: 'flavour' });
    recorder.witness({ name: 'hook', state: 'at-work' });
    const before = recorder.ask('overview');
    recorder.witness({ name: 'debugger', state: 'off' });
    const after = recorder.ask('overview');
    expect(before.witnesses).toEqual([
      { name: 'hook', state: 'at-work' },
      { name: 'debugger', state: 'not-here', why: 'flavour' },
    ]);
    expect(after.witnesses[1]).toEqual({ name: 'debugger', state: 'off' });
    expect(after.version).toBeGreaterThan(before.version);
  });

  test("the user's switch goes down as a command; a witness that there is not is refused", () => {
    const { recorder } = setup();
    const commands: unknown[] = [];
    recorder.onCommand((command) => commands.push(command));
    recorder.ask('setSettings', { settings: { witnesses: { 'wire-tap': false } } });
    expect(commands.splice(0)).toEqual([{ kind: 'witness', name: 'wire-tap', on: false }]);
    recorder.ask('setWitness', { name: 'debugger', on: true });
    expect(commands).toEqual([{ kind: 'witness', name: 'debugger', on: true }]);
    expect(() => recorder.answer('setWitness', { name: 'moon', on: true })).toThrow('`name` must be one of');
  });
});
