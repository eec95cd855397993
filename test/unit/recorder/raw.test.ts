/** The text of an attempt, line by line, and its rows in it. */
import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '../../../src/core/bytes/utf8.ts';
import { createCapture } from '../../../src/core/model/capture.ts';
import { appendRaw, createRawText, rawFacts } from '../../../src/core/model/raw-text.ts';
import { record } from '../../../src/core/model/record.ts';
import { recordRow } from '../../../src/core/model/record-message.ts';
import type { Capture } from '../../../src/core/model/types.ts';
import { createStreamParser, parseStream } from '../../../src/core/parse/stream-parser.ts';
import { createRecorder, type Recorder } from '../../../src/recorder/recorder.ts';
import { MAX_RAW_PIECE, type RawLine } from '../../../src/wire/protocol/questions.ts';
import fc from '../../property.ts';
import { draw, EPOCH } from '../core/drawing.ts';
import { CORPUS } from '../core/parse/corpus.ts';

const open = (): Capture => {
  const capture = createCapture();
  for (const observation of draw('a 0ms create https://s.test/a\na 1ms open')) record(capture, observation);
  return capture;
};

/** As if a tap had told it: the text, and the rows that it makes. */
function tell(capture: Capture, bytes: Uint8Array, cuts: readonly number[] = [], complete = true): void {
  const entry = capture.connections.get(1)!;
  const slot = entry.slots[0]!;
  slot.raw ??= createRawText('wire');
  const ends = [...cuts, bytes.length].toSorted((a, b) => a - b);
  let from = 0;
  for (const [n, end] of ends.entries()) {
    if (end > from) appendRaw(slot.raw, { at: EPOCH + n, offset: slot.raw.length, bytes: bytes.subarray(from, end) });
    from = end;
  }
  slot.raw.complete = complete;
  slot.attempt.raw = rawFacts(slot.raw);
}

function tellRows(capture: Capture, text: string, from = 0): void {
  const entry = capture.connections.get(1)!;
  let n = 0;
  const put = (kind: 'message' | 'comment' | 'retry', type: string, data: string): void => {
    n += 1;
    if (n <= from) return;
    recordRow(capture, entry, entry.slots[0]!, { kind, at: EPOCH + 2 + n, type, lastEventId: '', data, heard: true, from: 'wire' });
  };
  parseStream(text, {
    message: ({ type, data }) => put('message', type, data),
    comment: (found) => put('comment', '', found),
    retry: (ms) => put('retry', '', String(ms)),
  });
}

/** `tick`: what each look at the clock costs. */
const recorderOf = (capture: Capture, tick = 0): { recorder: Recorder; run(): number; due: (() => void)[] } => {
  let now = EPOCH;
  const due: (() => void)[] = [];
  const recorder = createRecorder({ capture, now: () => (now += tick), schedule: (step) => void due.push(step) });
  return {
    recorder,
    due,
    run() {
      let steps = 0;
      for (let step = due.shift(); step !== undefined; step = due.shift(), steps += 1) step();
      return steps;
    },
  };
};

const ask = (recorder: Recorder, from = 0, to = 10_000) => recorder.ask('raw', { connection: 1, attempt: 1, from, to })!;

const TEXT = '\ufeffevent: tick\r\ndata: one\r\ndata: two\r\n\r\n: keep-alive\nretry: 2x\nretry: 250\nDATA: x\nid: 7\ndata:three\n\ndata: unfin';

