/** Messages for the clipboard: one, or all that the list shows. */
import type { MessageIndex } from '../../../core/units.ts';
import { MAX_COPIED } from '../../../wire/protocol/questions.ts';
import { t } from '../../../words/t.ts';
import type { MenuGroup, MenuItem } from '../../parts/menu.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import type { Copy } from './use-copying.tsx';

/** The data alone; null when the message is not held any more. */
export async function dataOf({ host }: PanelState, index: MessageIndex): Promise<string | null> {
  return (await host.ask('message', { index }))?.data ?? null;
}

/** The rows that are selected together: messages of the list from one end to the other, in whichever order. */
export interface MessageSpan {
  anchor: MessageIndex;
  active: MessageIndex;
}

/** The indexes of the messages between both ends, in the order of the list; at most one more than can be copied. Empty when an end has left it. */
export async function indexesOf({ host, filter }: PanelState, { anchor, active }: MessageSpan): Promise<MessageIndex[]> {
  const wanted = filter.peek();
  const [one, other] = await Promise.all([anchor, active].map((index) => host.ask('position', { filter: wanted, index })));
  if (one === undefined || other === undefined || one < 0 || other < 0) return [];
  const from = Math.min(one, other);
  const { rows } = await host.ask('messages', { filter: wanted, from, to: Math.min(Math.max(one, other) + 1, from + MAX_COPIED + 1) });
  return rows.map(({ index }) => index);
}

/** A selection as text: refused when it is longer than what is copied at once. */
export async function copySpan(state: PanelState, span: MessageSpan, as: 'ndjson' | 'markdown'): Promise<string | null> {
  const indexes = await indexesOf(state, span);
  if (indexes.length > MAX_COPIED) throw new Error(t('export.tooMany', { messages: t('count.messages', { count: MAX_COPIED }) }));
  return indexes.length === 0 ? null : state.host.ask('copyMessages', { indexes, as });
}

/**
 * @param shown how many messages the list shows.
 * @param span what is selected, when that is more than the message at `index`.
 */
export function messageGroups(state: PanelState, index: MessageIndex, shown: number, span: MessageSpan | null, copy: Copy): MenuGroup[] {
  const { ask } = state.host;
  const action = (label: string, text: () => Promise<string | null>): MenuItem => ({ kind: 'action', label, onChoose: () => copy(text()) });
  const list = async (as: 'ndjson' | 'markdown'): Promise<string> => {
    const { rows } = await ask('messages', { filter: state.filter.peek(), from: 0, to: MAX_COPIED });
    return ask('copyMessages', { indexes: rows.map((row) => row.index), as });
  };
  const selection: MenuGroup[] =
    span === null
      ? []
      : [
          {
            label: t('export.copySelection'),
            items: [action(t('export.copyNdjson'), () => copySpan(state, span, 'ndjson')), action(t('copyMarkdown'), () => copySpan(state, span, 'markdown'))],
          },
        ];
  return [
    ...selection,
    {
      label: t('export.copyMessage'),
      items: [
        action(t('export.copyData'), () => dataOf(state, index)),
        action(t('export.copyNdjson'), () => ask('copyMessages', { indexes: [index], as: 'ndjson' })),
        action(t('copyMarkdown'), () => ask('copyMessages', { indexes: [index], as: 'markdown' })),
      ],
    },
    {
      label: t('export.filtered', { messages: t('count.messages', { count: shown }) }),
      items:
        shown > MAX_COPIED
          ? [{ kind: 'words', label: t('export.tooMany', { messages: t('count.messages', { count: MAX_COPIED }) }) }]
          : [action(t('export.copyNdjson'), () => list('ndjson')), action(t('copyMarkdown'), () => list('markdown'))],
    },
  ];
}
