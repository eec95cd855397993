/** The words of the list of recordings: each text stands in `_locales`, under the key that is named here. */
import { formatBytes } from '../panel/parts/format-bytes.ts';
import type { Recording } from '../recordings/recording.ts';
import { say, sayCount, sayNumber } from '../words/say.ts';
import { sayDateTime } from '../words/times.ts';

export const recordingTexts = {
  title: say('recordings_title'),
  mark: say('recordings_mark'),
  settings: say('recordings_settings'),
  loading: say('recordings_loading'),
  none: say('recordings_none'),
  noneWords: say('recordings_noneWords'),
  noneOff: say('recordings_noneOff'),
  columns: {
    choose: say('recordings_columnChoose'),
    name: say('recordings_columnName'),
    page: say('recordings_columnPage'),
    when: say('recordings_columnWhen'),
    messages: say('recordings_columnMessages'),
    connections: say('recordings_columnConnections'),
    size: say('recordings_columnSize'),
    actions: say('recordings_columnActions'),
  },
  choose: (name: string) => say('recordings_choose', name),
  compare: say('recordings_compare'),
  compareHint: say('recordings_compareHint'),
  live: say('recordings_live'),
  cut: say('recordings_cut'),
  cutHint: say('recordings_cutHint'),
  rename: (name: string) => say('recordings_rename', name),
  newName: (name: string) => say('recordings_newName', name),
  save: (name: string) => say('recordings_export', name),
  remove: (name: string) => say('recordings_delete', name),
  removeLive: say('recordings_deleteLive'),
  sure: (name: string) => say('recordings_sure', name),
  yes: say('recordings_yes'),
  no: say('recordings_no'),
  failed: (reason: string) => say('recordings_failed', reason),
  gone: say('recordings_gone'),
  back: say('recordings_back'),
  saving: (name: string, done: number) => say('recordings_saving', name, formatBytes(done)),
  summary: (count: number, used: number, size: number) => sayCount('recordings_summary', count, formatBytes(used), formatBytes(size)),
  /** What the user calls it; else the page's title, or its address; else its number. */
  nameOf: ({ id, name, page }: Pick<Recording, 'id' | 'name' | 'page'>) => name || page.title || shortUrl(page.url) || say('recordings_nameless', String(id)),
  when: (at: number) => sayDateTime(at).replace(/[.,]\d{3}$/, ''),
  count: (count: number) => sayNumber(count),
  size: (bytes: number) => formatBytes(bytes),
};

function shortUrl(url: string): string {
  return url.replace(/^[a-z]+:\/\//, '').slice(0, 100);
}
