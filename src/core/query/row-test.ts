/** Tests of one row, and those that are made once for many rows. */
import { idText, type MessageBlock } from '../model/message-block.ts';
import type { MessageIndex } from '../units.ts';

export type RowTest = (block: MessageBlock, row: number) => boolean;
export type TextTest = (text: string) => boolean;

/** Types and ids are shared by many rows of a block, so each is tested once: 0 unknown, 1 no, 2 yes. */
export function sharedTest(column: 'types' | 'ids', test: TextTest): RowTest {
  const values = column === 'types' ? 'typeNames' : 'idValues';
  let known: MessageIndex = -1;
  let memo = new Uint8Array(0);
  return (block, row) => {
    // The newest block's tables still grow.
    if (known !== block.first || memo.length < block[values].length) {
      known = block.first;
      memo = new Uint8Array(block[values].length);
    }
    const place = block[column][row]!;
    if (memo[place] === 0) memo[place] = test(idText(block[values][place]!)) ? 2 : 1;
    return memo[place] === 2;
  };
}

/** In type, last event id or data. */
export function anywhere(contains: TextTest): RowTest {
  const inType = sharedTest('types', contains);
  const inId = sharedTest('ids', contains);
  return (block, row) => inType(block, row) || inId(block, row) || contains(block.data[row]!);
}
