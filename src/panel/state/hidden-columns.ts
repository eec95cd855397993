/** Which columns are shown. Names of columns are `view.column`. */
import type { PanelState } from './panel-state.ts';

export function toggleColumn({ settings, set }: PanelState, name: string): void {
  const { hidden } = settings.peek();
  const others = hidden.filter((one) => one !== name);
  set({ hidden: others.length < hidden.length ? others : [...hidden, name] });
}
