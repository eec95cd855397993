import { afterEach, describe, expect, test, vi } from 'vitest';
import { standInForBrowser } from './page-globals.ts';

standInForBrowser();
const { observedByName, patch, patchConstructor, patchMethod, quietly } = await import('../../../src/page/patch.ts');

afterEach(() => vi.unstubAllGlobals());

describe('a property', () => {
  const one = (): string => 'one';
  test.each([
    { writable: true, enumerable: false, configurable: true },
    { writable: false, enumerable: true, configurable: true },
    { writable: true, enumerable: false, configurable: false },
  ])('is replaced, and stays as it was: %o', (attributes) => {
    const owner = Object.defineProperty({}, 'key', { value: one, ...attributes });
    expect(patch<() => string>(owner, 'key', (original) => () => `${original()} and two`)).toBe(true);
    const { value, ...others } = Object.getOwnPropertyDescriptor(owner, 'key') as TypedPropertyDescriptor<() => string>;
    expect([value!(), others]).toEqual(['one and two', attributes]);
  });

  test('is left alone where it is none, no function, an accessor, inherited, or fixed', () => {
    const fixed = Object.defineProperty({}, 'key', { value: one });
    for (const owner of [
      {},
      { key: 7 },
      {
        get key() {
          return one;
        },
      },
      Object.create({ key: one }) as object,
      fixed,
    ]) {
      const before = Object.getOwnPropertyDescriptor(owner, 'key');
      const make = vi.fn<() => () => string>();
      expect([patch(owner, 'key', make), make.mock.calls, Object.getOwnPropertyDescriptor(owner, 'key')]).toEqual([false, [], before]);
    }
  });
});

describe('a method', () => {
  test('gets what it was called with, and looks as it did', () => {
    const owner = {
      sum(a: number, b: number): number {
        return (this as unknown as { base: number }).base + a + b;
      },
    };
    const seen: unknown[] = [];
    patchMethod(owner, 'sum', (target, self, args) => {
      seen.push([self, ...args]);
      return Reflect.apply(target, self, args);
    });
    const self = { base: 10, sum: owner.sum };
    expect([self.sum(1, 2), seen, owner.sum.name, owner.sum.length]).toEqual([13, [[self, 1, 2]], 'sum', 2]);
    expect(() => new (owner.sum as unknown as new () => object)()).toThrow(TypeError);
  });

  test('is observed though the page has put traps on every object', () => {
    const owner = { key: (): string => 'native' };
    let seen: unknown[];
    // oxlint-disable-next-line no-extend-native -- as a page may do
    Object.defineProperty(Object.prototype, 'get', { value: () => 'forged', configurable: true });
    try {
      patchMethod(owner, 'key', (target, self, args) => Reflect.apply(target, self, args));
      seen = [owner.key.name, owner.key()];
    } finally {
      delete (Object.prototype as { get?: unknown }).get;
    }
    expect(seen).toEqual(['key', 'native']);
  });

  test('that pages look at before they trust it prints its name as ever', () => {
    function fetchLike(): string {
      return 'native';
    }
    const observed = observedByName(fetchLike, (target, self, args) => `${String(Reflect.apply(target, self, args))}, observed`);
    expect([observed(), observed.toString(), String(observed)]).toEqual(['native, observed', fetchLike.toString(), fetchLike.toString()]);
    expect(observed.toString.call(patch)).toBe(patch.toString());
    expect(() => observed.toString.call({})).toThrow(TypeError);
  });
});

describe('a constructor', () => {
  class Native {
    readonly given: unknown[];
    constructor(...given: unknown[]) {
      if (given[0] === 'bad') throw new SyntaxError('of the browser');
      this.given = given;
    }
  }
  const setup = (fail = false) => {
    const Fresh = class extends Native {};
    vi.stubGlobal('Fresh', Fresh);
    const seen: unknown[] = [];
    patchConstructor(
      'Fresh',
      (object, args) => {
        seen.push(object, args);
        if (fail) throw new Error('of ours');
      },
      (args) => {
        seen.push(args[0]);
        if (fail) throw new Error('of ours');
      },
    );
    const Observed = (globalThis as unknown as { Fresh: typeof Native }).Fresh;
    return { Fresh, Observed, seen };
  };

  test('makes the genuine object, which is looked at', () => {
    const { Fresh, Observed, seen } = setup();
    const made = new Observed('a', 'b');
    expect(Observed).not.toBe(Fresh);
    expect([Object.getPrototypeOf(made), made.constructor, made.given, seen]).toEqual([Fresh.prototype, Observed, ['a', 'b'], ['a', made, ['a', 'b']]]);
    expect([made instanceof Observed, made instanceof Fresh, Observed.name, Observed.prototype]).toEqual([true, true, 'Fresh', Fresh.prototype]);
  });

  test('makes objects of a subclass of the page’s, too', () => {
    const { Observed, seen } = setup();
    const Own = class extends Observed {};
    const made = new Own('a');
    expect([Object.getPrototypeOf(made), seen[1]]).toEqual([Own.prototype, made]);
  });

  test('throws what the browser throws, and nothing of ours', () => {
    const { Observed, seen } = setup(true);
    expect(() => new Observed('bad')).toThrow(new SyntaxError('of the browser'));
    expect(seen).toEqual(['bad']);
    expect(new Observed('good').given).toEqual(['good']);
    expect(() => (Observed as unknown as () => void)()).toThrow(TypeError);
  });
});

test('what fails quietly is not thrown', () => {
  const ran = vi.fn<() => void>(() => {
    throw new Error('of ours');
  });
  expect(() => quietly(ran)).not.toThrow();
  expect(ran).toHaveBeenCalledOnce();
});
