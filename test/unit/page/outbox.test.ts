import { describe, expect, test, vi } from 'vitest';
import type { Outbox } from '../../../src/page/outbox.ts';
import { BY_CANCEL, BY_SERVER, DECODED, type ReadingOver, WHOLE } from '../../../src/page/reading.ts';
import type { Source } from '../../../src/page/source.ts';
import { BYTES } from '../../../src/wire/page-wire/names.ts';
import { type BatchObservation, readBatch } from '../../../src/wire/protocol/batch-reader.ts';
import { makeReading, makeSource, makeSources, messageAt, standInForBrowser, standInForServer, stopClock } from './page-globals.ts';

standInForBrowser();
standInForServer();
stopClock();
const { createOutbox } = await import('../../../src/page/outbox.ts');

/** What it may keep and how long it waits: the numbers of outbox.ts. */
const FLUSH_AFTER = 16;
const FLUSH_AT = 256_000;
const READINGS_OVER = 64;

interface Batch {
  /** As they are sent: of messages, or `BYTES`. */
  messages: number;
  told: BatchObservation[];
}

/** An outbox, and the batches that it has sent. Each is read by itself, as the recorder does. */
function setup(): Outbox & { batches: Batch[]; told(): string[]; announcements(): number } {
  const batches: Batch[] = [];
  let announcements = 0;
  const outbox = createOutbox((messages, text) => {
    if (messages === 0 && text === '') announcements++;
    const told: BatchObservation[] = [];
    readBatch(text, { session: 'doc', frame: { frameId: 0 } }, (observation) => told.push(observation));
    if (text !== '') batches.push({ messages, told });
  });
  return { ...outbox, batches, told: () => batches.splice(0).flatMap(({ told }) => told.map(wordsOf)), announcements: () => announcements };
}

/** An observation in short. */
function wordsOf(told: BatchObservation): string {
  const of = 'source' in told ? ` ${told.source}` : '';
  switch (told.kind) {
    case 'message':
      return `${told.type}${of} #${told.lastEventId} ${told.data}`;
    case 'listening':
      return `listening${of} ${told.type}`;
    case 'failed':
      return `failed${of} ${told.readyState}`;
    case 'lost':
      return `lost ${told.source ?? 'some'} ${told.messages} ${told.why}`;
    case 'bytes':
      return `bytes ${'source' in told.of ? told.of.source : ''} from ${told.offset} ${new TextDecoder().decode(told.bytes)}`;
    case 'bytes-lost':
      return `bytes-lost ${'source' in told.of ? told.of.source : ''} from ${told.offset} ${told.length}`;
    case 'reading-ended':
      return `ended${of} ${told.by}`;
    default:
      return `${told.kind}${of}`;
  }
}

const opened = { kind: 'opened', at: 0, detail: 0 } as const;
const over = (by: ReadingOver['by'] = BY_SERVER): ReadingOver => ({ at: 0, by, words: undefined });
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
/** That of one source, to which somebody listens, and whose introduction has left. */
const listened = (): ReturnType<typeof setup> & { source: Source } => {
  const outbox = setup();
  const source = makeSource(1);
  outbox.listen();
  outbox.created(source);
  outbox.flush();
  outbox.batches.length = 0;
  return { ...outbox, source };
};
/** From here on the outbox has sent nothing lately. */
const rest = (): number => {
  vi.advanceTimersByTime(1000);
  return performance.now();
};

describe('while nobody listens', () => {
  test('the first source, or reading, says once that there is something to hear, and nothing else leaves', () => {
    const outbox = setup();
    expect(outbox.announcements()).toBe(0);
    const [a, b] = makeSources(2) as [Source, Source];
    outbox.created(a);
    outbox.created(b);
    outbox.reading(makeReading(3));
    outbox.fact(a, opened);
    outbox.listening(a);
    outbox.message(a, messageAt(1), false);
    vi.advanceTimersByTime(1000);
    expect([outbox.announcements(), outbox.batches]).toEqual([1, []]);
    const reading = setup();
    reading.reading(makeReading(1));
    expect(reading.announcements()).toBe(1);
  });

  test('a content script that comes later is told so again, and the old one is listened to no more', () => {
    const outbox = setup();
    outbox.greeted();
    expect(outbox.announcements()).toBe(0);
    const source = makeSource(1);
    outbox.created(source);
    outbox.listen();
    outbox.greeted();
    expect(outbox.announcements()).toBe(2);
    outbox.told();
    outbox.message(source, messageAt(1), false);
    vi.advanceTimersByTime(1000);
    expect(outbox.batches).toEqual([]);
  });
});

