/** Makes findings of what was seen: what was seen several times of one connection, with equal evidence, is one finding with a count. */
import type { ConnectionId, EpochMs } from '../units.ts';
import type { Finding } from './finding.ts';
import type { RuleId } from './registry.ts';
import type { Hit, RuleGroup, Severity } from './rule.ts';

export interface Remark extends Hit {
  rule: { id: RuleId; group: RuleGroup };
  severity: Severity;
  at: EpochMs;
}

/** Findings of one rule on one connection that are told apart by their evidence; beyond it the newest takes in the others. */
export const MAX_OF_RULE = 20;

/** @param remarks in any order */
export function pileUp(connection: ConnectionId, remarks: readonly Remark[]): Finding[] {
  const piles = new Map<RuleId, Map<string, Finding>>();
  for (const { rule, severity, attempt, at, message, line, params = {}, count = 1 } of remarks.toSorted((a, b) => a.at - b.at)) {
    let ofRule = piles.get(rule.id);
    if (ofRule === undefined) piles.set(rule.id, (ofRule = new Map<string, Finding>()));
    const own = JSON.stringify(params);
    const key = ofRule.has(own) || ofRule.size < MAX_OF_RULE ? own : 'others';
    const { id, group } = rule;
    const sum = count + (ofRule.get(key)?.count ?? 0);
    ofRule.set(key, { rule: id, severity, group, connection, attempt, message, line, at, params, count: sum });
  }
  return [...piles.values()].flatMap((ofRule) => [...ofRule.values()]);
}
