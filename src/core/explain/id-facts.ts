/** What the last event ids of one attempt tell, in the order in which the messages came. */
import type { CodeUnits, MessageIndex } from '../units.ts';
import { isHeartbeat } from './heartbeat.ts';

export interface IdFacts {
  /** Of the first message; '' for none. It may still be that of the attempt before. */
  first?: string;
  firstMessage?: MessageIndex;
  last: string;
  /** The message that brought the last id, where it can be known again: another than the one before it, and more than a sign of life. */
  broughtBy?: { readonly type: string; readonly data: string };
  /** The first two messages. `data`: where it is short enough to be compared. */
  readonly opening: { readonly id: string; readonly type: string; readonly data?: string }[];
  /** The newest. */
  said?: string;
  /** Messages whose id is another than that of the message before. */
  changes: number;
  /** Steps between numbers: by one up, by more up, and down. */
  byOne: number;
  byMore: number;
  down: number;
  /** The newest step down: its message, and both ids. */
  downAt?: { message: MessageIndex; from: string; to: string };
}

/** A number as servers count: no sign, no zeros before it, exact. */
const COUNTER = /^(0|[1-9]\d{0,14})$/;

/** Messages are compared up to this length: what is remembered stays in memory. */
const LONGEST: CodeUnits = 10_000;
/** What a stream says first to whoever comes is one message; two are the stream. */
export const OPENING = 2;

export function createIdFacts(): IdFacts {
  return { last: '', opening: [], changes: 0, byOne: 0, byMore: 0, down: 0 };
}

/** Undefined when the id is no counter. */
export function counterOf(id: string | undefined): number | undefined {
  return id !== undefined && COUNTER.test(id) ? Number(id) : undefined;
}

interface FoldedId {
  lastEventId: string;
  index: MessageIndex;
  type: string;
  data: string;
}

export function foldId(facts: IdFacts, { lastEventId, index, type, data }: FoldedId): void {
  const before = facts.said;
  const said = data.length > LONGEST ? undefined : data;
  facts.said = said;
  if (facts.opening.length < OPENING) facts.opening.push({ id: lastEventId, type, data: said });
  if (facts.first === undefined) {
    facts.first = lastEventId;
    facts.firstMessage = index;
    facts.last = lastEventId;
    return;
  }
  if (lastEventId === facts.last) return;
  facts.broughtBy = said === undefined || said === before || isHeartbeat(type, said) ? undefined : { type, data };
  const from = counterOf(facts.last);
  const to = counterOf(lastEventId);
  if (from !== undefined && to !== undefined) {
    if (to === from + 1) facts.byOne += 1;
    else if (to > from) facts.byMore += 1;
    else {
      facts.down += 1;
      facts.downAt = { message: index, from: facts.last, to: lastEventId };
    }
  }
  facts.changes += 1;
  facts.last = lastEventId;
}

/** Steps that a habit is seen in. */
const HABIT = 3;

/** Each id is the one before plus one: what is skipped is missing. */
export function countsByOne({ byOne, byMore, down }: IdFacts): boolean {
  return byOne >= HABIT - 1 && byMore === 0 && down === 0;
}

/** Ids are numbers that grow. */
export function grows({ byOne, byMore, down }: IdFacts): boolean {
  return byOne + byMore >= HABIT - 1 && down === 0;
}
