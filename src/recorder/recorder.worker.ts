/// <reference lib="webworker" />
/** Entry of the recorder: a SharedWorker, one for each inspected tab. The DevTools page feeds it, and the panel asks it. */
import { createCapture, DEFAULT_RETRY } from '../core/model/capture.ts';
import { browserName } from '../wire/protocol/browser-name.ts';
import { isDiskWish } from '../wire/protocol/disk.ts';
import { isRecord } from '../wire/protocol/guard.ts';
import type { RecorderOutput } from '../wire/protocol/recorder-messages.ts';
import { createIntake } from './intake.ts';
import { createLateKeeper } from './late-keeper.ts';
import { createRecorder } from './recorder.ts';
import { reply, watch } from './reply.ts';
import { createSchedule } from './schedule.ts';

declare const self: SharedWorkerGlobalScope;

const now = (): number => performance.timeOrigin + performance.now();
const isFirefox = navigator.userAgent.includes('Firefox/');
const schedule = createSchedule();
const capture = createCapture({
  defaultRetry: isFirefox ? DEFAULT_RETRY.firefox : DEFAULT_RETRY.chromium,
  dialect: isFirefox ? 'firefox' : 'standard',
});
const keeper = createLateKeeper(
  async () => {
    const { createKeeper, createRecordingStore } = await import('../recordings/keep.ts');
    const browser = browserName(navigator.userAgent);
    return createKeeper({
      capture,
      store: createRecordingStore(),
      now,
      schedule,
      browser,
      catchUp: () => recorder.catchUp(),
      changed: () => recorder.refresh(),
    });
  },
  () => recorder.refresh(),
);
const recorder = createRecorder({ now, schedule, capture, disk: keeper });
const intake = createIntake(recorder.observe, now, recorder.witness);

self.onconnect = ({ ports: [port] }) => {
  if (!port) return;
  const post = (message: RecorderOutput): void => port.postMessage(message);
  let feeds = false;
  port.onmessage = ({ data }: { data: unknown }) => {
    if (!isRecord(data)) return;
    if (data.kind === 'disk') {
      if (isDiskWish(data.wish)) keeper.wish(data.wish);
    } else if (data.kind === 'bye') void keeper.end();
    else if (data.kind === 'watch') watch(recorder, data, post);
    else if (data.kind === 'ask' && typeof data.id === 'number') void reply(recorder, { ...data, id: data.id }, post);
    else {
      // The page that feeds the recorder is the one that can pass its wishes down.
      if (!feeds) recorder.onCommand((command) => post({ kind: 'command', command }));
      feeds = true;
      intake.take(data, (session, seq) => post({ kind: 'recorded', session, seq }));
      if (data.kind === 'network' && typeof data.receipt === 'number') post({ kind: 'receipt', receipt: data.receipt });
    }
  };
};
