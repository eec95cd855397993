import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { IMPORT_LIMITS } from '../../../src/core/import/limits.ts';
import { createRecorder } from '../../../src/recorder/recorder.ts';
import { factsOf, isWorthShowing, type FileFacts } from '../../../src/viewer/file-facts.ts';
import { readCapture } from '../../../src/file-input/read-capture.ts';
import { refusalOf, remarksOf, stopOf } from '../../../src/viewer/remarks.ts';
import { t } from '../../../src/words/t.ts';

const CAPTURES = path.resolve(import.meta.dirname, '../../files/captures');
const bytesOf = (name: string): Uint8Array => readFileSync(path.join(CAPTURES, name));
const LAST_MODIFIED = 1_700_000_000_000;

/** A stream of the bytes in pieces of `size`, and whether it was let go of before its end. `failAfter` pieces it fails like a disk. */
function streamOf(
  bytes: Uint8Array,
  size: number,
  failAfter = Infinity,
): { stream: ReadableStream<Uint8Array>; pulled: () => number; cancelled: () => boolean } {
  let at = 0;
  let pulls = 0;
  let cancelled = false;
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (pulls >= failAfter) return controller.error(new DOMException('The file was changed.', 'NotReadableError'));
        if (at >= bytes.length) return controller.close();
        pulls += 1;
        // Of its own memory, as from a file.
        controller.enqueue(new Uint8Array(bytes.subarray(at, (at += size))));
      },
      cancel: () => void (cancelled = true),
    },
    { highWaterMark: 0 },
  );
  return { stream, pulled: () => pulls, cancelled: () => cancelled };
}

async function open(name: string, { size = 64 * 1024, failAfter = Infinity, bytes = bytesOf(name), limits = IMPORT_LIMITS } = {}) {
  const { stream, ...rest } = streamOf(bytes, size, failAfter);
  const progress: number[] = [];
  const label = { name: path.basename(name), size: bytes.length, lastModified: LAST_MODIFIED };
  const found = await readCapture(label, stream, { onProgress: (read) => progress.push(read), limits });
  return { ...rest, progress, imported: found.imported, facts: factsOf(label, found) };
}

const dataOf = ({ capture }: { capture: Parameters<typeof createRecorder>[0]['capture'] }): string[] =>
  createRecorder({ now: () => LAST_MODIFIED, schedule: () => undefined, capture })
    .ask('messages', { filter: {}, from: 0, to: 100 })
    .rows.map(({ preview }) => preview);

/** [spec] Compression: at most one chunk waits before it is unpacked, as in browsers. Node lets 16384 wait, which is the whole of a small file. */
class OneAhead {
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<BufferSource>;
  constructor(format: CompressionFormat) {
    const { readable, writable } = new NodeDecompressionStream(format);
    const writer = writable.getWriter();
    this.readable = readable;
    this.writable = new WritableStream({
      write: (chunk) => writer.write(chunk),
      close: () => writer.close(),
      abort: (reason) => writer.abort(reason),
    });
  }
}
const NodeDecompressionStream = DecompressionStream;

