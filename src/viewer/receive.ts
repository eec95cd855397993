/** The viewer's end of a hand-over: asks the panel that opened this page for what it makes. */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { ConnectionId, Milliseconds } from '../core/units.ts';
import { isHandOverNews, type HandOverWish } from '../wire/protocol/hand-over.ts';

/** A panel says at once that it begins, also on a busy machine; one that is closed never says anything. */
const ANSWER_WITHIN: Milliseconds = 5000;

/** What is needed of a `BroadcastChannel`; tests bring their own. */
export interface ReceivingEnd {
  postMessage(message: HandOverWish): void;
  close(): void;
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
}

export interface Received {
  file: File;
  left: ConnectionId;
  right: ConnectionId | null;
}

export interface Receiving {
  /** How far the panel is: what it makes, and which part of it is done. */
  progress: ReadonlySignal<{ name: string; part: number }>;
  /** Null: it was cancelled, or the panel is closed. Rejects with the panel's reason. */
  received: Promise<Received | null>;
  cancel(): void;
}

/** @param schedule calls once, no sooner than after that time. */
export function receive(channel: ReceivingEnd, schedule: (run: () => void, after: Milliseconds) => void): Receiving {
  const progress = signal({ name: '', part: 0 });
  let end: (received: Received | null) => void = () => undefined;
  const received = new Promise<Received | null>((resolve, reject) => {
    end = (what) => {
      channel.close();
      resolve(what);
    };
    channel.onmessage = ({ data }) => {
      if (!isHandOverNews(data)) return;
      heard = true;
      if (data.kind === 'making') progress.value = { name: data.name, part: data.part };
      else if (data.kind === 'failed') reject(new Error(data.reason));
      else if (data.content instanceof Blob) end({ file: new File([data.content], data.name), left: data.left, right: data.right });
    };
  });
  let heard = false;
  schedule(() => {
    if (!heard) end(null);
  }, ANSWER_WITHIN);
  channel.postMessage({ kind: 'ready' });
  return {
    progress,
    received,
    cancel() {
      channel.postMessage({ kind: 'cancel' });
      end(null);
    },
  };
}
