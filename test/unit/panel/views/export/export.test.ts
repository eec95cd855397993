/** Files: how they are pulled out of the recorder, and what they are called. */
import { describe, expect, test } from 'vitest';
import { EXPORT_FORMATS } from '../../../../../src/core/export/export-formats.ts';
import { EXPORT_FORMAT_NAMES } from '../../../../../src/core/export/format-names.ts';
import { FILE_KINDS, fileName, FORMATS } from '../../../../../src/panel/views/export/file-kinds.ts';
import { pullExport, type ExportProgress, type PullOptions } from '../../../../../src/panel/views/export/pull-export.ts';
import type { Ask } from '../../../../../src/recorder/questions/questions.ts';
import type { ExportPiece, ExportRequest } from '../../../../../src/wire/protocol/questions.ts';

const REQUEST: Omit<ExportRequest, 'cursor'> = {
  format: 'ndjson',
  filter: { text: 'x' },
  redact: true,
  meta: { page: { url: '', title: '' }, generator: '', browser: '', createdAt: 0 },
};
const cursor = (done: number) => ({ done }) as unknown as ExportRequest['cursor'];

/** A recorder that answers with these pieces, and remembers what it was asked. */
function recorder(pieces: ExportPiece[], before: (number: number) => void = () => {}): { ask: Ask; cursors: unknown[] } {
  const cursors: unknown[] = [];
  const ask = async (_: string, request: ExportRequest): Promise<ExportPiece> => {
    before(cursors.length);
    cursors.push(request.cursor);
    const piece = pieces[cursors.length - 1];
    if (piece === undefined) throw new Error('asked once too often');
    return piece;
  };
  return { ask: ask as unknown as Ask, cursors };
}

/** Each look at the clock is `step` later. */
function options(seen: ExportProgress[], step = 1000): PullOptions {
  let time = 0;
  return { request: REQUEST, mediaType: 'text/x', onProgress: (progress) => seen.push(progress), now: () => (time += step) };
}

const PIECES: ExportPiece[] = [
  { text: '', next: null, finished: false, done: 0, total: 3, taken: [] },
  { text: 'ä', next: cursor(2), finished: false, done: 2, total: 5, taken: [{ place: 'header', name: 'Cookie', count: 2 }] },
  { text: '', next: cursor(2), finished: false, done: 2, total: 5, taken: [] },
  {
    text: 'b\n',
    next: null,
    finished: true,
    done: 5,
    total: 5,
    taken: [
      { place: 'header', name: 'Cookie', count: 1 },
      { place: 'parameter', name: 'token', count: 4 },
    ],
  },
];

describe('pulling', () => {
  test('piece after piece, each time from where the last one ended', async () => {
    const { ask, cursors } = recorder(PIECES);
    const seen: ExportProgress[] = [];
    const { file, taken } = await pullExport(ask, options(seen), new AbortController().signal);
    expect([await file.text(), file.type]).toEqual(['äb\n', 'text/x']);
    expect(taken).toEqual([
      { place: 'parameter', name: 'token', count: 4 },
      { place: 'header', name: 'Cookie', count: 3 },
    ]);
    expect(cursors).toEqual([null, null, cursor(2), cursor(2)]);
    expect(seen).toEqual([
      { searching: true, done: 0, total: 3, size: 0 },
      { searching: false, done: 2, total: 5, size: 2 },
      { searching: false, done: 2, total: 5, size: 2 },
      { searching: false, done: 5, total: 5, size: 4 },
    ]);
  });

  test('tells of the first piece and the last, and of those between no more often than people can see', async () => {
    const seen: ExportProgress[] = [];
    await pullExport(recorder(PIECES).ask, options(seen, 0), new AbortController().signal);
    expect(seen.map(({ done }) => done)).toEqual([0, 5]);
  });

  test('a file of many megabytes is whole, to the byte', async () => {
    const texts = Array.from({ length: 40 }, (_, i) => `${i}ü`.repeat(100_000));
    const pieces = texts.map((text, i) => ({ text, next: cursor(i), finished: i === texts.length - 1, done: i, total: 40, taken: [] }));
    const seen: ExportProgress[] = [];
    const { file } = await pullExport(recorder(pieces).ask, options(seen), new AbortController().signal);
    expect(seen.at(-1)?.size).toBe(file.size);
    expect((await file.text()) === texts.join('')).toBe(true);
  });

  test('stops when it is told to, even while an answer is on its way', async () => {
    const end = new AbortController();
    const { ask, cursors } = recorder(PIECES, (number) => number === 1 && end.abort());
    const seen: ExportProgress[] = [];
    await expect(pullExport(ask, options(seen), end.signal)).rejects.toThrow(/abort/i);
    expect([cursors.length, seen.length]).toEqual([2, 1]);
  });

  test('hands on why the recorder refused', async () => {
    const { ask } = recorder([PIECES[0]!]);
    await expect(pullExport(ask, options([]), new AbortController().signal)).rejects.toThrow('asked once too often');
  });
});

describe('files', () => {
  test('are of the kinds that the formats say', () => {
    expect(FORMATS).toEqual(EXPORT_FORMAT_NAMES);
    for (const name of EXPORT_FORMAT_NAMES) {
      const { extension, mediaType } = EXPORT_FORMATS[name];
      expect(FILE_KINDS[name]).toEqual({ extension, mediaType });
    }
  });

  test.each([
    ['https://shop.example:8443/x?y', 'shop.example'],
    ['http://[::1]:3000/', '1'],
    ['about:blank', 'event-streams'],
    ['', 'event-streams'],
    [`https://${'a'.repeat(50)}.${'b'.repeat(50)}.test/`, `${'a'.repeat(50)}.${'b'.repeat(9)}`],
    ['file:///etc/passwd', 'event-streams'],
  ])('are named for the page: %s', (url, host) => {
    const at = new Date(2026, 0, 5, 7, 8, 9).getTime();
    expect(fileName(url, at, 'har')).toBe(`${host}-2026-01-05-070809.har`);
  });
});
