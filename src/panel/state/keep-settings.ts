/** Loads the settings into their signals once, and saves them when they have changed. */
import { batch, effect, type Signal } from '@preact/signals';
import type { Host } from './host.ts';
import { readSettings, type Settings } from './settings.ts';

/** Dragging a splitter changes a size with every move of the pointer: one write when it has come to rest. */
const SAVE_AFTER_MS = 300;

/** One signal for each setting. */
export type SettingSignals = { readonly [K in keyof Settings]: Signal<Settings[K]> };

/** @param loaded called when what was saved is in the signals, or when nothing could be had. */
export function keepSettings(host: Host, signals: SettingSignals, signal: AbortSignal, loaded: () => void): void {
  const { tab, sizes, preferences } = signals;
  const now = (): Settings => ({ tab: tab.peek(), sizes: sizes.peek(), preferences: preferences.peek() });
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
      void [tab.value, sizes.value, preferences.value];
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
      const settings = readSettings(saved);
      batch(() => {
        // What the user did while the settings were on their way is newer than they are.
        if (tab.peek() === untouched.tab) tab.value = settings.tab;
        if (sizes.peek() === untouched.sizes) sizes.value = settings.sizes;
        if (preferences.peek() === untouched.preferences) preferences.value = settings.preferences;
      });
    })
    .catch(() => undefined)
    .finally(() => {
      watch();
      if (!signal.aborted) loaded();
    });
}
