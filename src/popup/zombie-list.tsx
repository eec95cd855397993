/** Streams that hold a connection for nobody: each with its tab, and what to do about it. */
import { t } from '../words/t.ts';
import { ageText } from './age.ts';
import type { NamedZombie, zombiesOf } from './groups.ts';
import type { TabInfo } from './host.ts';

/** Code units of a title, and of a URL: they stand within a sentence. */
const TITLE_LENGTH = 60;
const URL_LENGTH = 80;

export function ZombieList({ zombies: { named, others }, goTo }: { zombies: ReturnType<typeof zombiesOf>; goTo: (tab: TabInfo) => void }) {
  if (named.length === 0) return null;
  return (
    <ul class="advice is-zombies" aria-label={t('board.zombies')}>
      {named.map((zombie) => {
        const title = zombie.tab.title || (zombie.tab.url === '' ? t('board.untitled', { tabId: String(zombie.tab.tabId) }) : zombie.tab.url);
        return (
          <li key={zombie.key}>
            <p class="advice-what">{saidOf(zombie)}</p>
            <ul>
              <li>
                <button type="button" class="text-button" title={t('board.goTo', { title })} onClick={() => goTo(zombie.tab)}>
                  {t('board.goTo', { title: title.slice(0, TITLE_LENGTH) })}
                </button>
              </li>
              <li>{t(`board.zombieRemedies.${zombie.kind}`)}</li>
            </ul>
          </li>
        );
      })}
      {others > 0 && <li>{t('board.moreZombies', { count: others })}</li>}
    </ul>
  );
}

function saidOf({ kind, url, quietFor = 0 }: NamedZombie): string {
  const short = url.slice(0, URL_LENGTH);
  return kind === 'silent' ? t('board.zombieIs.silent', { url: short, span: ageText(0, quietFor) }) : t(`board.zombieIs.${kind}`, { url: short });
}
