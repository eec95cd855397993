/** Reads a JSON value of which nothing is known. Every reader gives `undefined`, or nothing, where the value is of another shape. */

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectOf(value: unknown): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** The member of `value` at `path`; undefined where there is none. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value;
  for (const name of path) {
    if (!isObject(here)) return undefined;
    const member = here[name];
    // Own members only: a path that is named by data must not end in a prototype. What is inherited is a function, but for `__proto__`; JSON has no functions.
    if (member === undefined || ((typeof member === 'function' || name === '__proto__') && !Object.hasOwn(here, name))) return undefined;
    here = member;
  }
  return here;
}

/**
 * Levels of objects and lists that are read. No protocol comes near, and a JSON text of 10 KB can have thousands: whoever walks, copies or writes such a value
 * by recursion, browsers' own `JSON.stringify` and `structuredClone` too, runs out of stack.
 */
const DEEPEST_JSON = 500;

/** `text` parsed as JSON; undefined where it is none, or has more than 500 levels. */
export function parseJson(text: string): unknown {
  if (isDeeperThan(text, DEEPEST_JSON)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isDeeperThan(text: string, levels: number): boolean {
  // Each level takes two characters, so most texts need not be looked place.
  if (text.length <= 2 * levels) return false;
  let depth = 0;
  for (let place = 0; place < text.length; place += 1) {
    const unit = text.charCodeAt(place);
    if (unit === QUOTE) {
      place = endOfString(text, place);
    } else if (unit === OPEN_OBJECT || unit === OPEN_LIST) {
      depth += 1;
      if (depth > levels) return true;
    } else if (unit === CLOSE_OBJECT || unit === CLOSE_LIST) {
      depth -= 1;
    }
  }
  return false;
}

const [QUOTE, OPEN_OBJECT, OPEN_LIST, CLOSE_OBJECT, CLOSE_LIST, BACKSLASH] = [0x22, 0x7b, 0x5b, 0x7d, 0x5d, 0x5c];

/** Where the string that begins place `from` ends; what has no end is no JSON anyway. */
function endOfString(text: string, from: number): number {
  let place = text.indexOf('"', from + 1);
  while (place >= 0) {
    let escapes = 0;
    while (text.charCodeAt(place - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return place;
    place = text.indexOf('"', place + 1);
  }
  return text.length;
}
