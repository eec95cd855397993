/** Files: how they are pulled out of the recorder, and what they are called. */
import { describe, expect, test } from 'vitest';
import { fileNames } from '../../../../../src/panel/views/export/file-name.ts';
import { pullExport, type ExportProgress, type PullOptions } from '../../../../../src/panel/views/export/pull-export.ts';
import type { Ask } from '../../../../../src/recorder/questions/questions.ts';
import type { ExportPiece, ExportRequest } from '../../../../../src/wire/protocol/questions.ts';

const REQUEST: ExportRequest = {
  format: 'csv',
  filter: { text: 'x' },
  redact: true,
  meta: { page: { url: '', title: '' }, generator: '', browser: '', createdAt: 0 },
};
const ID = 7;

/** A recorder that answers with these pieces, and remembers what it was asked. */
function recorder(pieces: ExportPiece[], before: (asked: string) => void = () => {}): { ask: Ask; asked: [name: string, args: unknown][] } {
  const asked: [string, unknown][] = [];
  let given = 0;
  const ask = async (name: string, args: unknown): Promise<unknown> => {
    asked.push([name, args]);
    before(`${name} ${given}`);
    if (name === 'beginExport') return ID;
    if (name === 'endExport') return undefined;
    const piece = pieces[given++];
    if (piece === undefined) throw new Error('asked once too often');
    return piece;
  };
  return { ask: ask as unknown as Ask, asked };
}

/** Each look at the clock is `step` later. */
function options(seen: ExportProgress[], step = 1000): PullOptions {
  let time = 0;
  return { request: REQUEST, onProgress: (progress) => seen.push(progress), now: () => (time += step) };
}

const begin = ['beginExport', { ...REQUEST, inBlobs: true }];
const piece = ['exportPiece', { id: ID }];
const end = ['endExport', { id: ID }];

const TAKEN: ExportPiece['taken'] = [{ place: 'parameter', name: 'token', count: 4 }];
const PIECES: ExportPiece[] = [
  { text: '', searching: true, finished: false, done: 0, total: 3, taken: [] },
  { text: 'ä', searching: false, finished: false, done: 2, total: 5, taken: [] },
  { text: '', searching: false, finished: false, done: 2, total: 5, taken: [] },
  { text: 'b\n', searching: false, finished: true, done: 5, total: 5, taken: TAKEN },
];

describe('pulling', () => {
  test('piece after piece, until the last', async () => {
    const { ask, asked } = recorder(PIECES);
    const seen: ExportProgress[] = [];
    const { file, taken } = await pullExport(ask, options(seen), new AbortController().signal);
    expect([await file.text(), file.type]).toEqual(['äb\n', 'text/csv;charset=utf-8;header=present']);
    expect(taken).toEqual(TAKEN);
    expect(asked).toEqual([begin, piece, piece, piece, piece]);
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
    const pieces = texts.map((text, i) => ({ text, searching: false, finished: i === texts.length - 1, done: i, total: 40, taken: [] }));
    const seen: ExportProgress[] = [];
    const { file } = await pullExport(recorder(pieces).ask, options(seen), new AbortController().signal);
    expect(seen.at(-1)?.size).toBe(file.size);
    expect((await file.text()) === texts.join('')).toBe(true);
  });

  test('stops when it is told to, even while an answer is on its way, and the recorder lets go of the file', async () => {
    const stop = new AbortController();
    const { ask, asked } = recorder(PIECES, (now) => now === 'exportPiece 1' && stop.abort());
    const seen: ExportProgress[] = [];
    await expect(pullExport(ask, options(seen), stop.signal)).rejects.toThrow(/abort/i);
    expect([asked, seen.length]).toEqual([[begin, piece, piece, end], 1]);
  });

  test('stops while it is being begun', async () => {
    const stop = new AbortController();
    const { ask, asked } = recorder(PIECES, (now) => now === 'beginExport 0' && stop.abort());
    await expect(pullExport(ask, options([]), stop.signal)).rejects.toThrow(/abort/i);
    expect(asked).toEqual([begin, end]);
  });

  test('is not refused, but ended, when the recorder lets go of the file before it answers', async () => {
    const stop = new AbortController();
    const { ask } = recorder(PIECES.slice(0, 1), (now) => now === 'exportPiece 1' && stop.abort());
    await expect(pullExport(ask, options([]), stop.signal)).rejects.toThrow(/abort/i);
  });

  test('has nothing to let go of once it is finished', async () => {
    const stop = new AbortController();
    const { ask, asked } = recorder(PIECES);
    await pullExport(ask, options([]), stop.signal);
    stop.abort();
    expect(asked.at(-1)).toEqual(piece);
  });

  test('hands on why the recorder refused', async () => {
    const { ask } = recorder([PIECES[0]!]);
    await expect(pullExport(ask, options([]), new AbortController().signal)).rejects.toThrow('asked once too often');
  });
});

describe('files', () => {
  test.each([
    ['https://shop.example:8443/x?y', 'shop.example'],
    ['http://[::1]:3000/', '1'],
    ['about:blank', 'event-streams'],
    ['', 'event-streams'],
    [`https://${'a'.repeat(50)}.${'b'.repeat(50)}.test/`, `${'a'.repeat(50)}.${'b'.repeat(9)}`],
    ['file:///etc/passwd', 'event-streams'],
  ])('are named for the page: %s', (url, host) => {
    const at = new Date(2026, 0, 5, 7, 8, 9).getTime();
    expect(fileNames(url, at, 'har')).toEqual({ name: `${host}-2026-01-05-070809.har` });
    expect(fileNames(url, at, 'msw')).toEqual({ name: `${host}-2026-01-05-070809.msw.js`, beside: `${host}-2026-01-05-070809.streams.json` });
  });
});
