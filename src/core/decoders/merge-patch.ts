/** JSON Merge Patch (RFC 7386) on a value that is kept: only what the patch names is touched, and each path that changed is named. */
import { isObject } from './json-shape.ts';

/** What a state is made of: objects of ours, without a prototype, so that no name of a page's (`__proto__`) means anything. */
export type State = Record<string, unknown>;

/** Levels of a patch that are merged; what is deeper is taken whole, as it came. Messages are not so deep (`parseJson`); what a page sent may be. */
const MOST_LEVELS = 500;

/**
 * Changes `state` in place. Gives the JSON pointers of what changed: of the leaves of the patch, those that were another value before.
 * `onlyIfMissing`: what is there stays, and nothing is removed (Datastar).
 * @note What is taken from the patch is copied as far as it is merged: a later patch must not change the message that it came in.
 */
export function mergePatch(state: State, patch: Readonly<Record<string, unknown>>, onlyIfMissing = false): string[] {
  const changed: string[] = [];
  merge(state, patch, '', onlyIfMissing, changed, MOST_LEVELS);
  return changed;
}

function merge(state: State, patch: Readonly<Record<string, unknown>>, path: string, onlyIfMissing: boolean, changed: string[], levels: number): void {
  for (const [name, value] of Object.entries(patch)) {
    const here = `${path}/${escapePointer(name)}`;
    const held = state[name];
    if (isObject(value) && levels > 1) {
      if (isObject(held)) {
        merge(held, value, here, onlyIfMissing, changed, levels - 1);
      } else if (!onlyIfMissing || held === undefined) {
        const fresh: State = emptyState();
        state[name] = fresh;
        merge(fresh, value, here, false, changed, levels - 1);
        // A leaf of its own where nothing in it was one: `{}`, or removals of what was never there.
        if (Object.keys(fresh).length === 0) changed.push(here);
      }
    } else if (value === null) {
      if (onlyIfMissing || !(name in state)) continue;
      delete state[name];
      changed.push(here);
    } else if (onlyIfMissing ? !(name in state) : held !== value) {
      state[name] = value;
      changed.push(here);
    }
  }
}

export function emptyState(): State {
  return Object.create(null) as State;
}

/** A copy to begin with: `null` is a value here. */
export function stateOf(value: Readonly<Record<string, unknown>>, levels = MOST_LEVELS): State {
  const state = emptyState();
  for (const [name, held] of Object.entries(value)) state[name] = isObject(held) && levels > 1 ? stateOf(held, levels - 1) : held;
  return state;
}

/** Removes what stands at `names`; its JSON pointer, or undefined where there was nothing. */
export function removePath(state: State, names: readonly string[]): string | undefined {
  let here = state;
  for (const name of names.slice(0, -1)) {
    const next = here[name];
    if (!isObject(next)) return undefined;
    here = next;
  }
  const last = names.at(-1)!;
  if (!(last in here)) return undefined;
  delete here[last];
  return names.map((name) => `/${escapePointer(name)}`).join('');
}

/** A name as a part of a JSON pointer (RFC 6901). */
export function escapePointer(name: string): string {
  return /[~/]/.test(name) ? name.replaceAll('~', '~0').replaceAll('/', '~1') : name;
}
