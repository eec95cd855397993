/** Going to the page that the user named. */
import type { Milliseconds } from '../src/core/units.ts';
import type { DrivenPage } from './driven-browser.ts';
import { CliError, EXIT, reasonOf } from './exit.ts';

/** For the head of the answer, not for all of the page. A development server that compiles on demand takes its time. */
const PAGE_PATIENCE: Milliseconds = 30_000;

/**
 * Resolves when the page has answered: its scripts run from here on.
 * @throws CliError when there is no answer, an error status, or something that is no page.
 */
export async function loadPage(page: DrivenPage, url: string): Promise<void> {
  const failed = (why: string, cause?: unknown): CliError => new CliError(EXIT.page, `cannot load ${url}: ${why}`, { cause });
  const answer = await page.load(url, PAGE_PATIENCE).catch((error: unknown) => {
    throw failed(whyNot(error), error);
  });
  if (answer === null) return;
  if (answer.status >= 400) throw failed(`the server answered ${answer.status} ${answer.statusText}`.trimEnd());
  if (/^text\/event-stream\b/i.test(answer.type)) throw failed('that is an event stream itself; give the page that opens it');
}

/** As both browsers name what is wrong with a certificate. */
const CERTIFICATE = /ERR_CERT_|^certificate: /;

function whyNot(error: unknown): string {
  const reason = reasonOf(error);
  const code = /\b(?:net::(ERR_\w+)|(NS_\w+))/.exec(reason);
  const word = code?.[1] ?? code?.[2];
  // A navigation to what the browser would save (or play on as a stream) is aborted.
  if (/download is starting/i.test(reason) || word === 'ERR_ABORTED' || word === 'NS_BINDING_ABORTED') return 'the answer is not a page';
  if (/timeout/i.test(reason)) return `no answer within ${PAGE_PATIENCE / 1000} s`;
  if (CERTIFICATE.test(reason)) return `${word ?? reason} (--insecure takes such a certificate)`;
  return word ?? reason;
}
