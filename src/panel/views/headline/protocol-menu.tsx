/** What a stream is decoded as: as recognised, as something else, or not at all. The choice holds for streams of the same kind of its origin, for good. */
import { useSignal } from '@preact/signals';
import { MAX_PROTOCOL_CHOICES } from '../../../settings/settings.ts';
import type { ProtocolMark } from '../../../wire/protocol/decoded.ts';
import { t } from '../../../words/t.ts';
import { MenuButton, type MenuGroup, type MenuItem } from '../../parts/menu.tsx';
import type { PanelState } from '../../state/panel-state.ts';

export interface ProtocolMenuProps {
  state: PanelState;
  /** Of the stream. */
  origin: string;
  recognised: ProtocolMark;
  /** What it is decoded as; undefined: not at all. */
  shown: ProtocolMark | undefined;
}

export function ProtocolMenu({ state, origin, recognised, shown }: ProtocolMenuProps) {
  const known = useSignal<readonly Pick<ProtocolMark, 'id' | 'name'>[]>([]);
  const found = recognised.id;
  const isOffer = shown?.certainty === 'likely';
  const choose = (as: string): void => {
    const others = state.settings.peek().protocols.filter((one) => one.origin !== origin || one.found !== found);
    // What is certain is decoded without being chosen.
    const choice = as === found && recognised.certainty === 'certain' ? [] : [{ origin, found, as }];
    state.set({ protocols: [...others, ...choice].slice(-MAX_PROTOCOL_CHOICES) });
  };
  const item = (as: string, label: string, detail?: string): MenuItem => ({
    kind: 'radio',
    label,
    detail,
    checked: isOffer ? false : as === (shown?.id ?? ''),
    onChoose: () => choose(as),
  });
  const groups = (): MenuGroup[] => [
    {
      label: t('headline.decodeAs', { origin }),
      items: [item(found, recognised.name, t(`headline.certainty.${recognised.certainty}`)), item('', t('headline.notDecoded'))],
    },
    { label: t('headline.otherProtocols'), items: known.value.filter(({ id }) => id !== found).map(({ id, name }) => item(id, name)) },
  ];
  const ask = (): void => {
    state.host.ask('protocols').then(
      (answer) => (known.value = answer),
      // Without an answer there is less to choose from.
      () => undefined,
    );
  };
  const words = shown === undefined ? t('headline.notDecoded') : isOffer ? t('headline.likely', { protocol: shown.name }) : shown.name;
  return (
    <MenuButton label={t('headline.protocol', { protocol: words })} groups={groups} onOpen={ask}>
      {words}
    </MenuButton>
  );
}
