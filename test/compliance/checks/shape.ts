/** What an object looks like from outside. */

/** Property descriptors, with functions told by name, length and kind. */
export function shape(object: object): Record<string, unknown> {
  const told = (value: unknown): unknown =>
    typeof value === 'function'
      ? { function: value.name, length: value.length, own: Reflect.ownKeys(value).map(String).toSorted(), constructs: constructs(value) }
      : typeof value === 'object' && value !== null
        ? Object.prototype.toString.call(value)
        : (value ?? String(value));
  return Object.fromEntries(
    Reflect.ownKeys(object).map((key) => {
      const { get, set, value, ...flags } = Object.getOwnPropertyDescriptor(object, key) as TypedPropertyDescriptor<unknown>;
      return [String(key), { ...flags, value: told(value), get: told(get), set: told(set) }];
    }),
  );
}

function constructs(value: unknown): boolean {
  try {
    Reflect.construct(Object, [], value as never);
    return true;
  } catch {
    return false;
  }
}
