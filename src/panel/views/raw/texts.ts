/** The words of the raw view: each text stands in `_locales`, under the key that is named here. */
import type { MessageSource } from '../../../core/model/message-block.ts';
import type { IgnoredReason, LineEnd } from '../../../core/parse/report.ts';
import { t } from '../../../words/t.ts';
import type { RawOddity } from '../../../wire/protocol/questions.ts';
import { formatBytes } from '../../parts/format-bytes.ts';
import type { NoText, NoTextAction } from './why-no-text.ts';

export const texts = {
  chooseTitle: t('raw.chooseTitle'),
  chooseWords: t('raw.chooseWords'),
  label: (attempt: number) => t('raw.label', { attempt: String(attempt) }),
  split: t('attemptsWidth'),
  lines: (count: number) => t('count.lines', { count }),
  size: (bytes: number) => formatBytes(bytes),
  reading: t('raw.reading'),
  complete: t('raw.complete'),
  growing: t('raw.growing'),
  incomplete: t('raw.incomplete'),
  asInFile: t('raw.asInFile'),
  fromFile: t('raw.fromFile'),
  missing: (bytes: number) => t('raw.missing', { bytes: formatBytes(bytes) }),
  decoded: t('raw.decoded'),
  from: { hook: t('raw.from.hook'), har: t('raw.from.har'), wire: t('raw.from.wire') } satisfies Record<MessageSource, string>,
  copyAll: t('raw.copyAll'),
  save: t('raw.save'),
  tooLong: (limit: number) => t('raw.tooLong', { limit: formatBytes(limit) }),
  columns: { oddity: t('raw.columns.oddity'), line: t('line'), at: t('raw.columns.at'), text: t('text') },
  columnEdge: (column: string) => t('raw.columnEdge', { column }),
  newLines: (count: number) => t('raw.newLines', { count }),
  menu: t('line'),
  showMessage: t('raw.showMessage'),
  noMessage: t('raw.noMessage'),
  copyLines: t('raw.copyLines'),
  line: (line: number) => t('lineNumber', { line }),
  cut: t('raw.cut'),
  chunk: (clock: string) => t('raw.chunk', { clock }),
  ends: { lf: 'LF', cr: 'CR', crlf: 'CRLF', none: t('raw.ends.none') } satisfies Record<LineEnd, string>,
  notFound: t('raw.notFound'),
  failed: (reason: string) => t('raw.failed', { reason }),

  oddities: {
    bom: t('raw.oddities.bom'),
    'ignored-field': t('raw.oddities.ignored-field'),
    'bad-retry': t('raw.oddities.bad-retry'),
    'huge-retry': t('raw.oddities.huge-retry'),
    'nul-in-id': t('raw.oddities.nul-in-id'),
    'no-data': t('raw.oddities.no-data'),
    'mixed-line-ends': t('raw.oddities.mixed-line-ends'),
    'line-cut': t('raw.oddities.line-cut'),
    'browser-drops': t('raw.oddities.browser-drops'),
    'nul-removed': t('raw.oddities.nul-removed'),
    'incomplete-tail': t('raw.oddities.incomplete-tail'),
  } satisfies Record<RawOddity['code'], string>,
  ignored: {
    unknown: t('raw.ignored.unknown'),
    case: t('raw.ignored.case'),
    space: t('raw.ignored.space'),
    bom: t('raw.ignored.bom'),
    'too-long': t('raw.ignored.too-long'),
  } satisfies Record<IgnoredReason, string>,

  none: {
    file: { title: t('raw.none.title'), words: t('raw.none.file.words') },
    dropped: { title: t('raw.none.dropped.title'), words: t('raw.none.dropped.words') },
    'no-stream': { title: t('raw.none.no-stream.title'), words: t('raw.none.no-stream.words') },
    empty: { title: t('raw.none.empty.title'), words: t('raw.none.empty.words') },
    off: { title: t('raw.none.title'), words: t('raw.none.off.words') },
    before: { title: t('raw.none.title'), words: t('raw.none.before.words') },
    running: { title: t('raw.none.running.title'), words: t('raw.none.running.words') },
    unclean: { title: t('raw.none.title'), words: t('raw.none.unclean.words') },
    unknown: { title: t('raw.none.title'), words: t('raw.none.unknown.words') },
  } satisfies Record<NoText, { title: string; words: string }>,
  actions: {
    reload: t('reloadThePage'),
    'turn-on': t('raw.actions.turn-on'),
    request: t('showRequest'),
  } satisfies Record<NoTextAction, string>,
  attemptGone: t('raw.attemptGone'),
};

/** An oddity in one sentence. */
export function oddityWords({ code, reason }: RawOddity): string {
  return reason === undefined ? texts.oddities[code] : `${texts.oddities[code]} ${texts.ignored[reason]}`;
}
