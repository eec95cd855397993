import { signal } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import { createViewer } from '../../../src/viewer/create-viewer.ts';
import type { FileFacts } from '../../../src/viewer/file-facts.ts';
import { createFileHost } from '../../../src/viewer/file-host.ts';
import { startReading, type FileReading, type FileWorker, type OpenedFile } from '../../../src/viewer/file-reading.ts';
import { t } from '../../../src/words/t.ts';

const facts = (name: string, changes: Partial<FileFacts> = {}): FileFacts => ({
  name,
  size: 10,
  recording: false,
  format: 'ndjson',
  header: null,
  error: null,
  notes: [],
  timesKnown: true,
  packed: false,
  encoding: 'utf-8',
  connections: 1,
  messages: 2,
  dropped: 0,
  until: 5,
  ...changes,
});
const fileOf = (name: string): File => new File(['0123456789'], name, { lastModified: 7 });

/** A viewer whose files are read when the test says so. */
function setup() {
  const readings: {
    name: string;
    cancelled: boolean;
    closed: boolean;
    done(changes?: Partial<FileFacts>): Promise<void>;
    fail(reason: string): Promise<void>;
  }[] = [];
  const viewer = createViewer(({ name }): FileReading => {
    let resolve: (file: OpenedFile) => void;
    let reject: (error: Error) => void;
    const opened = new Promise<OpenedFile>((...settle) => ([resolve, reject] = settle));
    const settled = (): Promise<void> => opened.then(() => undefined).catch(() => undefined);
    const reading = {
      name,
      cancelled: false,
      closed: false,
      done(changes?: Partial<FileFacts>) {
        resolve({
          facts: facts(name, changes),
          ask: () => Promise.reject(new Error('not asked here')),
          onVersion: () => undefined,
          close: () => void (reading.closed = true),
        });
        return settled();
      },
      fail(reason: string) {
        reject(new Error(reason));
        return settled();
      },
    };
    readings.push(reading);
    return { read: signal(0), opened, cancel: () => void (reading.cancelled = true) };
  });
  const shown = (): string => {
    const view = viewer.view.value;
    return view.kind === 'empty' ? 'empty' : view.kind === 'reading' ? `reading ${view.file.name}` : view.file.facts.name;
  };
  return { viewer, readings, shown };
}

describe('viewer', () => {
  test('empty, reading, open; the next file takes the place of the first, which is closed', async () => {
    const { viewer, readings, shown } = setup();
    expect(shown()).toBe('empty');
    viewer.open([fileOf('a')]);
    expect(shown()).toBe('reading a');
    await readings[0]!.done();
    expect(shown()).toBe('a');
    viewer.open([fileOf('b')]);
    expect(readings[0]!.closed).toBe(false);
    await readings[1]!.done();
    expect(shown()).toBe('b');
    expect(readings[0]!.closed).toBe(true);
    expect(viewer.problem.value).toBeNull();
  });

  test('a file that is cancelled, refused or broken leaves what was there', async () => {
    const { viewer, readings, shown } = setup();
    viewer.open([fileOf('a')]);
    await readings[0]!.done();

    viewer.open([fileOf('cancelled')]);
    viewer.cancel();
    expect([shown(), readings[1]!.cancelled, viewer.problem.value]).toEqual(['a', true, null]);

    viewer.open([fileOf('refused')]);
    await readings[2]!.done({ format: null, connections: 0, messages: 0, error: { line: 3, message: 'expected another' } });
    expect([shown(), readings[2]!.closed, viewer.problem.value]).toEqual(['a', true, 'refused cannot be shown. Line 3: expected another.']);

    viewer.open([fileOf('broken')]);
    expect(viewer.problem.value).toBeNull();
    await readings[3]!.fail('out of memory');
    expect([shown(), readings[3]!.cancelled, viewer.problem.value]).toEqual(['a', true, 'broken could not be read: out of memory.']);
    expect(readings[0]!.closed).toBe(false);
  });

  test('a damaged file with something in it is shown', async () => {
    const { viewer, readings, shown } = setup();
    viewer.open([fileOf('a')]);
    await readings[0]!.done({ messages: 0, error: { line: 3, message: 'x' } });
    expect([shown(), viewer.problem.value]).toEqual(['a', null]);
  });

  test('a file that is done too late is closed unseen', async () => {
    const { viewer, readings, shown } = setup();
    viewer.open([fileOf('slow')]);
    viewer.open([fileOf('fast')]);
    expect(readings[0]!.cancelled).toBe(true);
    await readings[1]!.done();
    await readings[0]!.done();
    expect([shown(), readings[0]!.closed, readings[1]!.closed]).toEqual(['fast', true, false]);
  });

  test('of several files the first is opened, and of none is said so', async () => {
    const { viewer, readings, shown } = setup();
    viewer.open([]);
    expect([shown(), viewer.problem.value]).toEqual(['empty', t('viewer.noFile')]);
    viewer.open([fileOf('a'), fileOf('b')]);
    await readings[0]!.done();
    expect([shown(), viewer.problem.value, readings.length]).toEqual(['a', t('viewer.oneOf', { name: 'a', count: 2 }), 1]);
  });
});

