/** Starts the network log where the browser has one with event streams in it: in Chromium. Firefox's HAR has none, and no text while it lasts. */
import type { EpochMs } from '../../core/units.ts';
import type { RecorderInput } from '../../wire/protocol/recorder-messages.ts';
import type { Claims } from '../claims.ts';
import type { Witnesses } from '../witnesses.ts';
import { type NetworkLogWitness, openNetworkLog } from './open-network-log.ts';

export function startNetworkLog(claims: Claims, witnesses: Witnesses, tell: (input: RecorderInput) => void, now: () => EpochMs): NetworkLogWitness | undefined {
  if (navigator.userAgent.includes('Firefox/')) {
    witnesses.is('network-log', 'not-here', 'chromium');
    return undefined;
  }
  const life = crypto.randomUUID().slice(0, 8);
  let count = 0;
  // @note The browser's own object, not the polyfill's: it would stand a proxy before each of thousands of entries.
  const opened = openNetworkLog({
    network: chrome.devtools.network,
    tell: (observations) => tell({ kind: 'network', observations }),
    now,
    isClaimed: claims.take,
    later: (task, delay) => {
      const timer = setTimeout(task, delay);
      return () => clearTimeout(timer);
    },
    newId: () => `log:${life}:${(count += 1)}`,
  });
  witnesses.is('network-log', 'at-work');
  witnesses.switchable('network-log', (on) => {
    opened.turn(on);
    witnesses.is('network-log', on ? 'at-work' : 'off');
  });
  return opened;
}