describe('who begins to listen', () => {
  test('hears of everything that was kept, in the order in which it came, and then of what comes', () => {
    const outbox = setup();
    const [a, b] = makeSources(2) as [Source, Source];
    outbox.created(a);
    outbox.created(b);
    a.listenerCounts['tick'] = 1;
    a.listenedSince['tick'] = 0;
    outbox.listening(a);
    outbox.fact(a, opened);
    outbox.message(a, messageAt(1, { type: 'tick', lastEventId: '7', data: 'one' }), true);
    outbox.fact(b, opened);
    outbox.message(b, messageAt(2, { data: 'two' }), false);
    outbox.listen();
    expect(outbox.told()).toEqual(['created 1', 'listening 1 tick', 'created 2', 'opened 1', 'tick 1 #7 one', 'opened 2', 'message 2 # two']);
    outbox.message(a, messageAt(rest(), { data: 'three' }), false);
    b.listenerCounts['price'] = 1;
    outbox.listening(b);
    outbox.fact(b, { kind: 'failed', at: 5, detail: 0 });
    outbox.flush();
    expect(outbox.told()).toEqual(['message 1 # three', 'listening 2 price', 'failed 2 0']);
  });

  test('hears nothing twice', () => {
    const { source, ...outbox } = listened();
    outbox.message(source, messageAt(1), false);
    outbox.listen();
    outbox.flush();
    expect(outbox.told()).toEqual(['message 1 # data']);
    outbox.quiet();
    outbox.listen();
    expect(outbox.told()).toEqual(['created 1']);
  });

  test('hears of a source that was told of before how it stands', () => {
    const { source, ...outbox } = listened();
    outbox.fact(source, opened);
    outbox.quiet();
    outbox.told();
    outbox.listen();
    expect(outbox.told()).toEqual(['created 1', 'opened 1']);
  });

  test('hears of a source that is over, as long as it has something to tell, among the others', () => {
    const outbox = setup();
    const [a, b, c] = makeSources(3) as [Source, Source, Source];
    for (const source of [a, b, c]) outbox.created(source);
    outbox.message(b, messageAt(1), false);
    outbox.fact(b, { kind: 'closed', at: 2, detail: 'stack' });
    outbox.listen();
    expect(outbox.told()).toEqual(['created 1', 'created 2', 'created 3', 'message 2 # data', 'closed 2']);
    outbox.quiet();
    outbox.listen();
    expect(outbox.told()).toEqual(['created 1', 'created 3']);
  });

  test('hears how many messages fell out, once', () => {
    const outbox = setup();
    const source = makeSource(1);
    outbox.created(source);
    for (let i = 0; i <= 4096; i++) outbox.message(source, messageAt(i), false);
    outbox.listen();
    const told = outbox.told();
    expect(told.slice(0, 2)).toEqual(['created 1', 'lost 1 16 backlog-full']);
    expect(told).toHaveLength(2 + 4096 - 15);
    outbox.quiet();
    outbox.listen();
    expect(outbox.told()).toEqual(['created 1']);
  });

  test('is not told of messages that the page made', () => {
    const { source, ...outbox } = listened();
    outbox.message(source, messageAt(1, { isTrusted: false }), false);
    outbox.message(source, messageAt(2, { data: 'real' }), false);
    outbox.flush();
    expect(outbox.told()).toEqual(['message 1 # real']);
  });
});

