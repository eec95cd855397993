/** What the browser knows of the inspected tab: its page, and whether its window is a private one. */
import browser from 'webextension-polyfill';
import type { TabId } from '../core/units.ts';
import { isTabFacts, type AskTab, type TabFacts } from '../wire/protocol/relay-messages.ts';

/**
 * Undefined when nobody can say. In Firefox only the background may ask for tabs.
 * @note The page is not asked: `inspectedWindow.eval('document.title')` runs a getter that may be the page's own (seen with a page that has tripwires).
 */
export async function readTab(tabId: TabId): Promise<TabFacts | undefined> {
  const tabs = browser.tabs as typeof browser.tabs | undefined;
  const asked = tabs === undefined ? browser.runtime.sendMessage({ kind: 'sse-scope:tab?', tabId } satisfies AskTab) : tabs.get(tabId);
  const answer: unknown = await asked.catch(() => undefined);
  return isTabFacts(answer) ? answer : undefined;
}

/** URL and title; '' where they are not known. */
export async function readPage(tabId: TabId): Promise<{ url: string; title: string }> {
  const { url = '', title = '' } = (await readTab(tabId)) ?? {};
  return { url, title };
}
