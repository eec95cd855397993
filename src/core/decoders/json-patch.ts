/**
 * A JSON value that JSON Patches change (RFC 6902, with JSON pointers of RFC 6901). All of a patch applies, or nothing of it.
 * What came in a message is never changed: a list or object is copied when it is changed first, and changed in place from then on, so that a patch costs what it changes.
 */
import { isObject } from './json-shape.ts';

/** The paths that it changed (JSON pointers), or why it does not apply. */
export type Patched = { readonly paths: readonly string[] } | { readonly failed: string };

/** `test` compares, and `copy` copies, no deeper than this: deeper data is nobody's state, and would exhaust the stack. */
export const DEEPEST = 500;
/** What all the `copy` of one value may add, in code units of texts and names, and 10 for each value: each can double what there is. */
const MOST_COPIED = 2_000_000;

type Container = unknown[] | Record<string, unknown>;

class Refused extends Error {}

export class PatchedJson {
  value: unknown;
  /** Copies that nobody else holds; made when there is one, since a state may be replaced with each message. */
  #own: WeakSet<object> | undefined;
  #copied = 0;

  constructor(value?: unknown) {
    this.value = value;
  }

  /** Nothing throws; a patch that fails leaves the value as it was. */
  apply(patch: unknown): Patched {
    if (!Array.isArray(patch)) return { failed: 'it is no list' };
    const undo: (() => void)[] = [];
    const paths: string[] = [];
    try {
      for (const operation of patch as readonly unknown[]) this.#step(operation, paths, undo);
      return { paths };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      for (const back of undo.toReversed()) back();
      return { failed: error.message };
    }
  }

  #step(operation: unknown, paths: string[], undo: (() => void)[]): void {
    if (!isObject(operation)) throw new Refused('an operation is no object');
    const { op } = operation;
    const path = pointerOf(operation, 'path');
    switch (op) {
      case 'add':
        paths.push(this.#add(path, valueOf(operation), undo));
        return;
      case 'remove':
        this.#remove(path, undo);
        break;
      case 'replace': {
        const value = valueOf(operation);
        this.#find(path);
        this.#set(path, value, undo);
        break;
      }
      case 'move': {
        const from = pointerOf(operation, 'from');
        const moved = this.#find(from);
        if (path.text === from.text) return;
        if (path.text.startsWith(`${from.text}/`)) throw new Refused(`${from.text} cannot move into itself`);
        this.#remove(from, undo);
        paths.push(from.text, this.#add(path, moved, undo));
        return;
      }
      case 'copy':
        // A copy of its own: two places with one object would change together.
        paths.push(this.#add(path, this.#copy(this.#find(pointerOf(operation, 'from')), 0), undo));
        return;
      case 'test':
        if (!same(this.#find(path), valueOf(operation), 0)) throw new Refused(`${path.text} has another value`);
        return;
      default:
        throw new Refused(`there is no operation ${typeof op === 'string' ? op.slice(0, 40) : 'without a name'}`);
    }
    paths.push(path.text);
  }

  #find(path: Pointer): unknown {
    let here = this.value;
    for (const name of path.names) {
      if (!has(here, name)) throw new Refused(`there is nothing at ${path.text}`);
      here = (here as Record<string, unknown>)[name];
    }
    return here;
  }

  /** The list or object that `path` stands in, ours to change. */
  #parent(path: Pointer): { parent: Container; name: string } {
    let here = this.#take(this.value, path);
    this.value = here;
    for (const name of path.names.slice(0, -1)) {
      if (!has(here, name)) throw new Refused(`there is nothing to put ${path.text} into`);
      const next = this.#take((here as Record<string, unknown>)[name], path);
      put(here, name, next);
      here = next;
    }
    return { parent: here, name: path.names.at(-1)! };
  }

  #take(value: unknown, path: Pointer): Container {
    if (typeof value !== 'object' || value === null) throw new Refused(`there is nothing to put ${path.text} into`);
    this.#own ??= new WeakSet();
    if (this.#own.has(value)) return value as Container;
    const copy = Array.isArray(value) ? (value.slice() as unknown[]) : { ...value };
    this.#own.add(copy);
    return copy;
  }

  /** @returns where it stands now: `-` is a number then. */
  #add(path: Pointer, value: unknown, undo: (() => void)[]): string {
    if (path.names.length === 0) return this.#setRoot(value, undo);
    const { parent, name } = this.#parent(path);
    if (!Array.isArray(parent)) {
      this.#setMember(parent, name, value, undo);
      return path.text;
    }
    const place = name === '-' ? parent.length : indexOf(name);
    if (place === undefined || place > parent.length) throw new Refused(`${path.text} is no place of a list of ${parent.length}`);
    parent.splice(place, 0, value);
    undo.push(() => void parent.splice(place, 1));
    return name === '-' ? `${path.text.slice(0, -1)}${place}` : path.text;
  }

  #remove(path: Pointer, undo: (() => void)[]): void {
    this.#find(path);
    if (path.names.length === 0) return void this.#setRoot(null, undo);
    const { parent, name } = this.#parent(path);
    if (Array.isArray(parent)) {
      const [gone] = parent.splice(Number(name), 1);
      undo.push(() => void parent.splice(Number(name), 0, gone));
    } else {
      const gone = parent[name];
      delete parent[name];
      undo.push(() => put(parent, name, gone));
    }
  }

