/** What outlives the panel: the tab in front, the sizes that the user gave, and the preferences. What was saved comes back unchecked, so it is guarded. */
import { isRecord } from '../../wire/protocol/guard.ts';
import type { DetailTab, Sizes } from './panel-state.ts';
import { defaultPreferences, readPreferences, type Preferences } from './preferences.ts';

export interface Settings {
  tab: DetailTab;
  sizes: Sizes;
  preferences: Preferences;
}

const TABS: readonly DetailTab[] = ['messages', 'timeline', 'request', 'raw', 'findings'];
/** More than all panes and columns of the panel; keeps a broken or foreign value from growing with every save. */
const MAX_SIZES = 64;
/** Wider than any screen: beyond it, a value was not made by us. */
const MAX_SIZE = 20_000;

export const defaultSettings: Settings = { tab: 'messages', sizes: {}, preferences: defaultPreferences };

/** Reads what `host.settings.load()` gave. Whatever is not right is left out; never throws. */
export function readSettings(saved: unknown): Settings {
  if (!isRecord(saved)) return defaultSettings;
  const tab = TABS.find((known) => known === saved['tab']) ?? defaultSettings.tab;
  return { tab, sizes: readSizes(saved['sizes']), preferences: readPreferences(saved['preferences']) };
}

function readSizes(saved: unknown): Sizes {
  if (!isRecord(saved)) return {};
  const sizes: Record<string, number> = {};
  for (const [name, size] of Object.entries(saved).slice(0, MAX_SIZES)) {
    // `__proto__` would set the prototype instead of a property.
    if (name === '__proto__' || typeof size !== 'number' || !(size >= 0 && size <= MAX_SIZE)) continue;
    sizes[name] = size;
  }
  return sizes;
}
