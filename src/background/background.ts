/** Entry of the background: hands `webRequest` to the request log, keeps the log over the death of this worker, and tells DevTools pages and popups. */
import browser from 'webextension-polyfill';
import { createBadge, type ActionLike } from './badge.ts';
import { createCensusDesk } from './census-desk.ts';
import { concerns } from './concerns.ts';
import { createPageRelay } from './page-relay.ts';
import { createRequestLog, isRedirect, NO_TAB, type RequestDetails, type RequestLog } from './request-log.ts';
import { createShelf } from './shelf.ts';
import { createTabPlaces } from './tab-places.ts';
import { type BrokenBy, createWireTap, type FilterLike, type WireTap } from './wire-tap.ts';
import { createCensus, type Census } from '../core/census/census.ts';
import type { LoggedRequest } from '../core/census/census-stream.ts';
import { CENSUS_PORT, type CensusMessage } from '../wire/protocol/census-messages.ts';
import { isAnnouncement, REQUESTS_PORT } from '../wire/protocol/envelope.ts';
import { frameOf, isAskTab, isOpenPage, type TabFacts } from '../wire/protocol/relay-messages.ts';
import { ownPages } from '../wire/protocol/sender.ts';
import { isWhoseAnswer, type StoppedNotice, type WhoseQuestion } from '../wire/protocol/whose-request.ts';
import { hearOwnPorts } from '../wire/port-wire/own-ports.ts';
import type { TabId } from '../core/units.ts';

/** Firefox names the document since 153, or earlier; the types do not know. */
type SenderWithDocument = browser.Runtime.MessageSender & { documentId?: string };

/** How Firefox names the end that the page itself has made of an EventSource; and of what a page reads by fetch and XHR, and of all that ends with it. */
const BROKEN_BY: ReadonlyMap<string | undefined, BrokenBy> = new Map([
  ['NS_ERROR_ABORT', 'page'],
  ['NS_BINDING_ABORTED', 'browser'],
]);

interface Records {
  log: RequestLog;
  census: Census;
  changed(): void;
  navigated(tabId: TabId): void;
}

const shelf = createShelf(browser.storage.session, browser.extension.inIncognitoContext ? 'private' : 'usual');
const places = createTabPlaces();
const ports = new Map<browser.Runtime.Port, number>();
const popups = new Set<browser.Runtime.Port>();

const tell = (request: LoggedRequest): void => {
  for (const [port, tab] of ports) if (concerns(request, tab, places)) say(port, { kind: 'requests', observations: [request.observation] });
};
/** @note A port that has closed in between throws; the others, and the log, go on. Its next one is told all that is known. */
const say = (port: browser.Runtime.Port, message: unknown): void => {
  try {
    port.postMessage(message);
  } catch {
    // It says so itself.
  }
};

/** @note Listeners must be there in the worker's first turn, the records only once the shelf has been read: so events wait for them, in order. */
const records: Promise<Records> = wake();
const on =
  <T extends unknown[]>(hear: (records: Records, ...facts: T) => void) =>
  (...facts: T): undefined => {
    void records.then((ready) => hear(ready, ...facts));
  };

async function wake(): Promise<Records> {
  const [known, tabs] = await Promise.all([shelf.load(), browser.tabs.query({}).catch(() => undefined)]);
  for (const tab of tabs ?? []) places.seen(tab);
  const census = createCensus(known);
  const keep = (request: LoggedRequest): void => {
    shelf.put(request);
    census.take(request);
    desk.changed();
  };
  const log = createRequestLog(
    known,
    {
      changed(request) {
        tell(request);
        keep(request);
      },
      placed: keep,
      forgotten(request) {
        shelf.remove(request);
        census.forget(request);
        desk.changed();
      },
    },
    { placeOf: places.of, versionTold: !isChromium() },
  );
  const action = browser.action as ActionLike | undefined; // missing where the manifest has no button
  const badge = action && createBadge(action, new Set(known.map((request) => request.tabId).filter((tabId) => tabId >= 0)));
  const desk = createCensusDesk({
    board: (now) => census.board(now),
    show(board) {
      badge?.show(board);
      const message: CensusMessage = { kind: 'census', board };
      for (const popup of popups) say(popup, message);
    },
    now: () => Date.now(), // the clock of `webRequest`
    later: (task, delay) => setTimeout(task, delay),
  });
  if (tabs) log.tabsAre(new Set(tabs.map(({ id }) => id ?? -1)));
  desk.changed();
  return {
    log,
    census,
    changed: desk.changed,
    navigated(tabId) {
      badge?.cleared(tabId);
      desk.changed();
    },
  };
}

