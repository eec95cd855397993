import { expect, test } from 'vitest';
import type { Observation } from '../../../src/core/model/observation.ts';
import { createIntake } from '../../../src/recorder/intake.ts';
import { writeBase, writeMessage, writeOpened } from '../../../src/wire/protocol/batch-writer.ts';
import { PROTOCOL_VERSION } from '../../../src/wire/protocol/envelope.ts';

const setup = () => {
  const seen: Observation[] = [];
  const recorded: number[] = [];
  const witnesses: unknown[] = [];
  const intake = createIntake(
    (observation) => seen.push(observation),
    () => 99,
    (witness) => witnesses.push(witness),
  );
  const take = (envelope: object): void =>
    intake.take({ kind: 'page', frame: { frameId: 0 }, envelope: { version: PROTOCOL_VERSION, session: 's', first: 0, ...envelope } }, (_session, seq) =>
      recorded.push(seq),
    );
  const batch = (seq: number, text: string, { more = false, from = 0, first = 0 } = {}): void => take({ kind: 'batch', seq, first, text, from, more });
  const data = (): unknown[] => seen.map((each) => (each.kind === 'message' ? each.data : each.kind));
  return { seen, recorded, witnesses, intake, take, batch, data };
};
const BATCH = { kind: 'batch', version: PROTOCOL_VERSION, session: 's', seq: 0, first: 0, text: '', from: 0, more: false };
const message = (data: string): string => writeBase(0) + writeMessage(1, 0, 'message', '', data);

test('a batch in pieces is put together; a batch that comes twice goes in once', () => {
  const { batch, data, recorded } = setup();
  const text = message('abcdefgh');
  for (let round = 0; round < 2; round++) {
    batch(5, text.slice(0, 9), { first: 5, more: true });
    batch(5, text.slice(9), { first: 5, from: 9 });
  }
  batch(6, message('next'), { first: 5 });
  expect(data()).toEqual(['abcdefgh', 'next']);
  // Each time: the first word of it may be what was lost.
  expect(recorded).toEqual([5, 5, 6]);
});

test('a batch whose port died after its first piece is acknowledged and recorded once it has come again, whole', () => {
  const { batch, data, recorded } = setup();
  const text = message('abcdefgh');
  batch(0, text.slice(0, 9), { more: true });
  expect(recorded).toEqual([]);
  batch(0, text.slice(0, 9), { more: true });
  batch(0, text.slice(9), { from: 9 });
  expect(data()).toEqual(['abcdefgh']);
  expect(recorded).toEqual([0]);
});

test.each([0, 4, 9])('a batch of which the piece at %i was lost waits until it has come again, whole', (missing) => {
  const { batch, data, recorded } = setup();
  const text = message('abcdefgh');
  const send = (pieces: readonly number[]): void => {
    for (const from of pieces) batch(0, text.slice(from, from === 9 ? undefined : from === 0 ? 4 : 9), { from, more: from < 9 });
  };
  send([0, 4, 9].filter((from) => from !== missing));
  batch(1, message('next'));
  expect(data()).toEqual([]);
  expect(recorded).toEqual([]);
  send([0, 4, 9]);
  batch(1, message('next'));
  expect(data()).toEqual(['abcdefgh', 'next']);
  expect(recorded).toEqual([0, 1]);
});

test('what lies behind something that is missing, the first batch or a later one, is not taken, nor acknowledged, before that has come', () => {
  const { batch, take, data, recorded } = setup();
  const second = (): void => batch(4, message('b'), { first: 3 });
  const dropped = (): void => take({ kind: 'dropped', seq: 7, first: 3, batches: 2, messages: 40, at: 7 });
  second();
  dropped();
  expect(recorded).toEqual([]);
  batch(3, message('a'), { first: 3 });
  dropped();
  expect(recorded).toEqual([3]);
  second();
  batch(6, message('d'), { first: 3 });
  batch(5, message('c'), { first: 3 });
  dropped();
  batch(8, message('e'), { first: 3 });
  expect(data()).toEqual(['a', 'b', 'c', 'lost', 'e']);
  expect(recorded).toEqual([3, 4, 5, 7, 8]);
});

test('what was dropped on the way, and what was meant for an earlier audience, are losses', () => {
  const { batch, take, seen, data } = setup();
  batch(0, message('a'));
  take({ kind: 'dropped', seq: 3, batches: 3, messages: 40, at: 7 });
  batch(4, message('b'));
  batch(6, message('c'), { first: 6 });
  expect(data()).toEqual(['a', 'lost', 'b', 'lost', 'c']);
  expect(seen.filter((each) => each.kind === 'lost')).toEqual([
    { kind: 'lost', session: 's', at: 7, messages: 40, why: 'overflow' },
    { kind: 'lost', session: 's', at: 99, messages: 0, why: 'broken-batch' },
  ]);
});

test('a document that speaks again after a thousand others goes on, though nobody remembers where it was', () => {
  const { batch, take, data } = setup();
  batch(0, message('a'));
  for (let n = 0; n < 1000; n++) take({ kind: 'batch', session: `other ${n}`, seq: 0, text: message('x'), from: 0, more: false });
  batch(1, message('b'));
  expect(data().filter((each) => each !== 'x')).toEqual(['a', 'b']);
});

test('a broken batch loses its rest, counted, and nothing that comes after', () => {
  const { batch, data } = setup();
  batch(0, writeBase(0) + writeOpened(1, 0) + 'q');
  batch(1, message('a'));
  expect(data()).toEqual(['opened', 'lost', 'a']);
});

test.each([
  null,
  1,
  [],
  {},
  { ...BATCH, seq: -1 },
  { ...BATCH, seq: 1.5 },
  { ...BATCH, text: 7 },
  { ...BATCH, from: -1 },
  { ...BATCH, first: 1 },
  { ...BATCH, first: undefined },
  { ...BATCH, version: 1 },
])('lets in no envelope that is not one: %j', (envelope) => {
  const { intake, seen, recorded } = setup();
  intake.take({ kind: 'page', frame: { frameId: 0 }, envelope }, (_session, seq) => recorded.push(seq));
  intake.take({ kind: 'requests', observations: [envelope] }, () => undefined);
  expect(seen).toEqual([]);
  expect(recorded).toEqual([]);
});

test('how a witness stands is passed on; what is no state of one is left', () => {
  const { intake, witnesses } = setup();
  const good = { name: 'network-log', state: 'not-here', why: 'chromium', since: 1 };
  const bad = [{ ...good, name: 'moon' }, { ...good, state: 'tired' }, { ...good, why: 'no idea' }, { ...good, since: 'long' }, null, 'hook'];
  for (const witness of [good, ...bad]) intake.take({ kind: 'witness', witness }, () => undefined);
  expect(witnesses).toEqual([good]);
});
