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
    intake.take({ kind: 'page', frame: { frameId: 0 }, envelope: { version: PROTOCOL_VERSION, session: 's', ...envelope } }, (_session, seq) =>
      recorded.push(seq),
    );
  const batch = (seq: number, text: string, more = false, goesOn?: true): void => take({ kind: 'batch', seq, text, more, ...(goesOn && { goesOn }) });
  const data = (): unknown[] => seen.map((each) => (each.kind === 'message' ? each.data : each.kind));
  return { seen, recorded, witnesses, intake, take, batch, data };
};
const message = (data: string): string => writeBase(0) + writeMessage(1, 0, 'message', '', data);

test('a batch in pieces is put together; a batch that comes twice goes in once', () => {
  const { batch, data, recorded } = setup();
  const text = message('abcdefgh');
  batch(5, text.slice(0, 9), true);
  batch(5, text.slice(9), false, true);
  batch(5, text.slice(0, 9), true);
  batch(5, text.slice(9), false, true);
  batch(6, message('next'));
  expect(data()).toEqual(['abcdefgh', 'next']);
  expect(new Set(recorded)).toEqual(new Set([5, 6]));
});

test('a batch whose port died after its first piece is acknowledged and recorded once it has come again, whole', () => {
  const { batch, data, recorded } = setup();
  const text = message('abcdefgh');
  batch(5, text.slice(0, 9), true);
  expect(recorded).toEqual([]);
  batch(5, text.slice(0, 9), true);
  batch(5, text.slice(9), false, true);
  expect(data()).toEqual(['abcdefgh']);
  expect(recorded).toEqual([5]);
});

test('what was dropped on the way, and a hole without a word, are losses', () => {
  const { batch, take, seen } = setup();
  batch(0, message('a'));
  take({ kind: 'dropped', seq: 3, batches: 3, messages: 40, at: 7 });
  batch(4, message('b'));
  batch(6, message('c'));
  expect(seen.filter((each) => each.kind === 'lost')).toEqual([
    { kind: 'lost', session: 's', at: 7, messages: 40, why: 'overflow' },
    { kind: 'lost', session: 's', at: 99, messages: 0, why: 'broken-batch' },
  ]);
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
  { kind: 'batch', seq: -1, text: '', more: false },
  { kind: 'batch', seq: 1.5, text: '', more: false },
  { kind: 'batch', seq: 0, text: 7, more: false },
  { kind: 'batch', seq: 0, text: '', more: false, goesOn: false },
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
