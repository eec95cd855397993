/** URL and title of the inspected page, as they are now. */
import type { Milliseconds } from '../../core/units.ts';
import { isRecord } from '../../wire/protocol/guard.ts';

/** A page that is busy, or stopped in the debugger, does not answer: what was known of it has to do then. */
const PATIENCE: Milliseconds = 2000;

export interface PageNow {
  url: string;
  title: string;
}

/** @param inspected missing: there is no DevTools around. @param known what the DevTools page told last. */
export function readPageNow(inspected: typeof chrome.devtools.inspectedWindow | undefined, known: () => PageNow): Promise<PageNow> {
  return new Promise((resolve) => {
    if (inspected === undefined) {
      resolve(known());
      return;
    }
    const timer = setTimeout(() => resolve(known()), PATIENCE);
    inspected.eval('({ url: location.href, title: document.title })', (...[answer]: unknown[]) => {
      clearTimeout(timer);
      resolve(
        isRecord(answer) && typeof answer['url'] === 'string' && typeof answer['title'] === 'string' ? { url: answer['url'], title: answer['title'] } : known(),
      );
    });
  });
}
