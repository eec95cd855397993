/** What stands in a file of each format, read by other means than ours. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CSV_COLUMNS, csvCell } from '../../../../src/core/export/formats/csv.ts';
import { EXPORT_FORMATS, isExportFormatName } from '../../../../src/core/export/formats.ts';
import { exportPieces, PIECE_LENGTH } from '../../../../src/core/export/export-file.ts';
import { blockText } from '../../../../src/core/export/stream-text.ts';
import { record } from '../../../../src/core/model/record.ts';
import type { Capture } from '../../../../src/core/model/types.ts';
import { parseStream } from '../../../../src/core/parse/stream-parser.ts';
import { createFilteredIndex } from '../../../../src/core/select/filtered-index.ts';
import fc from '../../../property.ts';
import { captureFrom, EPOCH } from '../drawing.ts';
import { rowAt } from '../rows-of.ts';
import { exportText, META, ROW_FORMATS } from './round.ts';

const capture = captureFrom(`
  a 0ms create https://s.test/a?b=1&c
  a 1ms request r1
  a 4ms response r1
  a 5ms open
  a 6ms message tick #1 one
  b 6ms create https://s.test/b
  b 7ms open
  b 7.5ms message message # =1+1
  a 8ms message tick #1 "two",2
  a 9ms end r1
  a 10ms error
  a 1010ms request r2 1
  a 1013ms response r2
  a 1014ms open
  a 1015ms message message # three`);

/** Rows and cells by RFC 4180, section 2, independent of the writer. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const cells: string[] = [];
    for (;;) {
      const match = /"((?:[^"]|"")*)"|([^",\r\n]*)/y;
      match.lastIndex = at;
      const found = match.exec(text)!;
      cells.push(found[1] === undefined ? found[2]! : found[1].replaceAll('""', '"'));
      at = match.lastIndex;
      if (text[at] !== ',') break;
      at += 1;
    }
    if (text.slice(at, at + 2) !== '\r\n') throw new Error(`no CRLF at ${at}: ${text.slice(at, at + 20)}`);
    at += 2;
    rows.push(cells);
  }
  return rows;
}

const messagesOf = (text: string): [string, string, string][] => {
  const messages: [string, string, string][] = [];
  parseStream(text, { message: ({ type, lastEventId, data }) => messages.push([type, lastEventId, data]) });
  return messages;
};

describe('CSV', () => {
  it('has a header and one row for each message', () => {
    const [header, ...rows] = readCsv(exportText(capture, 'csv'));
    expect(header).toEqual([...CSV_COLUMNS]);
    expect(rows).toHaveLength(4);
    expect(rows[0]).toEqual([
      '2023-11-14T22:13:20.006Z',
      String(EPOCH + 6),
      '1',
      'https://s.test/a?b=1&c',
      '1',
      '0',
      'message',
      'tick',
      '1',
      '3',
      'true',
      'hook',
      'one',
    ]);
    expect(rows[1]!.at(-1)).toBe("'=1+1");
    expect(rows[2]!.at(-1)).toBe('"two",2');
  });

  it('brings any text through, but for formulas, which get an apostrophe', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 8, unit: fc.constantFrom('a', '"', ',', '\r', '\n', '=', '+', '-', '@', '\t', ' ', "'", '＝', '€', ';') }), {
          minLength: 1,
          maxLength: 4,
        }),
        (texts) => {
          const cells = readCsv(`${texts.map((text) => csvCell(text)).join(',')}\r\n`)[0]!;
          for (const [place, cell] of cells.entries()) {
            expect(cell.replaceAll("'", '')).toBe(texts[place]!.replaceAll("'", ''));
            expect(cell).not.toMatch(/^[=+\-@\t\r\n＝]|[;\t\r\n][=+\-@＝]/);
          }
        },
      ),
    );
  });

  it('has no formula where a spreadsheet splits at semicolons and sees no quotes', () => {
    expect(csvCell("x;=cmd|'/C calc'!A0;\n-1\t@a", true)).toBe(`"x;'=cmd|'/C calc'!A0;\n'-1\t'@a"`);
    expect(csvCell('a=1; b=-2; c@d.test')).toBe('a=1; b=-2; c@d.test');
  });

  it('begins with a byte order mark for Excel only when asked', () => {
    expect(exportText(capture, 'csv').charCodeAt(0)).toBe('t'.charCodeAt(0));
    expect(exportText(capture, 'csv', { byteOrderMark: true }).charCodeAt(0)).toBe(0xfeff);
  });
});

describe('HAR', () => {
  interface Entry {
    startedDateTime: string;
    time: number;
    request: { method: string; url: string; headers: unknown[]; cookies: unknown[]; queryString: unknown[] };
    response: { status: number; content: { text: string; size: number; mimeType: string } };
    cache: object;
    timings: Record<string, number>;
    _resourceType: string;
    _eventSourceMessages: { time: number; eventName: string; eventId: string; data: string }[];
  }
  const { log } = JSON.parse(exportText(capture, 'har')) as {
    log: {
      version: string;
      creator: object;
      browser: object;
      pages: { id: string }[];
      entries: (Entry & { pageref: string })[];
      _sseScope: Record<string, unknown>;
    };
  };

  it('has what importers insist on', () => {
    expect(log).toMatchObject({ version: '1.2', creator: { name: 'SSE Scope', version: '0.1.0' }, browser: { name: 'Chromium', version: '156.0.1' } });
    expect(log.pages).toHaveLength(1);
    for (const one of log.entries) {
      expect(one).toMatchObject({ pageref: log.pages[0]!.id, cache: {}, _resourceType: 'eventsource', request: { method: 'GET', cookies: [] } });
      expect(Object.keys(one.timings)).toEqual(expect.arrayContaining(['send', 'wait', 'receive']));
      expect(new Date(one.startedDateTime).toISOString()).toBe(one.startedDateTime);
      expect(one.response.content.mimeType).toBe('text/event-stream');
    }
  });

  it('has one entry for each attempt, with its messages in seconds', () => {
    expect(log.entries.map(({ request, _eventSourceMessages }) => [request.url, _eventSourceMessages.map(({ data }) => data)])).toEqual([
      ['https://s.test/a?b=1&c', ['one', '"two",2']],
      ['https://s.test/a?b=1&c', ['three']],
      ['https://s.test/b', ['=1+1']],
    ]);
    expect(log.entries[0]!['_eventSourceMessages'][0]).toEqual({ time: (EPOCH + 6) / 1000, eventName: 'tick', eventId: '1', data: 'one' });
    expect(log.entries[0]!.request.queryString).toEqual([
      { name: 'b', value: '1' },
      { name: 'c', value: '' },
    ]);
    expect(log.entries[0]!.timings).toMatchObject({ wait: 3, receive: 5 });
  });

  it('has a text that means the same messages, and its size', () => {
    for (const { response, _eventSourceMessages } of log.entries) {
      expect(messagesOf(response.content.text)).toEqual(_eventSourceMessages.map(({ eventName, eventId, data }) => [eventName, eventId, data]));
      expect(response.content.size).toBe(Buffer.byteLength(response.content.text));
    }
  });

  it('stays whole when what it is about is dropped between two pieces', () => {
    const small = captureFrom(
      Array.from({ length: 12 }, (_, n) => `s${n} ${n}ms create https://s.test/${n}\ns${n} ${n + 0.1}ms open\ns${n} ${n + 0.2}ms message x # ${n}`).join('\n'),
      { limits: { attempts: 12 } },
    );
    let text = '';
    let n = 0;
    for (const piece of exportPieces(small, { format: 'har', meta: META, redact: false, pieceLength: 40 })) {
      text += piece.text;
      n += 1;
      if (n % 3 === 0) {
        record(small, { kind: 'closed', session: 'doc', source: (n / 3) % 12, at: EPOCH + 100 + n, stack: '' });
        record(small, { kind: 'created', session: 'doc', source: 100 + n, at: EPOCH + 100 + n, url: 'https://s.test/new', withCredentials: false, stack: '' });
      }
    }
    expect((JSON.parse(text) as { log: { entries: unknown[] } }).log.entries.length).toBeGreaterThan(2);
  });
});

describe('event stream', () => {
  it('can be served again: the same types, data and ids in the same order', () => {
    const text = exportText(capture, 'sse');
    expect(text.startsWith(': ssescope reconstructed')).toBe(true);
    expect(messagesOf(text)).toEqual([
      ['tick', '1', 'one'],
      ['tick', '1', '"two",2'],
      ['message', '', 'three'],
      ['message', '', '=1+1'],
    ]);
    // The browser did not say `retry`, it was seen to wait.
    expect(text).not.toMatch(/^retry/m);
    expect(text).toContain(': ssescope reconnected after');
  });

  it('writes an id only where it changes', () => {
    const stream = captureFrom('a 0ms create\na 1ms open\na 2ms message x #1 a\na 3ms message x #1 b\na 4ms message x # c\na 5ms message x # d');
    const fields = exportText(stream, 'sse')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith(':'));
    expect(fields).toEqual(['event: x', 'id: 1', 'data: a', 'event: x', 'data: b', 'event: x', 'id', 'data: c', 'event: x', 'data: d']);
  });

  it('of any message reads as that message', () => {
    const unit = fc.constantFrom('a', ' ', ':', '\n', '\t', '\0', '€', '😀', '\ufeff');
    const line = fc.string({ unit, maxLength: 10 }).map((text) => text.replaceAll('\n', ''));
    fc.assert(
      fc.property(line, fc.string({ unit, maxLength: 20 }), line, (type, data, id) => {
        const clean = id.replaceAll('\0', '');
        expect(messagesOf(blockText(type, data, clean))).toEqual([[type === '' ? 'message' : type, clean, data]]);
      }),
    );
  });

  it('cannot be broken out of by what cannot be in a stream', () => {
    expect(messagesOf(blockText('a\ndata: forged\n\n', 'x\r\ny\rz', '1\rid: 2'))).toEqual([['a data: forged  ', '1 id: 2', 'x\ny\nz']]);
  });
});

describe('a selection', () => {
  const list = createFilteredIndex(capture, { text: 'tick' });
  list.step(() => false);
  const selection = { messages: list };
  const dataIn = (text: string): string[] => [...text.matchAll(/one|two|three|=1\+1/g)].map(([word]) => word);

  it.each(ROW_FORMATS)('holds the messages that were found: %s', (format) => {
    expect(new Set(dataIn(exportText(capture, format, { selection })))).toEqual(new Set(['one', 'two']));
    expect(new Set(dataIn(exportText(capture, format, { selection: { connections: new Set([2]) } })))).toEqual(new Set(['=1+1']));
  });

  it('tells how far it is', () => {
    const pieces = [...exportPieces(capture, { format: 'json', meta: META, selection, pieceLength: 1 })];
    expect(pieces.map(({ done, total }) => [done, total]).at(-1)).toEqual([2, 2]);
    expect(pieces.every(({ done }, place) => place === 0 || done >= pieces[place - 1]!.done)).toBe(true);
  });
});

describe('pieces', () => {
  const many = captureFrom(
    ['a 0ms create https://s.test/a', 'a 1ms open', ...Array.from({ length: 9000 }, (_, n) => `a ${2 + n / 100}ms message tick #${n} ${'x'.repeat(200)}`)].join(
      '\n',
    ),
  );

  it.each(ROW_FORMATS)('are bounded, and the same text however long they are: %s', (format) => {
    const pieces = [...exportPieces(many, { format, meta: META })];
    expect(pieces.length).toBeGreaterThan(5);
    for (const { text } of pieces) expect(text.length).toBeLessThan(PIECE_LENGTH + 2000);
    expect(pieces.at(-1)).toMatchObject({ done: 9000, total: 9000, finished: true });
    expect(exportText(many, format, { redact: true, pieceLength: 5000 })).toBe(pieces.map(({ text }) => text).join(''));
  });

  it.each(ROW_FORMATS)('come to an end while the capture grows: %s', (format) => {
    const growing = captureFrom('a 0ms create https://s.test/a\na 1ms open\na 2ms message x # first\na 3ms message x # second');
    let text = '';
    let n = 0;
    for (const piece of exportPieces(growing, { format, meta: META, pieceLength: 1 })) {
      text += piece.text;
      record(growing, { kind: 'message', session: 'doc', source: 1, at: EPOCH + 10 + n, type: 'x', lastEventId: '', data: 'late' });
      expect((n += 1)).toBeLessThan(100);
    }
    expect(text).toContain('second');
    expect(text).not.toContain('late');
  });
});

describe('the list of formats', () => {
  it('is in the documentation, each with its extension', () => {
    const doc = readFileSync(new URL('../../../../docs/export-formats.md', import.meta.url), 'utf8');
    for (const [name, { extension, mediaType }] of Object.entries(EXPORT_FORMATS)) {
      expect(doc).toContain(`## \`${name}\``);
      expect(doc).toContain(`.${extension}`);
      expect(doc).toContain(mediaType.split(';')[0]);
    }
    for (const column of CSV_COLUMNS) expect(doc).toContain(`\`${column}\``);
  });

  it('has a guard', () => {
    expect(['ndjson', 'toString', 'xml', 1].map(isExportFormatName)).toEqual([true, false, false, false]);
  });
});

describe('times that a file made up', () => {
  it.each(ROW_FORMATS)('do not break the export: %s', (format) => {
    const odd: Capture = captureFrom('a 0ms create https://s.test/a\na 1ms open');
    record(odd, { kind: 'message', session: 'doc', source: 1, at: 1e300, type: 'x', lastEventId: '', data: 'a' });
    expect(rowAt(odd, 0).at).toBe(1e300);
    for (const { connection } of odd.connections.values()) connection.attempts[0]!.startedAt = -1e300;
    expect(exportText(odd, format)).toContain('a');
  });
});
