/** The words of one message, which are loaded when one is opened. */
import { formatBytes } from '../../parts/format-bytes.ts';
import type { JsonFaultReason } from '../../parts/json-tree/scan-json.ts';
import { t } from '../../../words/t.ts';

export const texts = {
  detail: {
    label: t('messages.detail.label'),
    tabs: t('messages.detail.tabs'),
    tree: t('messages.detail.tree'),
    text: t('text'),
    difference: t('messages.detail.difference'),
    close: t('close'),
    copy: t('messages.detail.copy'),
    copied: t('copied'),
    notCopied: t('messages.detail.notCopied'),
    expandAll: t('messages.detail.expandAll'),
    collapseAll: t('messages.detail.collapseAll'),
    expandLimit: (limit: number) => t('messages.detail.expandLimit', { limit }),
    gone: t('messages.detail.gone'),
    goneWords: t('messages.detail.goneWords'),
    loading: t('messages.detail.loading'),
    id: (id: string) => t('messages.detail.id', { id }),
    noId: t('messages.detail.noId'),
    place: (connection: number, seq: number) => t('messages.detail.place', { connection: String(connection), seq: seq + 1 }),
    emptyData: t('messages.detail.emptyData'),
    lines: (lines: number) => t('count.lines', { count: lines }),
    idCut: (length: number) => t('messages.detail.idCut', { length }),
  },
  tree: {
    copyValue: t('messages.tree.copyValue'),
    copyPath: t('messages.tree.copyPath'),
    level: (level: number) => `${level} ▸`,
    showAll: (length: number) => t('messages.tree.showAll', { length }),
    showLess: t('messages.tree.showLess'),
    more: (left: number) => t('messages.tree.more', { left }),
    holdsJson: 'JSON',
  },
  notJson: {
    title: t('messages.notJson.title'),
    where: (reason: JsonFaultReason, offset: number, line: number, column: number) =>
      t('messages.notJson.where', { fault: FAULTS[reason], offset, line, column }),
    asText: t('messages.notJson.asText'),
  },
  difference: {
    first: t('messages.difference.first'),
    firstWords: (type: string) => t('messages.difference.firstWords', { type }),
    equal: t('messages.difference.equal'),
    equalWords: (at: string) => t('messages.difference.equalWords', { at }),
    equalChosen: (at: string) => t('messages.difference.equalChosen', { at }),
    tooLong: t('messages.difference.tooLong'),
    tooLongWords: (limit: number) => t('messages.difference.tooLongWords', { limit: formatBytes(limit) }),
    tooDifferent: t('messages.difference.tooDifferent'),
    tooDifferentWords: (limit: number) => t('messages.difference.tooDifferentWords', { limit }),
    summary: (removed: number, added: number, at: string) => t('messages.difference.summary', { removed, added, at }),
    asJson: t('messages.difference.asJson'),
    unchanged: (lines: number) => t('messages.difference.unchanged', { count: lines }),
    removed: t('messages.difference.removed'),
    added: t('messages.difference.added'),
    more: (left: number) => t('messages.difference.more', { left }),
  },
};

const FAULTS: Record<JsonFaultReason, string> = {
  empty: t('messages.faults.empty'),
  'unexpected-end': t('messages.faults.unexpected-end'),
  'unexpected-character': t('messages.faults.unexpected-character'),
  'expected-key': t('messages.faults.expected-key'),
  'expected-colon': t('messages.faults.expected-colon'),
  'expected-comma-or-end': t('messages.faults.expected-comma-or-end'),
  'control-character-in-string': t('messages.faults.control-character-in-string'),
  'bad-escape': t('messages.faults.bad-escape'),
  'bad-number': t('messages.faults.bad-number'),
  'text-after-value': t('messages.faults.text-after-value'),
};
