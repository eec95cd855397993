/** A deep merge of JSON values: objects are merged member by member, all else replaces. What is merged in is not kept, so that it can be changed. */
import { isObject } from './json-shape.ts';

/** As deep as it is merged; what lies deeper is put in as it is. A bound, since the data is not ours. */
const DEEPEST = 100;

/** `base` (which is changed) with `over` merged in; `undefined` and null change nothing at the top. */
export function mergeDeep(base: unknown, over: unknown, depth = 0): unknown {
  if (depth === 0 && (over === undefined || over === null)) return base;
  if (!isObject(over) || depth === DEEPEST) return over;
  const merged: Record<string, unknown> = isObject(base) ? base : {};
  for (const [name, value] of Object.entries(over)) {
    // A name of a prototype must not become one.
    if (name === '__proto__') continue;
    merged[name] = mergeDeep(Object.hasOwn(merged, name) ? merged[name] : undefined, value, depth + 1);
  }
  return merged;
}