describe('the worker’s other end', () => {
  const createWorker = () => {
    const sent: unknown[] = [];
    const worker: FileWorker & { ended: boolean } = {
      postMessage: (message) => void sent.push(message),
      terminate: () => void (worker.ended = true),
      onmessage: null,
      onerror: null,
      ended: false,
    };
    return { worker, sent, says: (data: unknown) => worker.onmessage?.(new MessageEvent('message', { data })) };
  };

  test('tells the progress, then the facts, then answers; closing ends the worker and refuses', async () => {
    const { worker, sent, says } = createWorker();
    const file = fileOf('a');
    const reading = startReading({ kind: 'open', file }, worker);
    expect(sent).toEqual([{ kind: 'open', file }]);
    says({ kind: 'progress', read: 4 });
    says({ kind: 'progress', read: 'much' });
    expect(reading.read.value).toBe(4);
    says({ kind: 'opened', facts: facts('a') });
    const opened = await reading.opened;
    expect(opened.facts.name).toBe('a');
    const answer = opened.ask('clear');
    expect(sent[1]).toMatchObject({ kind: 'ask', id: 1, name: 'clear' });
    says({ kind: 'refusal', id: 1, reason: 'no' });
    await expect(answer).rejects.toThrow('no');
    const versions: number[] = [];
    const end = new AbortController();
    opened.onVersion((version) => versions.push(version), end.signal);
    says({ kind: 'version', version: 3 });
    end.abort();
    says({ kind: 'version', version: 4 });
    expect(versions).toEqual([3]);
    opened.close();
    expect(worker.ended).toBe(true);
    await expect(opened.ask('clear')).rejects.toThrow('The file has been closed.');
  });

  test('a worker that does not start or dies rejects with the browser’s words', async () => {
    for (const [message, words] of [
      ['boom', 'boom'],
      ['', 'its reader could not be started'],
    ] as const) {
      const { worker } = createWorker();
      const { opened } = startReading({ kind: 'open', file: fileOf('a') }, worker);
      // Node has no `ErrorEvent`.
      worker.onerror?.(Object.assign(new Event('error'), { message }) as ErrorEvent);
      await expect(opened).rejects.toThrow(words);
    }
  });
});

test('the host of a file stands at its end, and says that it is a file', () => {
  const opened: OpenedFile = {
    facts: facts('a.har', { until: 99 }),
    ask: () => Promise.reject(new Error('no')),
    onVersion: () => undefined,
    close: () => undefined,
  };
  const host = createFileHost(opened, {
    theme: signal('dark' as const),
    settings: { load: async () => undefined, save: async () => undefined },
    copy: async () => undefined,
    download: () => undefined,
  });
  expect(host.now()).toBe(99);
  expect(host.file?.value).toEqual({ name: 'a.har' });
  expect(host.page.value).toEqual({ url: '', title: 'a.har' });
  expect(host.openViewer).toBeUndefined();
});
