/** Reads the board of the toolbar button, in whichever browser: what runs in its page, and what is made of it. */

/** Every row of the board: the title of a tab, or an origin with its numbers. Runs in the page. */
export const readRows = (): string[] =>
  [...document.querySelectorAll('table.board tbody tr')].map((row) =>
    [...row.children]
      .slice(0, 4)
      .map((cell) => cell.textContent?.trim())
      .join(' | '),
  );

/** Title → [open, connecting, waiting], for tabs with streams to one origin each. */
export const countedIn = (all: readonly string[]): Record<string, number[]> =>
  Object.fromEntries(all.flatMap((row, i) => (row.includes('|') ? [] : [[row, all[i + 1]!.split(' | ').slice(1).map(Number)]])));
