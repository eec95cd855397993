/** A run of rows, messages mostly, in columns: some 25 to 35 bytes each beside its text, and nothing that the garbage collector has to walk but the text. */
import type { CodeUnits, EpochMs, MessageIndex, Rank } from '../units.ts';

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

type Numbers = Uint8Array | Uint16Array | Uint32Array;

/** `seq` of a comment or retry of an early capture file, which gave them none. */
export const NO_SEQ = 0xffff_ffff;

/** A last event id; as a number where it is written as that number is: so it takes 8 bytes instead of 32. See `idText`. */
export type IdValue = string | number;

export interface MessageBlock {
  /** Index of the first row. */
  readonly first: MessageIndex;
  rows: number;
  /** Rows that are no messages. */
  others: number;
  times: Float64Array;
  /** Where ranks count from. */
  readonly origin: EpochMs;
  /** Where rows are shown, see `message-order.ts`; null for as long as that is when they came. Read by `rankAt`. */
  ranks: Float64Array | null;
  /** As the other columns of this type: narrow until a number comes that needs more. */
  connections: Numbers;
  attempts: Numbers;
  seqs: Uint32Array;
  /** Places in `typeNames`. */
  types: Numbers;
  /** Places in `idValues`; read by `idAt`. */
  ids: Numbers;
  flags: Uint8Array;
  data: string[];
  /**
   * The string tables belong to the block, so they go when it goes. A block has at most as many entries as rows.
   * @note Ids may repeat in `idValues`: a new entry is made whenever a connection's id changes, without looking for an older one.
   */
  readonly typeNames: string[];
  readonly idValues: IdValue[];
  textLength: CodeUnits;
  /** UTF-8 sizes plus one, 0 where not computed yet; made when somebody looks. */
  sizes: Float64Array | null;
}

export function createBlock(first: MessageIndex, origin: EpochMs): MessageBlock {
  return {
    first,
    rows: 0,
    others: 0,
    times: new Float64Array(BLOCK_ROWS),
    origin,
    ranks: null,
    connections: new Uint8Array(BLOCK_ROWS),
    attempts: new Uint8Array(BLOCK_ROWS),
    seqs: new Uint32Array(BLOCK_ROWS),
    types: new Uint8Array(BLOCK_ROWS),
    ids: new Uint8Array(BLOCK_ROWS),
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
  const { BYTES_PER_ELEMENT: width } = numbers;
  if (number <= 0xff || width === 4) return numbers;
  if (number > 0xffff) return new Uint32Array(numbers);
  return width === 1 ? new Uint16Array(numbers) : numbers;
}

export function rankAt(block: MessageBlock, row: number): Rank {
  return block.ranks === null ? block.times[row]! - block.origin : block.ranks[row]!;
}

export function setRank(block: MessageBlock, row: number, rank: Rank): void {
  if (block.ranks === null) {
    if (rank === block.times[row]! - block.origin) return;
    block.ranks = block.times.map((at) => at - block.origin);
  }
  block.ranks[row] = rank;
}

/** The last event id as of a row. */
export function idAt(block: MessageBlock, row: number): string {
  return idText(block.idValues[block.ids[row]!]!);
}

export function idText(value: IdValue): string {
  return typeof value === 'number' ? String(value) : value;
}

/** As many digits any number holds exactly. */
const MAX_DIGITS = 15;
const ZERO = 0x30;

export function idValueOf(id: string): IdValue {
  const { length } = id;
  if (length === 0 || length > MAX_DIGITS || (length > 1 && id.charCodeAt(0) === ZERO)) return id;
  let value = 0;
  for (let at = 0; at < length; at += 1) {
    const digit = id.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) return id;
    value = value * 10 + digit;
  }
  return value;
}

/** Gives back the rows that a block of big messages never used. */
export function seal(block: MessageBlock): void {
  const { rows } = block;
  if (rows === BLOCK_ROWS) return;
  block.times = block.times.slice(0, rows);
  if (block.ranks !== null) block.ranks = block.ranks.slice(0, rows);
  block.connections = block.connections.slice(0, rows);
  block.attempts = block.attempts.slice(0, rows);
  block.seqs = block.seqs.slice(0, rows);
  block.types = block.types.slice(0, rows);
  block.ids = block.ids.slice(0, rows);
  block.flags = block.flags.slice(0, rows);
  block.data.length = rows;
}
