/** What the diagnosis has pinned to rows, for whoever draws them: the worst, and how many more. Made for one answer, since the next may know more. */
import { SEVERITIES, type Severity } from '../core/explain/finding.ts';
import type { RuleId } from '../core/explain/registry.ts';
import type { AttemptNumber, ConnectionId, MessageIndex } from '../core/units.ts';
import type { FindingMark } from '../wire/protocol/questions.ts';

/** As much of a remark as a mark needs. */
export interface PinnedRemark {
  readonly rule: { readonly id: RuleId };
  readonly severity: Severity;
  readonly message?: MessageIndex;
  /** Of the raw text of the attempt, from 1. */
  readonly line?: number;
}

/** Each is undefined where nothing is pinned. */
export interface FindingMarks {
  attempt(connection: ConnectionId, n: AttemptNumber): FindingMark | undefined;
  message(connection: ConnectionId, n: AttemptNumber, index: MessageIndex): FindingMark | undefined;
  line(connection: ConnectionId, n: AttemptNumber, line: number): FindingMark | undefined;
}

/** @param pinned all remarks of an attempt; asked once for each. */
export function createFindingMarks(pinned: (connection: ConnectionId, n: AttemptNumber) => readonly PinnedRemark[]): FindingMarks {
  const asked = new Map<string, readonly PinnedRemark[]>();
  const of = (connection: ConnectionId, n: AttemptNumber): readonly PinnedRemark[] => {
    const key = `${connection} ${n}`;
    let found = asked.get(key);
    if (found === undefined) asked.set(key, (found = pinned(connection, n)));
    return found;
  };
  return {
    attempt: (connection, n) => markOf(of(connection, n)),
    message: (connection, n, index) => markOf(of(connection, n).filter(({ message }) => message === index)),
    line: (connection, n, wanted) => markOf(of(connection, n).filter(({ line }) => line === wanted)),
  };
}

function markOf(remarks: readonly PinnedRemark[]): FindingMark | undefined {
  let worst: PinnedRemark | undefined;
  for (const remark of remarks) if (worst === undefined || rankOf(remark) < rankOf(worst)) worst = remark;
  return worst && { rule: worst.rule.id, severity: worst.severity, others: remarks.length - 1 };
}

const rankOf = ({ severity }: PinnedRemark): number => SEVERITIES.indexOf(severity);
