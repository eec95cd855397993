/** The words of one message, which are loaded when one is opened. */
import { formatBytes } from '../../parts/format-bytes.ts';
import type { JsonFaultReason } from '../../parts/json-tree/scan-json.ts';
import { say, sayCount } from '../../../words/say.ts';

export const texts = {
  detail: {
    label: say('messages_detail_label'),
    tabs: say('messages_detail_tabs'),
    tree: say('messages_detail_tree'),
    text: say('messages_detail_text'),
    difference: say('messages_detail_difference'),
    close: say('messages_detail_close'),
    copy: say('messages_detail_copy'),
    copied: say('messages_detail_copied'),
    notCopied: say('messages_detail_notCopied'),
    expandAll: say('messages_detail_expandAll'),
    collapseAll: say('messages_detail_collapseAll'),
    expandLimit: (limit: number) => say('messages_detail_expandLimit', limit),
    gone: say('messages_detail_gone'),
    goneWords: say('messages_detail_goneWords'),
    loading: say('messages_detail_loading'),
    id: (id: string) => say('messages_detail_id', id),
    noId: say('messages_detail_noId'),
    place: (connection: number, seq: number) => say('messages_detail_place', String(connection), seq + 1),
    emptyData: say('messages_detail_emptyData'),
    lines: (lines: number) => sayCount('messages_detail_lines', lines),
    idCut: (length: number) => say('messages_detail_idCut', length),
  },
  tree: {
    copyValue: say('messages_tree_copyValue'),
    copyPath: say('messages_tree_copyPath'),
    level: (level: number) => `${level} ▸`,
    showAll: (length: number) => say('messages_tree_showAll', length),
    showLess: say('messages_tree_showLess'),
    more: (left: number) => say('messages_tree_more', left),
    holdsJson: 'JSON',
  },
  notJson: {
    title: say('messages_notJson_title'),
    where: (reason: JsonFaultReason, offset: number, line: number, column: number) => say('messages_notJson_where', FAULTS[reason], offset, line, column),
    asText: say('messages_notJson_asText'),
  },
  difference: {
    first: say('messages_difference_first'),
    firstWords: (type: string) => say('messages_difference_firstWords', type),
    equal: say('messages_difference_equal'),
    equalWords: (at: string) => say('messages_difference_equalWords', at),
    equalChosen: (at: string) => say('messages_difference_equalChosen', at),
    tooLong: say('messages_difference_tooLong'),
    tooLongWords: (limit: number) => say('messages_difference_tooLongWords', formatBytes(limit)),
    tooDifferent: say('messages_difference_tooDifferent'),
    tooDifferentWords: (limit: number) => say('messages_difference_tooDifferentWords', limit),
    summary: (removed: number, added: number, at: string) => say('messages_difference_summary', removed, added, at),
    asJson: say('messages_difference_asJson'),
    unchanged: (lines: number) => sayCount('messages_difference_unchanged', lines),
    removed: say('messages_difference_removed'),
    added: say('messages_difference_added'),
    more: (left: number) => say('messages_difference_more', left),
  },
};

const FAULTS: Record<JsonFaultReason, string> = {
  empty: say('messages_faults_empty'),
  'unexpected-end': say('messages_faults_unexpected_end'),
  'unexpected-character': say('messages_faults_unexpected_character'),
  'expected-key': say('messages_faults_expected_key'),
  'expected-colon': say('messages_faults_expected_colon'),
  'expected-comma-or-end': say('messages_faults_expected_comma_or_end'),
  'control-character-in-string': say('messages_faults_control_character_in_string'),
  'bad-escape': say('messages_faults_bad_escape'),
  'bad-number': say('messages_faults_bad_number'),
  'text-after-value': say('messages_faults_text_after_value'),
};
