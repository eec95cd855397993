/** The panel's end of a hand-over: makes what the viewer's page asks for, as often as it asks. */
import { isHandOverWish, type HandOverNews } from '../../wire/protocol/hand-over.ts';
import type { CompareWish } from '../state/host.ts';

/** What is needed of a `BroadcastChannel`; tests bring their own. */
export interface HandOverEnd {
  postMessage(message: HandOverNews): void;
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
}

/** Listens for as long as the panel lives: the page may be loaded again. */
export function handOver({ name, left, right, make }: CompareWish, channel: HandOverEnd): void {
  let making: AbortController | undefined;
  channel.onmessage = ({ data }) => {
    if (!isHandOverWish(data)) return;
    making?.abort();
    if (data.kind === 'cancel') return;
    const { signal } = (making = new AbortController());
    channel.postMessage({ kind: 'making', name, part: 0 });
    make((part) => channel.postMessage({ kind: 'making', name, part }), signal).then(
      (content) => channel.postMessage({ kind: 'made', name, content, left, right }),
      (error: unknown) => {
        if (!signal.aborted) channel.postMessage({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
      },
    );
  };
}
