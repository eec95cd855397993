/** What a rule is. */
import type { AttemptFacts, ConnectionFacts } from './facts.ts';
import type { Hit, RuleGroup, Severity } from './finding.ts';

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
