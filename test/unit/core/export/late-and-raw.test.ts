/** Rows that were learnt late, comments, retries, and the text of attempts: through every format and back. */
import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8, wholeSequences } from '../../../../src/core/bytes/utf8.ts';
import { decodeBase64, encodeBase64 } from '../../../../src/core/bytes/base64.ts';
import { EXPORT_FORMATS, EXPORT_FORMAT_NAMES } from '../../../../src/core/export/formats.ts';
import { exportPieces } from '../../../../src/core/export/export-file.ts';
import { createCapture } from '../../../../src/core/model/capture.ts';
import { addRaw } from '../../../../src/core/model/raw-budget.ts';
import { appendRaw, createRawText, rawFacts } from '../../../../src/core/model/raw-text.ts';
import { record } from '../../../../src/core/model/record.ts';
import { recordRow } from '../../../../src/core/model/record-message.ts';
import type { Capture } from '../../../../src/core/model/types.ts';
import { createFilteredIndex } from '../../../../src/core/select/filtered-index.ts';
import fc from '../../../property.ts';
import { draw, EPOCH } from '../drawing.ts';
import { shownIndexes, shownRows } from '../rows-of.ts';
import { again, exportText, importText, META, metaOf } from './round.ts';

const LOSSLESS = EXPORT_FORMAT_NAMES.filter((name) => EXPORT_FORMATS[name].lossless);

const open = (): Capture => {
  const capture = createCapture();
  const drawing = 'a 0ms create https://s.test/a\nb 0ms create https://s.test/b\na 1ms open\nb 1ms open';
  for (const observation of draw(drawing)) record(capture, observation);
  return capture;
};

interface Wish {
  kind?: 'message' | 'comment' | 'retry';
  at?: number;
  data?: string;
  id?: string;
  before?: number;
}

const add = (capture: Capture, id: number, { kind = 'message', at = 10, data = 'x', id: lastEventId = '', before }: Wish): number => {
  const entry = capture.connections.get(id)!;
  const row = { kind, at: EPOCH + at, type: 'tick', lastEventId, data, heard: false, from: 'har' as const };
  return recordRow(capture, entry, entry.slots.at(-1)!, row, before)!;
};

const giveText = (capture: Capture, id: number, chunks: readonly Uint8Array[], complete = true): void => {
  const slot = capture.connections.get(id)!.slots.at(-1)!;
  slot.raw = createRawText('wire');
  for (const [n, bytes] of chunks.entries()) appendRaw(slot.raw, { at: EPOCH + n, offset: slot.raw.length, bytes });
  slot.raw.complete = complete;
  slot.attempt.raw = rawFacts(slot.raw);
};

const dataShown = (capture: Capture, id: number): string[] => shownRows(capture, id).map(({ data }) => data);

interface FileRow {
  kind: string;
  connection: number;
  seq: number;
  before?: number;
  data?: string;
  text?: string;
  ms?: number;
}

const rowsOf = (ndjson: string): FileRow[] =>
  ndjson
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as FileRow)
    .filter(({ kind }) => kind === 'message' || kind === 'comment' || kind === 'retry');

/** Line by line as they are shown, with a `seq` that counts up, and nothing says that it belongs elsewhere. */
const expectWireOrder = (capture: Capture, ndjson: string): void => {
  const rows = rowsOf(ndjson);
  expect(ndjson).not.toContain('"before"');
  for (const id of [1, 2]) {
    const own = rows.filter(({ connection }) => connection === id);
    expect(own.map(({ data, text, ms }) => data ?? text ?? String(ms))).toEqual(shownRows(capture, id).map(({ data }) => data));
    const seqs = own.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, place) => place));
  }
};

const row = fc.record({
  connection: fc.constantFrom(1, 2),
  kind: fc.constantFrom('message' as const, 'message' as const, 'comment' as const, 'retry' as const),
  after: fc.constantFrom(0, 0, 1, 300),
  off: fc.constantFrom(0, -7, 7),
  late: fc.oneof(fc.constant(-1), fc.nat(50)),
  id: fc.constantFrom('', '1', '2'),
});
const bytes = fc.oneof(
  fc.string({ unit: fc.constantFrom('data: a', '\n', '\r\n', '\r', '€', '😀', '\ufeff', ':', ' ') }).map(encodeUtf8),
  fc.uint8Array({ maxLength: 20 }),
);

