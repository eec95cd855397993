/** Light or dark, as DevTools has it. */
import { computed, signal, type ReadonlySignal } from '@preact/signals';

/**
 * Dark if either witness says so. Measured: in headless Chromium, and wherever DevTools follows the system,
 * `themeName` stays "default" while `prefers-color-scheme` of the panel follows DevTools' own look.
 */
export function watchTheme(): ReadonlySignal<'light' | 'dark'> {
  const panels = chrome.devtools?.panels;
  const named = signal<string>(panels?.themeName ?? 'default');
  const query = matchMedia('(prefers-color-scheme: dark)');
  const preferred = signal(query.matches);
  query.addEventListener('change', () => (preferred.value = query.matches));
  if (panels !== undefined) hearOfThemes(panels, (name) => (named.value = name));
  return computed(() => (named.value === 'dark' || preferred.value ? 'dark' : 'light'));
}

/** Chromium has `setThemeChangeHandler`, Firefox the event `onThemeChanged`. */
function hearOfThemes(panels: object, listener: (name: string) => void): void {
  const heard = (name: unknown): void => listener(String(name));
  if (hasThemeHandler(panels)) {
    panels.setThemeChangeHandler(heard);
  } else if ('onThemeChanged' in panels && isEvent(panels.onThemeChanged)) {
    panels.onThemeChanged.addListener(heard);
  }
}

function hasThemeHandler(panels: object): panels is { setThemeChangeHandler(listener: (name: unknown) => void): void } {
  return 'setThemeChangeHandler' in panels && typeof panels.setThemeChangeHandler === 'function';
}

function isEvent(value: unknown): value is { addListener(listener: (value: unknown) => void): void } {
  return typeof value === 'object' && value !== null && 'addListener' in value && typeof value.addListener === 'function';
}
