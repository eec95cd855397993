/**
 * Cells of the rows of a comparison that are drawn, joined: kind, time between both, id, data. Runs in the page, so it stands alone.
 * @param withDrift false: without the time between both, which is never the same.
 */
export const readCompareRows = (withDrift: boolean): string[] =>
  [...document.querySelectorAll('.compare-rows [data-position]')].map((row) =>
    (withDrift ? [0, 3, 5, 6] : [0, 5, 6]).map((cell) => row.children[cell]?.textContent ?? '').join(' | '),
  );
