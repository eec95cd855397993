import { describe, expect, test } from 'vitest';
import { record } from '../../../../src/core/model/record.ts';
import type { FileHeader, KnownRecord, UnknownRecord } from '../../../../src/core/capture-file/format.ts';
import { CaptureFileError, createFileReader } from '../../../../src/core/capture-file/read-file.ts';
import { exportPieces, PIECE_LENGTH } from '../../../../src/core/export/export-file.ts';
import { writeLine } from '../../../../src/core/capture-file/write-records.ts';
import type { Capture } from '../../../../src/core/model/types.ts';
import fc from '../../../property.ts';
import { captureFrom, EPOCH } from '../drawing.ts';

const FACTS = { page: { url: 'https://page.test/', title: 'Page' }, generator: 'test 1', browser: 'Chromium 156', createdAt: EPOCH };

const write = (capture: Capture, between: () => void = () => {}): string => {
  let text = '';
  for (const piece of exportPieces(capture, { format: 'ndjson', meta: FACTS, redact: false })) {
    text += piece.text;
    if (!piece.finished) between();
  }
  return text;
};

const read = (text: string, cuts: number[] = []): { header?: FileHeader; records: (KnownRecord | UnknownRecord)[]; error?: string } => {
  const result: { header?: FileHeader; records: (KnownRecord | UnknownRecord)[]; error?: string } = { records: [] };
  const reader = createFileReader({ header: (header) => (result.header = header), record: (one) => result.records.push(one) });
  try {
    let from = 0;
    for (const to of [...cuts.toSorted((a, b) => a - b), text.length]) {
      reader.push(text.slice(from, to));
      from = to;
    }
    reader.end();
  } catch (error) {
    if (!(error instanceof CaptureFileError)) throw error;
    result.error = error.message;
  }
  return result;
};

const again = ({ header, records }: ReturnType<typeof read>): string => [header!, ...records].map(writeLine).join('');

const DRAWING = `
  a 0ms create https://s.test/a
  a 0.5ms listen tick
  a 1ms request r1
  a 4ms response r1
  a 5ms open
  a 6ms message tick #1 one
  a 7ms message tick #2 "two" \u2028 \ud83d\ude00
  a 8ms lost 3 overflow
  a 9ms end r1
  a 10ms error
  a 1010ms request r2 2
  b 1011ms create https://s.test/b
  a 1013ms response r2
  a 1014ms open
  a 1015ms message message #2 three
  b 1020ms fatal`;

describe('writing', () => {
  test('the header, then everything in the order in which it was learnt, as known now', () => {
    const lines = write(captureFrom(DRAWING))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines[0]).toEqual({
      format: 'ssescope',
      version: 1,
      createdAt: new Date(EPOCH).toISOString(),
      generator: 'test 1',
      browser: 'Chromium 156',
      page: FACTS.page,
    });
    expect(lines.slice(1).map(({ kind, connection, id, n, seq, readyState }) => [kind, connection ?? id, n ?? seq ?? readyState])).toEqual([
      ['connection', 1, undefined],
      ['state', 1, 0],
      ['attempt', 1, 1],
      ['state', 1, 1],
      ['message', 1, 0],
      ['message', 1, 1],
      ['gap', 1, undefined],
      ['state', 1, 0],
      ['connection', 2, undefined],
      ['state', 2, 0],
      ['attempt', 2, 1],
      ['attempt', 1, 2],
      ['state', 1, 1],
      ['message', 1, 2],
      ['state', 2, 2],
    ]);
    expect(lines[3]).toMatchObject({ outcome: 'ended', startedAt: EPOCH + 1, status: 200, endedAt: EPOCH + 9 });
    expect(lines[12]).toMatchObject({ n: 2, outcome: 'open', lastEventIdSent: '2', reconnectDelay: 1001 });
    expect(lines[12]).not.toHaveProperty('retryInForce');
    expect(Object.keys(lines[5]!)).toEqual(['kind', 'connection', 'attempt', 'seq', 'at', 'type', 'lastEventId', 'data', 'heard', 'from']);
  });

  test('pieces are bounded, whole lines, and lose nothing; what comes meanwhile is not in', () => {
    const capture = captureFrom('a 0ms create\na 1ms open');
    let n = 0;
    const send = (): void =>
      record(capture, { kind: 'message', session: 'doc', source: 1, at: EPOCH + 2 + n, type: 'tick', lastEventId: String(n++), data: 'd'.repeat(50_000) });
    for (let i = 0; i < 100; i += 1) send();
    let pieces = 1;
    const text = write(capture, () => {
      pieces += 1;
      if (pieces < 5) send();
    });
    expect(pieces).toBeGreaterThan(4);
    expect(text.length / pieces).toBeLessThan(PIECE_LENGTH + 60_000);
    const messages = read(text).records.filter(({ kind }) => kind === 'message');
    expect(messages.map((message) => (message as { seq: number }).seq)).toEqual(Array.from({ length: 100 }, (_, seq) => seq));
  });

  test('what is dropped between two pieces is left out', () => {
    const capture = captureFrom('a 0ms create\na 1ms open', { limits: { messages: 5000 } });
    let n = 0;
    const send = (count: number): void => {
      for (const end = n + count; n < end; n += 1)
        record(capture, { kind: 'message', session: 'doc', source: 1, at: EPOCH + 2 + n, type: 'tick', lastEventId: '', data: 'd'.repeat(1000) });
    };
    send(5000);
    let first = true;
    const text = write(capture, () => {
      if (first) send(2500);
      first = false;
    });
    const { records, error } = read(text);
    expect(error).toBeUndefined();
    const seqs = records.flatMap((one) => (one.kind === 'message' ? [(one as { seq: number }).seq] : []));
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
    expect(seqs.at(-1)).toBe(4999);
    expect(seqs.length).toBeLessThan(5000);
  });
});

