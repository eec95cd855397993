/**
 * What rows come to: a fold that takes each row once, in the order in which the rows were learnt, so its cost is that of what is new.
 * Facts that depend on the order of rows leave out those that were learnt late: what is missing makes no finding, what is wrong would.
 */
import type { CodeUnits, EpochMs, MessageIndex, Milliseconds, Rank } from '../units.ts';
import type { RowKind } from '../model/message-block.ts';
import { blockMistakeOf, type BlockMistake } from './block-mistakes.ts';
import { isHeartbeat } from './heartbeat.ts';
import { createIdFacts, foldId, type IdFacts } from './id-facts.ts';
import { breaksBySplitting } from './split-json-test.ts';

/** Types that are told apart: more is a server that makes up a type for each message. */
const MAX_TYPES = 64;
/** The newest intervals between heartbeats that a period is learnt from. */
export const INTERVALS = 6;
/** Messages that come within this time of each other came together: a browser dispatches those of one chunk in one go. */
const TOGETHER: Milliseconds = 20;
/** Heartbeats that come within this time of the first of them are one: as far as two witnesses of one chunk are apart on a busy machine. */
export const BEAT: Milliseconds = 300;
/** Runs of messages that came together, of which size and distance are remembered: the newest. */
export const RUNS = 6;
/** Messages of several lines that are looked at for torn JSON: a server that tears one tears them all. */
const MAX_LOOKED_AT = 20;

/** So many messages, and the newest of them. */
export interface Tally {
  count: number;
  message: MessageIndex;
  at: EpochMs;
}

export interface TypeFacts extends Tally {
  /** Those that came while the page did not listen to the type: a page that has taken its listener away had one before. */
  unheard?: Tally;
}

/** Messages that came together. */
export interface Run {
  from: EpochMs;
  to: EpochMs;
  messages: number;
  size: CodeUnits;
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
  /** The newest heartbeat: a comment, or a message that says nothing else. What comes evenly beside those is what the application has to say. */
  beatAt?: EpochMs;
  /** The newest of all other rows. */
  saidAt?: EpochMs;
  /** Between the newest heartbeats. */
  readonly intervals: Milliseconds[];
  readonly ids: IdFacts;
  readonly runs: Run[];
  runCount: number;
  largest: CodeUnits;
  largestMessage?: MessageIndex;
  /** The newest, in milliseconds, as the server wrote it. */
  retry?: { ms: number; message: MessageIndex };
  multiLine: number;
  torn?: { message: MessageIndex; count: number };
  /** What was probably meant otherwise, by its kind: the newest of each. */
  readonly mistakes: Partial<Record<BlockMistake, { message: MessageIndex; count: number }>>;
}

export interface FoldedRow {
  index: MessageIndex;
  kind: RowKind;
  at: EpochMs;
  rank: Rank;
  type: string;
  lastEventId: string;
  data: string;
  /** The page listened to its type. */
  heard: boolean;
}

export function createRowFacts(): RowFacts {
  return {
    messages: 0,
    comments: 0,
    types: new Map(),
    otherTypes: 0,
    lastRank: -Infinity,
    intervals: [],
    ids: createIdFacts(),
    runs: [],
    runCount: 0,
    largest: 0,
    multiLine: 0,
    mistakes: {},
  };
}

export function foldRow(facts: RowFacts, row: FoldedRow): void {
  const isLate = row.rank <= facts.lastRank;
  if (row.kind === 'comment' || (row.kind === 'message' && isHeartbeat(row.type, row.data))) foldBeat(facts, row.at);
  else if (facts.saidAt === undefined || row.at > facts.saidAt) facts.saidAt = row.at;
  if (!isLate) foldTimes(facts, row);
  if (facts.firstAt === undefined || row.at < facts.firstAt) facts.firstAt = row.at;
  if (facts.lastAt === undefined || row.at > facts.lastAt) facts.lastAt = row.at;
  if (row.kind === 'comment') facts.comments += 1;
  else if (row.kind === 'retry') facts.retry = { ms: Number(row.data), message: row.index };
  else {
    facts.messages += 1;
    countType(facts, row);
    if (!isLate) foldId(facts.ids, row);
    if (row.data.length > facts.largest) {
      facts.largest = row.data.length;
      facts.largestMessage = row.index;
    }
    lookForTornJson(facts, row);
    lookForMistake(facts, row);
  }
  if (!isLate) facts.lastRank = row.rank;
}

function foldTimes(facts: RowFacts, { kind, at, data }: FoldedRow): void {
  if (kind !== 'message') return;
  const run = facts.runs.at(-1);
  if (run !== undefined && at - run.to <= TOGETHER) {
    run.to = at;
    run.messages += 1;
    run.size += data.length;
    return;
  }
  facts.runs.push({ from: at, to: at, messages: 1, size: data.length });
  facts.runCount += 1;
  if (facts.runs.length > RUNS) facts.runs.shift();
}

/** Two witnesses may tell of one, and which of them is first, and which late, is chance: so what counts is when it came. */
function foldBeat(facts: RowFacts, at: EpochMs): void {
  const since = facts.beatAt === undefined ? Infinity : at - facts.beatAt;
  if (since <= BEAT) return;
  if (facts.beatAt !== undefined) {
    facts.intervals.push(since);
    if (facts.intervals.length > INTERVALS) facts.intervals.shift();
  }
  facts.beatAt = at;
}

function countType(facts: RowFacts, row: FoldedRow): void {
  let known = facts.types.get(row.type);
  if (known === undefined) {
    if (facts.types.size >= MAX_TYPES) {
      facts.otherTypes += 1;
      return;
    }
    facts.types.set(row.type, (known = { count: 0, message: row.index, at: row.at }));
  }
  count(known, row);
  if (!row.heard) count((known.unheard ??= { count: 0, message: row.index, at: row.at }), row);
}

function count(tally: Tally, { index, at }: FoldedRow): void {
  tally.count += 1;
  tally.message = index;
  tally.at = at;
}

function lookForTornJson(facts: RowFacts, { data, index }: FoldedRow): void {
  if (facts.multiLine >= MAX_LOOKED_AT || !data.includes('\n')) return;
  facts.multiLine += 1;
  if (breaksBySplitting(data)) facts.torn = { message: index, count: (facts.torn?.count ?? 0) + 1 };
}

function lookForMistake({ mistakes }: RowFacts, { data, index }: FoldedRow): void {
  const mistake = blockMistakeOf(data);
  if (mistake !== undefined) mistakes[mistake] = { message: index, count: (mistakes[mistake]?.count ?? 0) + 1 };
}
