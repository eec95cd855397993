/** Loads the settings into their signals once, and saves them when they have changed. */
import { batch, effect, type Signal } from '@preact/signals';
import type { Host } from './host.ts';
import type { DetailTab, Sizes } from './panel-state.ts';
import { readSettings } from './settings.ts';

/** Dragging a splitter changes a size with every move of the pointer: one write when it has come to rest. */
const SAVE_AFTER_MS = 300;

export function keepSettings(host: Host, tab: Signal<DetailTab>, sizes: Signal<Sizes>, signal: AbortSignal): void {
  const untouched = { tab: tab.peek(), sizes: sizes.peek() };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let first = true;

  function saveSoon(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // Settings are a comfort: where storage is full or forbidden the panel works without.
      host.settings.save({ tab: tab.peek(), sizes: sizes.peek() }).catch(() => undefined);
    }, SAVE_AFTER_MS);
  }

  function watch(): void {
    if (signal.aborted) return;
    const stop = effect(() => {
      void [tab.value, sizes.value];
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
      });
    })
    .catch(() => undefined)
    .finally(watch);
}
