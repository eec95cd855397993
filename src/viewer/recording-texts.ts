/** The words of the list of recordings: each text stands in `_locales`, under the key that is named here. */
import { formatBytes } from '../panel/parts/format-bytes.ts';
import type { Recording } from '../recordings/recording.ts';
import { sayNumber, t } from '../words/t.ts';
import { sayDateTime } from '../words/times.ts';

export const recordingTexts = {
  title: t('recordings.title'),
  mark: t('recordings.mark'),
  settings: t('recordings.settings'),
  loading: t('recordings.loading'),
  none: t('recordings.none'),
  noneWords: t('recordings.noneWords'),
  noneOff: t('recordings.noneOff'),
  columns: {
    choose: t('compare'),
    name: t('name'),
    page: t('recordings.columns.page'),
    when: t('recordings.columns.when'),
    messages: t('messages'),
    connections: t('connections'),
    size: t('recordings.columns.size'),
    actions: t('recordings.columns.actions'),
  },
  choose: (name: string) => t('recordings.choose', { name }),
  compare: t('compare'),
  compareHint: t('recordings.compareHint'),
  live: t('recordings.live'),
  cut: t('recordings.cut'),
  cutHint: t('recordings.cutHint'),
  rename: (name: string) => t('recordings.rename', { name }),
  newName: (name: string) => t('recordings.newName', { name }),
  save: (name: string) => t('recordings.save', { name }),
  remove: (name: string) => t('recordings.remove', { name }),
  removeLive: t('recordings.removeLive'),
  sure: (name: string) => t('recordings.sure', { name }),
  yes: t('recordings.yes'),
  no: t('recordings.no'),
  failed: (reason: string) => t('recordings.failed', { reason }),
  gone: t('recordings.gone'),
  back: t('recordings.back'),
  saving: (name: string, done: number) => t('recordings.saving', { name, done: formatBytes(done) }),
  summary: (count: number, used: number, size: number) => t('recordings.summary', { count, used: formatBytes(used), size: formatBytes(size) }),
  /** What the user calls it; else the page's title, or its address; else its number. */
  nameOf: ({ id, name, page }: Pick<Recording, 'id' | 'name' | 'page'>) =>
    name || page.title || shortUrl(page.url) || t('recordings.nameless', { id: String(id) }),
  when: (at: number) => sayDateTime(at).replace(/[.,]\d{3}$/, ''),
  count: (count: number) => sayNumber(count),
  size: (bytes: number) => formatBytes(bytes),
};

function shortUrl(url: string): string {
  return url.replace(/^[a-z]+:\/\//, '').slice(0, 100);
}
