import { describe, expect, it } from 'vitest';
import { preview } from '../../../../src/panel/parts/json-tree/preview.ts';
import { scanJson, type JsonDocument } from '../../../../src/panel/parts/json-tree/scan-json.ts';
import { createTreeRows, EXPAND_ALL_LIMIT, type TreeRows } from '../../../../src/panel/parts/json-tree/tree-rows.ts';
import fc from '../../../property.ts';

function scanned(value: unknown): JsonDocument {
  const scan = scanJson(typeof value === 'string' ? value : JSON.stringify(value));
  if (!scan.ok) throw new Error(scan.fault.reason);
  return scan.document;
}
/** All rows as drawings: indent by level, `-` open, `+` closed, and the source of the value. */
function drawing(rows: TreeRows): string[] {
  return Array.from({ length: rows.count }, (_, i) => {
    const { node, document, level, members, isOpen } = rows.row(i);
    const key = node.keyStart < 0 ? '' : `${document.text.slice(node.keyStart + 1, node.keyEnd - 1)} `;
    const value = node.container < 0 ? document.text.slice(node.start, node.end) : node.kind;
    return `${'. '.repeat(level - 1)}${members === 0 ? '' : isOpen ? '- ' : '+ '}${key}${value}`;
  });
}

describe('rows of a tree', () => {
  const sample = { a: [1, { b: 2 }], c: {}, d: 'x' };

  it('shows the first level, then what is opened', () => {
    const rows = createTreeRows(scanned(sample));
    expect(drawing(rows)).toEqual(['- object', '. + a array', '. c object', '. d "x"']);
    rows.open(1);
    rows.open(3);
    expect(drawing(rows)).toEqual(['- object', '. - a array', '. . 1', '. . - object', '. . . b 2', '. c object', '. d "x"']);
    expect([rows.parent(4), rows.parent(3), rows.parent(6), rows.parent(0)]).toEqual([3, 1, 0, -1]);
    expect(rows.below(1)).toBe(3);
    rows.close(1);
    expect(rows.count).toBe(4);
    rows.close(0);
    expect(drawing(rows)).toEqual(['+ object']);
    rows.open(0);
    expect(rows.count).toBe(4);
  });

  it('tells siblings and places', () => {
    const rows = createTreeRows(scanned(sample));
    expect(rows.row(3)).toMatchObject({ level: 2, ordinal: 2, siblings: 3, members: 0 });
    expect(rows.row(1)).toMatchObject({ members: 2 });
  });

  it('keeps ids while rows move', () => {
    const rows = createTreeRows(scanned(sample));
    const id = rows.row(3).id;
    rows.open(1);
    expect(rows.row(5).id).toBe(id);
    expect(new Set(Array.from({ length: rows.count }, (_, i) => rows.row(i).id)).size).toBe(rows.count);
  });

  it('opens all, and closes all', () => {
    const rows = createTreeRows(scanned(sample));
    expect(rows.openAll()).toBe(true);
    expect(rows.count).toBe(7);
    rows.closeAll();
    expect(rows.count).toBe(4);
  });

  it('stops opening at the limit, and says so', () => {
    const rows = createTreeRows(scanned(Array.from({ length: 20 }, () => Array.from({ length: 3000 }, () => [1]))));
    expect(rows.openAll()).toBe(false);
    expect(rows.count).toBeGreaterThan(EXPAND_ALL_LIMIT / 2);
    expect(rows.count).toBeLessThan(EXPAND_ALL_LIMIT + 3001);
    // The sums are right all the same: the last row is the last member.
    expect(rows.row(rows.count - 1).level).toBeGreaterThan(1);
    expect(() => rows.row(rows.count - 1)).not.toThrow();
  });

  it('goes 10,000 levels down', () => {
    const rows = createTreeRows(scanned(`${'['.repeat(10_000)}1${']'.repeat(10_000)}`));
    expect(rows.openAll()).toBe(true);
    expect(rows.count).toBe(10_001);
    expect(rows.row(10_000)).toMatchObject({ level: 10_001, ordinal: 0 });
    expect(rows.parent(10_000)).toBe(9999);
    expect(rows.path(3)).toBe('$[0][0][0]');
  });

  it('opens JSON in strings', () => {
    const rows = createTreeRows(scanned({ 'odd key': [JSON.stringify({ x: 9 }), JSON.stringify({ x: 9 }), '{no}'] }));
    rows.openAll();
    expect(drawing(rows)).toEqual(['- object', '. - odd key array', '. . - "{\\"x\\":9}"', '. . . x 9', '. . - "{\\"x\\":9}"', '. . . x 9', '. . "{no}"']);
    expect(rows.path(5)).toBe('JSON.parse($["odd key"][1]).x');
    expect(rows.row(3).id).not.toBe(rows.row(5).id);
  });

  it('agrees with a plain walk, whatever is opened and closed', () => {
    type Plain = { value: unknown; open: boolean; children: Plain[] };
    const plain = (value: unknown): Plain => ({
      value,
      open: false,
      children: value !== null && typeof value === 'object' ? Object.values(value).map(plain) : [],
    });
    const walk = (node: Plain): Plain[] => [node, ...(node.open ? node.children.flatMap(walk) : [])];
    // Neither keys that look like numbers (objects would put them first) nor strings that may hold JSON.
    const tree = fc.letrec((tie) => ({
      node: fc.oneof({ maxDepth: 4 }, fc.nat(9), fc.array(tie('node'), { maxLength: 5 }), fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), tie('node'))),
    })).node;
    fc.assert(
      fc.property(tree, fc.array(fc.tuple(fc.constantFrom('open', 'close', 'all'), fc.nat(40)), { maxLength: 30 }), (value, acts) => {
        const rows = createTreeRows(scanned(value));
        const model = plain(value);
        model.open = true;
        const openAll = (node: Plain): void => {
          node.open = true;
          node.children.forEach(openAll);
        };
        for (const [act, at] of acts) {
          const row = at % rows.count;
          const node = walk(model)[row];
          if (!node) throw new Error('the model has fewer rows');
          if (act === 'all') {
            rows.openAll(row);
            openAll(node);
          } else {
            rows[act === 'open' ? 'open' : 'close'](row);
            node.open = act === 'open';
            // A closed node forgets what was open in it, but for the root.
            if (act === 'close' && row > 0)
              node.children.forEach(function close(child) {
                child.open = false;
                child.children.forEach(close);
              });
          }
          const expected = walk(model);
          expect(rows.count).toBe(expected.length);
          expected.forEach((one, i) => expect(JSON.parse(rows.row(i).document.text.slice(rows.row(i).node.start, rows.row(i).node.end))).toEqual(one.value));
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('preview', () => {
  const line = (value: unknown, limit?: number): string => {
    const document = scanned(value);
    return preview(document, document.root, limit)
      .map((part) => part.text)
      .join('');
  };
  it('names what is in it', () => {
    expect(line({ a: 1, b: 'x', c: [1, 2], d: {}, e: { f: 1 }, g: null })).toBe('{6} a: 1, b: "x", c: [2], d: {}, e: {…}, g: null');
    expect(line([true, -1.5])).toBe('[2] true, -1.5');
    expect(line({})).toBe('{0}');
  });
  it('stops at its limit', () => {
    expect(
      line(
        Array.from({ length: 1000 }, (_, i) => i),
        10,
      ),
    ).toBe('[1000] 0, 1, 2, 3, …');
    expect(line({ a: 'x'.repeat(500) })).toBe(`{1} a: "${'x'.repeat(40)}…"`);
  });
});
