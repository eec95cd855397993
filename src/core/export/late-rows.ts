/** Which row a row that was learnt late stands before, of those of its connection that are in the file and were learnt earlier. */
import type { Capture } from '../model/capture.ts';
import type { ConnectionEntry } from '../model/connection-entry.ts';
import { indexAt, type IndexList } from '../model/index-list.ts';
import { NO_SEQ } from '../model/message-block.ts';
import { blockOf } from '../model/message-log.ts';
import type { MessageIndex } from '../units.ts';
import type { SelectedMessages } from './selected-messages.ts';

/** The late rows of a connection, by index, with the `seq` that they stand before. */
interface Found {
  /** Rows from here on were not looked at. */
  upTo: MessageIndex;
  before: ReadonlyMap<MessageIndex, number>;
}

/** By what was selected (for everything: the capture's log), then by the connection's list. What is learnt later changes none of it. */
const known = new WeakMap<object, WeakMap<IndexList, Found>>();

/** Undefined for a row that was learnt in order. */
export function seqAfter(capture: Capture, messages: SelectedMessages, { positions }: ConnectionEntry, index: MessageIndex): number | undefined {
  if (positions.ascending) return undefined;
  let ofSelection = known.get(messages.key);
  if (ofSelection === undefined) known.set(messages.key, (ofSelection = new WeakMap<IndexList, Found>()));
  let found = ofSelection.get(positions);
  if (found === undefined || index >= found.upTo) ofSelection.set(positions, (found = findAll(capture, messages, positions)));
  return found.before.get(index);
}

/** From the end to the begin, with those at hand that may be the next one learnt earlier: each is looked at once. */
function findAll({ log }: Capture, messages: SelectedMessages, positions: IndexList): Found {
  const before = new Map<MessageIndex, number>();
  const following: MessageIndex[] = [];
  for (let position = positions.length - 1; position >= 0; position -= 1) {
    const index = indexAt(positions, position);
    if (!messages.has(index)) continue;
    while (following.length > 0 && following.at(-1)! > index) following.pop();
    const next = following.at(-1);
    if (next !== undefined) {
      const block = blockOf(log, next)!;
      const seq = block.seqs[next - block.first]!;
      if (seq !== NO_SEQ) before.set(index, seq);
    }
    following.push(index);
  }
  return { upTo: log.next, before };
}