describe('lines', () => {
  test('are told with their kinds, ends, oddities, times and rows', () => {
    const capture = open();
    tell(capture, encodeUtf8(TEXT), [20]);
    tellRows(capture, TEXT);
    const { rows, ...sums } = ask(recorderOf(capture).recorder);
    expect(sums).toEqual({
      from: 0,
      lines: 12,
      bytes: encodeUtf8(TEXT).length,
      dropped: 0,
      lineEnds: { lf: 7, cr: 0, crlf: 4 },
      complete: true,
      witness: 'wire',
      read: true,
    });
    expect(rows.map(({ line, kind, end, text, value, index, oddities }) => [line, kind, end, text, value, index, oddities.map(({ code }) => code)])).toEqual([
      [1, 'event', 'crlf', '\ufeffevent: tick', 8, 0, ['bom']],
      [2, 'data', 'crlf', 'data: one', 6, 0, []],
      [3, 'data', 'crlf', 'data: two', 6, 0, []],
      [4, 'blank', 'crlf', '', 0, 0, []],
      [5, 'comment', 'lf', ': keep-alive', 1, 1, ['mixed-line-ends']],
      [6, 'ignored', 'lf', 'retry: 2x', 7, 3, ['bad-retry']],
      [7, 'retry', 'lf', 'retry: 250', 7, 2, []],
      [8, 'ignored', 'lf', 'DATA: x', 6, 3, ['ignored-field']],
      [9, 'id', 'lf', 'id: 7', 4, 3, []],
      [10, 'data', 'lf', 'data:three', 5, 3, []],
      [11, 'blank', 'lf', '', 0, 3, []],
      [12, 'unfinished', 'none', 'data: unfin', 11, undefined, ['incomplete-tail']],
    ]);
    expect(rows[7]!.oddities).toEqual([{ code: 'ignored-field', reason: 'case' }]);
    expect([rows[0]!.at, rows[1]!.at, rows[0]!.offset, rows[1]!.offset]).toEqual([EPOCH, EPOCH + 1, 0, 16]);
    expect(ask(recorderOf(capture).recorder, 10, 11).rows).toEqual([rows[10]]);
  });

  test('are those of the parser, for every stream of the corpus and however it was cut', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CORPUS), fc.array(fc.nat(100), { maxLength: 5 }), ({ text }, places) => {
        const capture = open();
        const bytes = encodeUtf8(text);
        tell(
          capture,
          bytes,
          places.map((place) => place % (bytes.length + 1)),
        );
        const { rows } = ask(recorderOf(capture).recorder);
        const lines: [string, string, number][] = [];
        const parser = createStreamParser({ line: ({ kind, end, from, to }) => lines.push([kind, end, to - from]) });
        parser.push(text);
        parser.end();
        const bom = text.startsWith('\ufeff') ? 1 : 0;
        expect(rows.map(({ kind, end, text: found, line }) => [kind, end, found.length - (line === 1 ? bom : 0)])).toEqual(lines);
        const shown = rows.map(({ text: found, end }) => found + { lf: '\n', cr: '\r', crlf: '\r\n', none: '' }[end]).join('');
        if (lines.length > 0) expect(encodeUtf8(shown)).toEqual(bytes);
      }),
      { numRuns: 300 },
    );
  });

  test('come while the text grows, and a long one is cut', () => {
    const capture = open();
    const { recorder } = recorderOf(capture);
    const euro = encodeUtf8('data: €\n');
    tell(capture, euro.subarray(0, 7), [], false);
    expect(ask(recorder)).toMatchObject({ lines: 0, complete: false, read: true });
    tell(capture, euro.subarray(7), [], false);
    expect(ask(recorder).rows.map(({ text }) => text)).toEqual(['data: €']);
    tell(capture, encodeUtf8(`data: ${'€'.repeat(5000)}\n\n`));
    const [, long] = ask(recorder).rows;
    expect([long!.text.length, long!.cut, ask(recorder).lines]).toEqual([2000, true, 3]);
  });
});

describe('rows', () => {
  const TICKS = Array.from({ length: 300 }, (_, n) => `: beat ${n}\ndata: ${n % 7}\n\n`).join('');

  test('are found in the text, also when the oldest are not held', () => {
    for (const missing of [0, 100]) {
      const capture = open();
      tell(capture, encodeUtf8(TICKS));
      tellRows(capture, TICKS, missing);
      const { recorder } = recorderOf(capture);
      const { rows } = ask(recorder);
      const first = new Map<number, number>();
      for (const { index, line } of rows) if (index !== undefined && !first.has(index)) first.set(index, line);
      expect(first.size).toBe(600 - missing);
      for (const [index, line] of first) expect(recorder.ask('rawPlace', { index })).toEqual({ connection: 1, attempt: 1, line });
      expect(rows.filter((row: RawLine) => row.kind === 'data' && row.index === undefined)).toHaveLength(missing / 2);
    }
  });

  test('have no place where no text is known, or they are not in it', () => {
    const capture = open();
    tellRows(capture, TICKS);
    const { recorder } = recorderOf(capture);
    expect([recorder.ask('rawPlace', { index: 3 }), recorder.ask('raw', { connection: 1, attempt: 1, from: 0, to: 1 })]).toEqual([null, null]);
    expect(recorder.ask('raw', { connection: 9, attempt: 1, from: 0, to: 1 })).toBeNull();
    tell(capture, encodeUtf8('data: other\n\n'));
    expect([recorder.ask('rawPlace', { index: 3 }), recorder.ask('rawPlace', { index: 99_999 })]).toEqual([null, null]);
  });
});

