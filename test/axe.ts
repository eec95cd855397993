/** Accessibility: axe, run within the document that is looked at, where its text is brought once. */
import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

export interface Look {
  /** A selector; without one, the whole document. */
  part?: string;
  /** What has been looked at in one theme differs in another by its colours alone. */
  colorsAlone?: boolean;
  /** Rules that do not hold for this document. */
  without?: readonly string[];
}

const ABOUT_COLORS = ['color-contrast', 'link-in-text-block'];

/** Text of an expression that says whether the document has axe. */
export const HAS_AXE = 'typeof window.axe?.run === "function"';
export const AXE: string = axe.source;

/** Text of an expression whose promise gives a string for each element that breaks a rule. What still fades in has another contrast, so it is brought to its end. */
export function looking({ part = ':root', colorsAlone = false, without = [] }: Look = {}): string {
  const options = {
    resultTypes: ['violations'],
    preload: false,
    ...(colorsAlone ? { runOnly: ABOUT_COLORS } : {}),
    rules: Object.fromEntries(without.map((id) => [id, { enabled: false }])),
  };
  return `(async () => {
    for (const animation of document.getAnimations()) try { animation.finish(); } catch { /* it has no end */ }
    const { violations } = await window.axe.run(${JSON.stringify(part)}, ${JSON.stringify(options)});
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html.slice(0, 200) + '\\n' + failureSummary));
  })()`;
}

/** What axe finds wrong in a page of Chromium. */
export async function violations(page: Page | Frame, look?: Look): Promise<string[]> {
  if (!(await page.evaluate<boolean>(HAS_AXE))) await page.evaluate(AXE);
  return page.evaluate<string[]>(looking(look));
}
