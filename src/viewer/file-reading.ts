/** The page's end of the worker that reads one file, or recording, and answers for it. */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { Bytes } from '../core/units.ts';
import { createAskClient } from '../wire/protocol/ask-client.ts';
import type { Ask } from '../recorder/questions/questions.ts';
import type { FileFacts } from './file-facts.ts';
import { isReadingNews, type OpenFile, type OpenRecording } from './viewer-messages.ts';

/** What is needed of a `Worker`; tests bring their own. */
export interface FileWorker {
  postMessage(message: unknown): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export interface OpenedFile {
  facts: FileFacts;
  ask: Ask;
  /** Calls `listener` with every version (a search that found more), until `end` is aborted. */
  onVersion(listener: (version: number) => void, end: AbortSignal): void;
  /** Gives the memory back. Nothing is answered after. */
  close(): void;
}

export interface FileReading {
  /** Bytes read so far. */
  read: ReadonlySignal<Bytes>;
  /** Rejects, with the browser's words, when the worker did not start or has died. Never settles once cancelled. */
  opened: Promise<OpenedFile>;
  cancel(): void;
}

export function startReading(what: OpenFile | OpenRecording, worker: FileWorker): FileReading {
  const read = signal<Bytes>(0);
  const client = createAskClient<Ask>((message) => worker.postMessage(message));
  const end = (): void => {
    worker.terminate();
    client.fail('The file has been closed.');
  };
  const opened = new Promise<OpenedFile>((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      if (!isReadingNews(data)) client.receive(data);
      else if (data.kind === 'progress') read.value = data.read;
      else
        resolve({
          facts: data.facts,
          ask: client.ask,
          onVersion(listener, stop) {
            if (!stop.aborted) stop.addEventListener('abort', client.onVersion(listener), { once: true });
          },
          close: end,
        });
    };
    worker.onerror = ({ message }) => {
      // @note Empty when the script could not be loaded.
      const reason = message || 'its reader could not be started';
      client.fail(reason);
      reject(new Error(reason));
    };
  });
  worker.postMessage(what);
  return { read, opened, cancel: end };
}
