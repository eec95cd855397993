/** The way from DevTools pages to content scripts in Firefox. Nothing of what is carried is read or kept here: the background may die. */
import type { TabId } from '../core/units.ts';
import { type Announcement, isRollCall } from '../wire/protocol/envelope.ts';
import { destinationOf, RELAY_PORT, type Access, type Announced, type Called, type Frame } from '../wire/protocol/relay-messages.ts';
import { joinPorts, part } from '../wire/port-wire/join-ports.ts';
import type { PortLike } from '../wire/port-wire/lasting-port.ts';

/** The part of `browser.tabs` that is used. */
export interface TabsLike {
  connect(tabId: TabId, info: { name: string; frameId?: number; documentId?: string }): PortLike;
  sendMessage(tabId: TabId, message: unknown): Promise<unknown>;
}

export interface PageRelay {
  /** A port has come; false if it is not for the relay. */
  took(port: PortLike & { name: string }): boolean;
  announced(announcement: Announcement, tabId: TabId, frame: Frame): void;
  /** What the user allows the extension has been looked up, or has changed. */
  access(granted: boolean): void;
}

export function createPageRelay(tabs: TabsLike): PageRelay {
  const listeners = new Map<PortLike, TabId>();
  let granted: boolean | undefined;

  const through = (port: PortLike, name: string): boolean => {
    const to = destinationOf(name);
    if (to === undefined) return false;
    const { frameId, documentId } = to.frame;
    try {
      joinPorts(port, tabs.connect(to.tabId, { name: to.name, ...(documentId === undefined ? { frameId } : { documentId }) }));
    } catch {
      part(port); // no such tab any more
    }
    return true;
  };

  return {
    took(port) {
      const [name, tab] = [port.name.slice(0, RELAY_PORT.length), Number(port.name.slice(RELAY_PORT.length + 1))];
      if (name !== RELAY_PORT || !Number.isSafeInteger(tab)) return through(port, port.name);
      listeners.set(port, tab);
      if (granted !== undefined) tell(port, { kind: 'access', granted });
      port.onDisconnect.addListener(() => listeners.delete(port));
      port.onMessage.addListener((message) => {
        if (!isRollCall(message)) return;
        // Rejects when the tab has no content script: a page of the browser itself.
        void tabs.sendMessage(tab, message).catch(() => undefined);
        tell(port, { kind: 'called', call: message.call });
      });
      return true;
    },

    announced({ session, call }, tabId, frame) {
      const message: Announced = { kind: 'announced', session, frame, ...(call === undefined ? {} : { call }) };
      for (const [port, tab] of listeners) if (tab === tabId) tell(port, message);
    },

    access(next) {
      if (next === granted) return;
      granted = next;
      for (const port of listeners.keys()) tell(port, { kind: 'access', granted: next });
    },
  };
}

function tell(port: PortLike, message: Announced | Called | Access): void {
  try {
    port.postMessage(message);
  } catch {
    // It has closed in between. The others are there all the same.
  }
}
