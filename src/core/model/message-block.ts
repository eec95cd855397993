/** A run of messages in columns: some 37 bytes each beside its text, and nothing that the garbage collector has to walk but the text. */
import type { CodeUnits, MessageIndex } from '../units.ts';

/** Rows of a block: small enough that dropping one is no jolt, large enough that a million messages are 250 blocks. */
export const BLOCK_ROWS = 4096;
/** Text after which a block is full all the same, so that big messages are dropped a few at a time. */
export const BLOCK_TEXT: CodeUnits = 4 * 1024 * 1024;

/** The page listened to the message's type. */
export const HEARD = 1;
/** Where a message is known from; shifted by `SOURCE_SHIFT` in `flags`. */
export const SOURCES = ['hook', 'har', 'wire'] as const;
export type MessageSource = (typeof SOURCES)[number];
export const SOURCE_SHIFT = 1;

export interface MessageBlock {
  /** Index of the first row. */
  readonly first: MessageIndex;
  rows: number;
  times: Float64Array;
  connections: Uint32Array;
  attempts: Uint32Array;
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
    times: new Float64Array(BLOCK_ROWS),
    connections: new Uint32Array(BLOCK_ROWS),
    attempts: new Uint32Array(BLOCK_ROWS),
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

/** Gives back the rows that a block of big messages never used. */
export function seal(block: MessageBlock): void {
  const { rows } = block;
  if (rows === BLOCK_ROWS) return;
  block.times = block.times.slice(0, rows);
  block.connections = block.connections.slice(0, rows);
  block.attempts = block.attempts.slice(0, rows);
  block.seqs = block.seqs.slice(0, rows);
  block.types = block.types.slice(0, rows);
  block.ids = block.ids.slice(0, rows);
  block.flags = block.flags.slice(0, rows);
  block.data.length = rows;
}
