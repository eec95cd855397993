/** The widths of the columns of a list, which are remembered among the sizes of the panel. */
import type { PanelState, Sizes } from './panel-state.ts';

/** The part of a grid's properties that remembers. @param prefix of the names of its columns among the sizes. */
export function keptWidths({ sizes }: PanelState, prefix: string): { widths: Sizes; onWidths: (widths: Sizes) => void } {
  const own = Object.entries(sizes.peek()).filter(([name]) => name.startsWith(prefix));
  return {
    widths: Object.fromEntries(own.map(([name, size]) => [name.slice(prefix.length), size])),
    onWidths: (widths) => (sizes.value = { ...sizes.peek(), ...Object.fromEntries(Object.entries(widths).map(([id, size]) => [prefix + id, size])) }),
  };
}
