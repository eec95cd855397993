/** The words of findings, for the panel, the command line and files: a title and one sentence for each rule. */
import type { Params } from '../core/explain/finding.ts';
import type { RuleId } from '../core/explain/registry.ts';
import type { NetworkErrorKind } from '../core/explain/network-error.ts';
import { say } from './say.ts';

interface Words {
  title: () => string;
  sentence: (params: Params) => string;
}

/** A value of the evidence as it is: statuses and names are no counts. */
const text = (value: string | number | undefined): string => String(value ?? '');

/** What the browser does then of itself: it does so for an EventSource, and for nobody else who reads a stream. */
const THEN: Partial<Record<RuleId, () => string>> = {
  'http-error': () => say('finding_then_gives_up'),
  'not-authorised': () => say('finding_then_gives_up'),
  'server-busy': () => say('finding_then_impatient'),
  'no-type': () => say('finding_then_gives_up'),
  'login-page': () => say('finding_then_gives_up'),
  'json-answer': () => say('finding_then_gives_up'),
  'wrong-type': () => say('finding_then_gives_up'),
  'cors-missing': () => say('finding_then_gives_up'),
  'cors-other-origin': () => say('finding_then_gives_up'),
  'cors-wildcard': () => say('finding_then_gives_up'),
  'cors-credentials': () => say('finding_then_gives_up'),
  'cut-off': () => say('finding_then_again'),
  'name-not-resolved': () => say('finding_then_again'),
  'connection-refused': () => say('finding_then_refused'),
  'connection-reset': () => say('finding_then_again'),
  'timed-out': () => say('finding_then_again'),
  offline: () => say('finding_then_again'),
  'content-length': () => say('finding_then_polls'),
  'connection-close': () => say('finding_then_new_connection'),
  'retry-too-short': () => say('finding_then_at_once'),
  'retry-too-long': () => say('finding_then_an_hour'),
  'nul-in-id': () => say('finding_then_drops'),
};

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

