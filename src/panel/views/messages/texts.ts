/** The words of the Messages view: each text stands in `_locales`, under the key that is named here. */
import type { MessageSource } from '../../../core/model/message-block.ts';
import { say, sayCount } from '../../../words/say.ts';

const messages = (count: number): string => sayCount('messages_messages', count);

export const texts = {
  list: say('messages_list'),
  columns: {
    mark: '★',
    time: say('messages_columns_time'),
    connection: '#',
    type: say('messages_columns_type'),
    id: say('messages_columns_id'),
    size: say('messages_columns_size'),
    data: say('messages_columns_data'),
  },
  columnEdge: (column: string) => say('messages_columnEdge', column),
  newMessages: (count: number) => say('messages_newMessages', count),
  newMessagesAbove: (count: number) => say('messages_newMessagesAbove', count),
  columnMenu: say('messages_columnMenu'),
  columnNames: {
    mark: say('messages_columnNames_mark'),
    time: say('messages_columnNames_time'),
    connection: say('messages_columnNames_connection'),
    type: say('messages_columnNames_type'),
    id: say('messages_columnNames_id'),
    size: say('messages_columnNames_size'),
    data: say('messages_columnNames_data'),
  },
  noDelta: '–',
  bookmark: say('messages_bookmark'),
  unbookmark: say('messages_unbookmark'),
  bookmarked: say('messages_bookmarked'),
  tooManyBookmarks: (limit: number) => say('messages_tooManyBookmarks', limit),
  newPage: (url: string) => `→ ${url}`,
  unheard: say('messages_unheard'),
  unheardNear: (type: string, near: string) => say('messages_unheardNear', type, near),
  unheardOthers: (type: string, others: string) => say('messages_unheardOthers', type, others),
  unheardNone: (type: string) => say('messages_unheardNone', type),
  unheardMore: (told: string, more: number) => say('messages_unheardMore', told, more),
  kinds: { comment: say('messages_comment'), retry: 'retry' },
  kindHints: { comment: say('messages_commentHint'), retry: say('messages_retryHint') },
  from: { hook: say('messages_fromHook'), har: say('messages_fromHar'), wire: say('messages_fromWire') } satisfies Record<MessageSource, string>,
  inferredTime: say('messages_inferredTime'),
  compareEnds: say('messages_compareEnds'),
  showRaw: say('messages_showRaw'),
  connectionOf: (id: number) => `#${id}`,

  filterHits: (total: number, of: number, others: boolean) => say('messages_filterHits', total, others ? sayCount('messages_rows', of) : messages(of)),
  filterSoFar: (total: number) => say('messages_filterSoFar', total),
  looked: (percent: number) => say('messages_looked', percent),
  contains: (text: string) => say('messages_contains', text),
  matches: (text: string) => say('messages_matches', text),
  passes: say('messages_passes'),
  cutShort: (rows: number) => sayCount('messages_cutShort', rows),
  clearFilter: say('messages_clearFilter'),
  clearRange: say('messages_clearRange'),
  failed: (reason: string) => say('messages_failed', reason),

  split: say('messages_detail_split'),
};
