import { expect, test } from 'vitest';
import { BrokenBatch, READING_APIS, READING_ENDS, READING_FORMATS, readBatch, type BatchObservation } from '../../../src/wire/protocol/batch-reader.ts';
import {
  toMicros,
  writeBase,
  writeBytes,
  writeBytesLost,
  writeClosed,
  writeCreated,
  writeDocument,
  writeFailed,
  writeHidden,
  writeListening,
  writeLost,
  writeMessage,
  writeOpened,
  writeReading,
  writeReadingEnded,
  writeShown,
} from '../../../src/wire/protocol/batch-writer.ts';
import fc from '../../property.ts';

const session = 'c0ffee';
const frame = { frameId: 3, documentId: 'D' };
const BASE = toMicros(1_795_224_860_123.456);

const read = (text: string): BatchObservation[] => {
  const out: BatchObservation[] = [];
  readBatch(text, { session, frame }, (observation) => out.push(observation));
  return out;
};

const delta = fc.integer({ min: -5_000_000, max: 5_000_000 });
const source = fc.integer({ min: 1, max: 1_000_000 });
// Everything that is hard: separators, digits, lone surrogates, control characters, the empty string.
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(';', ',', 'm', '1', '-', '\n', '\0', '\ud800') }));
const at = (d: number): number => (BASE + d) / 1000;

