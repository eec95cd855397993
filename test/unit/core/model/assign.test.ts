import { expect, test } from 'vitest';
import { assign } from '../../../../src/core/model/join/assign.ts';
import fc from '../../../property.ts';

const APART = 100;

const costOf = (costs: Float64Array, columns: number, chosen: readonly number[]): number =>
  chosen.reduce((sum, column, row) => sum + (column < 0 ? APART : costs[row * columns + column]!), 0);

/** By trying all. */
function least(costs: Float64Array, rows: number, columns: number, row = 0, taken: ReadonlySet<number> = new Set()): number {
  if (row === rows) return 0;
  let best = APART + least(costs, rows, columns, row + 1, taken);
  for (let column = 0; column < columns; column += 1) {
    if (!taken.has(column)) best = Math.min(best, costs[row * columns + column]! + least(costs, rows, columns, row + 1, new Set([...taken, column])));
  }
  return best;
}

const cost = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 150 }) }, { weight: 1, arbitrary: fc.constant(Infinity) });
const table = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 5 }))
  .chain(([rows, columns]) => fc.tuple(fc.constant(rows), fc.constant(columns), fc.array(cost, { minLength: rows * columns, maxLength: rows * columns })));

test('each row gets a column of its own or none, at the least cost that there is', () => {
  fc.assert(
    fc.property(table, ([rows, columns, cells]) => {
      const costs = Float64Array.from(cells);
      const chosen = [...assign(costs, rows, columns, APART)];
      const taken = chosen.filter((column) => column >= 0);
      expect(new Set(taken).size).toBe(taken.length);
      expect(costOf(costs, columns, chosen)).toBe(least(costs, rows, columns));
    }),
    { numRuns: 300 },
  );
});
