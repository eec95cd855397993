/** A JSON value that grows at paths of names and places (GraphQL, Gradio). What came in a message is copied, so that nothing changes it; each step costs what is new. */
import { isObject } from './json-shape.ts';
import { emptyState, escapePointer } from './merge-patch.ts';

export type Path = readonly (string | number)[];

export class GrownJson {
  value: unknown;
  readonly changes: { message: number; paths: string[] }[] = [];

  set(value: unknown, message: number): void {
    this.value = copied(value);
    this.#changed('', message);
  }

  /** Where a value stands; undefined where nothing does. */
  at(path: Path): unknown {
    let here = this.value;
    for (const name of path) here = memberOf(here, name);
    return here;
  }

  /** Puts a value in the place of what is there. `false`: there is no such place. A list takes what stands right behind its end. */
  replace(path: Path, value: unknown, message: number): boolean {
    const last = path.at(-1);
    if (last === undefined) {
      this.set(value, message);
      return true;
    }
    const holder = this.at(path.slice(0, -1));
    if (!put(holder, last, copied(value))) return false;
    this.#changed(pointerOf(path), message);
    return true;
  }

  /** Merges a value into what is there, objects and lists member by member. `false`: there is no such place. */
  merge(path: Path, value: unknown, message: number): boolean {
    const held = this.at(path);
    if (!isContainer(held) || !isContainer(value) || Array.isArray(held) !== Array.isArray(value)) return this.replace(path, value, message);
    mergeInto(held, value);
    this.#changed(pointerOf(path), message);
    return true;
  }

  /** Appends to the list at `path`. `false`: there is none. */
  append(path: Path, items: readonly unknown[], message: number): boolean {
    const list = this.at(path);
    if (!Array.isArray(list)) return false;
    const from = list.length;
    for (const item of items) list.push(copied(item));
    for (let place = from; place < list.length; place += 1) this.#changed(pointerOf([...path, place]), message);
    return true;
  }

  /** Puts a value into a list, before what stands there. `false`: there is no such place. */
  insert(path: Path, value: unknown, message: number): boolean {
    const list = this.at(path.slice(0, -1));
    const place = path.at(-1);
    if (!Array.isArray(list) || typeof place !== 'number' || place < 0 || place > list.length) return false;
    list.splice(place, 0, copied(value));
    this.#changed(pointerOf(path), message);
    return true;
  }

  /** Takes out what stands at `path`. `false`: there is nothing. */
  remove(path: Path, message: number): boolean {
    const last = path.at(-1);
    const holder = this.at(path.slice(0, -1));
    if (last === undefined || memberOf(holder, last) === undefined) return false;
    if (Array.isArray(holder)) holder.splice(Number(last), 1);
    else delete (holder as Record<string, unknown>)[last];
    this.#changed(pointerOf(path), message);
    return true;
  }

  #changed(path: string, message: number): void {
    const last = this.changes.at(-1);
    if (last?.message === message) last.paths.push(path);
    else this.changes.push({ message, paths: [path] });
  }
}

/** As a JSON pointer (RFC 6901). */
export function pointerOf(path: Path): string {
  return path.map((name) => `/${escapePointer(String(name))}`).join('');
}

/** A list of names and places; undefined where it is none. */
export function pathOfValue(value: unknown): Path | undefined {
  return Array.isArray(value) && value.every((name) => typeof name === 'string' || (typeof name === 'number' && Number.isInteger(name)))
    ? (value as Path)
    : undefined;
}

type Container = unknown[] | Record<string, unknown>;

function isContainer(value: unknown): value is Container {
  return Array.isArray(value) || isObject(value);
}

function memberOf(holder: unknown, name: string | number): unknown {
  if (Array.isArray(holder)) return typeof name === 'number' ? (holder[name] as unknown) : undefined;
  // Our copies have no prototype.
  return isObject(holder) ? holder[name] : undefined;
}

function put(holder: unknown, name: string | number, value: unknown): boolean {
  if (Array.isArray(holder)) {
    // Further behind the end there would be holes, as many as a message likes.
    if (typeof name !== 'number' || name < 0 || name > holder.length) return false;
    holder[name] = value;
    return true;
  }
  if (!isObject(holder)) return false;
  (holder as Record<string, unknown>)[name] = value;
  return true;
}

function mergeInto(held: Container, value: Container): void {
  // A list that comes again is whole, as Apollo takes it; its members are merged.
  if (Array.isArray(held) && Array.isArray(value) && held.length > value.length) held.length = value.length;
  for (const [key, member] of Object.entries(value)) {
    const name = Array.isArray(held) ? Number(key) : key;
    const before = memberOf(held, name);
    if (isContainer(before) && isContainer(member) && Array.isArray(before) === Array.isArray(member)) mergeInto(before, member);
    else put(held, name, copied(member));
  }
}

/** As deep as JSON that is read may be (`parseJson`). */
function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied);
  if (!isObject(value)) return value;
  const copy = emptyState();
  for (const [name, member] of Object.entries(value)) copy[name] = copied(member);
  return copy;
}
