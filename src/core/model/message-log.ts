/** The log of rows: appended at the end, dropped at the front a block at a time. */
import type { CodeUnits, EpochMs, MessageIndex } from '../units.ts';
import type { Limits } from './limits.ts';
import { BLOCK_ROWS, BLOCK_TEXT, createBlock, idValueOf, isMessage, rankAt, seal, setRank, wideEnough, type MessageBlock } from './message-block.ts';
import type { IdPlace, LogRow, MessageLog } from './types.ts';

/** Types above this length get an entry of their own each time: hashing and comparing them is not worth it. */
const MAX_SHARED_TYPE: CodeUnits = 1024;

export function createIdPlace(): IdPlace {
  return { block: -1, place: 0, value: '' };
}

export function createMessageLog(): MessageLog {
  return {
    blocks: [],
    next: 0,
    others: 0,
    textLength: 0,
    openTypes: new Map(),
    recent: null,
    origin: undefined,
    newestRank: -Infinity,
    droppedRank: -Infinity,
    order: null,
    lastLate: -1,
    reorders: 0,
    draft: { connection: 0, attempt: 0, seq: 0, at: 0.5, rank: 0.5, type: '', lastEventId: '', data: '', flags: 0 },
  };
}

/** Index of the row learnt first of those that are held; `log.next` when none is. */
export function firstIndex(log: MessageLog): MessageIndex {
  return log.blocks[0]?.first ?? log.next;
}

/** Rows of all kinds. */
export function heldRows(log: MessageLog): number {
  return log.next - firstIndex(log);
}

export function heldMessages(log: MessageLog): number {
  return heldRows(log) - log.others;
}

/** Appends a row and says its index; `message-order.ts` puts it where it is shown. `idPlace` belongs to the row's connection. */
export function appendRow(log: MessageLog, message: LogRow, idPlace: IdPlace): MessageIndex {
  let block = log.blocks[log.blocks.length - 1];
  if (block === undefined || block.rows === BLOCK_ROWS || block.textLength >= BLOCK_TEXT) block = openBlock(log, block);
  const row = block.rows;
  const textBefore = block.textLength;
  block.times[row] = message.at;
  setRank(block, row, message.rank);
  block.connections = wideEnough(block.connections, message.connection);
  block.connections[row] = message.connection;
  block.attempts = wideEnough(block.attempts, message.attempt);
  block.attempts[row] = message.attempt;
  block.seqs[row] = message.seq;
  const type = placeOfType(log, block, message.type);
  block.types = wideEnough(block.types, type);
  block.types[row] = type;
  const id = placeOfId(block, message.lastEventId, idPlace);
  block.ids = wideEnough(block.ids, id);
  block.ids[row] = id;
  block.flags[row] = message.flags;
  block.data[row] = message.data;
  block.textLength += message.data.length;
  block.rows = row + 1;
  if (!isMessage(message.flags)) {
    block.others += 1;
    log.others += 1;
  }
  log.textLength += block.textLength - textBefore;
  return log.next++;
}

function openBlock(log: MessageLog, full: MessageBlock | undefined): MessageBlock {
  if (full !== undefined) seal(full);
  const block = createBlock(log.next, log.origin ?? 0);
  log.blocks.push(block);
  log.openTypes.clear();
  return block;
}

function placeOfType(log: MessageLog, block: MessageBlock, type: string): number {
  const known = type.length <= MAX_SHARED_TYPE ? log.openTypes.get(type) : undefined;
  if (known !== undefined) return known;
  const place = block.typeNames.push(type) - 1;
  if (type.length <= MAX_SHARED_TYPE) log.openTypes.set(type, place);
  block.textLength += type.length;
  return place;
}

function placeOfId(block: MessageBlock, id: string, idPlace: IdPlace): number {
  const same = idPlace.value === id;
  if (same && idPlace.block === block.first) return idPlace.place;
  // The older string is kept when both are equal: so an id of 100 KB is held once, however often it comes.
  if (!same) idPlace.value = id;
  idPlace.block = block.first;
  idPlace.place = block.idValues.push(idValueOf(idPlace.value)) - 1;
  block.textLength += id.length;
  return idPlace.place;
}

/** Whether the log holds more than it may. The newest block always stays. */
export function isOverLimit(log: MessageLog, limits: Limits): 'messages' | 'dataLength' | null {
  if (log.blocks.length < 2) return null;
  if (heldRows(log) > limits.messages) return 'messages';
  if (log.textLength > limits.dataLength) return 'dataLength';
  return null;
}

/** Forgets the oldest block and returns it. */
export function dropOldestBlock(log: MessageLog): MessageBlock | undefined {
  const block = log.blocks.shift();
  if (block === undefined) return undefined;
  log.textLength -= block.textLength;
  log.others -= block.others;
  log.recent = null;
  for (let row = 0; row < block.rows; row += 1) log.droppedRank = Math.max(log.droppedRank, rankAt(block, row));
  return block;
}

/** Forgets all rows. Indexes and ranks go on from where they were. */
export function clearLog(log: MessageLog): void {
  log.blocks.length = 0;
  log.others = 0;
  log.order = null;
  log.textLength = 0;
  log.openTypes.clear();
  log.recent = null;
}

/** The block that holds `index`, or undefined when it was dropped or is yet to come. */
export function blockOf(log: MessageLog, index: MessageIndex): MessageBlock | undefined {
  const { recent } = log;
  if (recent !== null && index >= recent.first && index < recent.first + recent.rows) return recent;
  const { blocks } = log;
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (blocks[middle]!.first <= index) low = middle + 1;
    else high = middle;
  }
  const block = blocks[low - 1];
  if (block === undefined || index >= block.first + block.rows) return undefined;
  log.recent = block;
  return block;
}

/** Time of a row that is held. */
export function messageTime(log: MessageLog, index: MessageIndex): EpochMs {
  const block = blockOf(log, index);
  if (block === undefined) throw new RangeError(`message ${index} is not held`);
  return block.times[index - block.first]!;
}
