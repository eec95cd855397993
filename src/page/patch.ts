/** The one door for patching: replaces a value and leaves everything else of its property as it was. */
import { defineProperty, getOwnPropertyDescriptor } from './pristine.ts';

/**
 * Replaces the own property `key` of `owner` by `make(original)`. Attributes stay: WebIDL interface objects are not enumerable,
 * and `Object.keys(window)` must not change. Does nothing, and says so by false, when there is no such value or it cannot be replaced.
 */
export function patch<T>(owner: object, key: string, make: (original: T) => T): boolean {
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
