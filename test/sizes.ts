/**
 * How much the tests that draw at random do, and from which seed. `npm test` makes the same short runs each time. `npm run soak` sets `SOAK=1`, which
 * makes them whole, and `SEED` to one that it chooses and prints: `SOAK=1 SEED=… npx vitest run FILE` draws the same again.
 */
export const SOAK = process.env['SOAK'] === '1';

/** @returns `whole` with `SOAK=1`, else `small`: numbers of the same thing. */
export const sized = (whole: number, small: number): number => (SOAK ? whole : small);

const SEEDS = 2 ** 31;

/**
 * @param usual the seed where the environment has no `SEED`.
 * @throws Error where it has one that is no whole number from 0 to 2^31 - 1.
 */
export function seedOf(usual = 1): number {
  const given = process.env['SEED'];
  if (given === undefined) return usual;
  const seed = Number(given);
  if (given.trim() === '' || !Number.isInteger(seed) || seed < 0 || seed >= SEEDS)
    throw new Error(`SEED must be a whole number from 0 to ${SEEDS - 1}, and is ${JSON.stringify(given)}`);
  return seed;
}
