/** Cuts a text into blocks that stay the same while it grows, so that only the last is drawn again. Pure. */

/** A block ends at the first line end behind so many code units, or at twice as many. */
const BLOCK = 2000;

export interface TextBlock {
  readonly from: number;
  readonly text: string;
}

export function blocksOf(text: string): TextBlock[] {
  const blocks: TextBlock[] = [];
  for (let from = 0; from < text.length;) {
    const lineEnd = text.indexOf('\n', from + BLOCK);
    let to = Math.min(lineEnd < 0 ? Infinity : lineEnd + 1, from + 2 * BLOCK);
    if (to >= text.length) to = text.length;
    // A character of two code units is not cut.
    else if (isHigh(text.charCodeAt(to - 1))) to -= 1;
    blocks.push({ from, text: text.slice(from, to) });
    from = to;
  }
  return blocks;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}
