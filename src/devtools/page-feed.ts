/** Feeds the recorder with what the content scripts of the inspected tab say: one port to each document that has announced itself. */
import browser from 'webextension-polyfill';
import type { SessionId, SourceNumber, TabId } from '../core/units.ts';
import { isAnnouncement, isPageEnvelope, PAGE_PORT, type Ack, type Hear, type RollCall } from '../wire/protocol/envelope.ts';
import type { RecorderInput } from '../wire/protocol/recorder-messages.ts';

export interface PageFeed {
  /** The recorder has the batches of `session` up to and with `seq`. */
  recorded(session: SessionId, seq: number): void;
  /** The hook of that document is to listen to `type`, too. */
  hear(session: SessionId, source: SourceNumber, type: string): void;
}

export function openPageFeed(tabId: TabId, tell: (input: RecorderInput) => void, now: () => number): PageFeed {
  const ports = new Map<SessionId, browser.Runtime.Port>();
  /** Says to a content script whether it talks to the same recorder as before. */
  const audience = crypto.randomUUID();

  browser.runtime.onMessage.addListener((message: unknown, sender: browser.Runtime.MessageSender) => {
    if (sender.tab?.id !== tabId || !isAnnouncement(message)) return undefined;
    connect(message.session, sender.frameId ?? 0, (sender as { documentId?: string }).documentId);
    return undefined;
  });

  const connect = (session: SessionId, frameId: number, documentId: string | undefined): void => {
    if (ports.has(session)) return;
    const port = browser.tabs.connect(tabId, { name: `${PAGE_PORT}:${audience}`, ...(documentId === undefined ? { frameId } : { documentId }) });
    ports.set(session, port);
    const frame = { frameId, ...(documentId === undefined ? {} : { documentId }) };
    port.onMessage.addListener((message: unknown) => {
      if (isPageEnvelope(message) && message.session === session) tell({ kind: 'page', frame, envelope: message });
    });
    port.onDisconnect.addListener(() => {
      void browser.runtime.lastError;
      if (ports.get(session) === port) ports.delete(session);
      // @note Also when the document goes into the back/forward cache; then it has said so before, and announces itself when it comes back.
      tell({ kind: 'document-gone', session, at: now() });
    });
  };

  const rollCall: RollCall = { kind: 'sse-scope:roll-call' };
  // Rejects when the tab has no content script: a page of the browser itself, or one that was opened before the extension was installed.
  void browser.tabs.sendMessage(tabId, rollCall).catch(() => undefined);

  const post = (session: SessionId, message: Ack | Hear): void => {
    try {
      ports.get(session)?.postMessage(message);
    } catch {
      // The document went away in between; its port says so itself.
    }
  };

  return {
    recorded: (session, seq) => post(session, { kind: 'ack', seq }),
    hear: (session, source, type) => post(session, { kind: 'hear', source, type }),
  };
}
