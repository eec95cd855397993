/** The colours of a canvas, as the style sheet has them now: themes and forced colours need no code of their own. */

/**
 * Reads custom properties through a hidden child of `element`: a computed `color` is a plain colour, where the property itself may be a
 * `color-mix()` or a system colour that a canvas would resolve in the wrong theme. `font` is that of the element.
 */
export function readColours<Name extends string>(element: HTMLElement, properties: Readonly<Record<Name, string>>): Record<Name, string> & { font: string } {
  const probe = document.createElement('span');
  // @note Without this, forced colours would answer the text colour for every question.
  probe.style.cssText = 'display:none;forced-color-adjust:none';
  element.append(probe);
  const style = getComputedStyle(probe);
  const read = (property: string): string => {
    probe.style.color = `var(${property})`;
    return style.color;
  };
  const colours = Object.fromEntries(Object.entries<string>(properties).map(([name, property]) => [name, read(property)])) as Record<Name, string>;
  const font = `${style.fontSize} ${style.fontFamily}`;
  probe.remove();
  return { ...colours, font };
}
