/** JSON Patch by the rules of RFC 6902 and RFC 6901; a patch that fails leaves all as it was; no message is changed; and a patch costs what it changes. */
import { describe, expect, it, test } from 'vitest';
import { DEEPEST, PatchedJson } from '../../../../src/core/decoders/json-patch.ts';
import fc from '../../../property.ts';
import { sized } from '../../../sizes.ts';

/** [what is tried, the value, the patch, the value after it, the paths that changed] */
const APPLIES: [string, unknown, unknown[], unknown, string[]][] = [
  ['adds a member', { port: 'Husum' }, [{ op: 'add', path: '/high', value: '06:12' }], { port: 'Husum', high: '06:12' }, ['/high']],
  ['adds over a member', { port: 'Husum' }, [{ op: 'add', path: '/port', value: 'Emden' }], { port: 'Emden' }, ['/port']],
  ['adds null', {}, [{ op: 'add', path: '/a', value: null }], { a: null }, ['/a']],
  ['adds into a list', { a: [1, 3] }, [{ op: 'add', path: '/a/1', value: 2 }], { a: [1, 2, 3] }, ['/a/1']],
  ['adds behind a list by its length', [1], [{ op: 'add', path: '/1', value: 2 }], [1, 2], ['/1']],
  ['adds behind a list by -, and says where', { a: [1, 2] }, [{ op: 'add', path: '/a/-', value: [3] }], { a: [1, 2, [3]] }, ['/a/2']],
  ['adds the whole', { a: 1 }, [{ op: 'add', path: '', value: [1] }], [1], ['']],
  ['removes a member', { a: 1, b: 2 }, [{ op: 'remove', path: '/a' }], { b: 2 }, ['/a']],
  ['removes an item', [1, 2, 3], [{ op: 'remove', path: '/1' }], [1, 3], ['/1']],
  ['replaces a member', { a: { b: 1 } }, [{ op: 'replace', path: '/a/b', value: { c: 2 } }], { a: { b: { c: 2 } } }, ['/a/b']],
  ['replaces an item', [1, 2], [{ op: 'replace', path: '/0', value: 0 }], [0, 2], ['/0']],
  ['replaces the whole', 'a', [{ op: 'replace', path: '', value: 'b' }], 'b', ['']],
  ['moves a member', { a: { b: 1 }, c: {} }, [{ op: 'move', from: '/a/b', path: '/c/d' }], { a: {}, c: { d: 1 } }, ['/a/b', '/c/d']],
  ['moves an item', [1, 2, 3], [{ op: 'move', from: '/0', path: '/2' }], [2, 3, 1], ['/0', '/2']],
  ['moves out of itself', { a: { b: 1 } }, [{ op: 'move', from: '/a/b', path: '/a' }], { a: 1 }, ['/a/b', '/a']],
  ['moves to where it is', { a: 1 }, [{ op: 'move', from: '/a', path: '/a' }], { a: 1 }, []],
  ['moves beside a name that begins the same', { a: 1 }, [{ op: 'move', from: '/a', path: '/ab' }], { ab: 1 }, ['/a', '/ab']],
  ['copies', { a: [1] }, [{ op: 'copy', from: '/a', path: '/b' }], { a: [1], b: [1] }, ['/b']],
  ['copies into itself', { a: { b: 1 } }, [{ op: 'copy', from: '/a', path: '/a/c' }], { a: { b: 1, c: { b: 1 } } }, ['/a/c']],
  ['tests', { a: [1, { b: null }] }, [{ op: 'test', path: '/a', value: [1, { b: null }] }], { a: [1, { b: null }] }, []],
  ['tests objects in any order', { a: 1, b: 2 }, [{ op: 'test', path: '', value: { b: 2, a: 1 } }], { a: 1, b: 2 }, []],
  [
    'reads ~1 and ~0',
    { 'a/b': 1, 'c~d': 2, '~1': 3 },
    [
      { op: 'test', path: '/a~1b', value: 1 },
      { op: 'remove', path: '/c~0d' },
      { op: 'remove', path: '/~01' },
    ],
    { 'a/b': 1 },
    ['/c~0d', '/~01'],
  ],
  ['knows a member without name', { '': { '': 1 } }, [{ op: 'replace', path: '//', value: 2 }], { '': { '': 2 } }, ['//']],
  ['takes a number for a name of an object', { '0': 1 }, [{ op: 'replace', path: '/0', value: 2 }], { '0': 2 }, ['/0']],
  ['ignores members that it does not know', {}, [{ op: 'add', path: '/a', value: 1, note: 'x' }], { a: 1 }, ['/a']],
  [
    'goes on from what it made',
    {},
    [
      { op: 'add', path: '/a', value: {} },
      { op: 'add', path: '/a/b', value: 1 },
    ],
    { a: { b: 1 } },
    ['/a', '/a/b'],
  ],
];