const WORDS: Record<RuleId, Words> = {
  'http-error': { title: () => say('finding_http_error'), sentence: (p) => say('finding_http_error_is', text(p['status'])) },
  'not-authorised': {
    title: () => say('finding_not_authorised'),
    sentence: (p) =>
      p['credentials'] === undefined
        ? say('finding_not_authorised_status', text(p['status']))
        : say('finding_not_authorised_is', text(p['status']), text(p['credentials'])),
  },
  'server-busy': { title: () => say('finding_server_busy'), sentence: (p) => say('finding_server_busy_is', text(p['status']), text(p['after'])) },
  'stopped-by-204': {
    title: () => say('finding_stopped_by_204'),
    sentence: (p) => (p['reader'] === undefined ? say('finding_stopped_by_204_is') : say('finding_stopped_by_204_means')),
  },
  'no-type': { title: () => say('finding_no_type'), sentence: () => say('finding_no_type_is') },
  'login-page': { title: () => say('finding_login_page'), sentence: (p) => say('finding_login_page_is', text(p['url'])) },
  'json-answer': { title: () => say('finding_json_answer'), sentence: (p) => say('finding_json_answer_is', text(p['type'])) },
  'wrong-type': { title: () => say('finding_wrong_type'), sentence: (p) => say('finding_wrong_type_is', text(p['type'])) },
  'cut-off': { title: () => say('finding_cut_off'), sentence: (p) => say('finding_cut_off_is', text(p['error']), means(p['means'])) },
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
  'network-error': { title: () => say('finding_network_error'), sentence: (p) => say('finding_network_error_is', text(p['error']), means(p['means'])) },
  'gap-after-reconnect': {
    title: () => say('finding_gap_after_reconnect'),
    sentence: (p) => say('finding_gap_after_reconnect_is', text(p['sent']), text(p['first']), text(p['missing'])),
  },
  'duplicates-after-reconnect': {
    title: () => say('finding_duplicates_after_reconnect'),
    sentence: (p) =>
      p['again'] === undefined
        ? say('finding_duplicates_after_reconnect_from', text(p['sent']), text(p['first']))
        : say('finding_duplicates_after_reconnect_is', text(p['sent']), text(p['first']), text(p['again'])),
  },
  'replayed-from-start': {
    title: () => say('finding_replayed_from_start'),
    sentence: (p) => say('finding_replayed_from_start_is', text(p['sent']), text(p['first'])),
  },
  'history-lost': {
    title: () => say('finding_history_lost'),
    sentence: (p) => say('finding_history_lost_is', text(p['asked']), text(p['answered'])),
  },
  'position-lost': { title: () => say('finding_position_lost'), sentence: (p) => say('finding_position_lost_is', text(p['id']), text(p['before'])) },
  'reconnect-storm': { title: () => say('finding_reconnect_storm'), sentence: (p) => say('finding_reconnect_storm_is', text(p['many'])) },
  'no-backoff': { title: () => say('finding_no_backoff'), sentence: (p) => say('finding_no_backoff_is', text(p['seconds'])) },
  'idle-end': { title: () => say('finding_idle_end'), sentence: (p) => say('finding_idle_end_is', text(p['seconds'])) },
  'idle-timeout': {
    title: () => say('finding_idle_timeout'),
    sentence: (p) =>
      p['whole'] === undefined
        ? say('finding_idle_timeout_is', text(p['seconds']), text(p['likely']))
        : say('finding_idle_timeout_either', text(p['seconds']), text(p['whole'])),
  },
  'went-silent': { title: () => say('finding_went_silent'), sentence: (p) => say('finding_went_silent_is', text(p['seconds']), text(p['periods'])) },
  'all-at-end': { title: () => say('finding_all_at_end'), sentence: (p) => say('finding_all_at_end_is', text(p['messages']), text(p['suspects'])) },
  bursts: {
    title: () => say('finding_bursts'),
    sentence: (p) =>
      p['sign'] === 'uneven'
        ? say('finding_bursts_uneven', text(p['kilobytes']), text(p['suspects']))
        : say('finding_bursts_is', text(p['kilobytes']), text(p['suspects'])),
  },
  'held-back-block': { title: () => say('finding_held_back_block'), sentence: () => say('finding_held_back_block_is') },
  'compressed-late': { title: () => say('finding_compressed_late'), sentence: (p) => say('finding_compressed_late_is', text(p['coding'])) },
  'unheard-type': { title: () => say('finding_unheard_type'), sentence: (p) => say('finding_unheard_type_is', text(p['type'])) },
  'near-miss': { title: () => say('finding_near_miss'), sentence: (p) => say('finding_near_miss_is', text(p['type']), text(p['heard'])) },
  'message-unheard': { title: () => say('finding_message_unheard'), sentence: (p) => say('finding_message_unheard_is', text(p['heard'])) },
  'never-came': { title: () => say('finding_never_came'), sentence: (p) => say('finding_never_came_is', text(p['types']), text(p['messages'])) },
  'reserved-type': { title: () => say('finding_reserved_type'), sentence: (p) => say('finding_reserved_type_is', text(p['type'])) },
  'no-listener': { title: () => say('finding_no_listener'), sentence: () => say('finding_no_listener_is') },
  'same-stream-twice': { title: () => say('finding_same_stream_twice'), sentence: (p) => say('finding_same_stream_twice_is', text(p['other'])) },
  'wrong-charset': { title: () => say('finding_wrong_charset'), sentence: (p) => say('finding_wrong_charset_is', text(p['charset'])) },
  'wrong-encoding': {
    title: () => say('finding_wrong_encoding'),
    sentence: (p) => say('finding_wrong_encoding_is', text(p['coding']), text(p['error'])),
  },
  cacheable: { title: () => say('finding_cacheable'), sentence: (p) => say('finding_cacheable_is', text(p['control'])) },
  'content-length': { title: () => say('finding_content_length'), sentence: (p) => say('finding_content_length_is', text(p['length'])) },
  'connection-close': { title: () => say('finding_connection_close'), sentence: () => say('finding_connection_close_is') },
  'http-1-0': { title: () => say('finding_http_1_0'), sentence: () => say('finding_http_1_0_is') },
  'ids-not-growing': { title: () => say('finding_ids_not_growing'), sentence: (p) => say('finding_ids_not_growing_is', text(p['from']), text(p['to'])) },
  'no-ids': { title: () => say('finding_no_ids'), sentence: (p) => say('finding_no_ids_is', text(p['attempts'])) },
  'torn-json': { title: () => say('finding_torn_json'), sentence: () => say('finding_torn_json_is') },
  'huge-message': { title: () => say('finding_huge_message'), sentence: (p) => say('finding_huge_message_is', text(p['megabytes'])) },
  'retry-too-short': { title: () => say('finding_retry_too_short'), sentence: (p) => say('finding_retry_too_short_is', text(p['ms'])) },
  'retry-too-long': { title: () => say('finding_retry_too_long'), sentence: (p) => say('finding_retry_too_long_is', text(p['ms'])) },
  'space-before-colon': { title: () => say('finding_space_before_colon'), sentence: (p) => say('finding_space_before_colon_is', text(p['value'])) },
  'field-in-capitals': { title: () => say('finding_field_in_capitals'), sentence: (p) => say('finding_field_in_capitals_is', text(p['value'])) },
  'unknown-field': { title: () => say('finding_unknown_field'), sentence: (p) => say('finding_unknown_field_is', text(p['value'])) },
  'bom-inside': { title: () => say('finding_bom_inside'), sentence: () => say('finding_bom_inside_is') },
  'bad-retry': { title: () => say('finding_bad_retry'), sentence: (p) => say('finding_bad_retry_is', text(p['value'])) },
  'nul-in-id': { title: () => say('finding_nul_in_id'), sentence: () => say('finding_nul_in_id_is') },
  'id-only-block': { title: () => say('finding_id_only_block'), sentence: () => say('finding_id_only_block_is') },
  'no-data-block': { title: () => say('finding_no_data_block'), sentence: (p) => say('finding_no_data_block_is', text(p['value'])) },
  'mixed-line-ends': { title: () => say('finding_mixed_line_ends'), sentence: () => say('finding_mixed_line_ends_is') },
  'lost-space': { title: () => say('finding_lost_space'), sentence: (p) => say('finding_lost_space_is', text(p['value'])) },
  'glued-blocks': { title: () => say('finding_glued_blocks'), sentence: () => say('finding_glued_blocks_is') },
  'wrapped-twice': { title: () => say('finding_wrapped_twice'), sentence: () => say('finding_wrapped_twice_is') },
  'written-line-ends': { title: () => say('finding_written_line_ends'), sentence: () => say('finding_written_line_ends_is') },
  'stray-cr': { title: () => say('finding_stray_cr'), sentence: () => say('finding_stray_cr_is') },
  'printed-error': { title: () => say('finding_printed_error'), sentence: (p) => say('finding_printed_error_is', text(p['value'])) },
  'invalid-utf8': { title: () => say('finding_invalid_utf8'), sentence: () => say('finding_invalid_utf8_is') },
  'unfinished-block': { title: () => say('finding_unfinished_block'), sentence: () => say('finding_unfinished_block_is') },
};

/** What the rule found, in a few words. */
export const findingTitle = (rule: RuleId): string => WORDS[rule].title();

/** What was found, with its evidence, and what follows of it. */
export function findingSentence({ rule, params }: { rule: RuleId; params: Params }): string {
  const sentence = WORDS[rule].sentence(params);
  if (params['reader'] !== undefined) return sentence;
  const then = params['next'] === 'gives-up' ? say('finding_then_gives_up') : THEN[rule]?.();
  // Chinese has no space between sentences.
  return then === undefined ? sentence : `${sentence}${sentence.endsWith('。') ? '' : ' '}${then}`;
}
