/** Messages for the clipboard: one, or all that the list shows. */
import type { MessageIndex } from '../../../core/units.ts';
import { MAX_COPIED } from '../../../wire/protocol/questions.ts';
import type { MenuGroup, MenuItem } from '../../parts/menu.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import { texts } from './texts.ts';
import type { Copy } from './use-copying.tsx';

/** The data alone; null when the message is not held any more. */
export async function dataOf({ host }: PanelState, index: MessageIndex): Promise<string | null> {
  return (await host.ask('message', { index }))?.data ?? null;
}

/** @param shown how many messages the list shows. */
export function messageGroups(state: PanelState, index: MessageIndex, shown: number, copy: Copy): MenuGroup[] {
  const { ask } = state.host;
  const action = (label: string, text: () => Promise<string | null>): MenuItem => ({ kind: 'action', label, onChoose: () => copy(text()) });
  const list = async (as: 'ndjson' | 'markdown'): Promise<string> => {
    const { rows } = await ask('messages', { filter: state.filter.peek(), from: 0, to: MAX_COPIED });
    return ask('copyMessages', { indexes: rows.map((row) => row.index), as });
  };
  return [
    {
      label: texts.copyMessage,
      items: [
        action(texts.copyData, () => dataOf(state, index)),
        action(texts.copyNdjson, () => ask('copyMessages', { indexes: [index], as: 'ndjson' })),
        action(texts.copyMarkdown, () => ask('copyMessages', { indexes: [index], as: 'markdown' })),
      ],
    },
    {
      label: texts.copyList(shown),
      items:
        shown > MAX_COPIED
          ? [{ kind: 'words', label: texts.tooMany(MAX_COPIED) }]
          : [action(texts.copyNdjson, () => list('ndjson')), action(texts.copyMarkdown, () => list('markdown'))],
    },
  ];
}
