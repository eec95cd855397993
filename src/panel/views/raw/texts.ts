/** The words of the raw view: each text stands in `_locales`, under the key that is named here. */
import type { MessageSource } from '../../../core/model/message-block.ts';
import type { IgnoredReason, LineEnd } from '../../../core/parse/report.ts';
import { say, sayCount } from '../../../words/say.ts';
import type { RawOddity } from '../../../wire/protocol/questions.ts';
import { formatBytes } from '../../parts/format-bytes.ts';
import type { NoText, NoTextAction } from './why-no-text.ts';

export const texts = {
  chooseTitle: say('raw_chooseTitle'),
  chooseWords: say('raw_chooseWords'),
  label: (attempt: number) => say('raw_label', String(attempt)),
  split: say('raw_split'),
  lines: (count: number) => sayCount('raw_lines', count),
  size: (bytes: number) => formatBytes(bytes),
  reading: say('raw_reading'),
  complete: say('raw_complete'),
  growing: say('raw_growing'),
  incomplete: say('raw_incomplete'),
  asInFile: say('raw_asInFile'),
  fromFile: say('raw_fromFile'),
  missing: (bytes: number) => say('raw_missing', formatBytes(bytes)),
  decoded: say('raw_decoded'),
  from: { hook: say('raw_fromHook'), har: say('raw_fromHar'), wire: say('raw_fromWire') } satisfies Record<MessageSource, string>,
  copyAll: say('raw_copyAll'),
  save: say('raw_save'),
  tooLong: (limit: number) => say('raw_tooLong', formatBytes(limit)),
  columns: { oddity: say('raw_columns_oddity'), line: say('raw_columns_line'), at: say('raw_columns_at'), text: say('raw_columns_text') },
  columnEdge: (column: string) => say('raw_columnEdge', column),
  newLines: (count: number) => say('raw_newLines', count),
  menu: say('raw_menu'),
  showMessage: say('raw_showMessage'),
  noMessage: say('raw_noMessage'),
  copyLines: say('raw_copyLines'),
  line: (line: number) => say('raw_line', line),
  cut: say('raw_cut'),
  chunk: (clock: string) => say('raw_chunk', clock),
  ends: { lf: 'LF', cr: 'CR', crlf: 'CRLF', none: say('raw_noEnd') } satisfies Record<LineEnd, string>,
  notFound: say('raw_notFound'),
  failed: (reason: string) => say('raw_failed', reason),

  oddities: {
    bom: say('raw_oddities_bom'),
    'ignored-field': say('raw_oddities_ignored'),
    'bad-retry': say('raw_oddities_bad_retry'),
    'huge-retry': say('raw_oddities_huge_retry'),
    'nul-in-id': say('raw_oddities_nul_in_id'),
    'no-data': say('raw_oddities_no_data'),
    'mixed-line-ends': say('raw_oddities_mixed_line_ends'),
    'line-cut': say('raw_oddities_line_cut'),
    'browser-drops': say('raw_oddities_browser_drops'),
    'nul-removed': say('raw_oddities_nul_removed'),
    'incomplete-tail': say('raw_oddities_incomplete_tail'),
  } satisfies Record<RawOddity['code'], string>,
  ignored: {
    unknown: say('raw_ignored_unknown'),
    case: say('raw_ignored_case'),
    space: say('raw_ignored_space'),
    bom: say('raw_ignored_bom'),
    'too-long': say('raw_ignored_too_long'),
  } satisfies Record<IgnoredReason, string>,

  none: {
    file: { title: say('raw_none_title'), words: say('raw_none_file') },
    dropped: { title: say('raw_none_droppedTitle'), words: say('raw_none_dropped') },
    'no-stream': { title: say('raw_none_noStreamTitle'), words: say('raw_none_noStream') },
    empty: { title: say('raw_none_emptyTitle'), words: say('raw_none_empty') },
    off: { title: say('raw_none_title'), words: say('raw_none_off') },
    before: { title: say('raw_none_title'), words: say('raw_none_before') },
    running: { title: say('raw_none_runningTitle'), words: say('raw_none_running') },
    unclean: { title: say('raw_none_title'), words: say('raw_none_unclean') },
    unknown: { title: say('raw_none_title'), words: say('raw_none_unknown') },
  } satisfies Record<NoText, { title: string; words: string }>,
  actions: {
    reload: say('raw_actions_reload'),
    'turn-on': say('raw_actions_turnOn'),
    request: say('raw_actions_request'),
  } satisfies Record<NoTextAction, string>,
  attemptGone: say('raw_attemptGone'),
};

/** An oddity in one sentence. */
export function oddityWords({ code, reason }: RawOddity): string {
  return reason === undefined ? texts.oddities[code] : `${texts.oddities[code]} ${texts.ignored[reason]}`;
}
