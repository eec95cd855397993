/** The guards of what asks for findings. */
import { RULE_GROUPS, SEVERITIES } from '../core/explain/finding.ts';
import { RULE_IDS } from '../core/explain/registry.ts';
import { isRecord } from '../wire/protocol/guard.ts';
import { MAX_RULES_OFF, type FindingFilter, type RuleOff } from '../wire/protocol/questions.ts';
import { count, oneOf, refuse, text } from './read-fields.ts';

/** Throws `RefusedQuestion`. */
export function readFindingFilter(value: unknown): FindingFilter {
  if (!isRecord(value)) return refuse('`filter` must be an object');
  const filter: FindingFilter = {};
  if (value['connection'] !== undefined) filter.connection = count(value, 'connection');
  if (value['attempt'] !== undefined) filter.attempt = count(value, 'attempt');
  if (value['severities'] !== undefined) filter.severities = words(value['severities'], SEVERITIES);
  if (value['groups'] !== undefined) filter.groups = words(value['groups'], RULE_GROUPS);
  return filter;
}

/** What is not known is left out: it may be a rule of a version that was here before. Throws `RefusedQuestion`. */
export function readRulesOff(value: unknown): RuleOff[] {
  if (!Array.isArray(value) || value.length > MAX_RULES_OFF) return refuse(`\`off\` must be a list of at most ${MAX_RULES_OFF}`);
  return value.flatMap((off: unknown) => {
    const origin = text(off, 'origin');
    const rule = RULE_IDS.find((id) => id === text(off, 'rule'));
    return rule === undefined ? [] : [{ origin, rule }];
  });
}

function words<Word extends string>(value: unknown, known: readonly Word[]): Word[] {
  if (!Array.isArray(value) || value.length > known.length) return refuse(`must be a list of ${known.join(', ')}`);
  return value.map((word: unknown) => oneOf({ word }, 'word', known));
}