describe('a capture with rows that were learnt late, and with texts', () => {
  it('comes back from every lossless format, in shown order, and gives the same bytes again', () => {
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 40 }),
        fc.array(bytes, { maxLength: 6 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 300 }),
        (rows, chunks, complete, pieceLength) => {
          const capture = open();
          let now = 10;
          for (const [n, { connection, kind, after, off, late, id }] of rows.entries()) {
            now += after;
            const held = shownIndexes(capture, connection);
            const before = late < 0 ? undefined : held[late % held.length];
            add(capture, connection, { kind, at: before === undefined ? now : now + off, data: kind === 'retry' ? `00${n}` : `row ${n}`, id, before });
          }
          giveText(capture, 1, chunks, complete);
          const ndjson = exportText(capture, 'ndjson');
          expect(again(ndjson, 'ndjson')).toBe(ndjson);
          expectWireOrder(capture, ndjson);
          for (const format of LOSSLESS) {
            const text = exportText(capture, format);
            expect(exportText(capture, format, { pieceLength })).toBe(text);
            const back = importText(text);
            expect(back.error).toBeNull();
            for (const id of [1, 2]) expect(dataShown(back.capture, id)).toEqual(dataShown(capture, id));
            expect(back.capture.log.order).toBeNull();
            expect(exportText(back.capture, 'ndjson', { meta: metaOf(back) })).toBe(ndjson);
            expect(again(text, format)).toBe(text);
          }
          for (const format of EXPORT_FORMAT_NAMES) {
            const text = exportText(capture, format);
            expect(exportText(importText(ndjson).capture, format)).toBe(text);
            expect(exportText(capture, format, { pieceLength })).toBe(text);
          }
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  it.each(LOSSLESS)('has of a text that grows what was there at the begin: %s', (format) => {
    const capture = open();
    const { slots } = capture.connections.get(1)!;
    const slot = slots[0]!;
    slot.raw = createRawText('wire');
    const grow = (text: string): void => {
      addRaw(capture, slot.raw!, { at: EPOCH + 5, offset: slot.raw!.length, bytes: encodeUtf8(text) });
      slot.attempt.raw = rawFacts(slot.raw!);
    };
    grow('data: 1\n');
    grow('\n');
    let text = '';
    for (const piece of exportPieces(capture, { format, meta: META, redact: false, pieceLength: 1 })) {
      text += piece.text;
      grow(`data: ${text.length}\n\n`);
    }
    slot.raw.complete = true;
    const back = importText(text);
    expect([back.error, back.capture.connections.get(1)!.connection.attempts[0]!.raw]).toEqual([
      null,
      { length: 9, from: 'wire', complete: false, chunks: 2, dropped: 0 },
    ]);
    expect(exportText(back.capture, format, { meta: metaOf(back) })).toBe(text);
  });

  it('has the rows of a part in wire order, too, with the holes among their numbers', () => {
    const capture = open();
    const next = add(capture, 1, { data: 'keep 3' });
    const middle = add(capture, 1, { data: 'drop', before: next });
    add(capture, 1, { data: 'keep 2', before: next });
    add(capture, 1, { data: 'keep 1', before: middle });
    const messages = createFilteredIndex(capture, { text: 'keep' });
    messages.step(() => false);
    const text = exportText(capture, 'ndjson', { selection: { messages } });
    const back = importText(text);
    expect(dataShown(back.capture, 1)).toEqual(['keep 1', 'keep 2', 'keep 3']);
    expect(exportText(back.capture, 'ndjson', { meta: metaOf(back) })).toBe(text);
    expect(text).not.toContain('drop');
    expect(rowsOf(text).map(({ seq, before }) => [seq, before])).toEqual([
      [0, undefined],
      [2, undefined],
      [3, undefined],
    ]);
  });

  it('goes on in shown order when rows come late between two pieces', () => {
    const capture = open();
    for (let n = 0; n < 40; n += 1) add(capture, 1, { at: 10 + n, data: `first ${n}` });
    let text = '';
    let n = 0;
    for (const piece of exportPieces(capture, { format: 'csv', meta: META, pieceLength: 1 })) {
      text += piece.text;
      const held = shownIndexes(capture, 1);
      add(capture, 1, { at: 10, data: 'late', before: held[(n += 1) % held.length] });
    }
    expect([...text.matchAll(/first \d+/g)].map(([found]) => found)).toEqual(Array.from({ length: 40 }, (_, place) => `first ${place}`));
    expect(text).not.toContain('late');
  });

  it('of a row whose place is not in the file stands where its time says', () => {
    const capture = open();
    for (const at of [10, 20, 30]) add(capture, 1, { at, data: String(at) });
    const lines = exportText(capture, 'ndjson').trimEnd().split('\n');
    const late = {
      kind: 'message',
      connection: 1,
      attempt: 1,
      seq: 3,
      before: 99,
      at: EPOCH + 25,
      type: 'x',
      lastEventId: '',
      data: '25',
      heard: true,
      from: 'har',
    };
    const back = importText([...lines, JSON.stringify(late), ''].join('\n'));
    expect(dataShown(back.capture, 1)).toEqual(['10', '20', '25', '30']);
    expect(back.capture.connections.get(1)!.connection.lastEventId).toBe('');
  });
});

describe('a table', () => {
  it('has rows of every kind, in shown order', () => {
    const capture = open();
    const next = add(capture, 1, { data: 'one' });
    add(capture, 1, { kind: 'comment', data: ' hi', before: next });
    add(capture, 1, { kind: 'retry', data: '0250' });
    const cells = exportText(capture, 'csv')
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));
    expect(cells.map((line) => [line[5], line[6], line[7], line.at(-1)])).toEqual([
      ['seq', 'kind', 'type', 'data'],
      ['0', 'comment', '', '" hi"'],
      ['1', 'message', 'tick', '"one"'],
      ['2', 'retry', '', '"0250"'],
    ]);
  });
});

