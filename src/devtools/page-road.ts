/** The way from the DevTools page to the content scripts of its tab: straight in Chromium, through the background in Firefox. */
import browser from 'webextension-polyfill';
import type { Milliseconds, SessionId, TabId } from '../core/units.ts';
import { isAnnouncement, PAGE_PORT, RELAYED_PAGE_PORT, type Ack, type Hear, type RollCall } from '../wire/protocol/envelope.ts';
import { isAccess, isAnnounced, isParting, RELAY_PORT, throughPort, type Frame, type Presence } from '../wire/protocol/relay-messages.ts';
import { openLastingPort } from '../wire/port-wire/lasting-port.ts';

/** Firefox ends an event page that has heard nothing for 30 s. */
const PRESENCE: Milliseconds = 20_000;

/** One document's end. */
export interface PageLink {
  post(message: Ack | Hear): void;
}
export interface PageRoad {
  /** Calls `onAnnounced` with every document of the tab that has something to tell, at once if it has already; the same one perhaps again. */
  listen(onAnnounced: (session: SessionId, frame: Frame) => void): void;
  /** Calls `onAccess` when it is known, and again when it changes, whether pages may be seen at all. Only Firefox tells. */
  watchAccess(onAccess: (granted: boolean) => void): void;
  /** `onGone`: the document is gone, or in the back/forward cache. */
  connect(frame: Frame, onMessage: (message: unknown) => void, onGone: () => void): PageLink;
}

export function openPageRoad(tabId: TabId, now: () => number, signal: AbortSignal): PageRoad {
  /** Says to a content script whether it talks to the same recorder as before. */
  const audience = crypto.randomUUID();
  const tabs = browser.tabs as typeof browser.tabs | undefined; // missing in Firefox's DevTools pages
  return tabs === undefined ? throughBackground(tabId, audience, now, signal) : straight(tabs, tabId, audience);
}

function straight(tabs: typeof browser.tabs, tabId: TabId, audience: string): PageRoad {
  return {
    listen(onAnnounced) {
      browser.runtime.onMessage.addListener((message: unknown, sender: browser.Runtime.MessageSender) => {
        if (sender.tab?.id !== tabId || !isAnnouncement(message)) return undefined;
        const { documentId } = sender as { documentId?: string };
        onAnnounced(message.session, { frameId: sender.frameId ?? 0, ...(documentId === undefined ? {} : { documentId }) });
        return undefined;
      });
      const rollCall: RollCall = { kind: 'sse-scope:roll-call' };
      // Rejects when the tab has no content script: a page of the browser itself, or one that was opened before the extension was installed.
      void tabs.sendMessage(tabId, rollCall).catch(() => undefined);
    },
    watchAccess: () => undefined,
    connect({ frameId, documentId }, onMessage, onGone) {
      const port = tabs.connect(tabId, { name: `${PAGE_PORT}:${audience}`, ...(documentId === undefined ? { frameId } : { documentId }) });
      port.onMessage.addListener(onMessage);
      port.onDisconnect.addListener(() => {
        void browser.runtime.lastError;
        onGone();
      });
      return { post: (message) => port.postMessage(message) };
    },
  };
}

/** The background may die at any moment. Then its ports are made anew, and the content script sends again what was not acknowledged. */
function throughBackground(tabId: TabId, audience: string, now: () => number, signal: AbortSignal): PageRoad {
  const later = (task: () => void, delay: Milliseconds): void => void setTimeout(task, delay);
  let tellAccess: (granted: boolean) => void = () => undefined;
  return {
    watchAccess: (onAccess) => void (tellAccess = onAccess),
    listen(onAnnounced) {
      let post: (message: Presence) => void = () => undefined;
      openLastingPort({
        connect: () => browser.runtime.connect({ name: `${RELAY_PORT}:${tabId}` }),
        onConnected: (carry) => void (post = carry), // the background then calls the roll
        onMessage(message) {
          if (isAnnounced(message)) onAnnounced(message.session, message.frame);
          else if (isAccess(message)) tellAccess(message.granted);
        },
        later,
        now,
        signal,
      });
      const timer = setInterval(() => {
        try {
          post({ kind: 'present' });
        } catch {
          // The background has just died, and is being woken.
        }
      }, PRESENCE);
      signal.addEventListener('abort', () => clearInterval(timer), { once: true });
    },
    connect(frame, onMessage, onGone) {
      const life = new AbortController();
      const name = throughPort({ tabId, frame, name: `${RELAYED_PAGE_PORT}:${audience}` });
      let post: (message: Ack | Hear) => void = () => undefined;
      openLastingPort({
        connect: () => browser.runtime.connect({ name }),
        onConnected: (carry) => void (post = carry),
        onMessage(message) {
          if (!isParting(message)) return onMessage(message);
          life.abort();
          onGone();
        },
        later,
        now,
        signal: AbortSignal.any([life.signal, signal]),
      });
      return { post: (message) => post(message) };
    },
  };
}