describe('a batch', () => {
  test('leaves at once when the last one is old, and waits for company else, but no longer than a frame', () => {
    const { source, ...outbox } = listened();
    const begin = rest();
    outbox.message(source, messageAt(begin, { data: 'first' }), false);
    expect(outbox.told()).toEqual(['message 1 # first']);
    outbox.message(source, messageAt(begin + 1, { data: 'second' }), false);
    outbox.message(source, messageAt(begin + 2, { data: 'third' }), false);
    expect(outbox.batches).toEqual([]);
    vi.advanceTimersByTime(FLUSH_AFTER - 1);
    expect(outbox.batches).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(outbox.batches.map(({ messages }) => messages)).toEqual([2]);
    expect(outbox.told()).toEqual(['message 1 # second', 'message 1 # third']);
    vi.advanceTimersByTime(1000);
    expect(outbox.batches).toEqual([]);
  });

  test('leaves with the first message that comes a frame after it was begun, without a timer', () => {
    const { source, ...outbox } = listened();
    const begin = rest();
    outbox.message(source, messageAt(begin), false);
    outbox.message(source, messageAt(begin + FLUSH_AFTER - 1), false);
    expect(outbox.batches).toHaveLength(1);
    outbox.message(source, messageAt(begin + FLUSH_AFTER), false);
    expect(outbox.batches.map(({ messages }) => messages)).toEqual([1, 2]);
  });

  test('leaves when it is large', () => {
    const { source, ...outbox } = listened();
    const begin = rest();
    outbox.message(source, messageAt(begin), false);
    outbox.told();
    const half = 'x'.repeat(FLUSH_AT / 2 - 100);
    outbox.message(source, messageAt(begin, { data: half }), false);
    outbox.message(source, messageAt(begin, { data: half }), false);
    expect(outbox.batches).toEqual([]);
    outbox.message(source, messageAt(begin, { data: 'x'.repeat(200) }), false);
    expect(outbox.batches.map(({ messages }) => messages)).toEqual([3]);
  });

  test('has messages, bytes or facts, and they leave in their order', () => {
    const { source, ...outbox } = listened();
    const reading = makeReading(2);
    const begin = rest();
    outbox.message(source, messageAt(begin, { data: 'to begin with' }), false);
    outbox.told();
    outbox.message(source, messageAt(begin, { data: 'a' }), false);
    outbox.message(source, messageAt(begin, { data: 'b' }), false);
    outbox.fact(source, { ...opened, at: begin });
    outbox.reading(reading);
    outbox.bytes(reading, 0, bytesOf('abc'), 3, 0);
    outbox.message(source, messageAt(begin, { data: 'c' }), false);
    outbox.flush();
    expect(outbox.batches.map(({ messages, told }) => [messages, told.map(wordsOf)])).toEqual([
      [2, ['message 1 # a', 'message 1 # b']],
      [0, ['opened 1', 'reading 2']],
      [BYTES, ['bytes 2 from 0 abc']],
      [1, ['message 1 # c']],
    ]);
  });

  test('says an id where it changes, and at least once', () => {
    const { source, ...outbox } = listened();
    const begin = rest();
    const id = 'a-long-id';
    const texts: string[] = [];
    const raw = createOutbox((_, text) => texts.push(text));
    raw.listen();
    for (const to of [raw, outbox]) {
      for (const lastEventId of [id, id, id, 'x', '', id]) {
        to.message(source, messageAt(begin, { lastEventId }), false);
        if (lastEventId === 'x') to.flush();
      }
      to.flush();
      source.idBatch = 0;
    }
    expect(texts.join('').split(id)).toHaveLength(4); // the first leaves by itself, the second begins a batch, the last another
    expect(outbox.told()).toEqual([id, id, id, 'x', '', id].map((lastEventId) => `message 1 #${lastEventId} data`));
  });

  test('has the times of what it tells, to the microsecond', () => {
    const { source, ...outbox } = listened();
    const begin = rest();
    for (const after of [0, 0.125, 7.5, -3.25]) outbox.message(source, messageAt(begin + after), false);
    outbox.flush();
    expect(outbox.batches.flatMap(({ told }) => told.map((one) => one.at - performance.timeOrigin - begin))).toEqual([0, 0.125, 7.5, -3.25]);
  });

  test('that is empty is none', () => {
    const outbox = setup();
    outbox.flush();
    outbox.listen();
    outbox.quiet();
    expect(outbox.batches).toEqual([]);
  });
});

