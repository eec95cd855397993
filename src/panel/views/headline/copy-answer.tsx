/** Copies what was decoded: the answer as text, or all of it as Markdown or JSON. */
import { answerText, transcript } from '../../../core/decoders/transcript.ts';
import type { AttemptNumber, ConnectionId } from '../../../core/units.ts';
import type { DecodedAnswer } from '../../../wire/protocol/decoded.ts';
import { t } from '../../../words/t.ts';
import { MenuButton, type MenuItem } from '../../parts/menu.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import { useCopying } from '../export/use-copying.tsx';
import { answerJson } from './answer-json.ts';

/** All of it is asked for when it is wanted. */
export function CopyAnswer({ state, connection, attempt }: { state: PanelState; connection: ConnectionId; attempt: AttemptNumber }) {
  const { copy, said } = useCopying(state.host);
  const item = (label: string, write: (answer: DecodedAnswer) => string): MenuItem => ({
    kind: 'action',
    label,
    onChoose: () => copy(state.host.ask('decoded', { connection, attempt }).then((answer) => answer && write(answer))),
  });
  return (
    <span class="headline-copy">
      <MenuButton
        label={t('decoded.copy')}
        icon="copy"
        groups={() => [
          {
            label: '',
            items: [
              item(t('decoded.copyText'), answerText),
              item(t('copyMarkdown'), (answer) => transcript(answer.protocol.name, answer)),
              item(t('decoded.copyJson'), answerJson),
            ],
          },
        ]}
      />
      {said}
    </span>
  );
}
