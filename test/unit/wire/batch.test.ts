import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PageObservation } from '../../../src/core/model/observation.ts';
import { BrokenBatch, readBatch } from '../../../src/wire/protocol/batch-reader.ts';
import {
  toMicros,
  writeBase,
  writeClosed,
  writeCreated,
  writeDocument,
  writeFailed,
  writeHidden,
  writeListening,
  writeLost,
  writeMessage,
  writeOpened,
  writeShown,
} from '../../../src/wire/protocol/batch-writer.ts';

const session = 'c0ffee';
const frame = { frameId: 3, documentId: 'D' };
const BASE = toMicros(1_795_224_860_123.456);

const read = (text: string): PageObservation[] => {
  const out: PageObservation[] = [];
  readBatch(text, { session, frame }, (observation) => out.push(observation));
  return out;
};

const delta = fc.integer({ min: -5_000_000, max: 5_000_000 });
const source = fc.integer({ min: 1, max: 1_000_000 });
// Everything that is hard: separators, digits, lone surrogates, control characters, the empty string.
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(';', ',', 'm', '1', '-', '\n', '\0', '\ud800') }));
const at = (d: number): number => (BASE + d) / 1000;

type Written = { wire: string; fact: PageObservation };
const written: fc.Arbitrary<Written> = fc.oneof(
  fc
    .record({ d: delta, url: text, title: text })
    .map(({ d, url, title }) => ({ wire: writeDocument(d, url, title), fact: { kind: 'document' as const, session, at: at(d), url, title, frame } })),
  fc.record({ s: source, d: delta, withCredentials: fc.boolean(), url: text, stack: text }).map(({ s, d, withCredentials, url, stack }) => ({
    wire: writeCreated(s, d, withCredentials, url, stack),
    fact: { kind: 'created' as const, session, source: s, at: at(d), url, withCredentials, stack },
  })),
  fc
    .record({ s: source, d: delta, type: text })
    .map(({ s, d, type }) => ({ wire: writeListening(s, d, type), fact: { kind: 'listening' as const, session, source: s, at: at(d), type } })),
  fc.record({ s: source, d: delta }).map(({ s, d }) => ({ wire: writeOpened(s, d), fact: { kind: 'opened' as const, session, source: s, at: at(d) } })),
  fc.record({ s: source, d: delta, readyState: fc.constantFrom(0 as const, 1 as const, 2 as const) }).map(({ s, d, readyState }) => ({
    wire: writeFailed(s, d, readyState),
    fact: { kind: 'failed' as const, session, source: s, at: at(d), readyState },
  })),
  fc.record({ s: source, d: delta, type: fc.oneof(text, fc.constant('message')), id: text, data: text }).map(({ s, d, type, id, data }) => ({
    wire: writeMessage(s, d, type, id, data),
    fact: { kind: 'message' as const, session, source: s, at: at(d), type, lastEventId: id, data },
  })),
  fc
    .record({ s: source, d: delta, stack: text })
    .map(({ s, d, stack }) => ({ wire: writeClosed(s, d, stack), fact: { kind: 'closed' as const, session, source: s, at: at(d), stack } })),
  fc
    .record({ d: delta, persisted: fc.boolean() })
    .map(({ d, persisted }) => ({ wire: writeHidden(d, persisted), fact: { kind: 'document-hidden' as const, session, at: at(d), persisted } })),
  delta.map((d) => ({ wire: writeShown(d), fact: { kind: 'document-shown' as const, session, at: at(d) } })),
  fc.record({ s: fc.integer({ min: 0, max: 9 }), d: delta, messages: fc.nat() }).map(({ s, d, messages }) => ({
    wire: writeLost(s, d, messages, 'backlog-full'),
    fact: { kind: 'lost' as const, session, ...(s === 0 ? {} : { source: s }), at: at(d), messages, why: 'backlog-full' as const },
  })),
);

test('what is written is read back, in order', () => {
  fc.assert(
    fc.property(fc.array(written), (records) => {
      expect(read(writeBase(BASE) + records.map((record) => record.wire).join(''))).toEqual(records.map((record) => record.fact));
    }),
  );
});

test('an id that is left out is the one before of the same source', () => {
  const wire = writeBase(BASE) + writeMessage(1, 0, 'message', 'a', '1') + writeMessage(2, 0, 'message', 'b', '2') + writeMessage(1, 0, 'tick', undefined, '3');
  expect(read(wire).map((observation) => observation.kind === 'message' && observation.lastEventId)).toEqual(['a', 'b', 'a']);
  expect(() => read(writeBase(BASE) + writeMessage(1, 0, 'message', undefined, 'x'))).toThrow(BrokenBatch);
});

test('a cut or forged batch breaks with an offset, after what was whole', () => {
  fc.assert(
    fc.property(
      fc.array(written, { minLength: 1, maxLength: 6 }),
      fc.nat(),
      fc.nat(),
      fc.string({ unit: 'binary', maxLength: 3 }),
      (records, from, length, junk) => {
        const whole = writeBase(BASE) + records.map((record) => record.wire).join('');
        const start = from % (whole.length + 1);
        const forged = whole.slice(0, start) + junk + whole.slice(start + (length % 5));
        try {
          read(forged);
        } catch (error) {
          expect(error).toBeInstanceOf(BrokenBatch);
          expect((error as BrokenBatch).offset).toBeLessThanOrEqual(forged.length + 1);
        }
      },
    ),
  );
  const out: PageObservation[] = [];
  expect(() => readBatch(writeBase(BASE) + writeOpened(1, 5) + 'm1,2', { session, frame }, (o) => out.push(o))).toThrow(/expected/);
  expect(out).toEqual([{ kind: 'opened', session, source: 1, at: at(5) }]);
});
