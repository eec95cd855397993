/** The words of findings, for the panel, the command line and files: a title and one sentence for each rule, in the user's language where that has them. */
import type { NetworkErrorKind } from '../core/explain/network-error.ts';
import { RULES, type RuleId } from '../core/explain/registry.ts';
import type { Params } from '../core/explain/rule.ts';
import { t, templateOf } from './t.ts';

const BY_ID = new Map(RULES.map((rule) => [rule.id, rule]));

/** A value of the evidence as it is: statuses and names are no counts. */
const text = (value: string | number | undefined): string => String(value ?? '');

/** What a network error means. Files of other versions may have no such evidence, or another. */
const means = (kind: string): string => {
  const known = templateOf(`finding.means.${kind}`) === undefined ? 'unknown' : (kind as NetworkErrorKind);
  return t(`finding.means.${known}`);
};

/** What the rule found, in a few words. */
export const findingTitle = (rule: RuleId): string => templateOf(`finding.${rule}`) ?? BY_ID.get(rule)!.title;

/** What was found, with its evidence, and what follows of it. */
export function findingSentence({ rule, params }: { rule: RuleId; params: Params }): string {
  const { sentence: english, form, next: ofRule } = BY_ID.get(rule)!;
  const name = form?.(params) ?? 'is';
  const template = templateOf(`finding.${rule}.${name}`) ?? (typeof english === 'string' ? english : english[name]!);
  const sentence = template.replaceAll(/\{(\w+)\}/g, (_, value: string) => (value === 'means' ? means(text(params[value])) : text(params[value])));
  if (params['reader'] !== undefined) return sentence;
  const next = params['next'] === 'gives-up' ? 'gives-up' : ofRule;
  // Chinese has no space between sentences.
  return next === undefined ? sentence : `${sentence}${sentence.endsWith('。') ? '' : ' '}${t(`finding.then.${next}`)}`;
}
