/** Which findings are shown, in which order. Pure. */
import { SEVERITIES, type Finding, type RuleGroup, type Severity } from '../../../core/explain/finding.ts';
import type { RuleId } from '../../../core/explain/registry.ts';
import { findingSentence, findingTitle } from '../../../words/finding-words.ts';

export interface FindingWishes {
  /** Severities that are left out. */
  without: readonly Severity[];
  /** Null: all. */
  group: RuleGroup | null;
  /** Case-insensitive, in title, sentence and rule. */
  text: string;
}

export interface RuleGroupRow {
  rule: RuleId;
  severity: Severity;
  /** How often, of all findings of the rule. */
  count: number;
  /** The newest first. */
  findings: Finding[];
}

export function passes(finding: Finding, { without, group, text }: FindingWishes): boolean {
  if (without.includes(finding.severity) || (group !== null && finding.group !== group)) return false;
  const wanted = text.trim().toLowerCase();
  return wanted === '' || [finding.rule, findingTitle(finding.rule), findingSentence(finding)].some((words) => words.toLowerCase().includes(wanted));
}

/** By severity, and within it by how lately it was seen. */
export function groupByRule(findings: readonly Finding[]): RuleGroupRow[] {
  const rows = new Map<RuleId, RuleGroupRow>();
  for (const finding of findings.toReversed()) {
    const { rule, severity, count } = finding;
    const row = rows.get(rule) ?? { rule, severity, count: 0, findings: [] };
    rows.set(rule, row);
    row.count += count;
    row.findings.push(finding);
  }
  return [...rows.values()].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}