  #set(path: Pointer, value: unknown, undo: (() => void)[]): void {
    if (path.names.length === 0) return void this.#setRoot(value, undo);
    const { parent, name } = this.#parent(path);
    this.#setMember(parent, name, value, undo);
  }

  #setMember(parent: Container, name: string, value: unknown, undo: (() => void)[]): void {
    const before = has(parent, name) ? { value: (parent as Record<string, unknown>)[name] } : undefined;
    put(parent, name, value);
    undo.push(() => {
      if (before === undefined) delete (parent as Record<string, unknown>)[name];
      else put(parent, name, before.value);
    });
  }

  #setRoot(value: unknown, undo: (() => void)[]): string {
    const before = this.value;
    this.value = value;
    undo.push(() => {
      this.value = before;
    });
    return '';
  }

  #copy(value: unknown, depth: number): unknown {
    this.#copied += 10 + (typeof value === 'string' ? value.length : 0);
    if (this.#copied > MOST_COPIED || depth > DEEPEST) throw new Refused('its copies are too large');
    if (typeof value !== 'object' || value === null) return value;
    const copy: Container = Array.isArray(value) ? value.map((item) => this.#copy(item, depth + 1)) : {};
    if (!Array.isArray(value)) {
      for (const [name, member] of Object.entries(value)) {
        this.#copied += name.length;
        put(copy, name, this.#copy(member, depth + 1));
      }
    }
    (this.#own ??= new WeakSet()).add(copy);
    return copy;
  }
}

interface Pointer {
  readonly text: string;
  readonly names: readonly string[];
}

function pointerOf(operation: Readonly<Record<string, unknown>>, member: 'path' | 'from'): Pointer {
  const text = operation[member];
  if (typeof text !== 'string' || (text !== '' && !text.startsWith('/')) || /~(?![01])/.test(text)) throw new Refused(`its ${member} is no JSON pointer`);
  // [spec] `~1` goes first, so that `~01` is `~1`.
  return { text, names: text === '' ? [] : text.slice(1).split('/').map(unescaped) };
}

function unescaped(name: string): string {
  return name.includes('~') ? name.replaceAll('~1', '/').replaceAll('~0', '~') : name;
}

function valueOf(operation: Readonly<Record<string, unknown>>): unknown {
  if (!Object.hasOwn(operation, 'value')) throw new Refused('an operation has no value');
  return operation['value'];
}

/** [spec] Digits without leading zeros. */
function indexOf(name: string): number | undefined {
  return /^(?:0|[1-9]\d*)$/.test(name) ? Number(name) : undefined;
}

function has(value: unknown, name: string): value is Container {
  if (Array.isArray(value)) return (indexOf(name) ?? Infinity) < value.length;
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name);
}

/** Members named by data: `__proto__` is one as any other. */
export function put(container: Container, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(container, name, { value, writable: true, enumerable: true, configurable: true });
  else (container as Record<string, unknown>)[name] = value;
}

/** Whether two JSON values are the same; of what is deeper than `DEEPEST` that is not known, so no. */
export function sameJson(one: unknown, other: unknown): boolean {
  try {
    return same(one, other, 0);
  } catch {
    return false;
  }
}

function same(one: unknown, other: unknown, depth: number): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null || Array.isArray(one) !== Array.isArray(other)) return false;
  if (depth > DEEPEST) throw new Refused('its test is too deep');
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && same((one as Record<string, unknown>)[name], (other as Record<string, unknown>)[name], depth + 1))
  );
}