/** [what is tried, the value, the patch, why it does not apply] */
const FAILS: [string, unknown, unknown, RegExp][] = [
  ['no list', {}, { op: 'add' }, /no list/],
  ['no object', {}, ['add'], /no object/],
  ['no operation', {}, [{ path: '' }], /no operation/],
  ['an unknown operation', {}, [{ op: 'merge', path: '' }], /no operation merge/],
  ['no path', {}, [{ op: 'remove' }], /path is no JSON pointer/],
  ['a path without slash', { a: 1 }, [{ op: 'remove', path: 'a' }], /no JSON pointer/],
  ['a path with a lone ~', { 'a~': 1 }, [{ op: 'remove', path: '/a~' }], /no JSON pointer/],
  ['no from', {}, [{ op: 'copy', path: '/a' }], /from is no JSON pointer/],
  ['no value', {}, [{ op: 'add', path: '/a' }], /no value/],
  ['a parent that is missing', {}, [{ op: 'add', path: '/a/b', value: 1 }], /nothing to put/],
  ['a parent that is a text', { a: 'x' }, [{ op: 'add', path: '/a/b', value: 1 }], /nothing to put/],
  ['a member that is missing', {}, [{ op: 'remove', path: '/a' }], /nothing at \/a/],
  ['a member to replace that is missing', {}, [{ op: 'replace', path: '/a', value: 1 }], /nothing at/],
  ['an item behind the list', [1], [{ op: 'add', path: '/2', value: 1 }], /no place of a list of 1/],
  ['an index with a zero before it', [1, 2], [{ op: 'remove', path: '/01' }], /nothing at/],
  ['an index that is a word', [1], [{ op: 'add', path: '/length', value: 1 }], /no place/],
  ['a sign', [1], [{ op: 'add', path: '/+0', value: 1 }], /no place/],
  ['- where something must be', [1], [{ op: 'remove', path: '/-' }], /nothing at/],
  ['a test of another value', { a: '10' }, [{ op: 'test', path: '/a', value: 10 }], /another value/],
  ['a test of a list for an object', { a: [] }, [{ op: 'test', path: '/a', value: {} }], /another value/],
  ['a move into itself', { a: { b: {} } }, [{ op: 'move', from: '/a', path: '/a/b/c' }], /into itself/],
  ['a member of a prototype', {}, [{ op: 'remove', path: '/toString' }], /nothing at/],
  ['a member of a prototype as parent', {}, [{ op: 'add', path: '/constructor/a', value: 1 }], /nothing to put/],
];

describe('applies', () => {
  it.each(APPLIES)('%s', (_, value, patch, after, paths) => {
    const before = JSON.stringify([value, patch]);
    const patched = new PatchedJson(value);
    expect(patched.apply(patch)).toEqual({ paths });
    expect(patched.value).toEqual(after);
    expect(JSON.stringify([value, patch])).toBe(before);
  });
});

describe('does not apply, and changes nothing', () => {
  it.each(FAILS)('%s', (_, value, patch, why) => {
    const patched = new PatchedJson(value);
    expect(patched.apply(patch)).toEqual({ failed: expect.stringMatching(why) as string });
    expect(patched.value).toEqual(value);
  });

  it('takes back what came before the operation that fails', () => {
    const value = { a: [1, { b: 2 }], c: 3 };
    const patched = new PatchedJson(value);
    patched.apply([{ op: 'add', path: '/a/1/d', value: 4 }]);
    const failing = [
      { op: 'remove', path: '/a/0' },
      { op: 'add', path: '/a/0/e', value: 5 },
      { op: 'replace', path: '/c', value: 6 },
      { op: 'move', from: '/c', path: '/f' },
      { op: 'add', path: '/a/-', value: 7 },
      { op: 'add', path: '', value: 8 },
      { op: 'test', path: '', value: 9 },
    ];
    expect(patched.apply(failing)).toHaveProperty('failed');
    expect(patched.value).toEqual({ a: [1, { b: 2, d: 4 }], c: 3 });
    expect(value).toEqual({ a: [1, { b: 2 }], c: 3 });
  });
});

test('a copy goes its own way', () => {
  const patched = new PatchedJson({});
  patched.apply([
    { op: 'add', path: '/a', value: { list: [1] } },
    { op: 'add', path: '/a/list/-', value: 2 },
    { op: 'copy', from: '/a', path: '/b' },
    { op: 'add', path: '/b/list/-', value: 3 },
  ]);
  expect(patched.value).toEqual({ a: { list: [1, 2] }, b: { list: [1, 2, 3] } });
});

