/** The findings of a recorder: keeps the diagnosis fresh, and leaves out what the user does not want to hear of. */
import type { Judge } from '../core/decoders/judge.ts';
import { createDiagnosis } from '../core/explain/diagnosis.ts';
import type { Finding, Severity } from '../core/explain/finding.ts';
import type { RuleId } from '../core/explain/registry.ts';
import type { Capture } from '../core/model/types.ts';
import type { ConnectionId, EpochMs } from '../core/units.ts';
import { MAX_FINDINGS, type FindingFilter, type FindingList, type RuleOff } from '../wire/protocol/questions.ts';
import { createFindingMarks, type FindingMarks } from './finding-marks.ts';
import { originOf } from '../core/origin.ts';

export interface FindingDesk {
  /** Looks at what is new; says whether it got through. */
  update(now: EpochMs, isOver?: () => boolean): boolean;
  list(filter: FindingFilter): FindingList;
  /** Without those of rules that are off. */
  all(): readonly Finding[];
  /** For one answer. */
  marks(): FindingMarks;
  counts(): Record<Severity, number>;
  /** For a file; null when there are rows that were not looked at yet. None of a capture that was read from a file: it holds what the file said. */
  forExport(now: EpochMs, isOver: () => boolean): readonly Finding[] | null;
  setRulesOff(off: readonly RuleOff[]): void;
  /** The decoders are there: they are asked from now on. */
  judgeBy(judge: Judge): void;
  /** The capture was cleared. */
  forget(): void;
}

/** @param fromFile the capture was read from a file. */
export function createFindingDesk(capture: Capture, fromFile: boolean): FindingDesk {
  const diagnosis = createDiagnosis(capture);
  const inFile = fromFile ? capture.ledger.entries.filter(({ fact }) => fact.kind === 'kept' && fact.record.kind === 'finding').length : 0;
  let off: ReadonlySet<string> = new Set();
  let seen: readonly Finding[] | null = null;
  let wanted: readonly Finding[] = [];

  const isOn = (rule: RuleId, connection: ConnectionId): boolean => {
    if (off.size === 0) return true;
    const url = capture.connections.get(connection)?.connection.url;
    return url === undefined || !off.has(keyOf({ origin: originOf(url), rule }));
  };
  const isWanted = ({ rule, connection }: Finding): boolean => isOn(rule, connection);

  const all = (): readonly Finding[] => {
    const found = diagnosis.findings();
    if (found === seen) return wanted;
    seen = found;
    wanted = off.size === 0 ? found : found.filter(isWanted);
    return wanted;
  };

  return {
    update: (now, isOver) => diagnosis.update(now, isOver),
    all,
    list({ connection, attempt, severities, groups }) {
      const found = connection === undefined || attempt === undefined ? all() : diagnosis.ofAttempt(connection, attempt).filter(isWanted);
      const reconnect = connection === undefined || attempt === undefined ? undefined : diagnosis.reconnect(connection, attempt);
      const passing = found.filter(
        (finding) =>
          (connection === undefined || finding.connection === connection) &&
          (attempt === undefined || finding.attempt === attempt) &&
          (severities?.includes(finding.severity) ?? true) &&
          (groups?.includes(finding.group) ?? true),
      );
      return {
        total: passing.length,
        findings: passing.slice(-MAX_FINDINGS).map((finding) => ({ ...finding })),
        ...(inFile > 0 && { inFile }),
        ...(reconnect !== undefined && { reconnect }),
      };
    },
    marks: () => createFindingMarks((connection, n) => diagnosis.pinned(connection, n).filter(({ rule }) => isOn(rule.id, connection))),
    counts() {
      const counts = { error: 0, warning: 0, note: 0 };
      for (const { severity } of all()) counts[severity] += 1;
      return counts;
    },
    forExport(now, isOver) {
      if (fromFile) return [];
      return diagnosis.update(now, isOver) ? all() : null;
    },
    setRulesOff(wish) {
      off = new Set(wish.map(keyOf));
      seen = null;
    },
    judgeBy: (judge) => diagnosis.judgeBy(judge),
    forget: () => diagnosis.forget(),
  };
}

const keyOf = ({ origin, rule }: RuleOff): string => `${rule} ${origin}`;
