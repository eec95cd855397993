/** URL and title of the inspected page. */
import browser from 'webextension-polyfill';
import { isRecord } from '../wire/protocol/guard.ts';

/**
 * @note `inspectedWindow.eval` gives the value alone in Chromium from 148 on, and `[value, exception]` in Firefox and where the polyfill wraps
 * (measured; webextension-polyfill 0.12). A page that cannot be evaluated (the browser's own) has no URL and no title here.
 */
export async function readPage(): Promise<{ url: string; title: string }> {
  const answer: unknown = await browser.devtools.inspectedWindow.eval('({ url: location.href, title: document.title })').catch(() => undefined);
  const value: unknown = Array.isArray(answer) ? answer[0] : answer;
  if (!isRecord(value)) return { url: '', title: '' };
  return { url: typeof value.url === 'string' ? value.url : '', title: typeof value.title === 'string' ? value.title : '' };
}
