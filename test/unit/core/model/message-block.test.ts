import { describe, expect, it } from 'vitest';
import { createBlock, idText, idValueOf, rankAt, setRank, wideEnough } from '../../../../src/core/model/message-block.ts';
import fc from '../../../property.ts';

describe('ids', () => {
  it('come back as they were, whatever they look like', () => {
    const digits = fc.array(fc.constantFrom(...'0123456789'), { maxLength: 20 }).map((all) => all.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.string(), digits), (id) => {
        expect(idText(idValueOf(id))).toBe(id);
      }),
      { numRuns: 2000 },
    );
  });

  it('are numbers only where they are written as such', () => {
    expect(['0', '7', '1700000000000', '999999999999999'].map(idValueOf)).toEqual([0, 7, 1_700_000_000_000, 999_999_999_999_999]);
    for (const id of ['', '00', '07', '-1', '1.0', '1e3', '\u0661', '9007199254740993', ' 1']) expect(idValueOf(id)).toBe(id);
  });
});

describe('ranks', () => {
  it('are the times, until one differs', () => {
    const block = createBlock(0, 1000);
    block.times.set([1000, 1001.5, 1001.5]);
    setRank(block, 0, 0);
    setRank(block, 1, 1.5);
    expect([block.ranks, rankAt(block, 0), rankAt(block, 1)]).toEqual([null, 0, 1.5]);
    setRank(block, 2, 1.75);
    expect([0, 1, 2].map((row) => rankAt(block, row))).toEqual([0, 1.5, 1.75]);
  });
});

describe('columns', () => {
  it('grow wider with the numbers, and keep what is in them', () => {
    let column = createBlock(0, 0).types;
    column[0] = 7;
    for (const [number, width] of [
      [255, 1],
      [256, 2],
      [3, 2],
      [65_536, 4],
      [256, 4],
    ] as const) {
      column = wideEnough(column, number);
      column[1] = number;
      expect([column.BYTES_PER_ELEMENT, column[0], column[1], column.length]).toEqual([width, 7, number, 4096]);
    }
  });

  it('grow wide at once where the first number asks for it', () => {
    expect(wideEnough(new Uint8Array([1, 2]), 70_000)).toEqual(new Uint32Array([1, 2]));
  });
});
