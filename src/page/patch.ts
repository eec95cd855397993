/** The one door for patching: replaces a value and leaves everything else of its property as it was. */
import { apply, construct, defineProperty, functionToString, get, getOwnPropertyDescriptor } from './pristine.ts';

/**
 * Replaces the own property `key` of `owner` by `make(original)`. Attributes stay: WebIDL interface objects are not enumerable,
 * and `Object.keys(window)` must not change. Does nothing, and says so by false, when there is no such value or it cannot be replaced.
 */
export function patch<T>(owner: object, key: PropertyKey, make: (original: T) => T): boolean {
  const descriptor = getOwnPropertyDescriptor(owner, key);
  if (descriptor === undefined || typeof descriptor.value !== 'function' || (!descriptor.configurable && !descriptor.writable)) return false;
  return defineProperty(owner, key, {
    __proto__: null,
    value: make(descriptor.value as T),
    writable: descriptor.writable,
    enumerable: descriptor.enumerable,
    configurable: descriptor.configurable,
  } as PropertyDescriptor);
}

/** A `Proxy` handler without a prototype: a trap that the page puts on `Object.prototype` is not ours. */
export const handler = <T extends object>(traps: ProxyHandler<T>): ProxyHandler<T> => ({ __proto__: null, ...traps }) as ProxyHandler<T>;

export type Method = (this: unknown, ...args: unknown[]) => unknown;

/** A function that stands for `original`, and does what `trap` does when it is called. */
export const observed = (original: Method, trap: (target: Method, self: unknown, args: unknown[]) => unknown): Method =>
  new Proxy(original, handler<Method>({ apply: trap }));

/**
 * As `observed`, for a function that pages look at before they trust it. Error reporters take a `fetch` whose `toString()` does not print its
 * name for one that somebody has replaced, and then leave it alone: so asked in this way it prints as ever.
 */
export function observedByName(original: Method, trap: (target: Method, self: unknown, args: unknown[]) => unknown): Method {
  const print = observed(functionToString, (target, self, args) => apply(target, self === along ? original : self, args));
  const along: Method = new Proxy(
    original,
    handler<Method>({
      apply: trap,
      get(target, key, receiver): unknown {
        const value: unknown = get(target, key, receiver);
        return value === functionToString ? print : value;
      },
    }),
  );
  return along;
}

export const patchMethod = (owner: object, key: string, trap: (target: Method, self: unknown, args: unknown[]) => unknown): boolean =>
  patch<Method>(owner, key, (original) => observed(original, trap));

/** Has `made` look at each object that the global constructor `key` makes, and `asked` at what it is to be made of. The page gets the genuine one. */
export function patchConstructor(key: string, made: (object: object, args: unknown[]) => void, asked?: (args: unknown[]) => void): void {
  patch<new () => object>(globalThis, key, (Native) => {
    const Observed: new () => object = new Proxy(
      Native,
      handler<new () => object>({
        construct(target, args: unknown[], newTarget) {
          if (asked !== undefined) quietly(() => asked(args));
          const object = construct(target, args, newTarget === Observed ? target : newTarget) as object;
          quietly(() => made(object, args));
          return object;
        },
      }),
    );
    patch(Native.prototype as object, 'constructor', () => Observed);
    return Observed;
  });
}

/** Nothing of ours may reach the page. */
export function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // What failed is not told.
  }
}
