/** Which inspected tabs a request is told to. Pure. */
import type { LoggedRequest } from '../core/census/census-stream.ts';
import { originOf } from '../core/origin.ts';
import type { TabId } from '../core/units.ts';
import type { TabPlaces } from './tab-places.ts';

/** What has to be known of a request for it. */
type Asked = Pick<LoggedRequest, 'tabId' | 'incognito'> & { observation: Pick<LoggedRequest['observation'], 'initiator'> };

/**
 * A tab's requests concern that tab alone. What no tab has made (shared and service workers) concerns those whose page is of the worker's
 * origin: which pages a worker serves nobody tells. Never across the border of private windows: where that is not known, nobody is told.
 */
export function concerns({ tabId, incognito, observation: { initiator } }: Asked, tab: TabId, places: TabPlaces): boolean {
  if (tabId >= 0) return tabId === tab;
  const place = places.of(tab);
  if (initiator === undefined || place.top === undefined || originOf(initiator) !== originOf(place.top)) return false;
  return incognito === undefined ? !places.somePrivate() : incognito === (place.incognito ?? false);
}
