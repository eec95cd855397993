/** The words of findings, for the panel, the command line and files: a title and one sentence for each rule, in the user's language where that has them. */
import type { NetworkErrorKind } from '../core/explain/network-error.ts';
import { RULES, type RuleId } from '../core/explain/registry.ts';
import type { Next, Params } from '../core/explain/rule.ts';
import { say, templateOf } from './say.ts';

const BY_ID = new Map(RULES.map((rule) => [rule.id, rule]));

const NEXT: Record<Next, () => string> = {
  'gives-up': () => say('finding_then_gives_up'),
  again: () => say('finding_then_again'),
  refused: () => say('finding_then_refused'),
  impatient: () => say('finding_then_impatient'),
  polls: () => say('finding_then_polls'),
  'new-connection': () => say('finding_then_new_connection'),
  'at-once': () => say('finding_then_at_once'),
  'an-hour': () => say('finding_then_an_hour'),
  drops: () => say('finding_then_drops'),
};

/** A value of the evidence as it is: statuses and names are no counts. */
const text = (value: string | number | undefined): string => String(value ?? '');

/** The meanings of network errors. */
const MEANS: Record<NetworkErrorKind, () => string> = {
  dns: () => say('finding_means_dns'),
  refused: () => say('finding_means_refused'),
  unreachable: () => say('finding_means_unreachable'),
  tls: () => say('finding_means_tls'),
  reset: () => say('finding_means_reset'),
  chunks: () => say('finding_means_chunks'),
  length: () => say('finding_means_length'),
  partial: () => say('finding_means_partial'),
  encoding: () => say('finding_means_encoding'),
  malformed: () => say('finding_means_malformed'),
  http2: () => say('finding_means_http2'),
  proxy: () => say('finding_means_proxy'),
  timeout: () => say('finding_means_timeout'),
  offline: () => say('finding_means_offline'),
  changed: () => say('finding_means_changed'),
  suspended: () => say('finding_means_suspended'),
  blocked: () => say('finding_means_blocked'),
  policy: () => say('finding_means_policy'),
  port: () => say('finding_means_port'),
  redirects: () => say('finding_means_redirects'),
  url: () => say('finding_means_url'),
  auth: () => say('finding_means_auth'),
  resources: () => say('finding_means_resources'),
  cache: () => say('finding_means_cache'),
  worker: () => say('finding_means_worker'),
  aborted: () => say('finding_means_aborted'),
  generic: () => say('finding_means_generic'),
  unknown: () => say('finding_means_unknown'),
};

const isKind = (value: string): value is NetworkErrorKind => Object.hasOwn(MEANS, value);

/** Files of earlier versions have no such evidence. */
const means = (value: string | number | undefined): string => MEANS[isKind(text(value)) ? (value as NetworkErrorKind) : 'unknown']();

/** The name of a text in the catalogues of other languages. */
const keyOf = (rule: RuleId): string => `finding_${rule.replaceAll('-', '_')}`;

/** What the rule found, in a few words. */
export const findingTitle = (rule: RuleId): string => templateOf(keyOf(rule)) ?? BY_ID.get(rule)!.title;

/** What was found, with its evidence, and what follows of it. */
export function findingSentence({ rule, params }: { rule: RuleId; params: Params }): string {
  const { sentence: english, form, next: ofRule } = BY_ID.get(rule)!;
  const name = form?.(params) ?? 'is';
  const template = templateOf(`${keyOf(rule)}_${name}`) ?? (typeof english === 'string' ? english : english[name]!);
  const sentence = template.replaceAll(/\{(\w+)\}/g, (_, value: string) => (value === 'means' ? means(params[value]) : text(params[value])));
  if (params['reader'] !== undefined) return sentence;
  const next = params['next'] === 'gives-up' ? 'gives-up' : ofRule;
  // Chinese has no space between sentences.
  return next === undefined ? sentence : `${sentence}${sentence.endsWith('。') ? '' : ' '}${NEXT[next]()}`;
}
