/** What the recorder answers to those who want files and copies. */
import { describe, expect, test } from 'vitest';
import { importText, ROW_FORMATS } from '../core/export/round.ts';
import { encodeUtf8 } from '../../../src/core/bytes/utf8.ts';
import { createCapture } from '../../../src/core/model/capture.ts';
import { appendRaw, createRawText, rawFacts } from '../../../src/core/model/raw-text.ts';
import { record } from '../../../src/core/model/record.ts';
import { beginExport, nextPiece } from '../../../src/recorder/export-answer.ts';
import { createFilterMemo } from '../../../src/recorder/filter-memo.ts';
import { createFindingDesk } from '../../../src/recorder/finding-desk.ts';
import type { HeldExport } from '../../../src/recorder/questions/question.ts';
import { createRecorder, type Recorder } from '../../../src/recorder/recorder.ts';
import type { ExportId, ExportPiece, ExportRequest } from '../../../src/wire/protocol/questions.ts';
import { captureFrom, draw, EPOCH } from '../core/drawing.ts';
import { piecesOf, textOf } from './pieces.ts';

/** `now` costs `tick` ms each time that it is asked: a search is over after a few looks at it. */
function setup(tick = 0): Recorder {
  let time = EPOCH;
  const recorder = createRecorder({ now: () => (time += tick), schedule: () => {} });
  recorder.observe(
    draw(`
      a 0ms create https://s.test/a?token=geheim
      b 0ms create https://t.test/b
      a 0.5ms listen price
      a 1ms open
      b 1ms open`),
  );
  return recorder;
}

function tell(recorder: Recorder, count: number, source = 1): void {
  for (let n = 0; n < count; n += 1) {
    recorder.observe({
      kind: 'message',
      session: 'doc',
      source,
      at: EPOCH + 2 + n,
      type: n % 5 === 0 ? 'price' : 'tick',
      lastEventId: String(n),
      data: `data ${n} ${'x'.repeat(500)}`,
    });
  }
}

const META = { page: { url: 'https://p.test/', title: 'P' }, generator: 'sse-scope 1.0.0', browser: 'Chromium 156', createdAt: EPOCH };
const ALL: ExportRequest = { format: 'ndjson', filter: {}, redact: true, meta: META };

