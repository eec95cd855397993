/** Copies what was decoded: the answer as text, or all of it as Markdown or JSON. */
import { answerText, transcript } from '../../../core/decoders/transcript.ts';
import type { DecodedAnswer } from '../../../wire/protocol/decoded.ts';
import { t } from '../../../words/t.ts';
import { MenuButton } from '../../parts/menu.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import { useCopying } from '../export/use-copying.tsx';

/** Where the pieces of a part came from: numbers of this panel, which say nothing elsewhere. */
const OWN_NUMBERS = new Set(['pieces', 'argumentsText', 'messages', 'changes']);

export function CopyAnswer({ state, answer }: { state: PanelState; answer: DecodedAnswer }) {
  const { copy, said } = useCopying(state.host);
  const item = (label: string, text: () => string) => ({ kind: 'action' as const, label, onChoose: () => copy(Promise.resolve(text())) });
  const json = (): string =>
    JSON.stringify({ ...answer, protocol: answer.protocol.id, faults: undefined }, (key, value: unknown) => (OWN_NUMBERS.has(key) ? undefined : value), 2);
  return (
    <span class="decoded-copy">
      <MenuButton
        label={t('decoded.copy')}
        icon="copy"
        groups={() => [
          {
            label: '',
            items: [
              item(t('decoded.copyText'), () => answerText(answer)),
              item(t('copyMarkdown'), () => transcript(answer.protocol.name, answer)),
              item(t('decoded.copyJson'), json),
            ],
          },
        ]}
      />
      {said}
    </span>
  );
}