describe('an event stream', () => {
  const only = { selection: { connections: new Set([1]) } };

  it('of one attempt is its text, byte for byte', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('data: a', '\n', '\r', '€', '😀', '\ufeff') }), { maxLength: 5 }), (texts) => {
        const capture = open();
        const whole = encodeUtf8(texts.join(''));
        // Cut anywhere, also within a character.
        giveText(capture, 1, [whole.subarray(0, whole.length >> 1), whole.subarray(whole.length >> 1)]);
        add(capture, 1, {});
        expect(encodeUtf8(exportText(capture, 'sse', only))).toEqual(whole);
      }),
    );
  });

  it('is reconstructed, and says so, where something of the text is missing', () => {
    const capture = open();
    giveText(capture, 1, [encodeUtf8('data: x\n\n')], false);
    add(capture, 1, { kind: 'comment', data: ' beat' });
    add(capture, 1, { kind: 'retry', data: '0250' });
    add(capture, 1, {});
    const text = exportText(capture, 'sse', only);
    expect(text).toMatch(/^: ssescope reconstructed/);
    expect(text).toContain(': beat\n\nretry: 0250\n\nevent: tick\ndata: x\n\n');
    const messages = createFilteredIndex(capture, { kinds: ['message'] });
    messages.step(() => false);
    giveText(capture, 1, [encodeUtf8('data: x\n\n')]);
    expect(exportText(capture, 'sse', { selection: { ...only.selection, messages } })).toMatch(/^: ssescope reconstructed/);
  });

  it('of several has each as it came, where nothing of one would become part of the next', () => {
    const capture = open();
    giveText(capture, 1, [encodeUtf8('\ufeffid: 7\r\ndata: x\r\n\r\n')]);
    giveText(capture, 2, [encodeUtf8('\ufeff: y\n\n')]);
    add(capture, 1, { id: '7' });
    const text = exportText(capture, 'sse');
    expect(text).toContain(': ssescope attempt 1, as it came\n\n\ufeffid: 7\r\ndata: x\r\n\r\n: ssescope connection 2');
    expect(text).toContain(': ssescope attempt 1, as it came\n\nid\n\n: y\n\n');
    giveText(capture, 1, [encodeUtf8('data: x\n\ndata: unfinished')]);
    expect(exportText(capture, 'sse')).not.toContain('unfinished');
  });
});

