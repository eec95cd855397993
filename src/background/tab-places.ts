/** What is known of each tab: the site of its top document and whether it is private, both of which decide whose connections its requests share. */
import type { Place } from './request-log.ts';
import type { TabId } from '../core/units.ts';

/** The part of `tabs.Tab` that is used. */
export interface TabLike {
  id?: number | undefined;
  url?: string | undefined;
  incognito: boolean;
}

export interface TabPlaces {
  /** A tab as the browser has it now. */
  seen(tab: TabLike): void;
  closed(tabId: TabId): void;
  of(tabId: TabId): Place;
  /** Whether there is a private tab that we may know of. */
  somePrivate(): boolean;
}

export function createTabPlaces(): TabPlaces {
  const places = new Map<TabId, Place>();
  return {
    seen({ id, url, incognito }) {
      if (id !== undefined) places.set(id, { ...(url === undefined ? {} : { top: url }), incognito });
    },
    closed: (tabId) => void places.delete(tabId),
    of: (tabId) => places.get(tabId) ?? {},
    somePrivate: () => [...places.values()].some(({ incognito }) => incognito === true),
  };
}
