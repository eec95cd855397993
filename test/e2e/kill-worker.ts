/** The death of the extension's worker, as the browser brings it about after 30 s of nothing. */
import type { Page } from 'playwright-core';
import type { LaunchedBrowser } from '../../cli/browser.ts';
import { until } from '../../cli/until.ts';

const PATIENCE = 20_000;

/**
 * Stops the worker, and waits for its end.
 * @param page any page of the browser.
 * @note The browser itself stops a worker only when nothing is under way to it. One that is stopped by force takes along the facts that were
 * (measured: a request whose headers it had heard stayed without its answer), and for some 20 ms after the command facts still go to the
 * dying one. So: only when it has everything, and nothing may happen before this has resolved.
 */
export async function killWorker({ context, extensionId }: LaunchedBrowser, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  let [asked, stopped] = [false, false];
  session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
    stopped ||= asked && versions.some(({ scriptURL, runningStatus }) => scriptURL.includes(extensionId) && runningStatus === 'stopped');
  });
  await session.send('ServiceWorker.enable');
  asked = true;
  await session.send('ServiceWorker.stopAllWorkers');
  await until('the end of the worker', () => stopped, PATIENCE);
  await session.detach();
}
