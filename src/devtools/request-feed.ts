/** Feeds the recorder with the background's request log of the inspected tab. */
import browser from 'webextension-polyfill';
import type { RequestObservation } from '../core/model/observation.ts';
import type { TabId } from '../core/units.ts';
import { REQUESTS_PORT } from '../wire/protocol/envelope.ts';
import { isRecord } from '../wire/protocol/guard.ts';
import type { RecorderInput } from '../wire/protocol/recorder-messages.ts';
import { isRequestObservation } from '../wire/protocol/request-guard.ts';
import { openLastingPort } from '../wire/port-wire/lasting-port.ts';

/** @param onNews is called after requests have begun, or have gone on. */
export function openRequestFeed(
  tabId: TabId,
  tell: (input: RecorderInput) => void,
  onNews: (observations: readonly RequestObservation[]) => void,
  now: () => number,
  signal: AbortSignal,
): void {
  openLastingPort({
    connect: () => browser.runtime.connect({ name: `${REQUESTS_PORT}:${tabId}` }),
    // The background sends all that it knows of the tab on every connect; the revisions make that harmless.
    onConnected: () => undefined,
    onMessage(message) {
      if (!isRecord(message) || message.kind !== 'requests' || !Array.isArray(message.observations)) return;
      const observations = message.observations.filter(isRequestObservation);
      if (observations.length === 0) return;
      tell({ kind: 'requests', observations });
      onNews(observations);
    },
    later: (task, delay) => setTimeout(task, delay),
    now,
    signal,
  });
}
