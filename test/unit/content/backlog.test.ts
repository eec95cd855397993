import { expect, test } from 'vitest';
import { createBacklog, LIMIT_OF_BURSTS } from '../../../src/content/backlog.ts';
import type { PageEnvelope } from '../../../src/wire/protocol/envelope.ts';
import fc from '../../property.ts';

const setup = () => {
  const got: PageEnvelope[] = [];
  let time = 0;
  const timers: { task: () => void; at: number }[] = [];
  const backlog = createBacklog(
    's',
    () => 7,
    (task, delay) => timers.push({ task, at: time + delay }),
  );
  /** Lets time pass, until there is nothing more to do then. */
  const pass = (ms: number): void => {
    const end = time + ms;
    for (let next = timers[0]; next !== undefined && next.at <= end; next = timers[0]) {
      timers.shift();
      time = next.at;
      next.task();
    }
    time = end;
  };
  return { got, backlog, pass, timers, post: (envelope: PageEnvelope) => void got.push(envelope) };
};
/** A batch of a million code units. */
const BIG = 'x'.repeat(1_000_000);

test('keeps for its audience what is pushed while the port is away; what nobody was there for is left to the hook to tell again', () => {
  const { got, backlog, post } = setup();
  backlog.push(0, 'before anybody');
  backlog.attach('one', post);
  expect(got).toEqual([]);
  backlog.detach();
  backlog.push(1, 'a');
  backlog.push(0, 'b');
  backlog.attach('one', post);
  expect(got).toMatchObject([
    { seq: 1, text: 'a' },
    { seq: 2, text: 'b' },
  ]);
});