describe('reading', () => {
  test('a file that fills memory which is given to it is read in the same memory, again and again', async () => {
    const bytes = bytesOf('two-frames.ndjson');
    const given = new Set<number>();
    let at = 0;
    const stream = new ReadableStream<Uint8Array>({
      type: 'bytes',
      pull(controller: ReadableByteStreamController) {
        const { byobRequest } = controller;
        const view = new Uint8Array(byobRequest!.view!.buffer, byobRequest!.view!.byteOffset, byobRequest!.view!.byteLength);
        given.add(view.buffer.byteLength);
        const piece = bytes.subarray(at, at + 7);
        view.set(piece);
        at += piece.length;
        if (piece.length === 0) controller.close();
        byobRequest!.respond(piece.length);
      },
    } as UnderlyingByteSource as UnderlyingSource<Uint8Array>);
    const label = { name: 'two-frames.ndjson', size: bytes.length, lastModified: LAST_MODIFIED };
    const { imported, broken } = await readCapture(label, stream, { onProgress: () => undefined });
    expect(broken).toBeNull();
    expect(dataOf(imported)).toEqual(dataOf((await open('two-frames.ndjson')).imported));
    expect([...given]).toEqual([120 * 1024]);
  });

  test('a file in pieces of one byte, which cut its characters, is the same file', async () => {
    const whole = await open('two-frames.ndjson');
    const pieces = await open('two-frames.ndjson', { size: 1 });
    expect(dataOf(whole.imported)).toEqual([String.raw`Zeile\u2028 ä€😀`, '=1+1', '']);
    expect(dataOf(pieces.imported)).toEqual(dataOf(whole.imported));
    expect(pieces.facts).toEqual(whole.facts);
    expect(pieces.progress).toEqual(Array.from({ length: pieces.facts.size }, (_, index) => index + 1));
  });

  test('it is not read on after an error', async () => {
    const { facts, pulled, cancelled } = await open('damaged/wrong-field.ndjson', { size: 100 });
    expect(facts.error).toEqual({ line: 4, message: '`n` of a attempt must be a whole number from 1' });
    expect(cancelled()).toBe(true);
    expect(pulled()).toBeLessThan(bytesOf('damaged/wrong-field.ndjson').length / 100 - 2);
  });

  test('what was read before the disk failed is kept', async () => {
    const { facts } = await open('two-frames.ndjson', { size: 200, failAfter: 8 });
    expect(facts.error).toEqual({ line: 0, message: 'The file was changed.' });
    expect(facts.connections).toBeGreaterThan(0);
    expect(isWorthShowing(facts)).toBe(true);
  });

  test('a limit ends it with an error that names the line', async () => {
    const { facts, imported } = await open('two-frames.ndjson', { limits: { ...IMPORT_LIMITS, messages: 1 } });
    expect(facts.error).toMatchObject({ line: expect.any(Number) as number, message: 'the file holds more than 1 messages' });
    expect(facts.error!.line).toBeGreaterThan(1);
    expect(dataOf(imported)).toHaveLength(1);
  });

  test('binary data is refused with what was expected', async () => {
    const { facts } = await open('photo.jpg', { bytes: Uint8Array.from({ length: 200_000 }, (_, index) => (index * 7919) % 256) });
    expect(facts).toMatchObject({ format: null, error: { line: 1, message: expect.stringContaining('expected a capture file') as string } });
    expect(isWorthShowing(facts)).toBe(false);
    expect(refusalOf(facts)).toMatch(/^photo\.jpg cannot be shown\. Line 1: .*\.$/);
  });
});

describe('bytes that are no UTF-8 text as they stand', () => {
  afterEach(() => vi.unstubAllGlobals());

  const TEXT = 'id: 1\nevent: price\ndata: grün €\n\n: 1\n\ndata: two\n\n';
  const utf16 = (text: string, order: 'le' | 'be', mark = true): Uint8Array => {
    const bytes = Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');
    return new Uint8Array(order === 'le' ? bytes : bytes.swap16());
  };

  test.each([
    ['with a mark', utf16(TEXT, 'le')],
    ['with a mark, the other way round', utf16(TEXT, 'be')],
    ['without one', utf16('data: grun, at first, in ASCII\n\n'.repeat(20) + TEXT, 'le', false)],
    ['without one, the other way round', utf16('data: grun, at first, in ASCII\n\n'.repeat(20) + TEXT, 'be', false)],
  ])('UTF-16 %s is read, and that is said', async (_, bytes) => {
    for (const size of [1, 7, 64 * 1024]) {
      const { imported, facts } = await open('console.txt', { bytes, size });
      expect(facts).toMatchObject({ error: null, format: 'sse' });
      expect(dataOf(imported).slice(-3)).toEqual(['grün €', ' 1', 'two']);
      expect(remarksOf(facts)).toContain(t('viewer.utf16'));
    }
  });

  test.each([
    ['short', 'data: 1\n\n', '1'],
    ['soon not ASCII', 'data: 你好，世界 grün 😀\n\n', '你好，世界 grün 😀'],
  ])('UTF-16 without a mark is told by its begin: %s', async (_, text, data) => {
    for (const order of ['le', 'be'] as const) {
      const { imported, facts } = await open('console.txt', { bytes: utf16(text, order, false) });
      expect([dataOf(imported), facts.encoding]).toEqual([[data], `utf-16${order}`]);
    }
  });

  test('UTF-16 of a capture file and of a HAR as well', async () => {
    const ours = await open('every-kind.ndjson', { bytes: utf16(Buffer.from(bytesOf('every-kind.ndjson')).toString(), 'le') });
    expect(dataOf(ours.imported)).toEqual(dataOf((await open('every-kind.ndjson')).imported));
    const har = await open('x.har', { bytes: utf16(Buffer.from(bytesOf('foreign/chromium.har')).toString(), 'be', false) });
    expect(har.facts).toMatchObject({ format: 'har', error: null, messages: 4 });
  });

  test.each([
    ['short', Buffer.from('data: 1\n\n')],
    ['Chinese', Buffer.from('data: 你好\n\n'.repeat(100))],
    ['with zeros in it', Buffer.from('data: a\0b\n\n'.repeat(100))],
  ])('UTF-8 stays UTF-8: %s', async (_, bytes) => {
    const { facts, imported } = await open('x.sse', { bytes });
    expect(remarksOf(facts)).toEqual([t('viewer.noTimes')]);
    expect(dataOf(imported)[0]).not.toContain('\ufffd');
  });

  test.each(['every-kind.ndjson', 'foreign/chromium.har', 'foreign/raw.sse'])('%s packed by gzip is the same file', async (name) => {
    const plain = await open(name);
    for (const size of [1, 100, 64 * 1024]) {
      const packed = await open(`${name}.gz`, { bytes: gzipSync(bytesOf(name)), size });
      expect(packed.facts.error).toBeNull();
      expect(dataOf(packed.imported)).toEqual(dataOf(plain.imported));
      expect(remarksOf(packed.facts)).toEqual([t('viewer.unpacked'), ...remarksOf(plain.facts)]);
      expect(packed.progress.at(-1)).toBe(gzipSync(bytesOf(name)).length);
    }
  });

  test('a small file that unpacks to a large one is read up to the limit, and not unpacked beyond it', async () => {
    vi.stubGlobal('DecompressionStream', OneAhead);
    const bomb = gzipSync(Array.from({ length: 20_000 }, (_, n) => `data: ${n} ${'x'.repeat(1000)}\n\n`).join(''));
    const { facts, pulled, cancelled } = await open('bomb.sse.gz', { bytes: bomb, size: 1000, limits: { ...IMPORT_LIMITS, length: 1_000_000 } });
    expect(facts.error).toMatchObject({ message: 'the file is longer than 1000000 characters' });
    expect(facts.messages).toBeGreaterThan(0);
    expect(pulled()).toBeLessThan(bomb.length / 1000 / 2);
    // The pipe between lets go of the file a moment after its reader did.
    await vi.waitFor(() => expect(cancelled()).toBe(true));
  });

  test('a packed file that is cut gives what stands before the cut', async () => {
    const lines = Array.from({ length: 5000 }, (_, n) => `data: ${(n * 7919) % 5003}\n\n`).join('');
    const whole = gzipSync(lines);
    const { facts } = await open('cut.sse.gz', { bytes: whole.subarray(0, whole.length / 2), size: 1000 });
    expect(facts.error).toMatchObject({ line: 0 });
    expect(facts.messages).toBeGreaterThan(100);
    expect(isWorthShowing(facts)).toBe(true);
  });
});

