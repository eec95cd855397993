/**
 * What outlives the panel: the tab in front, the sizes that the user gave, and the settings. Loaded into their signals once, and saved when they have
 * changed. What was saved comes back unchecked, so it is guarded.
 */
import { batch, effect, type Signal } from '@preact/signals';
import { readSettings, type Settings } from '../../settings/settings.ts';
import { isRecord } from '../../wire/protocol/guard.ts';
import type { Host } from './host.ts';
import type { Sizes } from './panel-state.ts';
import { DETAIL_TABS, type DetailTab } from './tab-in-front.ts';

/** Dragging a splitter changes a size with every move of the pointer: one write when it has come to rest. */
const SAVE_AFTER_MS = 300;

export interface KeptSignals {
  readonly tab: Signal<DetailTab>;
  readonly sizes: Signal<Sizes>;
  readonly settings: Signal<Settings>;
}

/** As it is saved. */
interface SavedPanel {
  tab: DetailTab;
  sizes: Sizes;
  /** Under the name that the first versions gave them. */
  preferences: Settings;
}

/** More than all panes and columns of the panel; keeps a broken or foreign value from growing with every save. */
const MAX_SIZES = 64;
/** Wider than any screen: beyond it, a value was not made by us. */
const MAX_SIZE = 20_000;

/** @param loaded called when what was saved is in the signals, or when nothing could be had. */
export function keepSettings(host: Host, signals: KeptSignals, signal: AbortSignal, loaded: () => void): void {
  const { tab, sizes, settings } = signals;
  const now = (): SavedPanel => ({ tab: tab.peek(), sizes: sizes.peek(), preferences: settings.peek() });
  const untouched = now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let first = true;

  function saveSoon(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // Settings are a comfort: where storage is full or forbidden the panel works without.
      host.settings.save(now()).catch(() => undefined);
    }, SAVE_AFTER_MS);
  }

  function watch(): void {
    if (signal.aborted) return;
    const stop = effect(() => {
      void [tab.value, sizes.value, settings.value];
      if (!first) saveSoon();
      first = false;
    });
    signal.addEventListener(
      'abort',
      () => {
        stop();
        clearTimeout(timer);
      },
      { once: true },
    );
  }

  host.settings
    .load()
    .then((saved) => {
      const read = readPanel(saved);
      batch(() => {
        // What the user did while the settings were on their way is newer than they are.
        if (tab.peek() === untouched.tab) tab.value = read.tab;
        if (sizes.peek() === untouched.sizes) sizes.value = read.sizes;
        if (settings.peek() === untouched.preferences) settings.value = read.preferences;
      });
    })
    .catch(() => undefined)
    .finally(() => {
      watch();
      if (!signal.aborted) loaded();
    });
}

/** Reads what `host.settings.load()` gave. Whatever is not right is left out; never throws. */
function readPanel(value: unknown): SavedPanel {
  const saved = isRecord(value) ? value : {};
  const tab = DETAIL_TABS.find((known) => known === saved['tab']) ?? 'messages';
  return { tab, sizes: readSizes(saved['sizes']), preferences: readSettings(saved['preferences']) };
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
