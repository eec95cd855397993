/** The words of exporting and copying: each text stands in `_locales`, under the key that is named here. */
import type { Taken } from '../../../core/export/taken.ts';
import type { CopyRequest } from '../../../wire/protocol/questions.ts';
import { formatBytes } from '../../parts/format-bytes.ts';
import { t } from '../../../words/t.ts';

const messages = (count: number): string => t('count.messages', { count });

export const texts = {
  button: t('export.button'),
  title: t('export'),
  close: t('close'),
  format: t('export.format'),
  scope: t('export.scope'),
  filtered: (count: number, complete: boolean) =>
    complete ? t('export.filtered', { messages: messages(count) }) : t('export.filteredSoFar', { messages: messages(count) }),
  everything: (count: number) => t('export.everything', { messages: messages(count) }),
  credentials: t('export.credentials'),
  credentialsHint: t('export.credentialsHint'),
  byteOrderMark: t('export.byteOrderMark'),
  save: t('export'),
  cancel: t('cancel'),
  searching: (found: number) => t('export.searching', { found }),
  progress: (done: number, total: number, size: number) => t('export.progress', { done, messages: messages(total), size: formatBytes(size) }),
  progressLabel: t('export.progressLabel'),
  taken: (count: number) => t('export.taken', { count }),
  takenPlaces: {
    header: t('export.takenPlaces.header'),
    parameter: t('export.takenPlaces.parameter'),
    field: t('export.takenPlaces.field'),
    login: t('export.takenPlaces.login'),
    token: t('export.takenPlaces.token'),
  } satisfies Record<Taken['place'], string>,
  takenOthers: t('export.takenOthers'),
  takenTimes: (count: number) => t('export.takenTimes', { count }),
  saveFile: t('save'),
  failed: (reason: string) => t('export.failed', { reason }),

  copyRequest: t('export.copyRequest'),
  copyAs: {
    'curl-posix': t('export.copyAs.curl-posix'),
    'curl-cmd': t('export.copyAs.curl-cmd'),
    powershell: t('export.copyAs.powershell'),
    fetch: t('export.copyAs.fetch'),
    eventsource: t('export.copyAs.eventsource'),
  } satisfies Record<CopyRequest['kind'], string>,
  withCredentials: t('export.withCredentials'),
  resume: t('export.resume'),
  copyUrl: t('export.copyUrl'),
  copyMessage: t('export.copyMessage'),
  copyData: t('export.copyData'),
  copyNdjson: t('export.copyNdjson'),
  copyMarkdown: t('copyMarkdown'),
  copySelection: t('export.copySelection'),
  copyList: (count: number) => t('export.filtered', { messages: messages(count) }),
  tooMany: (most: number) => t('export.tooMany', { messages: messages(most) }),
  copied: t('copied'),
  gone: t('export.gone'),
  notCopied: (reason: string) => t('export.notCopied', { reason }),
};