describe('a long text', () => {
  test('is read in slices, each with a look at the clock, and a new version says when there is more', () => {
    const capture = open();
    const bytes = encodeUtf8('data: 0123456789\n\n'.repeat(60_000));
    tell(capture, bytes);
    const { recorder, run } = recorderOf(capture, 4);
    const before = recorder.ask('overview').version;
    const first = ask(recorder, 0, 1);
    expect(first.read).toBe(false);
    expect(first.lines).toBeLessThan(60_000);
    expect(first.rows[0]!.text).toBe('data: 0123456789');
    expect(run()).toBeGreaterThan(3);
    expect(ask(recorder, 0, 1)).toMatchObject({ read: true, lines: 120_000 });
    expect(recorder.ask('overview').version).toBeGreaterThan(before);
  });

  test('is forgotten when the capture is cleared', () => {
    const capture = open();
    tell(capture, encodeUtf8(TEXT), [], false);
    const { recorder } = recorderOf(capture);
    expect(ask(recorder).lines).toBeGreaterThan(0);
    recorder.ask('clear');
    expect(ask(recorder)).toMatchObject({ lines: 0, dropped: encodeUtf8(TEXT).length });
    tell(capture, encodeUtf8('data: new\n\n'), [], false);
    expect(ask(recorder).rows[0]).toMatchObject({ text: 'data: new', offset: encodeUtf8(TEXT).length });
    expect(capture.connections.get(1)!.connection.attempts[0]!.raw).toMatchObject({ chunks: 1 });
  });
});

describe('the bytes of lines', () => {
  const piece = (recorder: Recorder, from: number, to: number, skip = 0) => recorder.ask('rawPiece', { connection: 1, attempt: 1, from, to, skip })!;
  const read = (recorder: Recorder): Recorder => {
    ask(recorder, 0, 1);
    return recorder;
  };

  test('are those of the lines asked for, ends and all that follows the last one included', () => {
    const capture = open();
    const bytes = encodeUtf8('data: é\r\n: two\n\ndata: cut');
    tell(capture, bytes, [3, 9], false);
    const recorder = read(recorderOf(capture).recorder);
    expect(piece(recorder, 0, 1)).toEqual({ bytes: encodeUtf8('data: é\r\n'), left: 0 });
    expect(piece(recorder, 1, 3)).toEqual({ bytes: encodeUtf8(': two\n\n'), left: 0 });
    expect(piece(recorder, 0, 99)).toEqual({ bytes, left: 0 });
    expect(piece(recorder, 99, 100)).toEqual({ bytes: new Uint8Array(0), left: 0 });
    expect(recorder.ask('rawPiece', { connection: 2, attempt: 1, from: 0, to: 1, skip: 0 })).toBeNull();
  });

  test('of the whole text are there while its lines are still being read', () => {
    const capture = open();
    const bytes = encodeUtf8('data: a line of some length\n\n'.repeat(5000));
    tell(capture, bytes, [], false);
    // A clock that leaves time for a piece or two.
    const { recorder, run } = recorderOf(capture, 5);
    const { lines, read: isRead } = ask(recorder, 0, 1);
    expect(isRead).toBe(false);
    run();
    // Who counts on the lines that were known is told less than there is by now.
    expect(piece(recorder, 0, lines + 1).bytes.length).toBeLessThan(bytes.length);
    expect(piece(recorder, 0, Number.MAX_SAFE_INTEGER)).toEqual({ bytes, left: 0 });
  });

  test('come in pieces when they are many', () => {
    const capture = open();
    const bytes = encodeUtf8(`data: ${'x'.repeat(MAX_RAW_PIECE)}\n\ndata: last\n\n`);
    tell(capture, bytes);
    const { recorder, run } = recorderOf(capture, 0);
    read(recorder);
    run();
    const first = piece(recorder, 0, 99);
    expect([first.bytes.length, first.left]).toEqual([MAX_RAW_PIECE, bytes.length - MAX_RAW_PIECE]);
    const rest = piece(recorder, 0, 99, first.bytes.length);
    expect([rest.bytes.length, rest.left]).toEqual([first.left, 0]);
  });
});
