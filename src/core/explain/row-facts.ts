/**
 * What the rows of one attempt come to: a fold that takes each row once, in the order in which the rows were learnt, so its cost is that of
 * what is new. Facts that depend on the order of rows leave out those that were learnt late.
 */
import type { EpochMs, MessageIndex, Rank } from '../units.ts';
import type { RowKind } from '../model/message-block.ts';

/** Types of one attempt that are told apart: more is a server that makes up a type for each message. */
const MAX_TYPES = 64;

export interface TypeFacts {
  count: number;
  /** The newest. */
  message: MessageIndex;
  at: EpochMs;
}

export interface RowFacts {
  messages: number;
  comments: number;
  readonly types: Map<string, TypeFacts>;
  /** Messages of types beyond those. */
  otherTypes: number;
  firstAt?: EpochMs;
  lastAt?: EpochMs;
  /** Of the newest row that was not learnt late. */
  lastRank: Rank;
}

export interface FoldedRow {
  index: MessageIndex;
  kind: RowKind;
  at: EpochMs;
  rank: Rank;
  type: string;
  lastEventId: string;
  size: number;
}

export function createRowFacts(): RowFacts {
  return { messages: 0, comments: 0, types: new Map(), otherTypes: 0, lastRank: -Infinity };
}

export function foldRow(facts: RowFacts, row: FoldedRow): void {
  if (facts.firstAt === undefined || row.at < facts.firstAt) facts.firstAt = row.at;
  if (facts.lastAt === undefined || row.at > facts.lastAt) facts.lastAt = row.at;
  if (row.kind === 'comment') facts.comments += 1;
  if (row.kind === 'message') {
    facts.messages += 1;
    countType(facts, row);
  }
  if (row.rank > facts.lastRank) facts.lastRank = row.rank;
}

function countType(facts: RowFacts, { type, index, at }: FoldedRow): void {
  const known = facts.types.get(type);
  if (known !== undefined) {
    known.count += 1;
    known.message = index;
    known.at = at;
  } else if (facts.types.size < MAX_TYPES) facts.types.set(type, { count: 1, message: index, at });
  else facts.otherTypes += 1;
}
