/** The list of all keys. */
import { Dialog } from '../../parts/dialog.tsx';
import { texts } from './texts.ts';

export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={texts.keys} closeLabel={texts.close} onClose={onClose}>
      <div class="keys">
        {texts.keyGroups.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {group.keys.map(([keys, does]) => (
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
      </div>
    </Dialog>
  );
}
