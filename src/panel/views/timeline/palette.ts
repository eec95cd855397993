/** The colours of the plot: names of our own for custom properties of timeline.css. */
import { readColours } from '../../parts/read-colours.ts';

const COLOURS = {
  surface: '--timeline-surface',
  axis: '--timeline-axis',
  grid: '--timeline-grid',
  divider: '--timeline-divider',
  text: '--timeline-text',
  laneHover: '--timeline-lane-hover',
  laneSelected: '--timeline-lane-selected',
  hollow: '--timeline-hollow',
  hatch: '--timeline-hatch',
  open: '--timeline-open',
  openEdge: '--timeline-open-edge',
  message: '--timeline-message',
  wait: '--timeline-wait',
  expected: '--timeline-expected',
  error: '--timeline-error',
  warning: '--timeline-warning',
  close: '--timeline-close',
  now: '--timeline-now',
  range: '--timeline-range',
  rangeEdge: '--timeline-range-edge',
  selection: '--timeline-selection',
} as const;

export type Palette = Record<keyof typeof COLOURS, string> & { font: string };

export function readPalette(element: HTMLElement): Palette {
  return readColours(element, COLOURS);
}
