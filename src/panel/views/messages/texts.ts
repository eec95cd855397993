/** The words of the Messages view: each text stands in `_locales`, under the key that is named here. */
import type { MessageSource } from '../../../core/model/message-block.ts';
import { t } from '../../../words/t.ts';

const messages = (count: number): string => t('count.messages', { count });

export const texts = {
  list: t('messages'),
  columns: {
    mark: '★',
    time: t('time'),
    connection: '#',
    type: t('type'),
    id: t('id'),
    size: t('size'),
    data: t('data'),
  },
  columnEdge: (column: string) => t('messages.columnEdge', { column }),
  newMessages: (count: number) => t('messages.newMessages', { count }),
  newMessagesAbove: (count: number) => t('messages.newMessagesAbove', { count }),
  columnMenu: t('messages.columnMenu'),
  columnNames: {
    mark: t('messages.columnNames.mark'),
    time: t('time'),
    connection: t('connection'),
    type: t('type'),
    id: t('id'),
    size: t('size'),
    data: t('data'),
  },
  noDelta: '–',
  bookmark: t('messages.bookmark'),
  unbookmark: t('messages.unbookmark'),
  bookmarked: t('bookmarked'),
  tooManyBookmarks: (limit: number) => t('messages.tooManyBookmarks', { limit }),
  newPage: (url: string) => `→ ${url}`,
  unheard: t('messages.unheard'),
  unheardNear: (type: string, near: string) => t('messages.unheardNear', { type, near }),
  unheardOthers: (type: string, others: string) => t('messages.unheardOthers', { type, others }),
  unheardNone: (type: string) => t('messages.unheardNone', { type }),
  unheardMore: (told: string, more: number) => t('messages.unheardMore', { told, more }),
  kinds: { comment: t('messages.comment'), retry: 'retry' },
  kindHints: { comment: t('messages.kindHints.comment'), retry: t('messages.kindHints.retry') },
  from: { hook: t('messages.from.hook'), har: t('messages.from.har'), wire: t('messages.from.wire') } satisfies Record<MessageSource, string>,
  inferredTime: t('messages.inferredTime'),
  compareEnds: t('messages.compareEnds'),
  showRaw: t('messages.showRaw'),
  connectionOf: (id: number) => `#${id}`,

  filterHits: (total: number, of: number, others: boolean) => t('someOf', { part: total, whole: others ? t('count.rows', { count: of }) : messages(of) }),
  filterSoFar: (total: number) => t('messages.filterSoFar', { total }),
  looked: (percent: number) => t('messages.looked', { percent }),
  contains: (text: string) => t('messages.contains', { text }),
  matches: (text: string) => t('messages.matches', { text }),
  passes: t('messages.passes'),
  cutShort: (rows: number) => t('messages.cutShort', { count: rows }),
  clearFilter: t('clearFilter'),
  clearRange: t('allTimes'),
  failed: (reason: string) => t('recorderFailed', { reason }),

  split: t('messages.detail.split'),
};
