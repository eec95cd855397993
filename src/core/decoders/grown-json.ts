/**
 * A JSON value that grows at paths of names and places (GraphQL, Gradio). What came in a message is never changed: a list or object of it is copied, and nothing within,
 * when it is changed first. So each step costs what it changes.
 */
import { isObject } from './json-shape.ts';
import { put as putMember } from './json-patch.ts';
import { escapePointer } from './merge-patch.ts';

export type Path = readonly (string | number)[];

export class GrownJson {
  value: unknown;
  readonly changes: { message: number; paths: string[] }[] = [];
  /** Lists and objects that no message holds. */
  readonly #own = new WeakSet<object>();

  set(value: unknown, message: number): void {
    this.value = value;
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
    if (!put(this.#ours(path.slice(0, -1)), last, value)) return false;
    this.#changed(pointerOf(path), message);
    return true;
  }

  /** Merges a value into what is there, objects and lists member by member. `false`: there is no such place. */
  merge(path: Path, value: unknown, message: number): boolean {
    if (!isContainer(value) || !isAlike(this.at(path), value)) return this.replace(path, value, message);
    this.#mergeInto(this.#ours(path) as Container, value);
    this.#changed(pointerOf(path), message);
    return true;
  }

  /** Appends to the list at `path`. `false`: there is none. */
  append(path: Path, items: readonly unknown[], message: number): boolean {
    const list = this.#ours(path);
    if (!Array.isArray(list)) return false;
    const here = pointerOf(path);
    for (const item of items) this.#changed(`${here}/${list.push(item) - 1}`, message);
    return true;
  }

  /** Puts a value into a list, before what stands there. `false`: there is no such place. */
  insert(path: Path, value: unknown, message: number): boolean {
    const list = this.#ours(path.slice(0, -1));
    const place = path.at(-1);
    if (!Array.isArray(list) || typeof place !== 'number' || place < 0 || place > list.length) return false;
    list.splice(place, 0, value);
    this.#changed(pointerOf(path), message);
    return true;
  }

  /** Takes out what stands at `path`. `false`: there is nothing. */
  remove(path: Path, message: number): boolean {
    const last = path.at(-1);
    const holder = this.#ours(path.slice(0, -1));
    if (last === undefined || memberOf(holder, last) === undefined) return false;
    if (Array.isArray(holder)) holder.splice(Number(last), 1);
    else delete (holder as Record<string, unknown>)[last];
    this.#changed(pointerOf(path), message);
    return true;
  }

  /** What stands at `path`; where it is a list or object, one that may be changed. */
  #ours(path: Path): unknown {
    let here = (this.value = this.#owned(this.value));
    for (const name of path) {
      const member = memberOf(here, name);
      const own = this.#owned(member);
      if (own !== member) put(here, name, own);
      here = own;
    }
    return here;
  }

  #owned(value: unknown): unknown {
    if (!isContainer(value) || this.#own.has(value)) return value;
    const copy = Array.isArray(value) ? value.slice() : { ...value };
    this.#own.add(copy);
    return copy;
  }

  #mergeInto(held: Container, value: Container): void {
    // A list that comes again is whole, as Apollo takes it; its members are merged.
    if (Array.isArray(held) && Array.isArray(value) && held.length > value.length) held.length = value.length;
    for (const [key, member] of Object.entries(value)) {
      const name = Array.isArray(held) ? Number(key) : key;
      const before = memberOf(held, name);
      if (!isContainer(member) || !isAlike(before, member)) {
        put(held, name, member);
        continue;
      }
      const own = this.#owned(before) as Container;
      if (own !== before) put(held, name, own);
      this.#mergeInto(own, member);
    }
  }

  #changed(path: string, message: number): void {
    const last = this.changes.at(-1);
    if (last?.message === message) last.paths.push(path);
    else this.changes.push({ message, paths: [path] });
  }
}

/** As a JSON pointer (RFC 6901). */
export function pointerOf(path: Path): string {
  let pointer = '';
  for (const name of path) pointer += `/${typeof name === 'number' ? name : escapePointer(name)}`;
  return pointer;
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

/** Both lists, or both objects. */
function isAlike(one: unknown, other: Container): one is Container {
  return isContainer(one) && Array.isArray(one) === Array.isArray(other);
}

function memberOf(holder: unknown, name: string | number): unknown {
  if (Array.isArray(holder)) return typeof name === 'number' ? (holder[name] as unknown) : undefined;
  return isObject(holder) && Object.hasOwn(holder, name) ? holder[name] : undefined;
}

function put(holder: unknown, name: string | number, value: unknown): boolean {
  if (Array.isArray(holder)) {
    // Further behind the end there would be holes, as many as a message likes.
    if (typeof name !== 'number' || name < 0 || name > holder.length) return false;
    holder[name] = value;
    return true;
  }
  if (!isObject(holder)) return false;
  putMember(holder, String(name), value);
  return true;
}
