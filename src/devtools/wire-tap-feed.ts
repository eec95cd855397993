/** Feeds the recorder with the bytes that Firefox's wire tap takes down, and holds the user's switches for it. */
import browser from 'webextension-polyfill';
import type { Bytes, RequestId, TabId } from '../core/units.ts';
import { isRecord } from '../wire/protocol/guard.ts';
import { isNetworkObservation } from '../wire/protocol/network-guard.ts';
import type { RecorderInput } from '../wire/protocol/recorder-messages.ts';
import { TAP_PORT, type TapReceipt, type TapRelease, type TapSwitch } from '../wire/protocol/tap-messages.ts';
import { openLastingPort } from '../wire/port-wire/lasting-port.ts';
import type { Witnesses } from './witnesses.ts';

export interface WireTapFeed {
  /** The recorder has what was told with that number. */
  received(receipt: number): void;
  /** The page reads no more of that request: its connection is closed when the tap lets go of it too. */
  release(request: RequestId): void;
}

/** One value for all tabs, as of other settings. */
const SETTING = 'wireTap';
const READING_SETTING = 'readingTap';

export async function openWireTapFeed(
  tabId: TabId,
  witnesses: Witnesses,
  tell: (input: RecorderInput) => void,
  now: () => number,
  signal: AbortSignal,
): Promise<WireTapFeed> {
  if (!navigator.userAgent.includes('Firefox/')) {
    witnesses.is('wire-tap', 'not-here', 'firefox');
    witnesses.is('reading-tap', 'not-here', 'firefox');
    return { received: () => undefined, release: () => undefined };
  }
  /** undefined: not known yet. */
  let on: boolean | undefined;
  let reads: boolean | undefined;
  let post: (message: TapSwitch | TapReceipt | TapRelease) => void = () => undefined;
  /** Bytes told with each number. */
  const told = new Map<number, Bytes>();
  let last = 0;
  /** Requests of which more may come. */
  const running = new Set<RequestId>();

  const say = (message: TapSwitch | TapReceipt | TapRelease): void => {
    try {
      post(message);
    } catch {
      // The background has died; its successor is told how the switch stands, and has counted nothing yet.
    }
  };
  const tellWish = (): void => say({ kind: 'tap', on: on === true, reads: reads === true });
  const announce = (): void => (on === true ? witnesses.is('wire-tap', 'at-work', 'from-now-on') : witnesses.is('wire-tap', 'off'));
  const announceReads = (): void => (reads === true ? witnesses.is('reading-tap', 'at-work', 'from-now-on') : witnesses.is('reading-tap', 'off'));

  // At once: somebody may be quicker than the setting.
  witnesses.switchable('wire-tap', (wish) => {
    on = wish;
    tellWish();
    announce();
    void browser.storage.local.set({ [SETTING]: on }).catch(() => undefined);
  });
  witnesses.switchable('reading-tap', (wish) => {
    reads = wish;
    tellWish();
    announceReads();
    void browser.storage.local.set({ [READING_SETTING]: reads }).catch(() => undefined);
  });
  const settings: Record<string, unknown> = await browser.storage.local.get([SETTING, READING_SETTING]).catch(() => ({}));
  on ??= settings[SETTING] !== false;
  // What a page could notice is off until somebody asks for it.
  reads ??= settings[READING_SETTING] === true;
  announce();
  announceReads();
  openLastingPort({
    connect: () => browser.runtime.connect({ name: `${TAP_PORT}:${tabId}` }),
    onConnected(carry) {
      post = carry;
      told.clear();
      // The background has died with its filters: the page's streams go on, untapped.
      const observations = [...running].map((request) => ({ kind: 'bytes-ended' as const, of: { request }, at: now(), clean: false }));
      running.clear();
      if (observations.length > 0) tell({ kind: 'network', observations });
      tellWish();
    },
    onMessage(message) {
      if (!isRecord(message) || message.kind !== 'tap-news' || !Array.isArray(message.observations)) return;
      const observations = message.observations.filter(isNetworkObservation);
      let bytes = 0;
      for (const observation of observations) {
        if (observation.kind === 'bytes') bytes += observation.bytes.byteLength;
        if ('of' in observation && 'request' in observation.of) {
          if (observation.kind === 'bytes-ended') running.delete(observation.of.request);
          else running.add(observation.of.request);
        }
      }
      last += 1;
      told.set(last, bytes);
      tell({ kind: 'network', observations, receipt: last });
    },
    later: (task, delay) => setTimeout(task, delay),
    now,
    signal,
  });
  return {
    received(receipt) {
      const bytes = told.get(receipt);
      if (bytes === undefined) return;
      told.delete(receipt);
      say({ kind: 'tapped', bytes });
    },
    release(request) {
      // Also one of which no byte has been told yet.
      if (reads === true) say({ kind: 'release', request });
    },
  };
}
