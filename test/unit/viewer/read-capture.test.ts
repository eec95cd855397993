import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { IMPORT_LIMITS } from '../../../src/core/import/limits.ts';
import { createRecorder } from '../../../src/recorder/recorder.ts';
import { factsOf, isWorthShowing, type FileFacts } from '../../../src/viewer/file-facts.ts';
import { readCapture } from '../../../src/viewer/read-capture.ts';
import { remarksOf } from '../../../src/viewer/remarks.ts';
import { texts } from '../../../src/viewer/texts.ts';

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
  const { imported, broken } = await readCapture(label, stream, { onProgress: (read) => progress.push(read), limits });
  return { ...rest, progress, imported, facts: factsOf(label, imported, broken) };
}

const dataOf = ({ capture }: { capture: Parameters<typeof createRecorder>[0]['capture'] }): string[] =>
  createRecorder({ now: () => LAST_MODIFIED, schedule: () => undefined, capture })
    .ask('messages', { filter: {}, from: 0, to: 100 })
    .rows.map(({ preview }) => preview);

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
    expect(texts.refused(facts)).toMatch(/^photo\.jpg cannot be shown\. Line 1: .*\.$/);
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
      texts.noTimes,
      expect.stringContaining('Line 1: The stream begins with a byte order mark') as string,
      expect.stringContaining('Line 9') as string,
      expect.stringContaining('Line 12') as string,
    ]);
  });

  test('redacted and filtered are said', async () => {
    const { facts } = await open('every-kind.ndjson');
    expect(remarksOf(facts)).toEqual([]);
    expect(remarksOf({ ...facts, header: { ...facts.header!, redacted: true, filtered: true } })).toEqual([texts.redacted, texts.filtered]);
  });

  test('what the recorder had dropped is said', async () => {
    const text = Buffer.from(bytesOf('every-kind.ndjson')).toString().replace('"lost":3,"why":"overflow"', '"lost":3,"why":"limit"');
    const { facts } = await open('every-kind.ndjson', { bytes: Buffer.from(text) });
    expect(remarksOf(facts)).toEqual([texts.dropped(3)]);
  });

  test('an error names its line, unless there is none', async () => {
    const { facts } = await open('damaged/hole.ndjson');
    expect(texts.stoppedAt(facts)).toBe(
      'Line 11: `n` of this attempt must be 2: attempts of a connection follow each other. What stands before it is shown: 1 connection and 1 message.',
    );
    const unnamed: FileFacts = { ...facts, error: { line: 0, message: 'the file was changed' } };
    expect(texts.stoppedAt(unnamed)).toMatch(/^Reading stopped: the file was changed\./);
  });
});
