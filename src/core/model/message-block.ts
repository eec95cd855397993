/** A run of rows, messages mostly, in columns: some 41 bytes each beside its text, and nothing that the garbage collector has to walk but the text. */
import type { CodeUnits, MessageIndex } from '../units.ts';

/** Rows of a block: small enough that dropping one is no jolt, large enough that a million messages are 250 blocks. */
export const BLOCK_ROWS = 4096;
/** Text after which a block is full all the same, so that big messages are dropped a few at a time. */
export const BLOCK_TEXT: CodeUnits = 4 * 1024 * 1024;

/** From whom a row is known: the page hook, the network log, the bytes. */
export const SOURCES = ['hook', 'har', 'wire'] as const;
export type MessageSource = (typeof SOURCES)[number];
/** What a row is. A comment's data is its text, a retry's the digits as they were written; both have no type and no id. */
export const ROW_KINDS = ['message', 'comment', 'retry'] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/** `flags` of a row: bit 0 heard, bits 1 and 2 the source, bits 3 and 4 the kind. */
const HEARD = 1;
const SOURCE_SHIFT = 1;
const KIND_SHIFT = 3;
const WORD_MASK = 3;

export function rowFlags(kind: RowKind, heard: boolean, from: MessageSource): number {
  return (heard ? HEARD : 0) | (SOURCES.indexOf(from) << SOURCE_SHIFT) | (ROW_KINDS.indexOf(kind) << KIND_SHIFT);
}

/** Whether the page listened to the row's type. */
export function isHeard(flags: number): boolean {
  return (flags & HEARD) !== 0;
}

export function withHeard(flags: number, heard: boolean): number {
  return heard ? flags | HEARD : flags & ~HEARD;
}

export function sourceOf(flags: number): MessageSource {
  return SOURCES[(flags >> SOURCE_SHIFT) & WORD_MASK]!;
}

export function kindOf(flags: number): RowKind {
  return ROW_KINDS[(flags >> KIND_SHIFT) & WORD_MASK]!;
}

export function isMessage(flags: number): boolean {
  return flags >> KIND_SHIFT === 0;
}

const NARROW = 0xffff;

type Numbers = Uint16Array | Uint32Array;

/** `seq` of a comment or retry of an early capture file, which gave them none. */
export const NO_SEQ = 0xffff_ffff;

export interface MessageBlock {
  /** Index of the first row. */
  readonly first: MessageIndex;
  rows: number;
  /** Rows that are no messages. */
  others: number;
  times: Float64Array;
  /** Where a row is shown: see `message-order.ts`. */
  ranks: Float64Array;
  /** Narrow until a number comes that needs more. */
  connections: Numbers;
  attempts: Numbers;
  seqs: Uint32Array;
  /** Places in `typeNames`. */
  types: Uint16Array;
  /** Places in `idValues`. */
  ids: Uint16Array;
  flags: Uint8Array;
  data: string[];
  /**
   * The string tables belong to the block, so they go when it goes. A block has at most as many entries as rows.
   * @note Ids may repeat in `idValues`: a new entry is made whenever a connection's id changes, without looking for an older one.
   */
  readonly typeNames: string[];
  readonly idValues: string[];
  textLength: CodeUnits;
  /** UTF-8 sizes plus one, 0 where not computed yet; made when somebody looks. */
  sizes: Float64Array | null;
}

export function createBlock(first: MessageIndex): MessageBlock {
  return {
    first,
    rows: 0,
    others: 0,
    times: new Float64Array(BLOCK_ROWS),
    ranks: new Float64Array(BLOCK_ROWS),
    connections: new Uint16Array(BLOCK_ROWS),
    attempts: new Uint16Array(BLOCK_ROWS),
    seqs: new Uint32Array(BLOCK_ROWS),
    types: new Uint16Array(BLOCK_ROWS),
    ids: new Uint16Array(BLOCK_ROWS),
    flags: new Uint8Array(BLOCK_ROWS),
    data: new Array<string>(BLOCK_ROWS),
    typeNames: [],
    idValues: [],
    textLength: 0,
    sizes: null,
  };
}

/** `numbers`, or a copy that `number` fits in. */
export function wideEnough(numbers: Numbers, number: number): Numbers {
  return number > NARROW && numbers instanceof Uint16Array ? Uint32Array.from(numbers) : numbers;
}

/** Gives back the rows that a block of big messages never used. */
export function seal(block: MessageBlock): void {
  const { rows } = block;
  if (rows === BLOCK_ROWS) return;
  block.times = block.times.slice(0, rows);
  block.ranks = block.ranks.slice(0, rows);
  block.connections = block.connections.slice(0, rows);
  block.attempts = block.attempts.slice(0, rows);
  block.seqs = block.seqs.slice(0, rows);
  block.types = block.types.slice(0, rows);
  block.ids = block.ids.slice(0, rows);
  block.flags = block.flags.slice(0, rows);
  block.data.length = rows;
}