test('a source may speak until the page closes it or the browser gives it up', () => {
  const outbox = setup();
  const [closed, failed, living] = makeSources(3) as [Source, Source, Source];
  expect([outbox.number(), outbox.number()]).toEqual([1, 2]);
  for (const source of [closed, failed, living]) outbox.created(source);
  outbox.fact(closed, { kind: 'closed', at: 1, detail: '' });
  outbox.fact(failed, { kind: 'failed', at: 2, detail: 2 });
  outbox.fact(living, { kind: 'failed', at: 3, detail: 0 });
  expect([1, 2, 3].map(outbox.live)).toEqual([undefined, undefined, living]);
  const each: Source[] = [];
  outbox.each((source) => each.push(source));
  expect(each).toEqual([living]);
});

describe('a reading', () => {
  test('is told with its bytes, what was not seen of them, and its end', () => {
    const outbox = setup();
    const [kept, live] = [makeReading(1), makeReading(2)];
    outbox.reading(kept);
    outbox.bytes(kept, 0, bytesOf('kept'), 4, 0);
    outbox.unseen(kept, 4);
    outbox.over(kept, over(BY_CANCEL));
    outbox.listen();
    expect(outbox.told()).toEqual(['reading 1', 'bytes-lost 1 from 4 0', 'bytes 1 from 0 kept', 'ended 1 cancel']);
    outbox.reading(live);
    outbox.bytes(live, 0, bytesOf('live'), 4, WHOLE + DECODED);
    outbox.unseen(live, 4);
    outbox.over(live, over());
    outbox.flush();
    expect(outbox.batches[1]!.told[0]).toMatchObject({ whole: true, decoded: true });
    expect(outbox.told()).toEqual(['reading 2', 'bytes 2 from 0 live', 'bytes-lost 2 from 4 0', 'ended 2 server']);
    outbox.quiet();
    outbox.listen();
    expect(outbox.told()).toEqual([]);
  });

  test('whose bytes fell out says where and how many', () => {
    const outbox = setup();
    const [first, second] = [makeReading(1), makeReading(2)];
    outbox.reading(first);
    outbox.reading(second);
    outbox.bytes(first, 0, bytesOf('gone'), 4, 0);
    const large = new Uint8Array(4 * 1024 * 1024);
    outbox.bytes(second, 0, large, large.length, 0);
    outbox.listen();
    const told = outbox.batches.flatMap((batch) => batch.told);
    expect(told.map(({ kind }) => kind)).toEqual(['reading', 'bytes-lost', 'reading', 'bytes']);
    expect(told[1]).toMatchObject({ of: { source: 1 }, offset: 0, length: 4 });
  });

  test('that was over first is forgotten first, with its bytes, and that is said once', () => {
    const outbox = setup();
    const readings = Array.from({ length: READINGS_OVER + 3 }, (_, i) => makeReading(i + 1));
    for (const reading of readings) {
      outbox.reading(reading);
      outbox.bytes(reading, 0, bytesOf('x'), 1, 0);
    }
    const [living, ...ended] = readings;
    for (const reading of ended) outbox.over(reading, over());
    outbox.listen();
    const told = outbox.told();
    const kept = [living!, ...ended.slice(2)].map(({ number }) => number);
    expect(told.filter((words) => words.startsWith('reading '))).toEqual(kept.map((number) => `reading ${number}`));
    expect(told.filter((words) => words.startsWith('bytes '))).toEqual(kept.map((number) => `bytes ${number} from 0 x`));
    expect(told.filter((words) => words.startsWith('ended'))).toEqual(kept.slice(1).map((number) => `ended ${number} server`));
    expect(told.at(-1)).toBe('lost some 0 backlog-full');
    outbox.quiet();
    outbox.listen();
    expect(outbox.told()).toEqual(['reading 1']);
    // The count begins anew.
    outbox.quiet();
    const next = Array.from({ length: READINGS_OVER }, (_, n) => makeReading(100 + n));
    for (const reading of next) outbox.reading(reading);
    for (const reading of next) outbox.over(reading, over());
    outbox.listen();
    expect(outbox.told().filter((words) => words.startsWith('ended'))).toHaveLength(READINGS_OVER);
  });
});
