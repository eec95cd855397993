/** Files of every kind and in every condition. Round trips of our own are in ../export/round-trip.test.ts. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeBase64 } from '../../../../src/core/bytes/base64.ts';
import { createFilteredIndex } from '../../../../src/core/select/filtered-index.ts';
import { IMPORT_LIMITS } from '../../../../src/core/import/limits.ts';
import { sniff } from '../../../../src/core/import/sniff.ts';
import { createDiagnosis } from '../../../../src/core/explain/diagnosis.ts';
import type { Imported } from '../../../../src/core/import/create-import.ts';
import fc from '../../../property.ts';
import { captureFrom, EPOCH } from '../drawing.ts';
import { rowAt, rowsOf } from '../rows-of.ts';
import { exportText, importText } from '../export/round.ts';
import { CORPUS } from '../parse/corpus.ts';

const file = (name: string): string => readFileSync(new URL(`../../../files/captures/${name}`, import.meta.url), 'utf8');

function messages({ capture }: Imported): [connection: number, attempt: number, type: string, id: string, data: string][] {
  return rowsOf(capture)
    .filter(({ kind }) => kind === 'message')
    .map(({ connection, attempt, type, lastEventId, data }) => [connection, attempt, type, lastEventId, data]);
}

const attempts = ({ capture }: Imported): unknown[] =>
  [...capture.connections.values()].flatMap(({ connection }) =>
    connection.attempts.map(({ n, outcome, status, lastEventIdSent }) => [connection.id, connection.url, n, outcome, status, lastEventIdSent]),
  );

const SAMPLE = captureFrom('a 0ms create https://s.test/a\na 1ms open\na 2ms message tick #1 one\na 3ms message tick #2 two\na 4ms close');

describe('the format is told by the content', () => {
  it.each([
    ['ours', 'x.txt', exportText(SAMPLE, 'ndjson'), 'ndjson'],
    ['JSON', 'x', exportText(SAMPLE, 'json'), 'json'],
    ['JSON on one line', 'x', JSON.stringify(JSON.parse(exportText(SAMPLE, 'json'))), 'json'],
    ['JSON with indents', 'x', JSON.stringify(JSON.parse(exportText(SAMPLE, 'json')), null, 2), 'json'],
    ['HAR', 'x.json', exportText(SAMPLE, 'har'), 'har'],
    ['HAR with indents', 'x', JSON.stringify(JSON.parse(exportText(SAMPLE, 'har')), null, '\t'), 'har'],
    ['a stream', 'x', exportText(SAMPLE, 'sse'), 'sse'],
    ['a stream of one field', 'x', 'data: a\n\n', 'sse'],
    ['an empty stream by name', 'x.sse', '', 'sse'],
  ])('%s', (_, name, text, format) => {
    for (const size of [text.length, 1, 7]) expect(importText(text, { name, size })).toMatchObject({ format, error: null });
    expect(importText(`\ufeff${text}`, { name })).toMatchObject({ format, error: null });
  });

  it.each([
    ['nothing', 'x', ''],
    ['white space', 'x.ndjson', ' \n \n'],
    ['a picture', 'x.har', '\u0089PNG\r\n\u001a\n\0\0\0\rIHDR'],
    ['something compressed', 'x.har', gzipSync('data: a\n\n').toString('latin1')],
    ['a page', 'x.html', '<!doctype html>\n<p>data: x</p>'],
    ['a list', 'x.json', '[1,2]'],
    ['prose', 'notes.txt', 'hello\nworld'],
    ['some object', 'x.txt', '{"a":1}'],
  ])('%s is refused with what was expected', (_, name, text) => {
    const { error, capture } = importText(text, { name });
    expect(error).toMatchObject({ line: 1 });
    expect(error!.message).toContain('expected a capture file');
    expect(capture.log.next).toBe(0);
  });

  it('needs no more than a head', () => {
    expect(sniff('{"format":"ssescope","version":1,', 'x', false)).toBeUndefined();
    expect(sniff(`{"format":"ssescope","page":{"url":"${'x'.repeat(70_000)}`, 'x', false)).toBe('ndjson');
  });
});

describe('HAR of others', () => {
  it('of Chromium', () => {
    const imported = importText(file('foreign/chromium.har'));
    expect(imported).toMatchObject({
      error: null,
      format: 'har',
      timesKnown: true,
      header: { browser: '', generator: 'WebInspector 537.36', page: { url: 'https://shop.example/' } },
    });
    expect(attempts(imported)).toEqual([
      [1, 'https://shop.example/orders', 1, 'ended', 200, undefined],
      [1, 'https://shop.example/orders', 2, 'ended', 200, '17'],
      [2, 'https://shop.example/orders', 1, 'ended', 200, undefined],
      [3, 'https://shop.example/gone', 1, 'http-error', 404, undefined],
      [4, 'https://shop.example/down', 1, 'refused', undefined, undefined],
    ]);
    expect(messages(imported)).toEqual([
      [1, 1, 'message', '', 'first'],
      [1, 1, 'order', '17', '{"id":17}'],
      [2, 1, 'message', '', 'other connection'],
      [1, 2, 'order', '18', 'after reconnect'],
    ]);
    expect(rowAt(imported.capture, 1).at).toBe(1_700_000_000_600);
    expect(imported.capture.lost).toBe(1);
    expect(imported.notes).toEqual(['1 entries of the HAR are no event streams and were left out.']);
  });

  it('as Chromium 156 itself wrote it', () => {
    const imported = importText(file('foreign/chromium-156.har'));
    expect(imported).toMatchObject({ error: null, notes: [] });
    expect(attempts(imported)).toEqual([
      [1, 'https://s.test/stream?market=eu', 1, 'ended', 200, undefined],
      [1, 'https://s.test/stream?market=eu', 2, 'refused', undefined, '2'],
      [1, 'https://s.test/stream?market=eu', 3, 'http-error', 503, '2'],
    ]);
    expect(messages(imported)).toEqual([
      [1, 1, 'tick', '1', 'one'],
      [1, 1, 'tick', '2', '{"n":9007199254740993}'],
    ]);
    expect([...imported.capture.connections.values()][0]!.connection.state).toBe('failed');
  });

  it('of Firefox, from the text', () => {
    const imported = importText(file('foreign/firefox.har'));
    expect(imported).toMatchObject({ error: null, header: { browser: 'Firefox 153.0' } });
    expect(messages(imported)).toEqual([
      [1, 1, 'message', '1', 'grün 😀'],
      [1, 1, 'x', '1', 'two'],
    ]);
    expect(rowAt(imported.capture, 0).at).toBe(Date.parse('2023-11-14T22:13:20.504Z'));
    expect(imported.notes.join()).toContain('only have the time at which its request started');
  });

  it('is the same however it is cut', () => {
    const text = file('foreign/chromium.har');
    for (const size of [1, 13, 1000]) expect(messages(importText(text, { size }))).toEqual(messages(importText(text)));
  });

  it('beside ours, in one file', () => {
    const ours = JSON.parse(exportText(SAMPLE, 'har')) as { log: { entries: unknown[] } };
    const theirs = JSON.parse(file('foreign/chromium.har')) as { log: { entries: unknown[] } };
    ours.log.entries.push(...theirs.log.entries);
    const imported = importText(JSON.stringify(ours));
    expect(imported.error).toBeNull();
    expect(imported.capture.connections.size).toBe(5);
    expect(messages(imported)).toHaveLength(6);
  });
});

describe('raw streams', () => {
  it('become one connection, with what is odd', () => {
    const imported = importText(file('foreign/raw.sse'), { name: 'raw.sse', at: EPOCH + 5 });
    expect(imported).toMatchObject({ error: null, format: 'sse', timesKnown: false });
    expect(messages(imported)).toEqual([
      [1, 1, 'tick', '1', 'one\ntwo'],
      [1, 1, 'message', '1', 'three'],
    ]);
    expect([imported.capture.from, imported.capture.to]).toEqual([EPOCH + 5, EPOCH + 5]);
    expect(imported.notes.map((note) => note.replace(/:.*/, ''))).toEqual(['Line 1', 'Line 9', 'Line 12']);
    const ndjson = exportText(imported.capture, 'ndjson');
    expect(ndjson).toContain('"kind":"comment"');
    expect(ndjson).toContain('"kind":"retry","connection":1,"attempt":1,"seq":1,"at":1700000000005,"ms":250,"from":"wire"');
  });

  it.each(CORPUS.filter(({ text }) => text !== ''))('as the standard has it: $subject: $name', ({ text, messages: expected }) => {
    expect(messages(importText(text, { name: 'x.sse' })).map(([, , type, id, data]) => [type, data, id])).toEqual(expected);
  });

  it('of ours come back with their messages, and the same again', () => {
    const text = exportText(importText(file('foreign/raw.sse'), { name: 'raw.sse' }).capture, 'sse');
    const back = importText(text, { name: 'raw.sse' });
    expect(back.notes).toEqual([]);
    expect(exportText(back.capture, 'sse')).toBe(text);
  });
});