// @note Both browsers report an EventSource as `xmlhttprequest`.
const filter: browser.WebRequest.RequestFilter = { urls: ['<all_urls>'], types: ['xmlhttprequest'] };
// Chromium hides Accept-Language, Cookie, Origin, Referer and others unless asked; Firefox does not know the word.
const extra = (isChromium() ? ['extraHeaders'] : []) as never[];

browser.webRequest.onSendHeaders.addListener(
  on(({ log }, details: RequestDetails) => log.sent(details)),
  filter,
  ['requestHeaders', ...extra],
);
browser.webRequest.onBeforeRedirect.addListener(
  on(({ log }, details: RequestDetails) => log.redirected(details)),
  filter,
  ['responseHeaders', ...extra],
);
browser.webRequest.onHeadersReceived.addListener(
  on(({ log }, details: RequestDetails) => {
    // onBeforeRedirect tells of it.
    if (!isRedirect(details.statusCode)) log.answered(details);
  }),
  filter,
  ['responseHeaders', ...extra],
);
browser.webRequest.onResponseStarted.addListener(
  on(({ log }, details: RequestDetails) => log.answered(details)),
  filter,
  ['responseHeaders', ...extra],
);
browser.webRequest.onCompleted.addListener(
  on(({ log }, details: RequestDetails) => log.ended({ ...details, error: undefined })),
  filter,
);
browser.webRequest.onErrorOccurred.addListener(
  on(({ log }, details: RequestDetails) => log.ended(details)),
  filter,
);
// A new document is about to take the tab: the streams of the old one that wait will not come back. Those that run end by themselves.
browser.webRequest.onResponseStarted.addListener(
  on(({ log, census }, { tabId, timeStamp }: RequestDetails) => {
    for (const request of census.waiting(tabId, timeStamp)) log.abandoned(request, timeStamp);
  }),
  { urls: ['<all_urls>'], types: ['main_frame'] },
);

browser.tabs.onCreated.addListener(on((_, tab: browser.Tabs.Tab) => places.seen(tab)));
browser.tabs.onUpdated.addListener(
  on(({ navigated }, tabId: number, change: browser.Tabs.OnUpdatedChangeInfoType, tab: browser.Tabs.Tab) => {
    places.seen(tab);
    if (change.status !== undefined) navigated(tabId);
  }),
);
browser.tabs.onReplaced.addListener(
  on(({ log }, tabId: number, before: number) => {
    log.tabReplaced(tabId, before);
    places.closed(before);
  }),
);
browser.tabs.onRemoved.addListener(
  on(({ log }, tabId: number) => {
    log.tabClosed(tabId);
    places.closed(tabId);
  }),
);

// In Chromium the DevTools page reaches the content scripts itself, and their announcements need not wake anybody here.
const relay = isChromium() ? undefined : createPageRelay(browser.tabs);
if (relay) {
  const isOurs = ownPages(browser.runtime);
  browser.runtime.onMessage.addListener((message: unknown, sender: SenderWithDocument) => {
    const { id, tab } = sender;
    if (isOurs(sender) && isOpenPage(message) && message.url.startsWith(browser.runtime.getURL(''))) void browser.tabs.create({ url: message.url });
    if (isOurs(sender) && isAskTab(message)) return browser.tabs.get(message.tabId).then(({ incognito, url, title }): TabFacts => ({ incognito, url, title }));
    if (id !== browser.runtime.id || tab?.id === undefined || !isAnnouncement(message)) return undefined;
    relay.announced(message, tab.id, frameOf(sender));
    return undefined;
  });
  const look = async (): Promise<void> => relay.access(await browser.permissions.contains({ origins: ['<all_urls>'] }));
  browser.permissions.onAdded.addListener(() => void look());
  browser.permissions.onRemoved.addListener(() => void look());
  void look();
}

