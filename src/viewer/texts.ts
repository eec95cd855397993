/** The words of the viewer: each text stands in `_locales`, under the key that is named here. */
import { IMPORT_FORMATS } from '../core/import/sniff.ts';
import { formatBytes } from '../panel/parts/format-bytes.ts';
import type { FileFacts } from './file-facts.ts';
import { t } from '../words/t.ts';

const held = ({ connections, messages }: FileFacts): string =>
  t('viewer.held', { connections: t('count.connections', { count: connections }), messages: t('count.messages', { count: messages }) });

export const texts = {
  product: 'SSE Scope',
  title: t('viewer.title'),
  titleOf: (name: string) => t('viewer.titleOf', { name }),
  open: t('viewer.open'),
  compareWith: t('viewer.compareWith'),
  compareWithFile: t('viewer.compareWithFile'),
  panelGone: t('viewer.panelGone'),
  shortcut: 'Ctrl+O',

  startTitle: t('viewer.startTitle'),
  startWords: [t('viewer.startWords.1'), t('viewer.startWords.2'), t('viewer.startWords.3')],
  wanted: (name: string) => t('viewer.wanted', { name }),
  dropHere: t('viewer.dropHere'),

  reading: (name: string) => t('readingFile', { name }),
  readSoFar: (read: number, size: number) => t('someOf', { part: formatBytes(read), whole: formatBytes(size) }),
  cancel: t('cancel'),

  bar: t('viewer.bar'),
  fileMark: t('viewer.fileMark'),
  format: (format: FileFacts['format']) => (format === null ? '' : IMPORT_FORMATS[format]),
  size: (size: number) => formatBytes(size),
  recorded: (page: string) => t('viewer.recorded', { page }),
  written: (by: string, at: string) => [by, at].filter((part) => part !== '').join(', '),
  remarks: (count: number) => t('viewer.remarks', { count }),
  remarksLabel: t('viewer.remarksLabel'),
  noTimes: t('viewer.noTimes'),
  unpacked: t('viewer.unpacked'),
  utf16: t('viewer.utf16'),
  redacted: t('viewer.redacted'),
  filtered: t('viewer.filtered'),

  dropped: (count: number) => t('viewer.dropped', { count }),

  stoppedAt: (facts: FileFacts) =>
    t('viewer.stoppedAt', {
      where: facts.error!.line > 0 ? t('lineNumber', { line: facts.error!.line }) : t('viewer.stopped'),
      reason: facts.error!.message,
      held: held(facts),
    }),
  refused: ({ name, error }: FileFacts) =>
    error!.line > 0
      ? t('viewer.refusedAt', { name, line: t('lineNumber', { line: error!.line }), reason: error!.message })
      : t('viewer.refused', { name, reason: error!.message }),
  failed: (name: string, reason: string) => t('viewer.failed', { name, reason }),
  noFile: t('viewer.noFile'),
  oneOf: (name: string, count: number) => t('viewer.oneOf', { name, count }),
  dismiss: t('dismiss'),
};
