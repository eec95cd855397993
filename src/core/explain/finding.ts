/** What the diagnosis says: a finding is one remark, pinned to where it was seen. Its words are made of `rule` and `params` by who shows it. */
import type { AttemptNumber, ConnectionId, EpochMs, MessageIndex } from '../units.ts';
import type { RuleId } from './registry.ts';

/** `error`: the stream does not work. `warning`: it loses or delays something, or will. `note`: worth knowing. */
export type Severity = (typeof SEVERITIES)[number];
export const SEVERITIES = ['error', 'warning', 'note'] as const;

export const RULE_GROUPS = ['failure', 'reconnect', 'heartbeat', 'buffering', 'types', 'protocol', 'zombies'] as const;
export type RuleGroup = (typeof RULE_GROUPS)[number];

/** Values for the words of a rule, by name: evidence, never markup. */
export type Params = Readonly<Record<string, string | number>>;

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

/** One sighting of a rule. What is missing is taken from the attempt or connection that was looked at. */
export interface Hit {
  /** Where it is another than that of the rule. */
  severity?: Severity;
  attempt?: AttemptNumber;
  params?: Params;
  message?: MessageIndex;
  line?: number;
  at?: EpochMs;
  /** How often; missing: once. */
  count?: number;
}
