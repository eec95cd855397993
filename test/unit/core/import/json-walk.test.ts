import { describe, expect, it } from 'vitest';
import { ImportError } from '../../../../src/core/import/import-error.ts';
import { createJsonWalk, type Path, type Wish } from '../../../../src/core/import/json-walk.ts';
import { IMPORT_LIMITS } from '../../../../src/core/import/limits.ts';
import fc from '../../../property.ts';

type Found = [path: string, value: unknown, line: number];

function walk(chunks: readonly string[], wish: (path: Path) => Wish, limits = IMPORT_LIMITS): Found[] {
  const found: Found[] = [];
  const walker = createJsonWalk({ wish, value: (path, value, line) => found.push([path.join('/'), value, line]) }, limits);
  for (const chunk of chunks) walker.push(chunk);
  walker.end();
  return found;
}

const toDepth =
  (depth: number) =>
  (path: Path): Wish =>
    path.length < depth ? 'enter' : 'value';

describe('a document', () => {
  const text = '{\n "a": [1, {"b": "x\\"]}"},\n  [] ],\n "c" : {"d":null,"e":true}, "f":{},\n"g":[] ,"h":-1.5e3}\n';

  it('is gone through in its order, with lines', () => {
    expect(walk([text], toDepth(2))).toEqual(
      [
        ['a/*', 1, 2],
        ['a/*', { b: 'x"]}' }, 2],
        ['a/*', [], 3],
        ['c/d', null, 4],
        ['c/e', true, 4],
        ['h', -1500, 5],
      ].map(([path, value, line]) => [path, value, line]) as Found[],
    );
  });

  it('leaves out what nobody wants, and does not hold it', () => {
    expect(walk([text], (path) => (path.length === 0 ? 'enter' : path[0] === 'c' ? 'value' : 'skip'), { ...IMPORT_LIMITS, value: 30 })).toEqual([
      ['c', { d: null, e: true }, 4],
    ]);
  });
});

/** The values that a walk must find, by `JSON.parse`. */
function values(value: unknown, depth: number, path: string[] = []): [string, unknown][] {
  if (path.length === depth || typeof value !== 'object' || value === null) return [[path.join('/'), value]];
  const children = Array.isArray(value) ? value.map((one: unknown): [string, unknown] => ['*', one]) : Object.entries(value);
  return children.flatMap(([name, one]) => values(one, depth, [...path, name]));
}

describe('any document', () => {
  it('is read as `JSON.parse` reads it, however it is cut and indented', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 5 }),
        fc.constantFrom(0, 1, '\t'),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 0, max: 4 }),
        (document, indent, size, depth) => {
          const text = JSON.stringify(document, null, indent);
          const chunks = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
          const found = walk(chunks, toDepth(depth));
          // Members that are numbers by name come first in objects, later in texts that were not made by one: here both agree.
          expect(found.map(([path, value]) => [path, value])).toEqual(values(JSON.parse(text), depth));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('what is wrong', () => {
  it.each([
    ['', 1, 'the file ends where a value was expected'],
    ['{"a":1', 1, 'the file ends where a comma or } was expected'],
    ['{"a":\n"b', 2, 'the file ends within a value'],
    ['{"a" 1}', 1, 'expected a colon, found "1}"'],
    ['{"a":1,\n\n}', 3, 'expected a name in quotes, found "}"'],
    ['{a:1}', 1, 'expected a name in quotes or }, found "a:1}"'],
    ['[1 2]', 1, 'expected a comma or ], found "2]"'],
    ['[1,]', 1, 'expected a value, found "]"'],
    ['[1}', 1, 'expected a comma or ], found "}"'],
    ['{} {}', 1, 'expected the end of the file, found "{}"'],
    ['[nul]', 1, 'a value is not JSON: "nul"'],
    ['[\n{"a":}]', 2, 'a value is not JSON'],
    ['["a\nb"]', 1, 'a text in quotes goes over the end of its line'],
    ['[01]', 1, 'a value is not JSON'],
    [`[${'['.repeat(100)}`, 1, 'nested deeper than 64 levels'],
  ])('%j', (text, line, reason) => {
    for (const chunks of [[text], text.split('')]) {
      expect(() => walk(chunks, toDepth(1))).toThrow(ImportError);
      expect(() => walk(chunks, toDepth(1))).toThrow(
        new RegExp(`^line ${line}: .*${reason.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/found .*$/, 'found')}`),
      );
    }
  });

  it('a value that is too long', () => {
    expect(() => walk([`["${'x'.repeat(100)}"]`], toDepth(1), { ...IMPORT_LIMITS, value: 50 })).toThrow('line 1: a value is longer than 50 characters');
  });
});