describe('reading', () => {
  const TEXT = write(captureFrom(DRAWING));

  test('write, read, write gives the same bytes, however the text is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(TEXT.length), { maxLength: 20 }), (cuts) => {
        const found = read(TEXT, cuts);
        expect(found.error).toBeUndefined();
        expect(again(found)).toBe(TEXT);
      }),
      { numRuns: 50 },
    );
  });

  test('any data and any id come back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (data, lastEventId) => {
        const capture = captureFrom('a 0ms create\na 1ms open');
        record(capture, { kind: 'message', session: 'doc', source: 1, at: EPOCH + 2.125, type: 'tick', lastEventId, data });
        const text = write(capture);
        expect(read(text).records.at(-1)).toMatchObject({ data, lastEventId, at: EPOCH + 2.125 });
        expect(again(read(text))).toBe(text);
      }),
    );
  });

  test('kinds and fields that are not known are kept', () => {
    const text = `${TEXT}{"kind":"weather","rain":[1,{"x":null}]}\n{"kind":"state","connection":1,"at":1,"readyState":2,"by":"server","mood":"good"}\n`;
    expect(again(read(text))).toBe(text);
  });

  test('CRLF and a missing last line end are read', () => {
    expect(again(read(TEXT.replaceAll('\n', '\r\n')))).toBe(TEXT);
    expect(again(read(TEXT.trimEnd()))).toBe(TEXT);
  });

  const lines = TEXT.split('\n');
  test.each([
    ['nothing', '', 1, 'the file is empty', 0],
    ['another file', '{"log":{}}\n', 1, 'not a capture file', 0],
    ['no JSON', 'hello\n', 1, 'not JSON', 0],
    ['a newer version', TEXT.replace('"version":1', '"version":2'), 1, 'version 2; this program reads up to version 1', 0],
    ['a header without a page', TEXT.replace('"page"', '"leaf"'), 1, '`page` of a header', 0],
    ['a line that is cut', `${lines.slice(0, 6).join('\n')}\n${lines[6]!.slice(0, 30)}`, 7, 'cut short', 5],
    [
      'a wrong field',
      `${lines.slice(0, 3).join('\n')}\n{"kind":"gap","at":"now","lost":1,"why":"x"}\n${lines[4]!}`,
      4,
      '`at` of a gap must be a number of milliseconds',
      2,
    ],
    ['a record without a kind', `${lines[0]!}\n{}\n`, 2, '`kind` must be a text', 0],
    ['an empty line', `${lines[0]!}\n\n`, 2, 'the line is empty', 0],
    ['a list', `${lines[0]!}\n[]\n`, 2, 'must be a JSON object', 0],
    ['a kind from the prototype', `${lines[0]!}\n{"kind":"constructor"}\n{"kind":5}`, 3, '`kind` must be a text', 1],
  ])('%s: the error names the line, and what came before is kept', (_, text, line, reason, kept) => {
    const { error, records } = read(text);
    expect(error).toContain(`line ${line}: `);
    expect(error).toContain(reason);
    expect(records).toHaveLength(kept);
  });
});
