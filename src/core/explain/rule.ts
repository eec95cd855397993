/** What a rule is, and what it says of one sighting. */
import type { AttemptNumber, EpochMs, MessageIndex } from '../units.ts';
import type { AttemptFacts, ConnectionFacts } from './facts.ts';

/** `error`: the stream does not work. `warning`: it loses or delays something, or will. `note`: worth knowing. */
export type Severity = (typeof SEVERITIES)[number];
export const SEVERITIES = ['error', 'warning', 'note'] as const;

export const RULE_GROUPS = ['failure', 'reconnect', 'heartbeat', 'buffering', 'types', 'protocol', 'zombies'] as const;
export type RuleGroup = (typeof RULE_GROUPS)[number];

/** Values for the words of a rule, by name: evidence, never markup. */
export type Params = Readonly<Record<string, string | number>>;

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

/** A rule has one of the two functions. Both are pure, and cheap: they are called again whenever their facts have changed. */
export interface Rule {
  /** In kebab case; names its file, its page of `docs/findings`, and its words. */
  readonly id: string;
  readonly severity: Severity;
  readonly group: RuleGroup;
  /** Looks at one attempt. */
  ofAttempt?(facts: AttemptFacts): Hit | undefined;
  /** Looks at a connection as a whole, at a moment. */
  ofConnection?(facts: ConnectionFacts): readonly Hit[];
}
