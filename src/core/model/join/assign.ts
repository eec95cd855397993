/** Gives each row a column of its own, at the least cost in all; a row may go without. */

/**
 * The Hungarian method: one shortest path of exchanges for each row. Where costs grow with the distance from a diagonal, as they do in time,
 * each path is short, and the whole costs little more than a look at each cell.
 * @param costs of each pair, by rows: `rows` times `columns`; `Infinity` for none
 * @param apart cost of a row without a column
 * @returns for each row its column, -1 for none
 */
export function assign(costs: Float64Array, rows: number, columns: number, apart: number): Int32Array {
  // A column more for each row: to go without.
  const width = columns + rows;
  const costOf = (row: number, column: number): number => (column < columns ? costs[row * columns + column]! : apart);
  const rowPrice = new Float64Array(rows);
  const columnPrice = new Float64Array(width);
  const rowOf = new Int32Array(width).fill(-1);
  const least = new Float64Array(width);
  const before = new Int32Array(width);
  const done = new Uint8Array(width);
  for (let row = 0; row < rows; row += 1) {
    least.fill(Infinity);
    done.fill(0);
    before.fill(-1);
    let current = row;
    let from = -1;
    let length = 0;
    let end = -1;
    while (end < 0) {
      let next = -1;
      for (let column = 0; column < width; column += 1) {
        if (done[column] === 1) continue;
        const reached = length + costOf(current, column) - rowPrice[current]! - columnPrice[column]!;
        if (reached < least[column]!) {
          least[column] = reached;
          before[column] = from;
        }
        if (next < 0 || least[column]! < least[next]!) next = column;
      }
      done[next] = 1;
      length = least[next]!;
      from = next;
      if (rowOf[next]! < 0) end = next;
      else current = rowOf[next]!;
    }
    rowPrice[row]! += length;
    for (let column = 0; column < width; column += 1) {
      if (done[column] !== 1 || column === end) continue;
      columnPrice[column]! += least[column]! - length;
      rowPrice[rowOf[column]!]! += length - least[column]!;
    }
    for (let column = end; column >= 0;) {
      const previous = before[column]!;
      rowOf[column] = previous < 0 ? row : rowOf[previous]!;
      column = previous;
    }
  }
  const answer = new Int32Array(rows).fill(-1);
  for (let column = 0; column < columns; column += 1) if (rowOf[column]! >= 0) answer[rowOf[column]!] = column;
  return answer;
}