test('sends at the pace of the acknowledgements', () => {
  const { got, backlog, post } = setup();
  backlog.attach('one', post);
  for (let i = 0; i < 20; i++) backlog.push(1, BIG);
  expect(got).toHaveLength(8);
  backlog.acknowledge(1);
  expect(got.map((envelope) => envelope.seq)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('a batch larger than an envelope goes in pieces', () => {
  const { got, backlog, post } = setup();
  backlog.attach('one', post);
  const text = Array.from({ length: 9 }, (_, i) => String(i).repeat(1_000_000)).join('');
  backlog.push(1, text);
  expect(got.map((envelope) => envelope.kind === 'batch' && envelope.more)).toEqual([true, true, false]);
  expect(got.map((envelope) => (envelope.kind === 'batch' ? envelope.text : '')).join('')).toBe(text);
  expect(new Set(got.map((envelope) => envelope.seq))).toEqual(new Set([0]));
});

test('what the same audience did not acknowledge is sent again; another audience starts anew', () => {
  const { got, backlog, post } = setup();
  backlog.attach('one', post);
  backlog.push(1, 'a');
  backlog.push(1, 'b');
  backlog.acknowledge(0);
  backlog.detach();
  backlog.push(1, 'c');
  backlog.attach('one', post);
  expect(got.map((envelope) => envelope.seq)).toEqual([0, 1, 1, 2]);
  backlog.attach('two', post);
  expect(got).toHaveLength(4);
  backlog.push(0, 'd');
  expect(got.at(-1)).toMatchObject({ seq: 3, text: 'd' });
});

test('says where the numbers of each audience begin', () => {
  const { got, backlog, post } = setup();
  backlog.push(0, 'for nobody');
  for (const audience of ['one', 'one', 'two']) {
    backlog.attach(audience, post);
    backlog.push(1, audience);
    backlog.acknowledge(got.at(-1)?.seq ?? 0);
  }
  expect(got.map(({ seq, first }) => [seq, first])).toEqual([
    [1, 1],
    [2, 1],
    [3, 3],
  ]);
});

test('sends again, ever more seldom, while no acknowledgement comes; one that comes shows that it goes well', () => {
  const { got, backlog, post, pass, timers } = setup();
  backlog.attach('one', post);
  backlog.push(1, 'a');
  backlog.push(1, 'b');
  const seqs = (): number[] => got.splice(0).map(({ seq }) => seq);
  expect(seqs()).toEqual([0, 1]);
  pass(19_000);
  expect(seqs()).toEqual([]);
  expect(backlog.stalled()).toBe(false);
  pass(1000);
  expect(seqs()).toEqual([0, 1]);
  expect(backlog.stalled()).toBe(true);
  pass(39_000);
  expect(seqs()).toEqual([]);
  pass(1000);
  expect(seqs()).toEqual([0, 1]);
  backlog.acknowledge(0);
  expect(backlog.stalled()).toBe(false);
  pass(19_000);
  expect(seqs()).toEqual([]);
  pass(1000);
  expect(seqs()).toEqual([1]);
  backlog.acknowledge(1);
  pass(60_000);
  expect(seqs()).toEqual([]);
  expect(timers).toEqual([]);
});

test('a batch that was lost among others comes again with all behind it', () => {
  const { got, backlog, post, pass } = setup();
  backlog.attach('one', post);
  for (let i = 0; i < 20; i++) backlog.push(1, BIG);
  backlog.acknowledge(2);
  got.length = 0;
  pass(20_000);
  // As much as may be on its way at once.
  expect(got.map(({ seq }) => seq)).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
});

test('acknowledgements that come in bursts, seconds late, make nothing come twice', () => {
  const { got, backlog, post, pass } = setup();
  backlog.attach('one', post);
  for (let i = 0; i < 40; i++) backlog.push(1, BIG);
  for (let round = 0; round < 5; round++) {
    pass(14_000);
    backlog.acknowledge(got.at(-1)?.seq ?? 0);
  }
  expect(got.map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, seq) => seq));
});

test('drops and counts what is over its limit, which is higher where floods come in bursts', () => {
  const droppedOf = (pushed: number, limit?: number): number => {
    const { got, backlog, post } = setup();
    backlog.attach('one', post, limit);
    for (let i = 0; i < pushed; i++) backlog.push(1, BIG);
    for (let i = 0; i < pushed; i++) backlog.acknowledge(got.at(-1)?.seq ?? 0);
    return got.reduce((sum, envelope) => sum + (envelope.kind === 'dropped' ? envelope.messages : 0), 0);
  };
  expect(droppedOf(64)).toBe(0);
  expect(droppedOf(170)).toBe(170 - 64);
  expect(droppedOf(256, LIMIT_OF_BURSTS)).toBe(0);
  expect(droppedOf(266, LIMIT_OF_BURSTS)).toBe(10);
});

test('property: every message is delivered once, in order, or counted as dropped, and facts are never dropped', () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ push: fc.constantFrom(0, 1, 5), size: fc.constantFrom(10, 3_000_000, 6_000_000) }) },
    { weight: 3, arbitrary: fc.constant('ack' as const) },
    { weight: 1, arbitrary: fc.constant('reattach' as const) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { got, backlog, post } = setup();
      let pushed = 0;
      const facts: number[] = [];
      let seq = 0;
      backlog.attach('one', post);
      for (const each of steps) {
        if (each === 'ack') {
          const last = got.at(-1);
          if (last) backlog.acknowledge(last.seq);
        } else if (each === 'reattach') {
          backlog.detach();
          backlog.attach('one', post);
        } else {
          if (each.push === 0) facts.push(seq);
          pushed += each.push;
          backlog.push(each.push, String(each.push).padEnd(each.size, ' '));
          seq++;
        }
      }
      for (let i = 0; i < 200; i++) backlog.acknowledge(got.at(-1)?.seq ?? 0);
      let next = 0;
      let delivered = 0;
      let dropped = 0;
      const seenFacts: number[] = [];
      for (const envelope of got) {
        if (envelope.seq < next) continue; // sent again
        if (envelope.kind === 'dropped') {
          dropped += envelope.messages;
          expect(envelope.seq - envelope.batches + 1).toBe(next);
        } else {
          if (envelope.more) continue;
          expect(envelope.seq).toBe(next);
        }
        next = envelope.seq + 1;
      }
      const counted = new Set<number>();
      for (const envelope of got)
        if (envelope.kind === 'batch' && !envelope.more && !counted.has(envelope.seq)) {
          counted.add(envelope.seq);
          const first = got.find((other) => other.kind === 'batch' && other.seq === envelope.seq);
          const messages = first?.kind === 'batch' ? Number(first.text[0]) : 0;
          delivered += messages;
          if (messages === 0) seenFacts.push(envelope.seq);
        }
      expect(next).toBe(seq);
      expect(delivered + dropped).toBe(pushed);
      expect(seenFacts).toEqual(facts);
    }),
    { numRuns: 60 },
  );
});
