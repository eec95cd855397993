/** Whether two types were probably meant to be one. */

/** Shorter names differ by a letter on purpose. */
const SHORTEST = 4;

export function isNearMiss(sent: string, heard: string): boolean {
  if (sent === heard) return false;
  const [a, b] = [sent, heard].map((type) => type.trim().toLowerCase()) as [string, string];
  if (a === b) return true;
  if (Math.min(a.length, b.length) < SHORTEST || a.length > 64 || b.length > 64) return false;
  // Names that differ in their number were meant to.
  if (a.replaceAll(/\d+/g, '') === b.replaceAll(/\d+/g, '')) return false;
  return differByOne(a, b);
}

/** The type that is listened to and that `type` was probably meant to be; best one that nobody sends. @param sent types that came */
export function nearestHeard(type: string, heardTypes: readonly string[], sent: ReadonlyMap<string, unknown>): string | undefined {
  const near = heardTypes.filter((heard) => isNearMiss(type, heard));
  // Where the one and the many both come, they are two types.
  return near.find((heard) => !sent.has(heard)) ?? near.find((heard) => type !== `${heard}s` && heard !== `${type}s`);
}

/** One letter more, less, other, or two changed places. */
function differByOne(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let from = 0;
  while (from < a.length && a[from] === b[from]) from += 1;
  let back = 0;
  while (back < Math.min(a.length, b.length) - from && a[a.length - 1 - back] === b[b.length - 1 - back]) back += 1;
  const [left, right] = [a.slice(from, a.length - back), b.slice(from, b.length - back)];
  return (left.length <= 1 && right.length <= 1) || (left.length === 2 && right === left[1]! + left[0]!);
}
