/** What can be done where all connections to an origin are taken: which tab to close, and what to change in the page or on the server. */
import type { Advice } from './advice.ts';
import type { TabInfo } from './host.ts';
import { texts } from './texts.ts';

/** Code units of a title: it stands within a sentence. */
const TITLE_LENGTH = 60;

export function AdviceList({ advice, goTo }: { advice: readonly Advice[]; goTo: (tab: TabInfo) => void }) {
  if (advice.length === 0) return null;
  return (
    <ul class="advice" aria-label={texts.advice}>
      {advice.map(({ key, origin, queued, certain, holders, shared }) => (
        <li key={key}>
          <p class="advice-what">{texts.full(origin, queued, certain)}</p>
          <ul>
            {holders.map(({ tab, open }) => (
              <li key={tab.tabId}>
                <button type="button" class="text-button" title={texts.goTo(tab.title)} onClick={() => goTo(tab)}>
                  {texts.closeTab((tab.title || texts.untitled(tab.url, tab.tabId)).slice(0, TITLE_LENGTH), open)}
                </button>
              </li>
            ))}
            {shared && <li>{texts.shareStream}</li>}
            <li>{texts.useHttp2}</li>
          </ul>
        </li>
      ))}
    </ul>
  );
}
