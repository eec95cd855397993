/** The UTF-8 size of a message's data, computed when somebody looks and kept with its block. */
import { BLOCK_ROWS, type MessageBlock } from '../model/message-block.ts';
import type { Bytes } from '../units.ts';
import { utf8Size } from '../bytes/utf8.ts';

export function messageSize(block: MessageBlock, row: number): Bytes {
  block.sizes ??= new Float64Array(BLOCK_ROWS);
  const known = block.sizes[row]!;
  if (known > 0) return known - 1;
  const size = utf8Size(block.data[row]!);
  block.sizes[row] = size + 1;
  return size;
}