const dataOf = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{"kind":"message"'))
    .map((line) => (JSON.parse(line) as { data: string }).data.split(' x')[0]!);

describe('exportPiece', () => {
  test('everything, in pieces, with progress', async () => {
    const recorder = setup();
    tell(recorder, 2000);
    const list = await piecesOf(recorder, ALL);
    expect(list.length).toBeGreaterThan(2);
    expect(list.map(({ done }) => done)).toEqual(list.map(({ done }) => done).toSorted((a, b) => a - b));
    expect(list.at(-1)).toMatchObject({ done: 2000, total: 2000, searching: false, finished: true });
    const { error, header } = importText(textOf(list));
    expect(error).toBeNull();
    expect(header).toMatchObject({ redacted: true, page: META.page, generator: META.generator });
    expect(header).not.toHaveProperty('filtered');
    expect(dataOf(textOf(list))).toEqual(Array.from({ length: 2000 }, (_, n) => `data ${n}`));
  });

  test('credentials only when asked for', async () => {
    const recorder = setup();
    expect(textOf(await piecesOf(recorder, ALL))).not.toContain('geheim');
    const kept = textOf(await piecesOf(recorder, { ...ALL, redact: false }));
    expect(kept).toContain('geheim');
    expect(kept).not.toContain('"redacted"');
  });

  test('what was recorded after it began is not in it, though it is asked for in between', async () => {
    const recorder = setup();
    tell(recorder, 1500);
    const text = textOf(await piecesOf(recorder, ALL, () => tell(recorder, 300)));
    expect(dataOf(text)).toHaveLength(1500);
  });

  test('what passes a filter; while that is looked for nothing is written, and it says so', async () => {
    const recorder = setup(4);
    tell(recorder, 3000);
    const list = await piecesOf(recorder, { ...ALL, filter: { text: 'DATA 7' } });
    const looking = list.filter(({ text }) => text === '');
    expect(looking.length).toBeGreaterThan(2);
    expect(looking.every(({ finished, searching, done }) => !finished && searching && done === 0)).toBe(true);
    expect(list.indexOf(looking.at(-1)!)).toBe(looking.length - 1);
    expect(list.slice(looking.length).some(({ searching }) => searching)).toBe(false);
    const expected = Array.from({ length: 3000 }, (_, n) => `data ${n}`).filter((data) => data.startsWith('data 7'));
    expect(dataOf(textOf(list))).toEqual(expected);
    expect(list.at(-1)).toMatchObject({ done: expected.length, total: expected.length });
    expect(importText(textOf(list)).header).toMatchObject({ filtered: true });
  });

  test('goes on right when the filter was forgotten between two pieces, and messages came', async () => {
    const recorder = setup(4);
    tell(recorder, 3000);
    let rounds = 0;
    const list = await piecesOf(recorder, { ...ALL, filter: { text: 'data' } }, ({ text }) => {
      if (text === '' || rounds === 3) return;
      rounds += 1;
      for (let n = 0; n < 9; n += 1) recorder.ask('messages', { filter: { text: `other ${rounds} ${n}` }, from: 0, to: 1 });
      tell(recorder, 10);
    });
    expect(rounds).toBe(3);
    // Between two texts it was looked for again.
    const written = list.map(({ text }) => text !== '');
    expect(written.lastIndexOf(false)).toBeGreaterThan(written.indexOf(true));
    expect(list.map(({ searching }) => searching).lastIndexOf(true)).toBeLessThan(written.indexOf(true));
    // The index that is made anew finds the messages that came, too: the end that was fixed keeps them out.
    expect(dataOf(textOf(list))).toEqual(Array.from({ length: 3000 }, (_, n) => `data ${n}`));
  });

  test('only the connections that the filter names', async () => {
    const recorder = setup();
    tell(recorder, 20);
    tell(recorder, 10, 2);
    const records = textOf(await piecesOf(recorder, { ...ALL, filter: { connections: [2] } }))
      .split('\n')
      .slice(1, -1)
      .map((line) => JSON.parse(line) as { connection?: number; id?: number });
    expect(new Set(records.map(({ connection, id }) => connection ?? id))).toEqual(new Set([2]));
    const list = await piecesOf(recorder, { ...ALL, filter: { connections: [2] } });
    expect(list.at(-1)).toMatchObject({ done: 10, total: 10 });
    const none = textOf(await piecesOf(recorder, { ...ALL, filter: { frames: [99] } }));
    expect(none.split('\n')).toHaveLength(2);
  });

  test('whole connections have their raw text; of a part of one it would say too much', async () => {
    const capture = createCapture();
    for (const observation of draw('a 0ms create https://s.test/a\nb 0ms create https://s.test/b\na 1ms open\nb 1ms open')) record(capture, observation);
    for (const { slots } of capture.connections.values()) {
      const slot = slots[0]!;
      slot.raw = createRawText('wire');
      appendRaw(slot.raw, { at: EPOCH, offset: 0, bytes: encodeUtf8('data: 1\n\n') });
      slot.attempt.raw = rawFacts(slot.raw);
    }
    const recorder = createRecorder({ capture, now: () => EPOCH, schedule: () => {} });
    const rawIn = async (filter: ExportRequest['filter']): Promise<unknown[]> => {
      const { capture: read } = importText(textOf(await piecesOf(recorder, { ...ALL, filter })));
      return [...read.connections.values()].map(({ connection, slots }) => [connection.id, slots[0]!.raw?.chunks.length, slots[0]!.raw?.length]);
    };
    expect(await rawIn({ connections: [2] })).toEqual([[2, 1, 9]]);
    expect(await rawIn({ frames: [0] })).toEqual([
      [1, 1, 9],
      [2, 1, 9],
    ]);
    expect(await rawIn({ connections: [2], types: ['message'] })).toEqual([[2, undefined, undefined]]);
  });

  test('CSV with a byte order mark', async () => {
    const recorder = setup();
    tell(recorder, 1);
    expect(textOf(await piecesOf(recorder, { ...ALL, format: 'csv', byteOrderMark: true }))).toMatch(/^\uFEFFtime,/);
    expect(textOf(await piecesOf(recorder, { ...ALL, format: 'csv' }))).toMatch(/^time,/);
  });
});

describe('copies', () => {
  test('a request: kind, attempt, redaction, and where to resume', async () => {
    const recorder = setup();
    recorder.observe(draw('a 100ms request r1\na 110ms error\na 3110ms open'));
    tell(recorder, 6);
    const copy = async (more: object) => recorder.ask('copyAs', { kind: 'curl-posix', connection: 1, redact: true, ...more });
    expect(await copy({})).toContain('curl -N');
    expect(await copy({})).toContain('token=REDACTED');
    expect(await copy({ redact: false })).toContain('token=geheim');
    expect(await copy({ resume: true })).toContain('Last-Event-ID: 5');
    expect(await copy({ attempt: 1 })).not.toContain('Last-Event-ID');
    expect(await copy({ kind: 'curl-cmd' })).toContain('^"');
    expect(await copy({ kind: 'fetch' })).toContain('await fetch(');
    // One type is listened to, the other was seen.
    expect(await copy({ kind: 'eventsource' })).toMatch(/"price"[^]*"tick"/);
    expect(await copy({ connection: 99 })).toBeNull();
  });

  test('messages, without those that are not held', async () => {
    const recorder = setup();
    tell(recorder, 3);
    const ndjson = await recorder.ask('copyMessages', { indexes: [2, 77, 0], as: 'ndjson' });
    expect(dataOf(ndjson)).toEqual(['data 2', 'data 0']);
    expect(await recorder.ask('copyMessages', { indexes: [1], as: 'markdown' })).toMatch(/^\| Time \|[^]*`tick`/);
  });
});

describe('what is refused', () => {
  const bad: [string, unknown, string][] = [
    ['beginExport', undefined, '`format` is missing'],
    ['beginExport', { ...ALL, meta: undefined }, '`meta` must be an object'],
    ['beginExport', { ...ALL, format: 1 }, '`format` must be a text'],
    ['beginExport', { ...ALL, filter: null }, '`filter` must be an object'],
    ['beginExport', { ...ALL, redact: 'no' }, '`redact` must be true or false'],
    ['beginExport', { ...ALL, byteOrderMark: 1 }, '`byteOrderMark` must be true or false'],
    ['beginExport', { ...ALL, meta: { ...META, page: 'x' } }, '`page` must be an object'],
    ['beginExport', { ...ALL, meta: { ...META, page: {} } }, '`url` is missing'],
    ['exportPiece', ALL, '`id` is missing'],
    ['exportPiece', { id: 0.5 }, '`id` must be a whole number from 0'],
    ['exportPiece', { id: Number.NaN }, '`id` must be a whole number from 0'],
    ['endExport', { id: 'x' }, '`id` must be a whole number from 0'],
    ['copyAs', { kind: 'wget', connection: 1, redact: true }, '`kind` must be one of curl-posix'],
    ['copyAs', { kind: 'fetch', connection: -1, redact: true }, '`connection` must be'],
    ['copyAs', { kind: 'fetch', connection: 1 }, '`redact` is missing'],
    ['copyAs', { kind: 'fetch', connection: 1, redact: true, attempt: 'x' }, '`attempt` must be'],
    ['copyMessages', { indexes: 'all', as: 'ndjson' }, '`indexes` must be a list of at most 1000'],
    ['copyMessages', { indexes: Array.from({ length: 1001 }, () => 0), as: 'ndjson' }, '`indexes` must be a list of at most 1000'],
    ['copyMessages', { indexes: [], as: 'html' }, '`as` must be one of'],
  ];
  test.each(bad.map(([name, args, reason]) => ({ name, args, reason })))('$name: $reason', ({ name, args, reason }) => {
    expect(() => setup().answer(name, args)).toThrow(reason);
  });

  test.each(['xml', 'toString', ''])('a format that there is not: %s', async (format) => {
    await expect(setup().answer('beginExport', { ...ALL, format })).rejects.toThrow('`format` must be one of ndjson, json, csv, har, sse');
  });
});

describe('a file that is being written', () => {
  const GONE = 'this export is not held any more';
  /** Of some pieces. */
  const full = (): Recorder => {
    const recorder = setup();
    tell(recorder, 600);
    return recorder;
  };

  test('is held until it is finished, and no longer', async () => {
    const recorder = full();
    const id = await recorder.ask('beginExport', ALL);
    expect(await recorder.ask('exportPiece', { id })).toMatchObject({ finished: false });
    for (let finished = false; !finished;) ({ finished } = await recorder.ask('exportPiece', { id }));
    await expect(recorder.ask('exportPiece', { id })).rejects.toThrow(GONE);
  });

  test('is let go of when it is ended; others go on', async () => {
    const recorder = full();
    const [one, two] = [await recorder.ask('beginExport', ALL), await recorder.ask('beginExport', { ...ALL, format: 'csv' })];
    for (const id of [one, two]) await recorder.ask('exportPiece', { id });
    recorder.ask('endExport', { id: one });
    await expect(recorder.ask('exportPiece', { id: one })).rejects.toThrow(GONE);
    expect((await recorder.ask('exportPiece', { id: two })).text).toContain(',tick,');
  });

  test('is of one recorder: another, which takes the place of one that has died, has none of it', async () => {
    const id = await full().ask('beginExport', ALL);
    await expect(full().ask('exportPiece', { id })).rejects.toThrow(GONE);
  });

  test('gives way when many others are begun, the one first that nobody has asked for the longest', async () => {
    const recorder = full();
    const ids: number[] = [];
    for (let n = 0; n < 4; n += 1) ids.push(await recorder.ask('beginExport', ALL));
    await recorder.ask('exportPiece', { id: ids[0]! });
    await recorder.ask('beginExport', ALL);
    await expect(recorder.ask('exportPiece', { id: ids[1]! })).rejects.toThrow(GONE);
    for (const id of [ids[0]!, ids[2]!, ids[3]!]) expect((await recorder.ask('exportPiece', { id })).text).not.toBe('');
  });

  test.each(ROW_FORMATS)('ends where the capture was cleared, and what was written before stays: %s', async (format) => {
    const recorder = full();
    let cleared = 0;
    const list = await piecesOf(recorder, { ...ALL, format }, () => {
      if ((cleared += 1) !== 2) return;
      recorder.ask('clear');
      tell(recorder, 300);
    });
    const text = textOf(list);
    expect(list.length).toBeLessThan(8);
    const found = [...text.matchAll(/data (\d+) x/g)].map(([, n]) => Number(n));
    expect(found.length).toBeGreaterThan(100);
    expect(found).toEqual(found.map((_, n) => n));
    if (format === 'json' || format === 'har') expect(() => void JSON.parse(text)).not.toThrow();
  });

  test('is not gone on with when a piece of it has failed: it would look whole', () => {
    const capture = captureFrom('a 0ms create https://s.test/a');
    const exports = new Map<ExportId, HeldExport>();
    const fail = (): never => {
      throw new Error('the diagnosis fell over');
    };
    const desk = { ...createFindingDesk(capture, false), forExport: fail };
    const id = beginExport(exports, ALL);
    const next = () =>
      nextPiece({ capture, filters: createFilterMemo(capture, { loaded: () => undefined }), desk, exports, now: () => EPOCH, slice: () => () => false }, id);
    expect(next).toThrow('fell over');
    expect(next).toThrow(GONE);
  });
});

test('pieces in blobs are the same file, in fewer of them', async () => {
  const recorder = setup();
  tell(recorder, 6000);
  const id = await recorder.ask('beginExport', { ...ALL, inBlobs: true });
  const blobs: Blob[] = [];
  let last: ExportPiece | undefined;
  while (last?.finished !== true) {
    last = await recorder.ask('exportPiece', { id });
    expect(last.text).toBe('');
    blobs.push(last.blob as Blob);
  }
  const inText = await piecesOf(recorder, ALL);
  expect((await new Blob(blobs).text()) === textOf(inText)).toBe(true);
  expect(last).toMatchObject({ done: 6000, total: 6000, taken: inText.at(-1)!.taken });
  expect(blobs.length).toBeGreaterThan(2);
  expect(blobs.length).toBeLessThan(inText.length / 5);
});

test('what comes while the code for it is loaded is in it, and nothing is answered out of turn', async () => {
  const recorder = setup();
  tell(recorder, 2);
  const id = await recorder.ask('beginExport', ALL);
  const answered: string[] = [];
  const note = (name: string) => (value: unknown) => (answered.push(name), value);
  const asked = [
    recorder.ask('copyMessages', { indexes: [0, 1, 2], as: 'ndjson' }).then(note('messages')),
    recorder.ask('copyAs', { kind: 'fetch', connection: 1, redact: true }).then(note('request')),
    recorder.ask('exportPiece', { id }).then(note('piece')),
  ];
  // The rest goes on meanwhile.
  expect(recorder.ask('overview')).toMatchObject({ messages: 2 });
  tell(recorder, 1);
  const [messages, , piece] = await Promise.all(asked);
  expect(answered).toEqual(['messages', 'request', 'piece']);
  expect(dataOf(messages as string)).toEqual(['data 0', 'data 1', 'data 0']);
  expect(piece).toMatchObject({ done: 3, total: 3 });
});
