/** Entry of the background: hands `webRequest` to the request log, keeps the log over the death of this worker, and tells DevTools pages. */
import browser from 'webextension-polyfill';
import { createRequestLog, type LoggedRequest, type RequestDetails, type RequestLog } from './request-log.ts';
import { createShelf } from './shelf.ts';
import { REQUESTS_PORT } from '../wire/protocol/envelope.ts';
import type { RequestObservation } from '../core/model/observation.ts';

const shelf = createShelf(browser.storage.session);
const ports = new Map<browser.Runtime.Port, number>();

const tell = (tabId: number, observations: RequestObservation[]): void => {
  for (const [port, tab] of ports) if (tab === tabId) port.postMessage({ kind: 'requests', observations });
};

/** @note Listeners must be there in the worker's first turn, the log only once the shelf has been read: so events wait for it, in order. */
const log: Promise<RequestLog> = shelf.load().then((known) =>
  createRequestLog(known, {
    changed(request: LoggedRequest) {
      tell(request.tabId, [request.observation]);
      shelf.put(request);
    },
    forgotten: (request) => shelf.remove(request),
  }),
);
const on = (hear: (log: RequestLog, details: RequestDetails) => void) => (details: RequestDetails) => {
  void log.then((ready) => hear(ready, details));
};

// @note Both browsers report an EventSource as `xmlhttprequest`.
const filter: browser.WebRequest.RequestFilter = { urls: ['<all_urls>'], types: ['xmlhttprequest'] };
// Chromium hides Accept-Language, Cookie, Origin, Referer and others unless asked; Firefox does not know the word.
const extra = (isChromium() ? ['extraHeaders'] : []) as never[];

browser.webRequest.onSendHeaders.addListener(
  on((ready, details) => ready.sent(details)),
  filter,
  ['requestHeaders', ...extra],
);
browser.webRequest.onBeforeRedirect.addListener(
  on((ready, details) => ready.redirected(details)),
  filter,
  ['responseHeaders', ...extra],
);
browser.webRequest.onHeadersReceived.addListener(
  (details) => {
    // [spec] Fetch: these statuses redirect, and are told by onBeforeRedirect.
    if (![301, 302, 303, 307, 308].includes(details.statusCode)) on((ready, each) => ready.answered(each))(details);
    return undefined;
  },
  filter,
  ['responseHeaders', ...extra],
);
browser.webRequest.onResponseStarted.addListener(
  on((ready, details) => ready.answered(details)),
  filter,
  ['responseHeaders', ...extra],
);
browser.webRequest.onCompleted.addListener(
  on((ready, details) => ready.ended({ ...details, error: undefined })),
  filter,
);
browser.webRequest.onErrorOccurred.addListener(
  on((ready, details) => ready.ended(details)),
  filter,
);
browser.tabs.onRemoved.addListener((tabId) => {
  void log.then((ready) => ready.tabClosed(tabId));
});

browser.runtime.onConnect.addListener((port) => {
  const [name, tab] = [port.name.slice(0, REQUESTS_PORT.length), Number(port.name.slice(REQUESTS_PORT.length + 1))];
  if (name !== REQUESTS_PORT || !Number.isSafeInteger(tab)) return;
  ports.set(port, tab);
  port.onDisconnect.addListener(() => ports.delete(port));
  void log.then((ready) => {
    const observations = ready.of(tab);
    if (observations.length > 0 && ports.has(port)) port.postMessage({ kind: 'requests', observations });
  });
});

function isChromium(): boolean {
  return browser.runtime.getURL('').startsWith('chrome-extension:');
}
