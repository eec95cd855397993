/** What can be done where all connections to an origin are taken: which tab to close, and what to change in the page or on the server. */
import { t } from '../words/t.ts';
import type { Advice } from './advice.ts';
import type { TabInfo } from './host.ts';

/** Code units of a title: it stands within a sentence. */
const TITLE_LENGTH = 60;

export function AdviceList({ advice, goTo }: { advice: readonly Advice[]; goTo: (tab: TabInfo) => void }) {
  if (advice.length === 0) return null;
  return (
    <ul class="advice" aria-label={t('board.advice')}>
      {advice.map(({ key, origin, queued, certain, holders, shared }) => (
        <li key={key}>
          <p class="advice-what">{certain ? t('board.full', { count: queued, origin }) : t('board.fullPerhaps', { count: queued, origin })}</p>
          <ul>
            {holders.map(({ tab, open }) => (
              <li key={tab.tabId}>
                <button type="button" class="text-button" title={t('board.goTo', { title: tab.title })} onClick={() => goTo(tab)}>
                  {t('board.closeTab', {
                    count: open,
                    title: (tab.title || (tab.url === '' ? t('board.untitled', { tabId: String(tab.tabId) }) : tab.url)).slice(0, TITLE_LENGTH),
                  })}
                </button>
              </li>
            ))}
            {shared && <li>{t('board.shareStream')}</li>}
            <li>{t('board.useHttp2')}</li>
          </ul>
        </li>
      ))}
    </ul>
  );
}
