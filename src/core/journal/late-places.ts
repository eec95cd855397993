/** Where rows stand that were learnt late: directly before which row that was learnt earlier. */
import { indexAt } from '../model/index-list.ts';
import { NO_SEQ } from '../model/message-block.ts';
import { blockOf } from '../model/message-log.ts';
import type { Capture } from '../model/types.ts';
import type { ConnectionId, MessageIndex } from '../units.ts';

/**
 * The `seq` that rows from `from` on, and before `to`, stand before; rows that were learnt in order are left out.
 * @note From the end of each connection to its foremost row among them, so that the usual case, a few new rows at the end, costs as much as they are.
 */
export function latePlaces({ connections, log }: Capture, from: MessageIndex, to: MessageIndex): ReadonlyMap<MessageIndex, number> {
  const before = new Map<MessageIndex, number>();
  for (const [id, count] of countRows({ log }, from, to)) {
    const positions = connections.get(id)?.positions;
    if (positions === undefined || positions.ascending) continue;
    const following: MessageIndex[] = [];
    let left = count;
    for (let position = positions.length - 1; position >= 0 && left > 0; position -= 1) {
      const index = indexAt(positions, position);
      while (following.length > 0 && following.at(-1)! > index) following.pop();
      const next = following.at(-1);
      following.push(index);
      if (index < from || index >= to) continue;
      left -= 1;
      if (next === undefined) continue;
      const block = blockOf(log, next)!;
      const seq = block.seqs[next - block.first]!;
      if (seq !== NO_SEQ) before.set(index, seq);
    }
  }
  return before;
}

function countRows({ log }: Pick<Capture, 'log'>, from: MessageIndex, to: MessageIndex): Map<ConnectionId, number> {
  const counts = new Map<ConnectionId, number>();
  for (let index = from; index < to; index += 1) {
    const block = blockOf(log, index);
    if (block === undefined) continue;
    const id = block.connections[index - block.first]!;
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