test('a value that two patches brought is changed in one place', () => {
  const value = { list: [] };
  const patched = new PatchedJson({});
  patched.apply([
    { op: 'add', path: '/a', value },
    { op: 'add', path: '/b', value },
    { op: 'add', path: '/a/list/-', value: 1 },
  ]);
  expect(patched.value).toEqual({ a: { list: [1] }, b: { list: [] } });
  expect(value).toEqual({ list: [] });
});

test('a member named __proto__ is a member', () => {
  const patched = new PatchedJson({});
  const patch = JSON.parse('[{"op":"add","path":"/__proto__","value":{"admin":true}},{"op":"add","path":"/__proto__/also","value":1}]') as unknown;
  expect(patched.apply(patch)).toEqual({ paths: ['/__proto__', '/__proto__/also'] });
  expect(JSON.stringify(patched.value)).toBe('{"__proto__":{"admin":true,"also":1}}');
  expect(Object.getPrototypeOf(patched.value)).toBe(Object.prototype);
  expect(({} as { admin?: boolean }).admin).toBeUndefined();
});

test('copies that double what there is come to an end', () => {
  const patched = new PatchedJson({ a: {} });
  const patch = Array.from({ length: 60 }, (_, place) => ({ op: 'copy', from: '/a', path: `/a/${place}` }));
  expect(patched.apply(patch)).toEqual({ failed: 'its copies are too large' });
  expect(patched.value).toEqual({ a: {} });
});

test('data that is too deep fails, and does not throw', () => {
  const deep = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)) as unknown;
  const patched = new PatchedJson({ a: deep, b: deep });
  expect(patched.apply([{ op: 'copy', from: '/a', path: '/c' }])).toHaveProperty('failed');
  expect(patched.apply([{ op: 'test', path: '/a', value: JSON.parse('['.repeat(DEEPEST + 2) + ']'.repeat(DEEPEST + 2)) as unknown }])).toHaveProperty('failed');
  expect(patched.apply([{ op: 'add', path: `/a${'/0'.repeat(49_000)}/-`, value: 1 }])).toHaveProperty('paths');
});

test('what random patches do is what their operations say, and nothing that came in is changed', () => {
  const name = fc.constantFrom('a', 'b', '0', '1', '-', 'a~1b', '__proto__');
  const path = fc.array(name, { maxLength: 3 }).map((names) => names.map((one) => `/${one}`).join(''));
  const value = fc.oneof(fc.integer({ min: 0, max: 2 }), fc.constantFrom({ a: 1 }, [0, 1], { b: { a: [] } }, null));
  const operation = fc.record({ op: fc.constantFrom('add', 'add', 'remove', 'replace', 'move', 'copy', 'test'), path, from: path, value });
  fc.assert(
    fc.property(fc.array(fc.array(operation, { maxLength: 3 }), { maxLength: 12 }), (patches) => {
      const came = JSON.stringify(patches);
      const patched = new PatchedJson({ a: { b: [0] }, b: [{ a: 1 }] });
      for (const patch of patches) {
        const before = JSON.parse(JSON.stringify(patched.value)) as unknown;
        const whole = patched.apply(patch);
        if ('failed' in whole) {
          expect(patched.value).toEqual(before);
          continue;
        }
        // One at a time, on a value that nobody else holds: the same comes out.
        const slowly = new PatchedJson(before);
        for (const one of patch) slowly.apply(JSON.parse(JSON.stringify([one])));
        expect(slowly.value).toEqual(patched.value);
        // Each path that changed is there now, or was there before.
        for (const changed of whole.paths) expect(changed === '' || changed.startsWith('/')).toBe(true);
      }
      expect(JSON.stringify(patches)).toBe(came);
    }),
    { numRuns: sized(20_000, 300) },
  );
});

test('a patch costs what it changes', { timeout: 60_000 }, () => {
  const patched = new PatchedJson({ items: Array.from({ length: 50_000 }, (_, id) => ({ id })), log: [] });
  const start = process.cpuUsage();
  for (let round = 0; round < 50_000; round += 1) {
    patched.apply([{ op: 'add', path: '/log/-', value: round }]);
    patched.apply([{ op: 'replace', path: `/items/${round}/id`, value: -round }]);
  }
  // Of this process alone, whatever else the machine does. A copy of the 50,000 for each patch would take minutes.
  expect(process.cpuUsage(start).user).toBeLessThan(4_000_000);
  expect((patched.value as { log: unknown[] }).log).toHaveLength(50_000);
});
