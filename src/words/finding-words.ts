/** The words of findings, for the panel, the command line and files: a title and one sentence for each rule. */
import type { Params } from '../core/explain/finding.ts';
import type { RuleId } from '../core/explain/registry.ts';
import { say } from './say.ts';

interface Words {
  title: () => string;
  sentence: (params: Params) => string;
}

/** A value of the evidence as it is: statuses and names are no counts. */
const text = (value: string | number | undefined): string => String(value ?? '');

const WORDS: Record<RuleId, Words> = {
  'http-error': { title: () => say('finding_http_error'), sentence: (p) => say('finding_http_error_is', text(p['status'])) },
  'not-authorised': {
    title: () => say('finding_not_authorised'),
    sentence: (p) => say('finding_not_authorised_is', text(p['status']), text(p['credentials'])),
  },
  'server-busy': { title: () => say('finding_server_busy'), sentence: (p) => say('finding_server_busy_is', text(p['status']), text(p['after'])) },
  'stopped-by-204': { title: () => say('finding_stopped_by_204'), sentence: () => say('finding_stopped_by_204_is') },
  'no-type': { title: () => say('finding_no_type'), sentence: () => say('finding_no_type_is') },
  'login-page': { title: () => say('finding_login_page'), sentence: (p) => say('finding_login_page_is', text(p['url'])) },
  'json-answer': { title: () => say('finding_json_answer'), sentence: (p) => say('finding_json_answer_is', text(p['type'])) },
  'wrong-type': { title: () => say('finding_wrong_type'), sentence: (p) => say('finding_wrong_type_is', text(p['type'])) },
  'cut-off': { title: () => say('finding_cut_off'), sentence: (p) => say('finding_cut_off_is', text(p['error'])) },
  'cors-missing': { title: () => say('finding_cors_missing'), sentence: (p) => say('finding_cors_missing_is', text(p['origin'])) },
  'cors-other-origin': {
    title: () => say('finding_cors_other_origin'),
    sentence: (p) => say('finding_cors_other_origin_is', text(p['origin']), text(p['allowed'])),
  },
  'cors-wildcard': { title: () => say('finding_cors_wildcard'), sentence: (p) => say('finding_cors_wildcard_is', text(p['origin'])) },
  'cors-credentials': { title: () => say('finding_cors_credentials'), sentence: (p) => say('finding_cors_credentials_is', text(p['origin'])) },
  'mixed-content': { title: () => say('finding_mixed_content'), sentence: (p) => say('finding_mixed_content_is', text(p['host'])) },
  'blocked-early': { title: () => say('finding_blocked_early'), sentence: (p) => say('finding_blocked_early_is', text(p['host'])) },
  'name-not-resolved': { title: () => say('finding_name_not_resolved'), sentence: (p) => say('finding_name_not_resolved_is', text(p['error'])) },
  'connection-refused': { title: () => say('finding_connection_refused'), sentence: (p) => say('finding_connection_refused_is', text(p['error'])) },
  'tls-failed': { title: () => say('finding_tls_failed'), sentence: (p) => say('finding_tls_failed_is', text(p['error'])) },
  'connection-reset': { title: () => say('finding_connection_reset'), sentence: (p) => say('finding_connection_reset_is', text(p['error'])) },
  'proxy-failed': { title: () => say('finding_proxy_failed'), sentence: (p) => say('finding_proxy_failed_is', text(p['error'])) },
  'timed-out': { title: () => say('finding_timed_out'), sentence: (p) => say('finding_timed_out_is', text(p['error'])) },
  offline: { title: () => say('finding_offline'), sentence: (p) => say('finding_offline_is', text(p['error'])) },
  'blocked-by-extension': { title: () => say('finding_blocked_by_extension'), sentence: (p) => say('finding_blocked_by_extension_is', text(p['error'])) },
  'blocked-by-policy': { title: () => say('finding_blocked_by_policy'), sentence: (p) => say('finding_blocked_by_policy_is', text(p['error'])) },
  'forbidden-port': { title: () => say('finding_forbidden_port'), sentence: (p) => say('finding_forbidden_port_is', text(p['error'])) },
  'too-many-redirects': { title: () => say('finding_too_many_redirects'), sentence: (p) => say('finding_too_many_redirects_is', text(p['error'])) },
  'network-error': { title: () => say('finding_network_error'), sentence: (p) => say('finding_network_error_is', text(p['error'])) },
};

/** What the rule found, in a few words. */
export const findingTitle = (rule: RuleId): string => WORDS[rule].title();

/** What was found, with its evidence. */
export const findingSentence = ({ rule, params }: { rule: RuleId; params: Params }): string => WORDS[rule].sentence(params);
