/** A request for the clipboard: as a menu of its own, and as a button with it. */
import { useSignal, type Signal } from '@preact/signals';
import type { AttemptNumber, ConnectionId } from '../../../core/units.ts';
import type { CopyRequest } from '../../../wire/protocol/questions.ts';
import { t } from '../../../words/t.ts';
import { Menu, MenuButton, type MenuGroup, type MenuItem } from '../../parts/menu.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import { useCopying, type Copy } from './use-copying.tsx';

/** In the order of the menu. */
const KINDS: readonly CopyRequest['kind'][] = ['curl-posix', 'curl-cmd', 'powershell', 'fetch', 'eventsource'];

interface Subject {
  state: PanelState;
  connection: ConnectionId;
  /** Missing: the newest. */
  attempt?: AttemptNumber;
}

/** How it is copied: both off, each time that the menu is opened. */
interface Wishes {
  credentials: Signal<boolean>;
  resume: Signal<boolean>;
}

function useWishes(): Wishes {
  return { credentials: useSignal(false), resume: useSignal(false) };
}

function groupsOf({ state, connection, attempt }: Subject, { credentials, resume }: Wishes, copy: Copy): MenuGroup[] {
  const check = (label: string, wish: Signal<boolean>): MenuItem => ({
    kind: 'check',
    label,
    checked: wish.value,
    onChoose: () => (wish.value = !wish.peek()),
  });
  const ask = (kind: CopyRequest['kind']): Promise<string | null> =>
    state.host.ask('copyAs', { kind, connection, attempt, redact: !credentials.peek(), resume: resume.peek() });
  return [
    { label: t('export.copyRequest'), items: KINDS.map((kind) => ({ kind: 'action', label: t(`export.copyAs.${kind}`), onChoose: () => copy(ask(kind)) })) },
    { label: '', items: [check(t('export.withCredentials'), credentials), check(t('export.resume'), resume)] },
  ];
}

/** @param copy is the owner's, since the menu is gone before the text is there. `more`: what else can be done here. */
export function RequestMenu({
  at,
  copy,
  onClose,
  more = [],
  ...subject
}: Subject & { at: { x: number; y: number }; copy: Copy; onClose: () => void; more?: MenuGroup[] }) {
  const wishes = useWishes();
  return <Menu label={t('export.copyRequest')} groups={[...groupsOf(subject, wishes, copy), ...more]} at={at} onClose={onClose} />;
}

export function RequestCopyButton(subject: Subject) {
  const wishes = useWishes();
  const { copy, said } = useCopying(subject.state.host);
  return (
    <>
      <MenuButton
        label={t('export.copyRequest')}
        icon="copy"
        groups={() => groupsOf(subject, wishes, copy)}
        onOpen={() => (wishes.credentials.value = wishes.resume.value = false)}
      >
        {t('export.copyRequest')}
      </MenuButton>
      {said}
    </>
  );
}
