/** What the list of recordings shows, and what is done with them: read again whenever somebody says that they have changed. */
import { batch, signal, type ReadonlySignal } from '@preact/signals';
import { EXPORT_FORMATS } from '../core/export/formats.ts';
import { REDACT } from '../core/export/redact.ts';
import type { Bytes } from '../core/units.ts';
import type { Recording, RecordingId } from '../recordings/recording.ts';
import type { RecordingStore } from '../recordings/store.ts';
import { t } from '../words/t.ts';
import { recordingName } from './recording-name.ts';

export interface RecordingsDesk {
  /** The newest first; null until they have been read. */
  recordings: ReadonlySignal<readonly Recording[] | null>;
  /** Those that are being written. */
  live: ReadonlySignal<ReadonlySet<RecordingId>>;
  /** Why they could not be read, or what failed last; null while all is well. */
  problem: ReadonlySignal<string | null>;
  /** What is being saved as a file, and how far. */
  saving: ReadonlySignal<{ name: string; done: Bytes; cancel(): void } | null>;
  rename(id: RecordingId, name: string): Promise<void>;
  remove(id: RecordingId): Promise<void>;
  /** Makes a capture file of it, without credentials. */
  save(recording: Recording): Promise<void>;
  refresh(): Promise<void>;
}

/** Longer names are cut: they have to fit into a list. */
const MAX_NAME = 200;

export interface DeskOptions {
  store: Pick<RecordingStore, 'list' | 'live' | 'whenOver' | 'rename' | 'remove'>;
  /** A recording as a capture file without credentials. */
  read(recording: Recording): ReadableStream<Uint8Array<ArrayBuffer>>;
  download(name: string, content: Blob): void;
}

export function createRecordingsDesk({ store, read, download }: DeskOptions): RecordingsDesk {
  const recordings = signal<readonly Recording[] | null>(null);
  const live = signal<ReadonlySet<RecordingId>>(new Set());
  const problem = signal<string | null>(null);
  const saving = signal<ReturnType<RecordingsDesk['saving']['peek']>>(null);
  const awaited = new Set<RecordingId>();
  let again = false;
  let reading: Promise<void> | undefined;

  const fail = (error: unknown): void => {
    problem.value = t('recordings.failed', { reason: error instanceof Error ? error.message : String(error) });
  };

  /** A worker that ends does not say so. */
  const awaitEnd = (id: RecordingId): void => {
    if (awaited.has(id)) return;
    awaited.add(id);
    void store.whenOver(id).then(refresh, fail);
  };

  const readOnce = async (): Promise<void> => {
    try {
      const [all, now] = await Promise.all([store.list(), store.live()]);
      batch(() => {
        recordings.value = all.toSorted((a, b) => b.startedAt - a.startedAt || b.id - a.id);
        live.value = now;
      });
      now.forEach(awaitEnd);
    } catch (error) {
      recordings.value ??= [];
      fail(error);
    }
  };

  /** One reading at a time; who asks meanwhile gets one more after it. */
  const refresh = (): Promise<void> => {
    if (reading !== undefined) {
      again = true;
      return reading;
    }
    reading = (async () => {
      do {
        again = false;
        await readOnce();
      } while (again);
      reading = undefined;
    })();
    return reading;
  };

  const change = async (work: Promise<void>): Promise<void> => {
    await work.catch(fail);
    await refresh();
  };

  return {
    recordings,
    live,
    problem,
    saving,
    refresh,
    rename: (id, name) => change(store.rename(id, name.trim().slice(0, MAX_NAME))),
    remove: (id) => change(store.remove(id)),
    async save(recording) {
      const name = recordingName(recording);
      const end = new AbortController();
      saving.value = { name, done: 0, cancel: () => end.abort() };
      let done = 0;
      const count = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform(bytes, controller) {
          done += bytes.length;
          if (saving.value !== null) saving.value = { ...saving.value, done };
          controller.enqueue(bytes);
        },
      });
      try {
        // The browser puts a large blob on the disk, piece by piece.
        const content = await new Response(read(recording).pipeThrough(count, { signal: end.signal })).blob();
        const { extension, mediaType } = EXPORT_FORMATS.ndjson;
        download(`${fileNameOf(REDACT.title(name, recording.page.url))}.${extension}`, new Blob([content], { type: mediaType }));
      } catch (error) {
        if (!end.signal.aborted) fail(error);
      } finally {
        saving.value = null;
      }
    },
  };
}

/** Without what some file system does not take. */
function fileNameOf(name: string): string {
  return name.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 80) || 'recording';
}
