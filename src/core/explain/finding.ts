/** What the diagnosis says: a finding is one remark, pinned to where it was seen. Its words are made of `rule` and `params` by who shows it. */
import type { AttemptNumber, ConnectionId, EpochMs, MessageIndex } from '../units.ts';
import type { RuleId } from './registry.ts';
import type { Params, RuleGroup, Severity } from './rule.ts';

export { RULE_GROUPS, SEVERITIES, type Params, type RuleGroup, type Severity } from './rule.ts';

export interface Finding {
  rule: RuleId;
  severity: Severity;
  group: RuleGroup;
  connection: ConnectionId;
  /** Where it was seen last: missing where it is about the connection as a whole. */
  attempt?: AttemptNumber;
  message?: MessageIndex;
  /** Of the attempt's raw text, from 1. */
  line?: number;
  at: EpochMs;
  params: Params;
  /** How often it was seen with these params. */
  count: number;
}
