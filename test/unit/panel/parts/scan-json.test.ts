import { describe, expect, it } from 'vitest';
import { childrenOf } from '../../../../src/panel/parts/json-tree/json-children.ts';
import { decodeString } from '../../../../src/panel/parts/json-tree/json-text.ts';
import { scanJson, type JsonDocument, type JsonNode } from '../../../../src/panel/parts/json-tree/scan-json.ts';
import { prettyJson } from '../../../../src/panel/parts/text-diff/pretty-json.ts';
import fc from '../../../property.ts';

/** The value that a document stands for, built from the tree alone. */
function valueOf(document: JsonDocument, node: JsonNode = document.root): unknown {
  const { text } = document;
  const children = childrenOf(document, node);
  const members = Array.from({ length: children.count }, (_, i) => children.at(i));
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(members.map((child) => [decodeString(text, child.keyStart, child.keyEnd).value, valueOf(document, child)]));
    case 'array':
      return members.map((child) => valueOf(document, child));
    case 'string':
      return decodeString(text, node.start, node.end).value;
    case 'number':
      return Number(text.slice(node.start, node.end));
    case 'null':
      return null;
    default:
      return node.kind === 'true';
  }
}
function parsed(text: string): { ok: boolean; value?: unknown } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}
function scanned(text: string): JsonDocument {
  const scan = scanJson(text);
  if (!scan.ok) throw new Error(`${scan.fault.reason} at ${scan.fault.offset}`);
  return scan.document;
}

describe('the scanner beside JSON.parse', () => {
  it('finds the same values, however they are laid out', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t', ' \r\n'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(valueOf(scanned(text))).toEqual(JSON.parse(text));
      }),
      { numRuns: 200 },
    );
  });

  it('accepts and refuses the same texts', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '"a"',
      '"\\u00',
      '1',
      '-',
      '0',
      '.5',
      'e+1',
      'true',
      'fals',
      'null',
      ' ',
      '\n',
      '\\',
      '\t',
      '\u00a0',
      '01',
      '"\\x"',
      '"\u0001"',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
        const text = pieces.join('');
        expect(scanJson(text).ok, text).toBe(parsed(text).ok);
      }),
      { numRuns: 1500 },
    );
  });

  it('accepts and refuses the same after one change to a good text', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), fc.constantFrom('', '"', ',', '}', '0', ' ', '\\', 'e'), (value, at, change) => {
        const good = JSON.stringify(value);
        const place = at % (good.length + 1);
        const text = good.slice(0, place) + change + good.slice(place + (at % 2));
        expect(scanJson(text).ok, text).toBe(parsed(text).ok);
      }),
      { numRuns: 1500 },
    );
  });

  it('lays out without changing the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(prettyJson(scanned(text))).toBe(JSON.stringify(JSON.parse(text), null, 2));
      }),
    );
  });
});

describe('what JSON.parse loses', () => {
  it('keeps big integers, forms of numbers, and duplicate keys', () => {
    const document = scanned('{"id": 9007199254740993, "id": 1.0, "z": -0e5}');
    const children = childrenOf(document, document.root);
    const texts = [0, 1, 2].map((i) => document.text.slice(children.at(i).start, children.at(i).end));
    expect(texts).toEqual(['9007199254740993', '1.0', '-0e5']);
    expect(document.text.slice(children.at(1).keyStart, children.at(1).keyEnd)).toBe('"id"');
    expect(prettyJson(document)).toBe('{\n  "id": 9007199254740993,\n  "id": 1.0,\n  "z": -0e5\n}');
  });
});

describe('faults', () => {
  it.each([
    ['', 'empty', 0],
    [' \n', 'empty', 2],
    ['{"a":1', 'unexpected-end', 6],
    ['{"a"', 'unexpected-end', 4],
    ['"abc', 'unexpected-end', 4],
    ['[1,]', 'unexpected-character', 3],
    ['{a:1}', 'expected-key', 1],
    ['{"a" 1}', 'expected-colon', 5],
    ['[1 2]', 'expected-comma-or-end', 3],
    ['["a\nb"]', 'control-character-in-string', 3],
    ['"\\q"', 'bad-escape', 2],
    ['"\\u12x4"', 'bad-escape', 5],
    ['01', 'bad-number', 1],
    ['-a', 'bad-number', 1],
    ['{} {}', 'text-after-value', 3],
    ['hello', 'unexpected-character', 0],
    ['nul', 'unexpected-end', 3],
    ['\ufeff{}', 'unexpected-character', 0],
  ])('%j: %s at %i', (text, reason, offset) => {
    expect(scanJson(text)).toEqual({ ok: false, fault: { reason, offset } });
  });
});

describe('size', () => {
  it('takes 100,000 levels without recursion', () => {
    const text = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(scanned(text).containers.count).toBe(100_000);
    expect(scanJson('{"a":'.repeat(100_000)).ok).toBe(false);
    expect(prettyJson(scanned('['.repeat(10_000) + '1' + ']'.repeat(10_000)))).toContain('1');
  });

  it('finds any of 100,000 members in any order', () => {
    const document = scanned(JSON.stringify(Array.from({ length: 100_000 }, (_, i) => (i % 3 ? { n: i, a: [i, [i]] } : i))));
    const children = childrenOf(document, document.root);
    expect(children.count).toBe(100_000);
    for (const i of [99_999, 0, 50_000, 49_999, 50_001, 63, 64, 65, 99_998]) {
      expect(valueOf(document, children.at(i))).toEqual(i % 3 ? { n: i, a: [i, [i]] } : i);
    }
    expect(() => children.at(100_000)).toThrow(RangeError);
  });
});

describe('strings', () => {
  it('decodes every string as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const text = JSON.stringify(value);
        expect(decodeString(text, 0, text.length)).toEqual({ value, cut: false });
      }),
    );
    const escapes = String.raw`"\"\\\/\b\f\n\r\tA😀"`;
    expect(decodeString(escapes, 0, escapes.length).value).toBe(JSON.parse(escapes));
  });

  it('cuts at a limit, and never in the middle of a pair', () => {
    expect(decodeString('"abcdef"', 0, 8, 3)).toEqual({ value: 'abc', cut: true });
    expect(decodeString('"abc"', 0, 5, 3)).toEqual({ value: 'abc', cut: false });
    expect(decodeString('"a\\nbc"', 0, 7, 2)).toEqual({ value: 'a\n', cut: true });
    expect(decodeString('"ab😀"', 0, 6, 3)).toEqual({ value: 'ab', cut: true });
  });
});