describe('a HAR', () => {
  const contentOf = (capture: Capture): Record<string, unknown> => {
    const { log } = JSON.parse(exportText(capture, 'har', { pieceLength: 10 })) as { log: { entries: { response: { content: Record<string, unknown> } }[] } };
    return log.entries[0]!.response.content;
  };

  it('has the text as it came, in Base64 where it is no UTF-8', () => {
    const capture = open();
    const text = `\ufeffdata: ${'€'.repeat(60_000)}\r\n\r\n`;
    giveText(capture, 1, [encodeUtf8(text)]);
    expect(contentOf(capture)).toEqual({ mimeType: 'text/event-stream', text, size: encodeUtf8(text).length, comment: 'as it came' });
    const odd = Uint8Array.from({ length: 200_000 }, (_, n) => (n * 7) % 256);
    giveText(capture, 1, [odd.subarray(0, 99_999), odd.subarray(99_999)]);
    expect(contentOf(capture)).toMatchObject({ encoding: 'base64', size: odd.length, text: Buffer.from(odd).toString('base64') });
  });

  it('has what the network log knows of the connection', () => {
    const capture = open();
    Object.assign(capture.connections.get(1)!.slots[0]!.attempt, { httpVersion: 'h2', connectionId: '42', timings: { blocked: 3, wait: 7.5 } });
    const { log } = JSON.parse(exportText(capture, 'har')) as { log: { entries: object[] } };
    expect(log.entries[0]).toMatchObject({
      request: { httpVersion: 'h2' },
      connection: '42',
      _connectionId: '42',
      timings: { blocked: 3, dns: -1, wait: 7.5 },
    });
  });
});

describe('bytes', () => {
  it('are text as browsers read it, and back', () => {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.string({ unit: 'binary' }).map(encodeUtf8), bytes), (some) => {
        const { text, valid } = decodeUtf8(some);
        expect(text).toBe(decoder.decode(some));
        expect(valid).toBe(Buffer.from(some).equals(Buffer.from(text)));
        if (valid) expect(encodeUtf8(text)).toEqual(some);
        const end = wholeSequences(some);
        if (valid) expect(end).toBe(some.length);
        for (let cut = 0; valid && cut < some.length; cut += 1) expect(decodeUtf8(some.subarray(0, wholeSequences(some.subarray(0, cut)))).valid).toBe(true);
        expect(encodeBase64(some)).toBe(Buffer.from(some).toString('base64'));
        expect(decodeBase64(encodeBase64(some))).toEqual(Uint8Array.from(some));
      }),
      { numRuns: 500 },
    );
    const long = 'aé€😀'.repeat(10_000);
    expect(decodeUtf8(encodeUtf8(long)).text).toBe(long);
    expect(encodeUtf8('\ud800x\udc00')).toEqual(Uint8Array.from(Buffer.from('\ud800x\udc00')));
  });
});

it.each(LOSSLESS)('what begins while a file is written is no part of it: %s', (format) => {
  const capture = open();
  giveText(capture, 1, [encodeUtf8('data: early\n\n')]);
  let text = '';
  let n = 0;
  const finding = { rule: 'cut-off', severity: 'warning', group: 'failure', at: EPOCH, params: {}, count: 1 } as const;
  const findings = () => [
    { ...finding, connection: 1, attempt: 1 },
    ...(n === 0
      ? []
      : [
          { ...finding, connection: 2, attempt: 2 },
          { ...finding, connection: 3, attempt: 1 },
        ]),
  ];
  for (const piece of exportPieces(capture, { format, meta: META, pieceLength: 1, findings })) {
    text += piece.text;
    if ((n += 1) > 1) continue;
    const meanwhile = 'a 0ms create https://s.test/a\nb 0ms create https://s.test/b\nb 20ms error\nb 3000ms open\nc 9ms create https://s.test/c\nc 10ms open';
    for (const observation of draw(meanwhile).slice(2)) record(capture, observation);
  }
  expect(capture.connections.get(2)!.connection.attempts.length).toBe(2);
  const { capture: again_, error } = importText(text);
  expect(error).toBeNull();
  expect(text).toContain('early');
  expect([...again_.connections.keys()]).toEqual([1, 2]);
  // HAR has no findings.
  expect(text.split('cut-off').length - 1).toBe(format === 'har' ? 0 : 1);
});
