/** Arguments of a call that come as values at paths (Gemini's `partialArgs`). Source: the npm package `@google/genai`; folded as the provider of the AI SDK does. */
import { objectOf, textOf } from './json-shape.ts';

type Container = Record<string | number, unknown>;

/** `.name`, `[0]`, `['name']` or `["name"]`. */
const SEGMENT = /\.([^.[\]]+)|\[(\d+)\]|\[(?:'([^']*)'|"([^"]*)")\]/y;

/** Longest path that is followed. A bound, since the path is not ours. */
const DEEPEST = 100;

/** Puts what `partial` brings into `into`. False where its path, or its place, makes no sense. */
export function applyPartial(into: Container, partial: unknown): boolean {
  const given = objectOf(partial) ?? {};
  const path = textOf(given['jsonPath']) ?? '';
  const list = path.endsWith('[]');
  const segments = segmentsOf(list ? path.slice(0, -2) : path);
  if (segments === undefined) return false;
  let here = into;
  for (const [place, segment] of segments.slice(0, -1).entries()) {
    if (!fits(here, segment)) return false;
    if (!Object.hasOwn(here, segment)) put(here, segment, typeof segments[place + 1] === 'number' ? [] : {});
    const next = here[segment];
    if (typeof next !== 'object' || next === null) return false;
    here = next as Container;
  }
  const last = segments.at(-1)!;
  if (!fits(here, last)) return false;
  const before = Object.hasOwn(here, last) ? here[last] : undefined;
  const value = given['stringValue'] ?? given['numberValue'] ?? given['boolValue'] ?? ('nullValue' in given ? null : undefined);
  if (typeof value === 'string' && typeof before === 'string') put(here, last, before + value);
  else if (value !== undefined) put(here, last, value);
  // An entry without a value ends a text or a list that is there, and stands for an empty one that is not.
  else if (before === undefined && given['willContinue'] !== true) put(here, last, list ? [] : {});
  return true;
}

function segmentsOf(path: string): (string | number)[] | undefined {
  const segments: (string | number)[] = [];
  SEGMENT.lastIndex = 1;
  while (path[0] === '$' && SEGMENT.lastIndex < path.length) {
    const found = SEGMENT.exec(path);
    if (found === null || segments.length === DEEPEST) return undefined;
    segments.push(found[2] === undefined ? (found[1] ?? found[3] ?? found[4]!) : Number(found[2]));
  }
  return segments.length === 0 ? undefined : segments;
}

/** A list grows by one at a time: an index that is given may not make a list of millions. */
function fits(here: Container, segment: string | number): boolean {
  return Array.isArray(here) ? typeof segment === 'number' && segment <= here.length : typeof segment === 'string';
}

function put(here: Container, segment: string | number, value: unknown): void {
  // Defined, not assigned: a name of a prototype must be a member like another.
  Object.defineProperty(here, segment, { value, enumerable: true, configurable: true, writable: true });
}
