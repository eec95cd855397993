/** Which columns are shown. Names of columns are `view.column`. */
import type { Signal } from '@preact/signals';
import type { Preferences } from './preferences.ts';

export function toggleColumn(preferences: Signal<Preferences>, name: string): void {
  const { hidden } = preferences.peek();
  const others = hidden.filter((one) => one !== name);
  preferences.value = { ...preferences.peek(), hidden: others.length < hidden.length ? others : [...hidden, name] };
}