const tap = isChromium() ? undefined : tapWires();
if (tap) {
  // The types do not know that Firefox waits for the promise.
  const onSuspend: { addListener(listener: () => Promise<void>): void } = browser.runtime.onSuspend;
  onSuspend.addListener(tap.leaveAll);
}

hearOwnPorts(browser.runtime, (port) => {
  if (relay?.took(port) === true || tap?.took(port) === true) return;
  if (port.name === CENSUS_PORT) {
    popups.add(port);
    port.onDisconnect.addListener(() => popups.delete(port));
    void records.then(({ changed }) => changed());
    return;
  }
  const [name, tab] = [port.name.slice(0, REQUESTS_PORT.length), Number(port.name.slice(REQUESTS_PORT.length + 1))];
  if (name !== REQUESTS_PORT || !Number.isSafeInteger(tab)) return;
  ports.set(port, tab);
  port.onDisconnect.addListener(() => ports.delete(port));
  void records.then(({ log }) => {
    const observations = [...log.all()].filter((request) => concerns(request, tab, places)).map((request) => request.observation);
    if (observations.length > 0 && ports.has(port)) port.postMessage({ kind: 'requests', observations });
  });
});

/** @note Blocking listeners hold up every request that they hear of: they are there while somebody looks at the tab, and for its requests alone. */
function tapWires(): WireTap {
  const { onBeforeRequest, onSendHeaders, onHeadersReceived, onCompleted, onErrorOccurred } = browser.webRequest;
  const wires = createWireTap({
    openFilter: (request) => browser.webRequest.filterResponseData(request) as unknown as FilterLike,
    watch(tabId) {
      const stops = [tabId, NO_TAB].map((id) => {
        const sent = (details: RequestDetails): void => wires.sent(details);
        const answered = (details: RequestDetails): Promise<browser.WebRequest.BlockingResponse> | undefined => wires.answered(details)?.then(() => ({}));
        onSendHeaders.addListener(sent, { ...filter, tabId: id }, ['requestHeaders']);
        onHeadersReceived.addListener(answered, { ...filter, tabId: id }, ['blocking', 'responseHeaders']);
        return () => {
          onSendHeaders.removeListener(sent);
          onHeadersReceived.removeListener(answered);
        };
      });
      const loads = (details: RequestDetails): void => wires.loads(details);
      onBeforeRequest.addListener(loads, { urls: ['<all_urls>'], types: ['main_frame', 'sub_frame'], tabId });
      return () => {
        onBeforeRequest.removeListener(loads);
        for (const stop of stops) stop();
      };
    },
    concerns({ tabId, incognito, documentUrl, initiator = documentUrl }, tab) {
      return concerns({ tabId, ...(incognito === undefined ? {} : { incognito }), observation: initiator === undefined ? {} : { initiator } }, tab, places);
    },
    async ask(details) {
      const answer = await tellDocument(details, { kind: 'sse-scope:whose?', url: details.url });
      return isWhoseAnswer(answer) ? answer : undefined;
    },
    async tellStopped(details, quietly) {
      await tellDocument(details, { kind: 'sse-scope:stopped', url: details.url, quietly });
    },
    now: () => performance.timeOrigin + performance.now(),
    later: (task, delay) => setTimeout(task, delay),
  });
  onCompleted.addListener(({ requestId }) => wires.completed(requestId), filter);
  onErrorOccurred.addListener(({ requestId, error }) => wires.failed(requestId, BROKEN_BY.get(error) ?? 'server'), filter);
  return wires;
}

/** Tells the document that has made a request. @returns its answer. */
function tellDocument({ tabId, frameId, documentId }: RequestDetails, message: WhoseQuestion | StoppedNotice): Promise<unknown> {
  return browser.tabs.sendMessage(tabId, message, documentId === undefined ? { frameId } : { documentId });
}

function isChromium(): boolean {
  return browser.runtime.getURL('').startsWith('chrome-extension:');
}