describe('a recorder over a file', () => {
  test('answers like one that recorded it, and knows that nothing is recorded', async () => {
    const { imported } = await open('every-kind.ndjson');
    const recorder = createRecorder({ now: () => LAST_MODIFIED, schedule: () => undefined, capture: imported.capture });
    expect(recorder.ask('overview')).toMatchObject({ recording: false, connections: 1, messages: 1, lost: 3 });
    expect(recorder.ask('connections', { now: LAST_MODIFIED })).toMatchObject([{ url: 'https://shop.example/orders', messages: 1 }]);
    expect(recorder.ask('message', { index: 2 })).toMatchObject({ data: '{"id":17}' });
  });
});

describe('what is told of a file', () => {
  test('its now is the last thing in it, and the file’s own time when there is none', async () => {
    expect((await open('header-only.ndjson')).facts.until).toBe(LAST_MODIFIED);
    expect((await open('every-kind.ndjson')).facts.until).toBeGreaterThan(1_768_478_402_000);
  });

  test('a raw stream says that times are not known, and what is odd in it', async () => {
    const { facts } = await open('foreign/raw.sse');
    expect(remarksOf(facts)).toEqual([
      t('viewer.noTimes'),
      expect.stringContaining('Line 1: The stream begins with a byte order mark') as string,
      expect.stringContaining('Line 9') as string,
      expect.stringContaining('Line 12') as string,
    ]);
  });

  test('redacted and filtered are said', async () => {
    const { facts } = await open('every-kind.ndjson');
    expect(remarksOf(facts)).toEqual([]);
    expect(remarksOf({ ...facts, header: { ...facts.header!, redacted: true, filtered: true } })).toEqual([t('viewer.redacted'), t('viewer.filtered')]);
  });

  test('what the recorder had dropped is said', async () => {
    const text = Buffer.from(bytesOf('every-kind.ndjson')).toString().replace('"lost":3,"why":"overflow"', '"lost":3,"why":"limit"');
    const { facts } = await open('every-kind.ndjson', { bytes: Buffer.from(text) });
    expect(remarksOf(facts)).toEqual([t('viewer.dropped', { count: 3 })]);
  });

  test('an error names its line, unless there is none', async () => {
    const { facts } = await open('damaged/hole.ndjson');
    expect(stopOf(facts)).toBe(
      'Line 11: `n` of this attempt must be 2: attempts of a connection follow each other. What stands before it is shown: 1 connection and 1 message.',
    );
    const unnamed: FileFacts = { ...facts, error: { line: 0, message: 'the file was changed' } };
    expect(stopOf(unnamed)).toMatch(/^Reading stopped: the file was changed\./);
  });
});
