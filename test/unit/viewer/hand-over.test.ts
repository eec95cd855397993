/** A panel hands a comparison to the viewer: both ends, over channels of two kinds. */
import { describe, expect, it } from 'vitest';
import { handOver, type HandOverEnd } from '../../../src/panel/host/hand-over.ts';
import { receive, type ReceivingEnd } from '../../../src/viewer/receive.ts';
import { isHandOverNews } from '../../../src/wire/protocol/hand-over.ts';

/** Two ends; what one posts, the other hears a microtask later, as a clone of its own. */
function channel(): { panel: HandOverEnd; viewer: ReceivingEnd & { closed: boolean } } {
  const panel: HandOverEnd = {
    onmessage: null,
    postMessage: (data) => queueMicrotask(() => !viewer.closed && viewer.onmessage?.({ data } as MessageEvent<unknown>)),
  };
  const viewer: ReceivingEnd & { closed: boolean } = {
    closed: false,
    onmessage: null,
    close: () => (viewer.closed = true),
    postMessage: (data) => queueMicrotask(() => panel.onmessage?.({ data } as MessageEvent<unknown>)),
  };
  return { panel, viewer };
}

const CONTENT = new Blob(['{"format":"ssescope"}\n']);

describe('a comparison that a panel was asked for', () => {
  it('comes with what is to be compared, as often as the page is loaded', async () => {
    const { panel, viewer } = channel();
    let made = 0;
    const told: number[] = [];
    handOver({ name: 'Shop', left: 3, right: 5, make: async (onProgress) => (onProgress(0.5), (made += 1), CONTENT) }, panel);
    for (let load = 1; load <= 2; load += 1) {
      viewer.closed = false;
      const receiving = receive(viewer, () => undefined);
      receiving.progress.subscribe(({ part }) => told.push(part));
      const received = await receiving.received;
      expect([received?.left, received?.right, received?.file.name, await received?.file.text()]).toEqual([3, 5, 'Shop', '{"format":"ssescope"}\n']);
      expect([made, viewer.closed]).toEqual([load, true]);
    }
    expect(told).toContain(0.5);
  });

  it('tells why it could not be made', async () => {
    const { panel, viewer } = channel();
    handOver({ name: '', left: 1, right: null, make: () => Promise.reject(new Error('The recorder is not running')) }, panel);
    await expect(receive(viewer, () => undefined).received).rejects.toThrow('The recorder is not running');
  });

  it('is not waited for for ever when the panel is closed, and is not given up while it is made', async () => {
    const alone = channel();
    let late: () => void = () => undefined;
    const gone = receive(alone.viewer, (run) => (late = run));
    late();
    expect(await gone.received).toBeNull();

    const { panel, viewer } = channel();
    let make: (content: Blob) => void = () => undefined;
    handOver({ name: 'Shop', left: 1, right: null, make: () => new Promise((resolve) => (make = resolve)) }, panel);
    const slow = receive(viewer, (run) => (late = run));
    await Promise.resolve();
    await Promise.resolve();
    late();
    make(CONTENT);
    expect((await slow.received)?.right).toBeNull();
  });

  it('can be cancelled, which ends the making', async () => {
    const { panel, viewer } = channel();
    let end: AbortSignal | undefined;
    handOver({ name: 'Shop', left: 1, right: 2, make: (_, signal) => new Promise(() => (end = signal)) }, panel);
    const receiving = receive(viewer, () => undefined);
    await Promise.resolve();
    receiving.cancel();
    expect(await receiving.received).toBeNull();
    await Promise.resolve();
    expect(end?.aborted).toBe(true);
  });

  it.each([null, {}, { kind: 'made', name: 5 }, { kind: 'made', name: '', left: 'x', right: 1 }, { kind: 'failed' }])('%j is no news', (value) => {
    expect(isHandOverNews(value)).toBe(false);
  });
});
