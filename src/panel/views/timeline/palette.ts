/** The colours of the canvas, as the style sheet has them now: themes and forced colours need no code of their own. */

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
  close: '--timeline-close',
  now: '--timeline-now',
  range: '--timeline-range',
  rangeEdge: '--timeline-range-edge',
  selection: '--timeline-selection',
} as const;

export type Palette = Record<keyof typeof COLOURS, string> & { font: string };

/**
 * Reads the custom properties of timeline.css through a hidden child of `element`: a computed `color` is a plain colour,
 * where the property itself may be a `color-mix()` or a system colour that a canvas would resolve in the wrong theme.
 */
export function readPalette(element: HTMLElement): Palette {
  const probe = document.createElement('span');
  // @note Without this, forced colours would answer the text colour for every question.
  probe.style.cssText = 'display:none;forced-color-adjust:none';
  element.append(probe);
  const style = getComputedStyle(probe);
  const read = (property: string): string => {
    probe.style.color = `var(${property})`;
    return style.color;
  };
  const colours = Object.fromEntries(Object.entries(COLOURS).map(([name, property]) => [name, read(property)]));
  const font = `${style.fontSize} ${style.fontFamily}`;
  probe.remove();
  return { ...(colours as Record<keyof typeof COLOURS, string>), font };
}
