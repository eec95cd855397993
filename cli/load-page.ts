/** Going to the page that the user named. */
import type { Page } from 'playwright-core';
import type { Milliseconds } from '../src/core/units.ts';
import { CliError, EXIT, reasonOf } from './exit.ts';

/** For the head of the answer, not for all of the page. A development server that compiles on demand takes its time. */
const PAGE_PATIENCE: Milliseconds = 30_000;

/**
 * Resolves when the page has answered: its scripts run from here on.
 * @throws CliError when there is no answer, an error status, or something that is no page.
 */
export async function loadPage(page: Page, url: string): Promise<void> {
  const failed = (why: string, cause?: unknown): CliError => new CliError(EXIT.page, `cannot load ${url}: ${why}`, { cause });
  const response = await page.goto(url, { waitUntil: 'commit', timeout: PAGE_PATIENCE }).catch((error: unknown) => {
    throw failed(whyNot(error), error);
  });
  if (response === null) return; // file URLs have no response
  if (response.status() >= 400) throw failed(`the server answered ${response.status()} ${response.statusText()}`.trimEnd());
  const type = response.headers()['content-type'] ?? '';
  if (/^text\/event-stream\b/i.test(type)) throw failed('that is an event stream itself; give the page that opens it');
}

function whyNot(error: unknown): string {
  const reason = reasonOf(error);
  const code = /net::(ERR_\w+)/.exec(reason)?.[1];
  // A navigation to what the browser would save (or play on as a stream) is aborted.
  if (/download is starting/i.test(reason) || code === 'ERR_ABORTED') return 'the answer is not a page';
  if (/timeout/i.test(reason)) return `no answer within ${PAGE_PATIENCE / 1000} s`;
  return code ?? reason;
}
