/** Entry of the viewer's worker: reads one file or recording, then answers for it like the recorder of a tab. Ending the worker ends the reading. */
import type { Milliseconds } from '../core/units.ts';
import { createRecorder, type Recorder } from '../recorder/recorder.ts';
import { reply, watch } from '../recorder/reply.ts';
import { createSchedule } from '../recorder/schedule.ts';
import { isRecord } from '../wire/protocol/guard.ts';
import type { RecorderOutput } from '../wire/protocol/recorder-messages.ts';
import { IMPORT_LIMITS } from '../core/import/limits.ts';
import { findRecording, readRecording } from '../recordings/read-recording.ts';
import { factsOf } from './file-facts.ts';
import { readCapture, type FileLabel } from '../file-input/read-capture.ts';
import type { ReadingNews } from './viewer-messages.ts';

/** As much of a worker's global as is needed here; the library of workers cannot stand beside that of pages. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  postMessage(message: ReadingNews | RecorderOutput): void;
}
declare const self: WorkerScope;

/** A progress bar that moves ten times a second looks smooth. */
const PROGRESS_GAP: Milliseconds = 100;

const now = (): number => performance.timeOrigin + performance.now();
const post = (message: ReadingNews | RecorderOutput): void => self.postMessage(message);
let recorder: Recorder | undefined;
/** Answers while there is none. */
const UNREAD: Pick<Recorder, 'answer'> = {
  answer() {
    throw new Error('no file has been read yet');
  },
};

self.onmessage = ({ data }) => {
  if (!isRecord(data)) return;
  // What goes wrong in there is a mistake of ours or the end of the memory: the page hears of it as the worker's error.
  if (data.kind === 'open' && data.file instanceof File) void read(data.file, data.file.stream()).catch(fail);
  else if (data.kind === 'open-recording' && typeof data.id === 'number' && typeof data.name === 'string') void openRecording(data.id, data.name).catch(fail);
  else if (data.kind === 'watch') watch(recorder, data, post);
  else if (data.kind === 'ask' && typeof data.id === 'number') void reply(recorder ?? UNREAD, { ...data, id: data.id }, post);
};

/** A recording that is written still is read as far as it was when it was asked for. */
async function openRecording(id: number, name: string): Promise<void> {
  const recording = await findRecording(id);
  if (recording === undefined) throw new Error('the recording is not there any more');
  const label = { name, size: recording.length, lastModified: recording.endedAt, recording: true };
  await read(label, readRecording(recording, { redact: false, most: IMPORT_LIMITS.messages }));
}

async function read(label: FileLabel, bytes: ReadableStream<Uint8Array>): Promise<void> {
  /** The first piece is told at once: the bar moves. */
  let told = -Infinity;
  const found = await readCapture(label, bytes, {
    onProgress(done) {
      if (now() - told < PROGRESS_GAP) return;
      told = now();
      post({ kind: 'progress', read: done });
    },
  });
  recorder = createRecorder({ now, schedule: createSchedule(), capture: found.imported.capture, fromFile: true });
  post({ kind: 'opened', facts: factsOf(label, found) });
}

function fail(error: unknown): void {
  setTimeout(() => {
    throw error;
  });
}
