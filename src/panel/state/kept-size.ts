/** The sizes of split panes, which are remembered by name. */
import type { PanelState } from './panel-state.ts';

/** The part of a `SplitPane`'s properties that remembers. @param start pixels, until the user has moved the line. */
export function keptSize({ sizes }: PanelState, name: string, start: number): { size: number; onSize: (size: number) => void } {
  return { size: sizes.value[name] ?? start, onSize: (size) => (sizes.value = { ...sizes.peek(), [name]: size }) };
}
