/** The rules by their ids. */
import type { Rule } from './rule.ts';
import * as files from './rules.ts';

type RulesOf<File> = File extends readonly (infer Row)[] ? Row : File;

export type RuleId = (RulesOf<(typeof files)[keyof typeof files]> & Rule)['id'];

/** All of them, in the order of their ids. */
export const RULES: readonly (Rule & { readonly id: RuleId })[] = Object.values(files)
  .flat()
  .toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** Their ids, for guards. */
export const RULE_IDS: readonly RuleId[] = RULES.map(({ id }) => id);
