/** The title of a part, and the way to the first message that brought it. */
import type { MessageIndex } from '../../../core/units.ts';
import { t } from '../../../words/t.ts';
import { VisibleText } from '../../parts/visible-text.tsx';

export function PartTitle({
  title,
  messages,
  selected,
  onSelect,
}: {
  title: string;
  messages: readonly MessageIndex[];
  selected: MessageIndex | null;
  onSelect: (message: MessageIndex) => void;
}) {
  const [first] = messages;
  const isSelected = selected !== null && messages.includes(selected);
  return (
    <h3 class={isSelected ? 'decoded-title is-selected' : 'decoded-title'}>
      {first === undefined ? (
        <VisibleText text={title} />
      ) : (
        <button type="button" class="decoded-link" title={t('decoded.showMessage')} onClick={() => onSelect(first)}>
          <VisibleText text={title} />
        </button>
      )}
    </h3>
  );
}
