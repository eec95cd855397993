/** The list of all keys; of a file without those that are for what is recorded now. */
import { t } from '../../../words/t.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { QueryHelp } from './query-help.tsx';

interface KeyGroup {
  title: string;
  keys: readonly (readonly [keys: string, does: string, when?: 'live'])[];
}

const keyGroups = (): readonly KeyGroup[] => [
  {
    title: t('shell.keys.everywhere'),
    keys: [
      [t('shell.keys.everywhere.record.key'), t('shell.keys.everywhere.record'), 'live'],
      [t('shell.keys.everywhere.clear.key'), t('clear'), 'live'],
      [t('shell.keys.everywhere.filter.key'), t('shell.keys.everywhere.filter')],
      [t('shell.keys.everywhere.next.key'), t('shell.keys.everywhere.next')],
      ['↓', t('shell.keys.everywhere.offer')],
      ['P', t('shell.keys.everywhere.pause'), 'live'],
      [t('shell.keys.everywhere.part.key'), t('shell.keys.everywhere.part')],
      ['?', t('shell.keys.everywhere.help')],
    ],
  },
  {
    title: t('shell.keys.lists'),
    keys: [
      [t('shell.keys.lists.move.key'), t('shell.keys.lists.move')],
      [t('shell.keys.lists.first.key'), t('shell.keys.lists.first')],
      [t('shell.keys.lists.last.key'), t('shell.keys.lists.last')],
      [t('shell.keys.lists.several.key'), t('shell.keys.lists.several')],
      [t('key.enter'), t('shell.keys.lists.open')],
      ['B', t('shell.keys.lists.bookmark')],
      ['R', t('shell.keys.lists.raw')],
      [t('key.copy'), t('shell.keys.lists.copy')],
      [t('key.menu'), t('shell.keys.lists.copyMenu')],
      ['← →', t('shell.keys.lists.group')],
      [t('shell.keys.lists.leave.key'), t('shell.keys.lists.leave')],
    ],
  },
  {
    title: t('shell.keys.headers'),
    keys: [
      ['← →', t('shell.keys.headers.column')],
      [t('key.enter'), t('shell.keys.headers.sort')],
      [t('shell.keys.headers.width.key'), t('shell.keys.headers.width')],
      [t('key.menu'), t('shell.keys.headers.columns')],
    ],
  },
  {
    title: t('shell.keys.tree'),
    keys: [
      ['← →', t('shell.keys.tree.toggle')],
      [t('key.copy'), t('shell.keys.tree.copyValue')],
      [t('shell.keys.tree.copyPath.key'), t('shell.keys.tree.copyPath')],
    ],
  },
];

export function KeysDialog({ live, onClose }: { live: boolean; onClose: () => void }) {
  return (
    <Dialog title={t('shell.keys')} closeLabel={t('close')} onClose={onClose}>
      <div class="keys">
        {keyGroups().map(({ title, keys: all }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {all
                .filter(([, , when]) => live || when === undefined)
                .map(([keys, does]) => (
                  <div key={keys} class="keys-line">
                    <dt>
                      <kbd>{keys}</kbd>
                    </dt>
                    <dd>{does}</dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
        <QueryHelp />
      </div>
    </Dialog>
  );
}
