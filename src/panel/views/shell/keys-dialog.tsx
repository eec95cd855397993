/** The list of all keys; of a file without those that are for what is recorded now. */
import { Dialog } from '../../parts/dialog.tsx';
import { QueryHelp } from './query-help.tsx';
import { texts } from './texts.ts';

export function KeysDialog({ live, onClose }: { live: boolean; onClose: () => void }) {
  const shown = (keys: (typeof texts.keyGroups)[number]['keys']) => keys.filter(([, , when]) => live || when === undefined);
  return (
    <Dialog title={texts.keys} closeLabel={texts.close} onClose={onClose}>
      <div class="keys">
        {texts.keyGroups.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {shown(group.keys).map(([keys, does]) => (
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