describe('damaged files', () => {
  it.each([
    ['cut.ndjson', 7, /cut short/, 0],
    ['wrong-field.ndjson', 4, /`n` of a attempt must be a whole number from 1/, 0],
    ['newer.ndjson', 1, /version 2/, 0],
    ['hole.ndjson', 12, /`n` of this attempt must be 2/, 1],
  ])('%s', (name, line, reason, count) => {
    const imported = importText(file(`damaged/${name}`));
    if (name === 'hole.ndjson') expect(imported.error).toMatchObject({ line: 11 });
    else expect(imported.error).toMatchObject({ line });
    expect(imported.error!.message).toMatch(reason);
    expect(messages(imported)).toHaveLength(count);
  });

  it.each(['ndjson', 'json', 'har'] as const)('cut anywhere, keep what stands before: %s', (format) => {
    const text = exportText(SAMPLE, format);
    let most = 0;
    for (let end = 0; end < text.trimEnd().length; end += 1) {
      const imported = importText(text.slice(0, end), { name: `x.${format}` });
      // A capture file may end after any record; all other files are whole or damaged.
      if (imported.error === null) expect([format, text.slice(end - 1, end + 1)]).toEqual(['ndjson', expect.stringContaining('\n')]);
      else expect(imported.error.line).toBeGreaterThan(0);
      const count = imported.capture.log.next;
      if (format !== 'har') expect(count).toBeGreaterThanOrEqual(most);
      most = Math.max(most, count);
    }
    expect(most).toBe(2);
  });

  it('never throw, whatever was changed in them', () => {
    const texts = (['ndjson', 'json', 'har', 'sse'] as const).map((format) => exportText(SAMPLE, format));
    const sign = fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '\\', '0', '-', '9e9', 'null', '\n', '\0', 'x', '\ud800', '{"kind":', '1e999');
    fc.assert(
      fc.property(
        fc.constantFrom(...texts, file('foreign/chromium.har')),
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 30 }), sign), { minLength: 1, maxLength: 4 }),
        (text, edits) => {
          let damaged = text;
          for (const [at, length, by] of edits) {
            const place = at % damaged.length;
            damaged = damaged.slice(0, place) + by + damaged.slice(place + length);
          }
          const imported = importText(damaged, { size: 50 });
          for (const format of ['ndjson', 'json', 'har', 'csv', 'sse'] as const) exportText(imported.capture, format, { redact: true });
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('hostile files', () => {
  const [header = '', ...records] = exportText(SAMPLE, 'ndjson').trimEnd().split('\n');
  const withRecord = (...more: string[]): Imported => importText([header, ...records, ...more].join('\n'));

  it('with more than a capture holds', () => {
    const limits = { ...IMPORT_LIMITS, messages: 1 };
    for (const format of ['ndjson', 'json', 'har'] as const) {
      const imported = importText(exportText(SAMPLE, format), { limits });
      expect(imported.error!.message).toContain('more than 1 messages');
      expect(imported.capture.log.next).toBe(1);
    }
    expect(importText(exportText(SAMPLE, 'ndjson'), { limits: { ...IMPORT_LIMITS, records: 2 } }).error!.message).toContain('more than 2 records');
    expect(importText(exportText(SAMPLE, 'ndjson'), { limits: { ...IMPORT_LIMITS, length: 400 }, size: 100 }).error!.message).toContain(
      'longer than 400 characters',
    );
  });

  it('that are nested for ever', () => {
    const deep = '['.repeat(100_000);
    expect(withRecord(`{"kind":"x","deep":${deep}${']'.repeat(100_000)}}`).error).toMatchObject({
      line: records.length + 2,
      message: expect.stringContaining('deeper than 64') as string,
    });
    expect(importText(`{"log":{"entries":[${deep}`).error!.message).toContain('deeper than 64');
    expect(importText(`{"log":{"other":${'{"a":'.repeat(100_000)}`).error!.message).toContain('deeper than 64');
  });

  it('with numbers that do not fit', () => {
    expect(
      withRecord('{"kind":"message","connection":4294967296,"attempt":1,"seq":0,"at":1,"type":"a","lastEventId":"","data":"","heard":true,"from":"hook"}')
        .error!.message,
    ).toContain('at most 4294967295');
    expect(withRecord('{"kind":"gap","at":1e999,"lost":1,"why":"limit"}').error!.message).toContain('must be a number of milliseconds');
  });

  it('with names of Object.prototype', () => {
    const odd = '{"kind":"__proto__","connection":1,"__proto__":{"polluted":true}}';
    const imported = withRecord(odd, '{"kind":"constructor"}');
    expect(imported.error).toBeNull();
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(exportText(imported.capture, 'ndjson')).toContain('{"kind":"constructor"}');
    expect(importText(exportText(imported.capture, 'json')).error).toBeNull();
  });

  it('with a header that hides in a prototype', () => {
    const facts = '"format":"ssescope","version":1,"createdAt":"2026-01-15T12:00:00.000Z","generator":"x","browser":"y","page":{"url":"","title":""}';
    expect(importText(`{${facts},"records":[]}`).error).toBeNull();
    expect(importText(`{"__proto__":{${facts}},"records":[]}`)).toMatchObject({ header: null });
  });

  it('with billions of attempts that were dropped, in no more time than without', () => {
    const connection = records.find((record) => record.startsWith('{"kind":"connection"'))!;
    const attempt = '{"kind":"attempt","connection":1,"n":4294967295,"startedAt":1700000000001,"outcome":"open"}';
    const { error, capture } = importText([header, connection, attempt].join('\n'));
    expect(error).toBeNull();
    const begun = process.cpuUsage().user;
    expect(createDiagnosis(capture).update(1_700_000_000_002)).toBe(true);
    // To count so far takes a minute.
    expect(process.cpuUsage().user - begun).toBeLessThan(2_000_000);
  });

  it('with words of a later version', () => {
    const imported = withRecord(
      '{"kind":"state","connection":1,"at":1700000000009,"readyState":2,"by":"moon"}',
      '{"kind":"state","connection":1,"at":1700000000009,"readyState":2,"by":"moon"}',
    );
    expect(imported).toMatchObject({ error: null, notes: ['`by` "moon" is not known to this version; it is shown as "browser".'] });
  });

  it('with messages that go back in time', () => {
    const imported = withRecord(
      '{"kind":"message","connection":1,"attempt":1,"seq":2,"at":5,"type":"a","lastEventId":"","data":"","heard":true,"from":"hook"}',
    );
    expect(imported.error).toBeNull();
    const shown = createFilteredIndex(imported.capture, {});
    expect(rowAt(imported.capture, 2).at).toBe(5);
    expect([0, 1, 2].map((position) => shown.at(position))).toEqual([2, 0, 1]);
  });
});

it('Base64 is what others make of it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect(decodeBase64(Buffer.from(bytes).toString('base64'))).toEqual(Uint8Array.from(bytes));
    }),
  );
  expect(decodeBase64('a*b')).toBeUndefined();
});

describe('what the user said of a connection', () => {
  it('is read, and written again', () => {
    const told = exportText(SAMPLE, 'ndjson').replace('"api":"eventsource"', '"api":"fetch"').replace('"heardTypes":', '"apart":true,"heardTypes":');
    const { capture } = importText(told, { name: 'x.ndjson' });
    expect(capture.connections.get(1)!.connection).toMatchObject({ api: 'fetch', apart: true });
    expect(exportText(capture, 'ndjson')).toContain('"apart":true');
    expect(importText(told.replace(`"apart":true`, `"apart":"yes"`), { name: 'x.ndjson' }).error?.message).toContain('apart');
  });
});
