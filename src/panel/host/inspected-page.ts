/** URL and title of the inspected page, as they are now. */
import type { Milliseconds, TabId } from '../../core/units.ts';
import { isTabFacts, type AskTab } from '../../wire/protocol/relay-messages.ts';

/** A browser that is busy does not answer at once: what was known of the page has to do then. */
const PATIENCE: Milliseconds = 2000;

export interface PageNow {
  url: string;
  title: string;
}

/**
 * The browser is asked, not the page, which could notice. In Firefox only the background may ask for tabs.
 * @param known what the DevTools page told last.
 */
export async function readPageNow(tabId: TabId, known: () => PageNow): Promise<PageNow> {
  const tabs = chrome.tabs as typeof chrome.tabs | undefined;
  const asked: Promise<unknown> = tabs === undefined ? chrome.runtime.sendMessage({ kind: 'sse-scope:tab?', tabId } satisfies AskTab) : tabs.get(tabId);
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), PATIENCE));
  const answer = await Promise.race([asked.catch(() => undefined), late]);
  if (!isTabFacts(answer)) return known();
  const { url, title } = answer;
  return url === undefined ? known() : { url, title: title ?? '' };
}
