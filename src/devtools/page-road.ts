/** The way from the DevTools page to the content scripts of its tab: straight in Chromium, through the background in Firefox. */
import type { Milliseconds, SessionId, TabId } from '../core/units.ts';
import { isAnnouncement, PAGE_PORT, RELAYED_PAGE_PORT, type Ack, type Hear, type RollCall } from '../wire/protocol/envelope.ts';
import { isAccess, isAnnounced, isParting, frameOf, RELAY_PORT, throughPort, type Frame } from '../wire/protocol/relay-messages.ts';
import { type LastingPort, openLastingPort, type PortLike } from '../wire/port-wire/lasting-port.ts';

/** The background has answered none of so many roll calls: its port is dead. */
const CALLS_UNANSWERED = 2;

/** One document's end. */
export interface PageLink {
  post(message: Ack | Hear): void;
  /** Gives it up. `onGone` is not called after that. */
  close(): void;
}
export interface PageRoad {
  /**
   * Calls `onAnnounced` with every document of the tab that has something to tell; the same one perhaps again. `call` is the number of the roll call that it
   * has answered, undefined where nobody has asked.
   */
  listen(onAnnounced: (session: SessionId, frame: Frame, call: number | undefined) => void): void;
  /** Asks the documents that have something to tell, and no port of ours, to announce themselves. */
  callRoll(call: number): void;
  /** Calls `onAccess` when it is known, and again when it changes, whether pages may be seen at all. Only Firefox tells. */
  watchAccess(onAccess: (granted: boolean) => void): void;
  /** `onGone`, later: the document is gone, or in the back/forward cache, or was not there. */
  connect(frame: Frame, onMessage: (message: unknown) => void, onGone: () => void): PageLink;
}

/** The part of the browser's API that is used. */
export interface RoadBrowser {
  runtime: {
    connect(info: { name: string }): PortLike;
    /** Of this extension. */
    readonly id: string;
    onMessage: { addListener(listener: (message: unknown, sender: Sender) => undefined): void };
    readonly lastError?: unknown;
  };
  /** Missing in Firefox's DevTools pages. */
  tabs?: {
    connect(tabId: TabId, info: { name: string; frameId?: number; documentId?: string }): PortLike;
    sendMessage(tabId: TabId, message: unknown): Promise<unknown>;
  };
}
interface Sender {
  id?: string;
  tab?: { id?: number };
  frameId?: number;
  documentId?: string;
  url?: string;
}

export interface RoadOptions {
  browser: RoadBrowser;
  tabId: TabId;
  /** Says to a content script whether it talks to the same recorder as before: a word that no other DevTools page has. */
  audience: string;
  now(): number;
  /** `setTimeout`. */
  later(task: () => void, delay: Milliseconds): void;
  signal: AbortSignal;
}

export function openPageRoad(options: RoadOptions): PageRoad {
  const { tabs } = options.browser;
  return tabs === undefined ? throughBackground(options) : straight(tabs, options);
}

function straight(tabs: NonNullable<RoadBrowser['tabs']>, { browser: { runtime }, tabId, audience }: RoadOptions): PageRoad {
  const name = `${PAGE_PORT}:${audience}`;
  return {
    listen(onAnnounced) {
      runtime.onMessage.addListener((message, sender) => {
        if (sender.id !== runtime.id || sender.tab?.id !== tabId || !isAnnouncement(message)) return undefined;
        onAnnounced(message.session, frameOf(sender), message.call);
        return undefined;
      });
    },
    callRoll(call) {
      const rollCall: RollCall = { kind: 'sse-scope:roll-call', call, name };
      // Rejects when the tab has no content script: a page of the browser itself, or one that was opened before the extension was installed.
      void tabs.sendMessage(tabId, rollCall).catch(() => undefined);
    },
    watchAccess: () => undefined,
    connect({ frameId, documentId }, onMessage, onGone) {
      const port = tabs.connect(tabId, { name, ...(documentId === undefined ? { frameId } : { documentId }) });
      port.onMessage.addListener(onMessage);
      port.onDisconnect.addListener(() => {
        void runtime.lastError;
        onGone();
      });
      return { post: (message) => port.postMessage(message), close: () => port.disconnect() };
    },
  };
}

/** The background may die at any moment. Then its ports are made anew, and the content script sends again what was not acknowledged. */
function throughBackground({ browser: { runtime }, tabId, audience, now, later, signal }: RoadOptions): PageRoad {
  const name = `${RELAYED_PAGE_PORT}:${audience}`;
  let tellAccess: (granted: boolean) => void = () => undefined;
  let say: (message: RollCall) => void = () => undefined;
  let rollCall: RollCall | undefined;
  let unanswered = 0;
  let background: LastingPort | undefined;
  return {
    watchAccess: (onAccess) => void (tellAccess = onAccess),
    listen(onAnnounced) {
      background = openLastingPort({
        connect: () => runtime.connect({ name: `${RELAY_PORT}:${tabId}` }),
        onConnected(carry) {
          say = carry;
          unanswered = 0;
          // Who has announced itself while the background was away, did so in vain.
          if (rollCall !== undefined) say(rollCall);
        },
        onMessage(message) {
          unanswered = 0;
          if (isAnnounced(message)) onAnnounced(message.session, message.frame, message.call);
          else if (isAccess(message)) tellAccess(message.granted);
        },
        later,
        now,
        signal,
      });
    },
    callRoll(call) {
      rollCall = { kind: 'sse-scope:roll-call', call, name };
      if (unanswered++ === CALLS_UNANSWERED) return background?.renew(); // which calls
      try {
        say(rollCall);
      } catch {
        // The background has just died, and is being woken.
      }
    },
    connect({ frameId, documentId }, onMessage, onGone) {
      const life = new AbortController();
      const through = throughPort({ tabId, frame: frameOf({ frameId, documentId }), name });
      let post: (message: Ack | Hear) => void = () => undefined;
      openLastingPort({
        connect: () => runtime.connect({ name: through }),
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
      return { post: (message) => post(message), close: () => life.abort() };
    },
  };
}
