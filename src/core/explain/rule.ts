/** What a rule is, and what it says of one sighting. */
import type { AttemptNumber, EpochMs, MessageIndex } from '../units.ts';
import type { AttemptFacts, ConnectionFacts } from './facts.ts';
import type { Sample } from './sample.ts';

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

/** What the browser does next of itself, for an EventSource: one more sentence, which rules share (`words/finding-words.ts`). */
export type Next = 'gives-up' | 'again' | 'refused' | 'impatient' | 'polls' | 'new-connection' | 'at-once' | 'an-hour' | 'drops';

/**
 * All of a rule: what it is called, what it says, when, and samples. Its page of `docs/findings` is the comment above it, in Markdown.
 * It has one of the two functions. Both are pure, and cheap: they are called again whenever their facts have changed.
 */
export interface Rule {
  /** In kebab case; names its file, or its row of one, and its page. */
  readonly id: string;
  readonly severity: Severity;
  readonly group: RuleGroup;
  /** In a few words, in English: other languages translate (`finding_<id>`). */
  readonly title: string;
  /** What was found, with its evidence: `{name}` stands for a value of `params`. In several forms where the evidence asks for it; translated by `finding_<id>_<form>`. */
  readonly sentence: string | Readonly<Record<string, string>>;
  /** Which form; missing: `is`. */
  form?(params: Params): string;
  readonly next?: Next;
  /** Looks at one attempt. */
  ofAttempt?(facts: AttemptFacts): Hit | undefined;
  /** Looks at a connection as a whole, at a moment. */
  ofConnection?(facts: ConnectionFacts): readonly Hit[];
  /** What it finds, and what it then says; a list where it looks at connections. */
  readonly found: readonly (Sample & { readonly hit: Hit | readonly Hit[] })[];
  /** What looks alike, and is as it should be, or is another rule's. Of a stream without any fault all rules are silent anyway. */
  readonly silent: readonly Sample[];
}