/** As a browser's decoder of windows-1252 does it. (Node's own decodes Latin-1 under that name.) */
const ABOVE_7F = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
const asText = (some: Uint8Array): string => Array.from(some, (byte) => ABOVE_7F[byte - 0x80] ?? String.fromCharCode(byte)).join('');
const bytes = fc.uint8Array({ maxLength: 300 });
const header = fc.record({ name: fc.constantFrom('a', 'Content-Type', ''), value: fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\n', ' ')) });
const lines = (headers: readonly { name: string; value: string }[]): string => headers.map(({ name, value }) => `${name}\n${value}\n`).join('');
const reading = fc
  .record({
    s: source,
    d: delta,
    started: delta,
    api: fc.constantFrom(0 as const, 1 as const),
    format: fc.constantFrom(0 as const, 1 as const, 2 as const),
    status: fc.nat(999),
    withCredentials: fc.boolean(),
    body: fc.option(text, { nil: undefined }),
    more: fc.nat(),
    texts: fc.tuple(text, text, text, text, text),
    asked: fc.array(header, { maxLength: 3 }),
    answered: fc.array(header, { maxLength: 3 }),
  })
  .map(({ s, d, started, api, format, status, withCredentials, body, more, texts: [method, url, responseUrl, statusText, stack], asked, answered }) => {
    const common = { status, withCredentials, body, bodyLength: (body?.length ?? 0) + more, method, url, responseUrl, statusText, stack };
    return {
      wire: writeReading(s, d, started, { ...common, api, format, requestHeaders: lines(asked), responseHeaders: lines(answered) }),
      fact: {
        ...common,
        kind: 'reading' as const,
        session,
        source: s,
        at: at(d),
        startedAt: at(started),
        api: READING_APIS[api]!,
        format: READING_FORMATS[format]!,
        requestHeaders: asked,
        responseHeaders: answered,
      },
    };
  });

type Written = { wire: string; fact: BatchObservation };
const written: fc.Arbitrary<Written> = fc.oneof(
  fc
    .record({ d: delta, url: text, title: text })
    .map(({ d, url, title }) => ({ wire: writeDocument(d, url, title), fact: { kind: 'document' as const, session, at: at(d), url, title, frame } })),
  fc
    .record({ s: source, d: delta, withCredentials: fc.boolean(), url: text.map((rest) => `https://${rest}`), stack: text })
    .map(({ s, d, withCredentials, url, stack }) => ({
      wire: writeCreated(s, d, withCredentials, url, stack),
      fact: { kind: 'created' as const, session, source: s, at: at(d), url, withCredentials, stack },
    })),
  fc.record({ s: source, d: delta, type: text, listens: fc.boolean() }).map(({ s, d, type, listens }) => ({
    wire: writeListening(s, d, type, listens),
    fact: { kind: listens ? ('listening' as const) : ('unlistening' as const), session, source: s, at: at(d), type },
  })),
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
  reading,
  fc.record({ s: source, d: delta, offset: fc.nat(), bytes, flags: fc.nat(7) }).map(({ s, d, offset, bytes: some, flags }) => ({
    wire: writeBytes(s, d, offset, flags, flags & 4 ? Buffer.from(some).toString('base64') : asText(some)),
    fact: {
      kind: 'bytes' as const,
      of: { session, source: s },
      at: at(d),
      offset,
      bytes: some,
      ...(flags & 1 ? { whole: true as const } : {}),
      ...(flags & 2 ? { decoded: true as const } : {}),
    },
  })),
  fc.record({ s: source, d: delta, offset: fc.nat(), length: fc.nat() }).map(({ s, d, offset, length }) => ({
    wire: writeBytesLost(s, d, offset, length),
    fact: { kind: 'bytes-lost' as const, of: { session, source: s }, at: at(d), offset, length },
  })),
  fc.record({ s: source, d: delta, by: fc.nat(4), message: fc.option(text, { nil: undefined }) }).map(({ s, d, by, message }) => ({
    wire: writeReadingEnded(s, d, by, message),
    fact: { kind: 'reading-ended' as const, session, source: s, at: at(d), by: READING_ENDS[by]!, ...(message === undefined ? {} : { message }) },
  })),
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
  const out: BatchObservation[] = [];
  expect(() => readBatch(writeBase(BASE) + writeOpened(1, 5) + 'm1,2', { session, frame }, (o) => out.push(o))).toThrow(/expected/);
  expect(out).toEqual([{ kind: 'opened', session, source: 1, at: at(5) }]);
});

test('every byte crosses, and no other code unit does', () => {
  const all = Uint8Array.from({ length: 256 }, (_, i) => i);
  const [came] = read(writeBase(BASE) + writeBytes(1, 0, 0, 0, asText(all)));
  expect(came).toMatchObject({ kind: 'bytes', bytes: all });
  for (const forged of ['\x80', '\x9f', '\u0100', '\ud800', '\uffff', 'a\u20adb'])
    expect(() => read(writeBase(BASE) + writeBytes(1, 0, 0, 0, forged))).toThrow(/no byte/);
  for (const forged of ['A', 'AAA', 'AA=A', '====', 'A===', 'AA\u0141A', 'AA-A', '\ud800AAA'])
    expect(() => read(writeBase(BASE) + writeBytes(1, 0, 0, 4, forged)), forged).toThrow(/no byte/);
});

test('numbers that stand for nothing break the batch', () => {
  const base = writeBase(BASE);
  const head = { status: 200, withCredentials: false, body: undefined, bodyLength: 0, method: 'GET', url: '', responseUrl: '', statusText: '', stack: '' };
  const whole = { ...head, api: 0, format: 0, requestHeaders: '', responseHeaders: '' } as const;
  expect(read(base + writeReading(1, 0, 0, whole))).toHaveLength(1);
  expect(() => read(base + writeReading(1, 0, 0, { ...whole, api: 2 as 1 }))).toThrow(/unknown api/);
  expect(() => read(base + writeReading(1, 0, 0, { ...whole, format: 4 as 1 }))).toThrow(/unknown format/);
  expect(() => read(base + writeReading(1, 0, 0, { ...whole, requestHeaders: 'a\n' }))).toThrow(/headers/);
  expect(() => read(base + writeReadingEnded(1, 0, 5, undefined))).toThrow(/unknown end/);
  expect(() => read(base + writeBytes(1, 0, -1, 0, ''))).toThrow(/offset/);
  expect(() => read(base + writeBytes(1, 0, 0, 8, ''))).toThrow(/flags/);
  expect(() => read(base + writeBytesLost(1, 0, 0, -1))).toThrow(/length/);
});

test('where a document is the browser says, and not who wrote the batch', () => {
  const told: BatchObservation[] = [];
  const batch = writeBase(BASE) + writeDocument(0, 'https://bank.example/', 'Accounts');
  readBatch(batch, { session, frame: { ...frame, url: 'https://shop.example/' } }, (observation) => told.push(observation));
  expect(told).toEqual([{ kind: 'document', session, at: at(0), url: 'https://shop.example/', title: 'Accounts', frame }]);
});

test.each(['-K//evil.example/c', '/relative', '', ' https://s.test/', '1:'])('a source has an absolute URL: %j breaks the batch', (url) => {
  expect(() => read(writeBase(BASE) + writeCreated(1, 0, false, url, ''))).toThrow(BrokenBatch);
});
