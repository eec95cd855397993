/** By what two sides are joined when nobody has said: by id where most messages have one of their own. */
import type { JoinBy } from './number-keys.ts';
import type { CompareSide } from './side.ts';

/** Messages that are looked at: enough to tell, and no work. */
const LOOK_AT = 2000;

export function chooseJoin(left: CompareSide, right: CompareSide): JoinBy {
  return hasIds(left) && hasIds(right) ? 'id' : 'content';
}

function hasIds(side: CompareSide): boolean {
  const count = Math.min(side.length, LOOK_AT);
  const ids = new Set<string>();
  for (let n = 0; n < count; n += 1) ids.add(side.message(n).id);
  ids.delete('');
  return ids.size * 2 >= count;
}
