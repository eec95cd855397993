/** The way to the recorder of one tab. The one file of the panel that knows where the worker's code is. */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { TabId } from '../../core/units.ts';
import type { Ask } from '../../recorder/questions/questions.ts';
import { createAskClient, type AskClient } from '../../wire/protocol/ask-client.ts';

export interface RecorderLink {
  ask: Ask;
  /** Calls `listener` with every version that the recorder tells, until `signal` is aborted. */
  onVersion(listener: (version: number) => void, signal: AbortSignal): void;
  /** The browser's words about a worker that did not start or has died; null while it is well. */
  failure: ReadonlySignal<string | null>;
}

/**
 * Joins the SharedWorker of the tab, or starts it: the DevTools page and the panel get the same one, since they give the same name.
 * Never throws: without a worker every question is rejected with the reason.
 */
export function linkRecorder(tabId: TabId): RecorderLink {
  const failure = signal<string | null>(null);
  try {
    const worker = new SharedWorker(new URL('../../recorder/recorder.worker.ts', import.meta.url), { type: 'module', name: `tab:${tabId}` });
    const client = createAskClient<Ask>(
      (message) => worker.port.postMessage(message),
      (reason) => (failure.value = reason),
    );
    worker.port.onmessage = ({ data }: { data: unknown }) => client.receive(data);
    worker.onerror = (event) => {
      // @note Firefox and Chromium leave `message` empty when the script could not be loaded.
      failure.value = event instanceof ErrorEvent && event.message !== '' ? event.message : 'its script could not be loaded';
      client.fail(`The recorder is not running: ${failure.value}`);
    };
    return { ...linkOf(client), failure };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    failure.value = reason;
    return { ask: () => Promise.reject(new Error(`The recorder is not running: ${reason}`)), onVersion: () => undefined, failure };
  }
}

/** The same over a port to the DevTools page, which passes on what comes. */
export function linkRecorderBy(port: chrome.runtime.Port): RecorderLink {
  const failure = signal<string | null>(null);
  const client = createAskClient<Ask>(
    (message) => port.postMessage(message),
    (reason) => (failure.value = reason),
  );
  port.onMessage.addListener((message: unknown) => client.receive(message));
  port.onDisconnect.addListener(() => {
    failure.value = 'the DevTools page has gone';
    client.fail(`The recorder is not running: ${failure.value}`);
  });
  return { ...linkOf(client), failure };
}

function linkOf(client: AskClient<Ask>): Pick<RecorderLink, 'ask' | 'onVersion'> {
  return {
    ask: client.ask,
    onVersion(listener, stop) {
      if (!stop.aborted) stop.addEventListener('abort', client.onVersion(listener), { once: true });
    },
  };
}
